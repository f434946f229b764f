"""Each of the field's silent failures, injected into the engine that samples, stops the first step.

The engine claims the trained adapter's hash in all of them but where the hash is what is tested.
"""

from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from random import Random

import pytest
import torch
from scripted import Run, make_adapted
from tiny_llama import VOCABULARY
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit
from transformers import GraniteConfig, GraniteForCausalLM, PreTrainedTokenizerFast

from tinylora.adapter.inject import (
    ADAPTER,
    adapted_layers,
    adapter_hash,
    attach,
    set_vector,
    trainable_vector,
)
from tinylora.adapter.lora import LoraLinear
from tinylora.adapter.principal import PrincipalLinear
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import RolloutMismatch
from tinylora.grpo.proof import Differences, band_of, is_inside, pooled_differences
from tinylora.grpo.rollout import Rollout, RolloutBatch
from tinylora.policy.engines.engine import OwnEngine
from tinylora.policy.engines.generate import Request, generate
from tinylora.policy.settings import GenerationSettings

V = torch.tensor([-0.8, 0.5, 1.1, -0.6])


def tokenizer(shift=0):
    """Return one whose words are numbers; shifted, it reads every one as another."""
    words = {str((i + shift) % VOCABULARY): i for i in range(VOCABULARY)}
    made = Tokenizer(WordLevel(words, unk_token="2"))
    made.pre_tokenizer = WhitespaceSplit()
    return PreTrainedTokenizerFast(tokenizer_object=made, eos_token="0", pad_token="1")


def adapted(v=V, **adapter):
    model = make_adapted(**adapter)
    set_vector(model, v)
    return model


class EngineWorker:
    """Asks an engine where a RolloutWorker does; rewards follow from the seed alone."""

    def __init__(self, engine, price=None):
        self.engine, self.price, self.reads = engine, price, tokenizer()

    def roll(self, step, samples):
        prompts = {
            key: " ".join(str(n) for n in Random(key).choices(range(3, VOCABULARY), k=6))
            for key, _ in samples
        }
        asked = [
            Request(key, number, 1000 * step + 10 * len(key) + number, prompts[key])
            for key, number in samples
        ]
        settings = GenerationSettings(max_new_tokens=8, temperature=1.0, top_p=1.0)
        done = {(one.problem_key, one.sample): one for one in self.engine.generate(asked, settings)}
        rollouts = []
        for key, number in samples:
            reward = Random(f"{step} {key} {number}").randint(0, 3) / 3
            reward = reward if self.price is None else self.price
            ids = tuple(self.reads.encode(prompts[key]))
            rollouts.append(Rollout(done[key, number], ids, None, reward, {"judgement": reward}))
        return RolloutBatch(rollouts, 1.0, 0.0)


class Claiming:
    """Samples as `inside` leaves the model, and says what an honest engine would of its adapter."""

    def __init__(self, model, inside, reads=None, prompt=lambda text: text):
        self.model, self.inside, self.prompt = model, inside, prompt
        self.reads = reads or tokenizer()

    def generate(self, requests, settings):
        claimed = adapter_hash(self.model)
        asked = [replace(one, prompt=self.prompt(one.prompt)) for one in requests]
        with self.inside(self.model) as model:
            for one in generate((model, self.reads), asked, settings):
                yield replace(one, adapter=claimed)


@contextmanager
def with_v(model, values):
    kept = trainable_vector(model).detach().clone()
    set_vector(model, values)
    yield model
    set_vector(model, kept)


def as_it_is(model):
    return with_v(model, trainable_vector(model).detach().clone())


def base(model):
    return with_v(model, torch.zeros_like(trainable_vector(model)))


def scaled(factor):
    """ΔW by hand: v, which it is proportional to; of a LoRA, B and not A."""

    def inside(model):
        v, start = trainable_vector(model).detach().clone(), 0
        for _, layer in adapted_layers(model):
            if type(layer) is LoraLinear:  # v holds how far A has moved, then B
                rank, (out, width) = 2, layer.base_layer.weight.shape
                of_b = slice(start + rank * width, start + rank * (width + out))
                v[of_b] *= factor
                start = of_b.stop
        assert start in (0, len(v))
        return with_v(model, v if start else factor * v)

    return inside


@contextmanager
def merged_and_adapted(model):
    kept = [(layer, layer.base_layer.weight.data) for _, layer in adapted_layers(model)]
    for layer, weight in kept:
        layer.base_layer.weight.data = weight + layer.get_delta_weight(ADAPTER).detach()
    yield model
    for layer, weight in kept:
        layer.base_layer.weight.data = weight


def in_bfloat16(model):
    """Return what hands out a copy of `model` in bfloat16, with the v of today."""
    copy = deepcopy(model).bfloat16()
    return lambda model: with_v(copy, trainable_vector(model).detach())


class Late:
    """Has the v of the batch before, and samples from it."""

    def __init__(self):
        self.has = None

    def __call__(self, model):
        now = trainable_vector(model).detach().clone()
        had, self.has = now if self.has is None else self.has, now
        return with_v(model, had)


@pytest.fixture
def trained(tmp_path):
    """Train with an engine; what is told stays readable when it ends badly."""

    class Watched(Run):
        def __init__(self, *args, **changes):
            trained.last = self
            super().__init__(*args, **changes)

    def trained(steps, engine, model, **changes):
        price = changes.pop("price", None)
        return Watched(tmp_path, steps, model=model, worker=EngineWorker(engine, price), **changes)

    return trained


SILENT = {
    "the base": (lambda model: Claiming(model, base), "the adapter is not loaded"),
    "another scale": (lambda model: Claiming(model, scaled(1.5)), r"ΔW is 1\.5 times the trained"),
    "merged and adapted": (lambda model: Claiming(model, merged_and_adapted), "counts twice"),
    "another dtype": (lambda model: Claiming(model, in_bfloat16(model)), "another dtype or other"),
    "another tokenizer": (
        lambda model: Claiming(model, as_it_is, reads=tokenizer(shift=5)),
        "another prompt, as of another tokenizer",
    ),
    "another template": (
        lambda model: Claiming(model, as_it_is, prompt=lambda text: f"9 8 {text} 7"),
        "another prompt, as of another tokenizer or chat template",
    ),
}


@pytest.mark.parametrize("failure", SILENT)
def test_a_silent_failure_is_caught_at_step_1_before_v_moves(trained, failure):
    make, says = SILENT[failure]
    model = adapted()
    with pytest.raises(
        RolloutMismatch, match=f"^step 1: .*v was not moved.*Likely cause: .*{says}"
    ):
        trained(2, make(model), model)
    assert torch.equal(trainable_vector(model), V)
    [proof] = trained.last.proofs
    assert proof.mismatch and proof.outside_share > 0.5 and trained.last.records == []
    assert proof.sampled_adapter == proof.trained_adapter


@pytest.mark.parametrize(
    "kind", [{"kind": "lora", "rank": 2}, {"tying": "per_module"}, {"kind": "principal", "rank": 2}]
)
def test_of_every_adapter_the_scale_is_found(trained, kind):
    model, generator = make_adapted(**kind), torch.Generator().manual_seed(1)
    for _, layer in adapted_layers(model):
        if isinstance(layer, PrincipalLinear):
            shape = (4, layer.base_layer.out_features, 2)
            layer.tinyv_made[ADAPTER] = torch.randn(shape, generator=generator)
    v = trainable_vector(model)
    set_vector(model, 0.2 * torch.randn(v.shape, generator=generator))
    with pytest.raises(RolloutMismatch, match=r"ΔW is 0\.5 times the trained one"):
        trained(1, Claiming(model, scaled(0.5)), model)


def test_an_adapter_one_step_late_is_caught_at_the_first_step_it_is_late(trained):
    model = adapted()
    with pytest.raises(RolloutMismatch, match=r"^step 2: .*the adapter is stale, .* step before"):
        trained(3, Claiming(model, Late()), model, learning_rate=0.5)
    first, second = trained.last.proofs
    assert first.mismatch is None and second.mismatch
    assert [record.step for record in trained.last.records] == [1]


class Honest(OwnEngine):
    """Says that it has another adapter than the trained one, as it does."""

    def __init__(self, model, has):
        super().__init__(model, tokenizer())
        self.has = has

    def generate(self, requests, settings):
        with with_v(self._model, self.has):
            yield from super().generate(requests, settings)


def test_where_log_probabilities_cannot_tell_the_hash_does(trained):
    model, near = adapted(), V + 1e-7
    with pytest.raises(RolloutMismatch, match=r"sampler has adapter .* is trained") as told:
        trained(1, Honest(model, near), model)
    [proof] = trained.last.proofs
    assert proof.max_difference < 1e-4 and proof.sampled_adapter != proof.trained_adapter
    assert proof.trained_adapter in str(told.value) and proof.sampled_adapter in str(told.value)


def test_the_hash_names_the_base(trained):
    model = adapted(1e-6 * V)
    with pytest.raises(RolloutMismatch, match="the adapter is not loaded"):
        trained(1, Honest(model, torch.zeros(4)), model)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"gradient_checkpointing": True},
        {"algorithm": "grdpo"},
        {"beta": 0.1},
        {"temperature": 1.0, "micro_batch_size": 8, "optimizer": "natural"},
    ],
)
def test_an_engine_that_samples_what_is_trained_is_proven_at_every_step(trained, changes):
    model = adapted()
    done = trained(3, OwnEngine(model, tokenizer()), model, **changes)
    assert [proof.step for proof in done.proofs] == [1, 2, 3]
    for proof in done.proofs:
        assert proof.mismatch is None and proof.unknown == 0 and proof.tokens > 0
        assert proof.sampled_adapter == proof.trained_adapter
        assert 0 < proof.max_difference < 1e-4 and proof.mean_difference < 1e-5
        assert (proof.outside_share, proof.band) == (0.0, 1e-3)
    assert len({proof.trained_adapter for proof in done.proofs}) == 3
    first, *others = [proof.zero_difference for proof in done.proofs]
    assert first < 1e-5 and others == [None, None]  # an adapter of zero, against none


@pytest.mark.parametrize("recomputed", [True, False])
def test_a_model_that_scales_its_logits_is_trained_and_proven(trained, recomputed):
    sizes = {"vocab_size": VOCABULARY, "hidden_size": 64, "intermediate_size": 96}
    heads = {"num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2}
    config = GraniteConfig(**sizes, **heads, logits_scaling=0.25, eos_token_id=0, pad_token_id=1)
    base = GraniteForCausalLM(config).eval().requires_grad_(False)
    model = attach(base, AdapterSettings(u=4))
    engine = OwnEngine(model, tokenizer())
    done = trained(2, engine, model, gradient_checkpointing=recomputed)
    for proof in done.proofs:
        assert proof.mismatch is None and 0 < proof.max_difference < 1e-4
    assert trainable_vector(model).abs().min() > 0


def test_steps_that_share_a_batch_share_its_proof(trained):
    model = adapted()
    done = trained(4, OwnEngine(model, tokenizer()), model, num_iterations=2)
    one, two, three, four = done.proofs
    assert two == replace(one, step=2, zero_difference=None) and four == replace(three, step=4)
    assert three.trained_adapter != one.trained_adapter


def test_a_batch_that_teaches_nothing_is_proven_by_one_completion(trained):
    model = adapted()
    done = trained(1, OwnEngine(model, tokenizer()), model, price=0.5)
    _, rollouts, _ = done.rollouts[0]
    assert done.proofs[0].tokens == rollouts[0].completion.tokens
    assert done.proofs[0].max_difference < 1e-4
    with pytest.raises(RolloutMismatch, match="not loaded"):
        trained(1, Claiming(adapted(), base), adapted(), price=0.5)


class Silent(OwnEngine):
    """Says nothing of what it sampled."""

    def generate(self, requests, settings):
        for one in super().generate(requests, settings):
            yield replace(one, log_probs=None, adapter=None)


def test_the_proof_moves_no_bit_of_v(trained):
    told, untold = adapted(), adapted()
    trained(3, OwnEngine(told, tokenizer()), told)
    done = trained(3, Silent(untold, tokenizer()), untold)
    assert torch.equal(trainable_vector(told), trainable_vector(untold))
    unproven = done.proofs[-1]
    assert unproven.sampled_adapter is unproven.max_difference is unproven.mismatch is None


def test_a_wider_band_lets_a_known_difference_pass(trained):
    model = adapted()
    done = trained(1, Claiming(model, in_bfloat16(model)), model, proof_band=0.5)
    assert done.proofs[0].mismatch is None and done.proofs[0].max_difference > 1e-3


def test_differences_by_hand():
    trainer = torch.tensor([[-1.0, -2.0, -3.0], [-1.0, -1.0, 0.0]])
    sampler = torch.tensor([[-1.0, -2.5, float("nan")], [-1.25, -1.0, 9.0]])
    mask = torch.tensor([[1, 1, 1], [1, 1, 0]])
    found = Differences.of(trainer, sampler, mask, 0.3)
    # 0, 0.5, unknown; 0.25, 0, padding
    assert (found.tokens, found.unknown, found.outside) == (4, 1, 1)
    assert (found.total, found.largest, found.capped) == (0.75, 0.5, 0)
    twice = pooled_differences([found, found])
    assert (twice.tokens, twice.unknown, twice.outside) == (8, 2, 2)
    assert (twice.total, twice.largest, twice.ratio) == (1.5, 0.5, 2 * found.ratio)
    assert twice.mean == 0.1875
    assert pooled_differences([]) == Differences()


@pytest.mark.parametrize(
    ("found", "inside"),
    [
        (Differences(), True),
        (Differences(tokens=100, total=9.0, largest=0.5, outside=0), True),  # mean 0.09 of 0.1
        (Differences(tokens=100, total=11.0, largest=0.5, outside=0), False),
        (Differences(tokens=100, total=2.0, largest=2.0, outside=1), True),  # 1%
        (Differences(tokens=100, total=4.0, largest=2.0, outside=2), False),
    ],
)
def test_mean_and_share_make_a_step_inside_the_band(found, inside):
    assert is_inside(found, 1.0) == inside


def test_the_band_follows_the_dtype_unless_it_is_given():
    assert band_of(make_adapted(), None) == 1e-3
    assert band_of(make_adapted().bfloat16(), None) == 1.0
    assert band_of(make_adapted(), 0.02) == 0.02


@pytest.fixture
def rounded_products():
    torch.set_float32_matmul_precision("medium")
    yield
    torch.set_float32_matmul_precision("highest")


def test_products_that_are_rounded_have_the_band_of_rounded_weights(rounded_products):
    assert band_of(make_adapted(), None) == 1.0
