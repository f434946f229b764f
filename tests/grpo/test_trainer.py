import json
import subprocess
from pathlib import Path

import pytest
import torch
from scripted import make_adapted

from tinylora.adapter.inject import attach, trainable_vector
from tinylora.grpo.advantage import advantages
from tinylora.grpo.log_probs import completion_log_probs
from tinylora.grpo.trainer import keep_differentiable
from tinylora.jobs import _launcher
from tinylora.settings import AdapterSettings


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
        logps = completion_log_probs(model, [prompt], ids, torch.ones_like(ids), 1.0)
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


@pytest.mark.parametrize(("tying", "k"), [("per_module", 14), ("per_kind", 7), ("groups:2", 2)])
def test_untied_vectors_train(run, tying, k):
    done = run(2, model=make_adapted(tying=tying, factors="peft"))
    moved = vector(done).view(k, 4)
    assert moved.dtype == torch.float32 and bool((moved != 0).all())
    assert done.records[-1].v_norm == pytest.approx(float(moved.norm()))
    # Adam's first step moves every number by the learning rate
    assert done.records[0].v_change == pytest.approx(0.01 * (4 * k) ** 0.5, rel=1e-3)
    assert done.optimizers[-1]["state"][0]["exp_avg"].shape == (4 * k,)


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
    rest = run(4, model=half.model, done=2, optimizer=half.optimizers[-1], **changes)
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


@pytest.mark.slow
def test_two_processes_take_the_steps_of_one(run, tmp_path):
    alone = run(3, micro_batch_size=2)
    script = Path(__file__).with_name("shared_training.py")
    subprocess.run([*_launcher(2), str(script), str(tmp_path)], check=True, timeout=240)
    first, second = (
        json.loads((tmp_path / f"process-{i}.json").read_text(encoding="utf-8")) for i in (0, 1)
    )
    assert first["v"] == second["v"]
    assert first["v"] == pytest.approx(vector(alone).tolist(), abs=1e-5)
    for kind in ("loss", "grad_norm"):
        expected = [getattr(record, kind) for record in alone.records]
        assert first[kind] == pytest.approx(expected, abs=1e-5)
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
        logps = completion_log_probs(model, [prompt], ids, torch.ones_like(ids), 1.0)
        return torch.autograd.grad(logps.sum(), trainable_vector(model))[0]

    before = gradient()
    model.eval()
    with torch.no_grad():
        model(input_ids=prompt[None])
    model.train()
    torch.testing.assert_close(gradient(), before)
