import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from scripted import ChangedWorker, cutting, make_adapted
from shared_training import REPLACING, validate
from tiny_llama import VOCABULARY, tiny_llama
from transformers import AutoConfig, AutoModelForCausalLM
from trl import GRPOConfig

from tinylora.adapter.inject import attach, trainable_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import JudgeFault, SettingsError
from tinylora.grpo import training_state
from tinylora.grpo.advantage import advantages
from tinylora.grpo.log_probs import completion_log_probs
from tinylora.grpo.trainer import keep_differentiable
from tinylora.jobs import Launch
from tinylora.policy.load import load_model
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import ModelSettings


def vector(run):
    return trainable_vector(run.model).detach().clone()


def gradient_by_hand(run, loss_type):
    """∇ of −Σ advantage · log π at v = 0, where every ratio is 1 and nothing is clipped."""
    _, rollouts, given = run.rollouts[0]
    model, v = run.model, trainable_vector(run.model)
    with torch.no_grad():
        v.zero_()
    lengths = [rollout.completion.tokens for rollout in rollouts]
    sums = []
    for rollout in rollouts:
        ids = torch.tensor([rollout.completion.token_ids])
        prompt = torch.tensor(rollout.prompt_ids)
        logps = completion_log_probs(model, [prompt], ids, torch.ones_like(ids), 1.0)[0]
        sums.append(logps.sum())
    weights = {
        "dapo": [1 / sum(lengths)] * 8,  # all tokens weigh the same
        "grpo": [1 / (8 * length) for length in lengths],  # all completions do
        "dr_grpo": [1 / (8 * run.settings.max_new_tokens)] * 8,
    }[loss_type]
    loss = -sum(a * w * s for a, w, s in zip(given, weights, sums, strict=True))
    return torch.autograd.grad(loss, v)[0]


@pytest.mark.parametrize("loss_type", ["dapo", "grpo", "dr_grpo"])
@pytest.mark.parametrize("micro_batch_size", [8, 2])
def test_the_first_gradient_is_the_policy_gradient(run, loss_type, micro_batch_size):
    done = run(1, loss_type=loss_type, micro_batch_size=micro_batch_size, max_grad_norm=1e9)
    expected = gradient_by_hand(done, loss_type)
    assert done.records[0].grad_norm == pytest.approx(float(expected.norm()), rel=1e-3)


def test_the_log_probabilities_of_trl_give_the_same_steps(run):
    ours, theirs = run(3), run(3, gradient_checkpointing=True)
    assert [record.grad_norm for record in ours.records] == pytest.approx(
        [record.grad_norm for record in theirs.records], rel=1e-3
    )
    torch.testing.assert_close(vector(ours), vector(theirs), atol=1e-5, rtol=1e-3)


@pytest.mark.parametrize("recomputed", [True, False])
def test_a_mixture_of_experts_learns_what_is_rewarded_alone(run, recomputed):
    torch.manual_seed(0)
    config = AutoConfig.for_model(
        "qwen3_moe",
        **{"vocab_size": VOCABULARY, "hidden_size": 64, "num_hidden_layers": 2, "head_dim": 16},
        **{"num_attention_heads": 4, "num_key_value_heads": 2, "num_experts": 4},
        **{"num_experts_per_tok": 2, "moe_intermediate_size": 32, "output_router_logits": True},
        initializer_range=0.1,
    )
    base = AutoModelForCausalLM.from_config(config).eval().requires_grad_(False)
    model = attach(base, AdapterSettings(u=4, targets=("q_proj", "v_proj")))
    done = run(1, model=model, gradient_checkpointing=recomputed, max_grad_norm=1e9)
    model.get_base_model().gradient_checkpointing_disable()
    expected = float(gradient_by_hand(done, done.settings.loss_type).norm())
    assert done.records[0].grad_norm == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize("recomputed", [True, False])
def test_trl_is_told_in_words_that_every_transformers_it_takes_knows(run, recomputed, monkeypatch):
    def as_in_5_10(**given):
        assert not {name for name in given if name.startswith("activation_checkpointing")}
        return GRPOConfig(**given)

    monkeypatch.setattr("tinylora.grpo.trainer.GRPOConfig", as_in_5_10)
    done = run(1, gradient_checkpointing=recomputed)
    assert done.trainer.args.gradient_checkpointing is recomputed


@pytest.mark.parametrize(("tying", "k"), [("per_module", 14), ("per_kind", 7), ("groups:2", 2)])
def test_untied_vectors_train(run, tying, k):
    done = run(2, model=make_adapted(tying=tying, factors="peft"))
    moved = vector(done).view(k, 4)
    assert moved.dtype == torch.float32 and bool((moved != 0).all())
    assert done.records[-1].v_norm == pytest.approx(float(moved.norm()))
    # Adam's first step moves every number by the learning rate
    assert done.records[0].v_change == pytest.approx(0.01 * (4 * k) ** 0.5, rel=1e-3)
    assert done.optimizers[-1]["state"][0]["exp_avg"].shape == (4 * k,)


def make_lora():
    return make_adapted(kind="lora", rank=8)


def test_a_lora_trains_and_goes_on_where_it_was_saved(run, tmp_path):
    whole = run(3, model=make_lora())
    v = vector(whole)
    assert (len(v), v.dtype) == (2 * 8 * 1120, torch.float32)  # 1,120 = Σ (in + out) of a layer
    record = whole.records[0]
    # Adam's first step moves B (576 = Σ out) by the learning rate; A, which B = 0 hides, not at all
    assert record.v_change == pytest.approx(0.01 * (2 * 8 * 576) ** 0.5, rel=1e-3)
    assert (record.v, record.gradient) == (None, None)  # 17,920 numbers are not told
    assert 0 < record.weight_change < whole.records[-1].weight_change
    first = run(2, model=make_lora())
    base = {"name": "tiny", "revision": "r", "fingerprint": "f"}
    told = training_state.save(
        first.model, first.optimizers[-1], tmp_path / "saved", base=base, run_id="run", step=2
    )
    assert told.v is None
    again = make_lora()
    state = training_state.resume(again, tmp_path / "saved", "f")
    rest = run(3, model=again, done=state.step, state=state.optimizer)
    assert torch.equal(vector(rest), v)
    assert rest.records[-1].weight_change == whole.records[-1].weight_change


def test_a_lora_with_recomputed_activations_takes_the_same_steps(run):
    ours = run(2, model=make_lora())
    theirs = run(2, model=make_lora(), gradient_checkpointing=True)
    assert [record.grad_norm for record in ours.records] == pytest.approx(
        [record.grad_norm for record in theirs.records], rel=1e-3
    )


def test_only_v_moves_and_it_stays_float32(run, adapted):
    before = {name: p.detach().clone() for name, p in adapted.named_parameters()}
    done = run(2, model=adapted)
    moved = [n for n, p in adapted.named_parameters() if not torch.equal(p, before[n])]
    assert len(moved) == 1
    assert vector(done).dtype == torch.float32
    assert done.records[0].v_change == pytest.approx(0.02, rel=1e-3)  # Adam: 0.01 along each of 4
    assert done.records[0].v_norm == done.records[0].v_change


def test_the_record_of_a_step(run):
    done = run(2)
    step, rollouts, given = done.rollouts[0]
    rewards = [rollout.reward for rollout in rollouts]
    record = done.records[0]
    assert step == record.step == 1
    assert done.records[1].step == 2
    assert given == advantages(rewards, 4, "group")
    assert record.reward_mean == pytest.approx(sum(rewards) / 8)
    assert record.tokens_mean == sum(rollout.completion.tokens for rollout in rollouts) / 8
    assert (record.generate_seconds, record.judge_seconds) == (2, 1)
    assert record.update_seconds > 0
    assert record.importance_ratio_mean is record.importance_divergence is None  # it sampled itself


@pytest.mark.parametrize("scale", ["none", "batch"])
def test_the_advantages_are_divided_as_the_settings_say(run, scale):
    _, rollouts, given = run(1, scale_rewards=scale).rollouts[0]
    rewards = [rollout.reward for rollout in rollouts]
    assert given == advantages(rewards, 4, scale) != advantages(rewards, 4, "group")


def test_the_recorded_gradient_is_that_of_the_rewards_over_the_others_mean(run):
    done = run(1, scale_rewards="none")
    _, rollouts, _ = done.rollouts[0]
    v = trainable_vector(done.model)
    with torch.no_grad():
        v.zero_()
    total = 0.0
    for at, rollout in enumerate(rollouts):
        group = range(at - at % 4, at - at % 4 + 4)
        others = sum(rollouts[other].reward for other in group if other != at) / 3
        total = total + (rollout.reward - others) * by_hand(done, rollout)[0].sum()
    expected = torch.autograd.grad(total / 8, v)[0]
    assert done.records[0].gradient == pytest.approx(expected.tolist(), rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("bound", [0.01, 1e9])
def test_the_optimiser_sees_a_gradient_no_longer_than_its_bound(run, bound):
    done = run(1, max_grad_norm=bound)
    norm = done.records[0].grad_norm  # before it is clipped
    assert norm > 0.01
    seen = done.optimizers[0]["state"][0]["exp_avg"] / (1 - 0.9)  # Adam's β₁
    assert float(seen.norm()) == pytest.approx(min(norm, bound), rel=1e-3)


def test_samples_are_numbered_within_their_problem(run):
    assert run(1).worker.asked == [
        (1, [("first", n) for n in range(4)] + [("second", n) for n in range(4)])
    ]


def test_several_steps_share_a_rollout_batch(run):
    done = run(4, num_iterations=2)
    assert [step for step, _ in done.worker.asked] == [1, 3]
    assert [step for step, *_ in done.rollouts] == [1, 3]
    assert [record.step for record in done.records] == [1, 2, 3, 4]
    assert [record.generate_seconds for record in done.records] == [2, 0, 2, 0]


@pytest.mark.parametrize("changes", [{}, {"num_iterations": 2}, {"num_iterations": 2, "beta": 0.1}])
def test_going_on_takes_the_steps_of_an_uninterrupted_run(run, changes):
    whole = run(4, **changes)
    half = run(2, **changes)
    rest = run(4, model=half.model, done=2, state=half.optimizers[-1], **changes)
    assert torch.equal(vector(rest), vector(whole))
    assert [r.loss for r in rest.records] == [r.loss for r in whole.records[2:]]


def test_the_reference_is_the_base_model(run):
    free, held = run(6), run(6, beta=10.0)
    assert set(held.model.peft_config) == {"default"}
    assert vector(held).norm() < vector(free).norm()


def test_equal_rewards_teach_nothing(run):
    done = run(1, fixed={"price": 2 / 3})
    assert done.records[0].zero_variance_share == 1
    assert done.records[0].grad_norm == 0
    assert not vector(done).any()


def test_truncated_completions_can_be_left_out(run):
    left_out = run(1, fixed={"finish": "length"}, mask_truncated=True)
    assert left_out.records[0].truncated_share == 1
    assert left_out.records[0].grad_norm == 0
    assert run(1, fixed={"finish": "length"}).records[0].grad_norm > 0


def by_hand(run, rollout):
    """Return (C,) log-probabilities and entropies of one rollout by a plain forward pass."""
    prompt, answer = list(rollout.prompt_ids), list(rollout.completion.token_ids)
    logits = run.model(torch.tensor([prompt + answer])).logits[0, len(prompt) - 1 : -1]
    distributions = torch.distributions.Categorical(logits=logits)
    return distributions.log_prob(torch.tensor(answer)), distributions.entropy()


@pytest.mark.parametrize("cut", [(), (1, 3), (0,)])
def test_the_first_gradient_of_grdpo_is_that_of_its_pairs(run, cut):
    grdpo = {"algorithm": "grdpo", "max_grad_norm": 1e9, "grdpo_beta": 0.5}
    done = run(1, worker=cutting(cut), mask_truncated=True, **grdpo)
    _, rollouts, _ = done.rollouts[0]
    v = trainable_vector(done.model)
    with torch.no_grad():
        v.zero_()
    means = [by_hand(done, rollout)[0].mean() for rollout in rollouts]
    groups = []
    for start in (0, 4):
        whole = [start + number for number in range(4) if number not in cut]
        ranked = sorted(whole, key=lambda i: -rollouts[i].reward)
        half = len(ranked) // 2
        groups.append(
            torch.stack(
                [
                    -torch.nn.functional.logsigmoid(0.5 * (means[better] - means[worse]))
                    for better in ranked[:half]
                    for worse in ranked[-half:]
                    if rollouts[better].reward > rollouts[worse].reward
                ]
            ).mean()
        )
    loss = sum(groups) / 2
    assert done.records[0].loss == pytest.approx(float(loss), rel=1e-4)
    expected = torch.autograd.grad(loss, v)[0]
    assert done.records[0].grad_norm == pytest.approx(float(expected.norm()), rel=1e-3)


def test_entropy_is_that_of_the_tokens_that_taught(run):
    done = run(1)
    _, rollouts, given = done.rollouts[0]
    with torch.no_grad():
        trainable_vector(done.model).zero_()
        taught = [r for r, advantage in zip(rollouts, given, strict=True) if advantage]
        expected = torch.cat([by_hand(done, rollout)[1] for rollout in taught]).mean()
    assert done.records[0].entropy == pytest.approx(float(expected), rel=1e-4)
    assert run(1, fixed={"price": 0.5}).records[0].entropy is None


def test_ratios_are_clipped_where_steps_share_rollouts(run):
    done = run(3, num_iterations=3, learning_rate=0.3, epsilon=0.01, epsilon_high=0.01)
    first, *later = [record.clip_low_share + record.clip_high_share for record in done.records]
    assert first == 0.0 and all(0 < share < 1 for share in later)


def test_each_side_is_clipped_at_its_own_bound(run):
    bounds = {"epsilon": 0.02, "epsilon_high": 0.1}
    done = run(2, num_iterations=2, learning_rate=0.1, micro_batch_size=8, **bounds)
    _, rollouts, given = done.rollouts[0]
    low, high, between, tokens = 0, 0, 0, 0
    v = trainable_vector(done.model)
    with torch.no_grad():
        for advantage, rollout in zip(given, rollouts, strict=True):
            v.zero_()
            before = by_hand(done, rollout)[0]
            v.copy_(torch.tensor(done.records[0].v))
            ratio = (by_hand(done, rollout)[0] - before).exp()
            tokens += len(ratio)
            if advantage < 0:
                low += int((ratio < 1 - 0.02).sum())
            if advantage > 0:
                high += int((ratio > 1 + 0.1).sum())
                between += int(((ratio > 1 + 0.02) & (ratio < 1 + 0.1)).sum())
    assert low > 0 and high > 0 and between > 0 and low != high
    assert done.records[1].clip_low_share == pytest.approx(low / tokens)
    assert done.records[1].clip_high_share == pytest.approx(high / tokens)


def test_the_learning_rate_falls_over_the_whole_run(run):
    whole = run(4, schedule="linear")
    assert [record.lr for record in whole.records] == pytest.approx([0.01, 0.0075, 0.005, 0.0025])
    half = run(2, schedule="linear")
    assert half.records[1].lr == pytest.approx(0.005)
    rest = run(4, model=whole.model, done=2, state=whole.optimizers[1], schedule="linear")
    assert [record.lr for record in rest.records] == pytest.approx([0.005, 0.0025])


def test_equal_groups_are_replaced_and_told(run):
    done = run(1, fixed={"price": 0.5}, replace_equal_groups=1)
    assert [samples[0][0] for _, samples in done.worker.asked] == ["first", "other 0"]
    _, rollouts, given = done.rollouts[0]
    assert [r.completion.problem_key for r in rollouts[::4]] == ["other 0", "second", "first"]
    assert len(given) == 12 and given[8:] == [0.0] * 4
    assert done.records[0].replaced_share == pytest.approx(1 / 3)


def test_faults_of_a_replaced_group_count(run):
    masked = {"masked": [("first", 0), ("first", 1), ("first", 2)]}  # one reward: nothing to learn
    done = run(1, fixed=masked, replace_equal_groups=1, max_fault_share=0.3)
    assert [samples[0][0] for _, samples in done.worker.asked] == ["first", "other 0"]
    assert done.records[0].fault_share == 3 / 12
    with pytest.raises(JudgeFault, match="3 of 12 rollouts"):
        run(1, fixed=masked, replace_equal_groups=1, max_fault_share=0.2)


def test_a_masked_rollout_has_no_part_in_the_loss(run):
    masked = ("first", 2)
    done = run(1, fixed={"masked": [masked]}, max_grad_norm=1e9, max_fault_share=0.2)
    _, rollouts, given = done.rollouts[0]
    assert rollouts[2].reward is None and given[2] == 0.0
    assert done.records[0].fault_share == 1 / 8
    lengths = [r.completion.tokens for r in rollouts]
    v = trainable_vector(done.model)
    with torch.no_grad():
        v.zero_()
    total = sum(a * by_hand(done, r)[0].sum() for a, r in zip(given, rollouts, strict=True))
    loss = -total / (sum(lengths) - lengths[2])
    expected = torch.autograd.grad(loss, v)[0]
    assert done.records[0].grad_norm == pytest.approx(float(expected.norm()), rel=1e-3)


@pytest.mark.parametrize("changes", [{}, {"num_iterations": 2}])
@pytest.mark.parametrize("cap", [2.0, 0.0])
def test_tokens_of_another_sampler_count_by_how_likely_they_are_here(run, cap, changes):
    said = -4.6  # nats; some tokens are likelier here, some less
    fixed = {"sampled": said}
    other = {"corrects": True, "proof_band": 100.0, **changes}
    done = run(1, fixed=fixed, importance_cap=cap, max_grad_norm=1e9, **other)
    _, rollouts, given = done.rollouts[0]
    v = trainable_vector(done.model)
    with torch.no_grad():
        v.zero_()
    total, capped, apart = 0.0, 0, []
    for advantage, rollout in zip(given, rollouts, strict=True):
        logps, _ = by_hand(done, rollout)
        ratio = (logps.detach() - said).exp().clamp(max=cap) if cap else torch.ones_like(logps)
        capped += int((ratio == cap).sum())
        if advantage:  # what taught
            apart.append(logps.detach() - said)
        total = total + advantage * (ratio * logps).sum()
    assert (capped > 0) == bool(cap)
    record, apart = done.records[0], torch.cat(apart).double()
    ratios = apart.exp()
    assert record.importance_ratio_mean == pytest.approx(float(ratios.mean()), rel=1e-4)
    over = float((ratios > cap).double().mean()) if cap else 0.0
    assert record.importance_capped_share == pytest.approx(over)
    assert record.importance_max_difference == pytest.approx(float(apart.abs().max()), rel=1e-3)
    divergence = float((ratios - 1 - apart).mean())
    assert record.importance_divergence == pytest.approx(divergence, rel=1e-3)
    loss = -total / sum(rollout.completion.tokens for rollout in rollouts)
    expected = torch.autograd.grad(loss, v)[0]
    assert done.records[0].grad_norm == pytest.approx(float(expected.norm()), rel=1e-3)


@pytest.mark.parametrize(("price", "algorithm"), [(1.0, "grpo"), (None, "grdpo")])
def test_where_no_token_is_weighted_no_weight_is_told(run, price, algorithm):
    fixed, other = {"sampled": -4.6, "price": price}, {"corrects": True, "proof_band": 100.0}
    (record,) = run(1, fixed=fixed, algorithm=algorithm, **other).records
    assert record.importance_ratio_mean is record.importance_max_difference is None


def test_bucket_weights_scale_whole_groups(run):
    plain = run(1).rollouts[0][2]
    heavy = run(1, reward={"bucket_weights": {"unrated": 2.0}}).rollouts[0][2]
    assert heavy == pytest.approx([2 * advantage for advantage in plain])


def test_each_group_has_the_weight_of_its_own_bucket(run):
    def second_is_hard(rollout):
        hard = rollout.completion.problem_key == "second"
        return replace(rollout, bucket="hard") if hard else rollout

    plain = run(1).rollouts[0][2]
    weights = {"bucket_weights": {"hard": 2.0}}
    heavy = run(1, worker=ChangedWorker(second_is_hard), reward=weights).rollouts[0][2]
    assert heavy == pytest.approx(plain[:4] + [2 * advantage for advantage in plain[4:]])
    assert any(plain[4:])


@pytest.mark.slow
def test_two_processes_take_the_steps_of_one(run, tmp_path):
    alone = run(3, micro_batch_size=2)
    script = Path(__file__).with_name("shared_training.py")
    env = os.environ | {"PYTHONPATH": str(script.parents[1])}
    subprocess.run(
        [*Launch(2).command(), str(script), str(tmp_path)], env=env, check=True, timeout=240
    )
    first, second = (
        json.loads((tmp_path / f"process-{i}.json").read_text(encoding="utf-8")) for i in (0, 1)
    )
    assert first["v"] == second["v"]
    assert first["v"] == pytest.approx(vector(alone).tolist(), abs=1e-5)
    natural = run(2, micro_batch_size=2, optimizer="natural")
    assert first["natural"] == second["natural"]
    assert first["natural"] == pytest.approx(vector(natural).tolist(), rel=1e-3, abs=1e-6)
    assert first["checkpointed"] == second["checkpointed"]
    assert first["checkpointed"] == pytest.approx(first["natural"], rel=1e-3, abs=1e-6)
    replacing = run(1, micro_batch_size=2, **REPLACING)
    assert first["replaced"] == second["replaced"]
    assert first["replaced"][0] == pytest.approx(vector(replacing).tolist(), abs=1e-5)
    assert first["replaced"][1] == replacing.records[0].fault_share == 3 / 12
    assert first["replaced_asked"] == [["first"] * 4, ["other 0"] * 4]
    assert second["replaced_asked"] == [["second"] * 4]
    for kind in ("loss", "grad_norm"):
        expected = [getattr(record, kind) for record in alone.records]
        assert first[kind] == pytest.approx(expected, abs=1e-5)
    assert first["validation"] == second["validation"] == validate(tmp_path, alone.model)
    assert first["validation"][1:3] == [2, 16]
    assert first["rollouts"] == second["rollouts"] == [8, 8, 8]
    shares = zip(first["asked"], second["asked"], strict=True)
    asked = [(step, [tuple(one) for one in mine + theirs]) for (step, mine), (_, theirs) in shares]
    assert asked == alone.worker.asked


def test_sampling_from_a_four_bit_model_leaves_its_gradient_alone():
    bitsandbytes = pytest.importorskip("bitsandbytes")
    torch.manual_seed(0)
    model = make_adapted().unload()
    for module in list(model.model.layers.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, torch.nn.Linear):
                sizes = (child.in_features, child.out_features)
                packed = bitsandbytes.nn.Linear4bit(
                    *sizes, bias=False, compute_dtype=torch.float32, quant_type="nf4"
                )
                packed.load_state_dict(child.state_dict())
                setattr(module, name, packed.to("cpu"))
    model = attach(model, AdapterSettings(u=4, rank=2))
    keep_differentiable(model)
    prompt, ids = torch.tensor([5, 6, 7]), torch.tensor([[8, 9, 10]])

    def gradient():
        logps = completion_log_probs(model, [prompt], ids, torch.ones_like(ids), 1.0)[0]
        return torch.autograd.grad(logps.sum(), trainable_vector(model))[0]

    before = gradient()
    model.eval()
    with torch.no_grad():
        model(input_ids=prompt[None])
    model.train()
    torch.testing.assert_close(gradient(), before)


def loaded_nf4(folder, dtype):
    """Return a 4-bit model as `policy.load` makes one of the weights in `folder`."""
    settings = ModelSettings(name=str(folder), quantization="nf4", dtype=dtype, device="cpu")
    return load_model(ModelSource("tiny", None, folder, None, "f"), settings)


def test_float16_compute_on_a_four_bit_base_loses_no_small_gradient(run, tmp_path):
    bitsandbytes = pytest.importorskip("bitsandbytes")
    tiny_llama(torch.float16).float().save_pretrained(tmp_path / "model")
    told = {}
    # 1 / (8 · 100,000) a token: times a weight, that is under float16's smallest number
    small = {"loss_type": "dr_grpo", "max_new_tokens": 100_000}
    for dtype in ("float16", "float32"):
        base = loaded_nf4(tmp_path / "model", dtype)
        packed = base.model.layers[0].mlp.up_proj
        assert type(packed) is bitsandbytes.nn.Linear4bit
        assert packed.compute_dtype is getattr(torch, dtype)
        assert packed.weight.quant_state.nested  # double quantisation
        model = attach(base, AdapterSettings(u=4, rank=2))
        told[dtype] = run(1, model=model, **small).records[0]
    assert told["float32"].grad_norm < 1e-4
    assert told["float16"].grad_norm == pytest.approx(told["float32"].grad_norm, rel=0.02)
    assert told["float16"].loss == pytest.approx(told["float32"].loss, rel=0.02, abs=1e-9)
    assert told["float16"].v == pytest.approx(told["float32"].v, rel=0.05)


def test_what_float16_cannot_hold_ends_the_training(run, tmp_path):
    pytest.importorskip("bitsandbytes")
    large = tiny_llama().requires_grad_(False)
    large.model.norm.weight.mul_(3e4)  # no activation is beyond float16, the gradient is
    large.save_pretrained(tmp_path / "model")
    model = attach(loaded_nf4(tmp_path / "model", "float16"), AdapterSettings(u=4, rank=2))
    with pytest.raises(SettingsError, match=r"step 1: .* larger than float16 holds .* bfloat16"):
        run(1, model=model)
