import pytest
import torch
from transformers import AutoConfig, AutoModelForCausalLM

from tinylora.adapter.inject import adapted_layers, attach, trainable_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.grpo import log_probs
from tinylora.grpo.log_probs import completion_log_probs
from tinylora.policy.engines.shared_attention import COMPARED, can_share

PROMPTS = [torch.tensor(ids) for ids in ([5, 6, 7, 8], [9, 10], [5, 6, 7, 8])]
IDS = torch.tensor([[11, 12, 13], [14, 15, 1], [16, 1, 1]])
SMALL = {
    **{"vocab_size": 64, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2},
    **{"num_attention_heads": 4, "num_key_value_heads": 2},
}
FEW_EXPERTS = {"num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 16}
SCALED = {
    "granite": {"logits_scaling": 0.25},
    "cohere": {"logit_scale": 4.0},
    "gemma2": {"final_logit_softcapping": 0.5, "head_dim": 8},
    "gemma3_text": {"final_logit_softcapping": 0.5, "head_dim": 8},
}
MASK = torch.tensor([[1, 1, 1], [1, 1, 0], [1, 0, 0]])


def plainly(model, temperature):
    """One forward pass per row, nothing shared and nothing padded."""
    result = torch.zeros(IDS.shape)
    for row, prompt in enumerate(PROMPTS):
        kept = IDS[row][MASK[row].bool()]
        logits = model(input_ids=torch.cat([prompt, kept])[None]).logits[0] / temperature
        found = logits.log_softmax(-1)[len(prompt) - 1 : -1].gather(-1, kept[:, None])[:, 0]
        result[row, : len(kept)] = found
    return result


@pytest.mark.parametrize("end_to_end", [True, False])
@pytest.mark.parametrize("temperature", [1.0, 0.7])
def test_the_numbers_and_gradients_of_plain_forward_passes(
    adapted, temperature, end_to_end, monkeypatch
):
    assert can_share(adapted.get_base_model())
    monkeypatch.setattr(log_probs, "can_share", lambda _: end_to_end)
    v = trainable_vector(adapted)
    with torch.no_grad():
        v.copy_(torch.tensor([0.1, -0.2, 0.05, 0.3]))
    ours = completion_log_probs(adapted, PROMPTS, IDS, MASK, temperature)[0]
    expected = plainly(adapted, temperature)
    torch.testing.assert_close(ours, expected, atol=1e-5, rtol=1e-5)
    weights = torch.arange(1.0, 10.0).view(3, 3)
    (gradient,) = torch.autograd.grad((ours * weights).sum(), v)
    (wanted,) = torch.autograd.grad((expected * weights).sum(), v)
    torch.testing.assert_close(gradient, wanted, atol=1e-4, rtol=1e-4)


def test_padding_is_zero(adapted):
    assert not completion_log_probs(adapted, PROMPTS, IDS, MASK, 1.0)[0][MASK == 0].any()


def test_rows_without_tokens(adapted):
    nothing = torch.zeros_like(MASK)
    assert not completion_log_probs(adapted, PROMPTS, IDS, nothing, 1.0)[0].any()


@pytest.mark.parametrize("kind", SCALED)
def test_logits_that_are_scaled_are_the_models_own(kind):
    config = AutoConfig.for_model(kind, pad_token_id=0, **SMALL, **SCALED[kind])
    model = AutoModelForCausalLM.from_config(config).eval().requires_grad_(False)
    model = attach(model, AdapterSettings(u=4))
    v = trainable_vector(model)
    with torch.no_grad():
        v.copy_(torch.tensor([0.1, -0.2, 0.05, 0.3]))
    ours, entropies = completion_log_probs(model, PROMPTS, IDS, MASK, 0.7)
    expected = plainly(model, 0.7)
    torch.testing.assert_close(ours, expected, atol=1e-5, rtol=1e-5)
    (gradient,) = torch.autograd.grad(ours.sum(), v)
    (wanted,) = torch.autograd.grad(expected.sum(), v)
    torch.testing.assert_close(gradient, wanted, atol=1e-4, rtol=1e-4)
    likely = (model(input_ids=PROMPTS[1][None]).logits[0, -1] / 0.7).log_softmax(-1)
    assert float(entropies[1, 0]) == pytest.approx(float(-(likely.exp() * likely).sum()), abs=1e-4)
    assert not entropies.requires_grad and not entropies[MASK == 0].any()


@pytest.mark.parametrize("kind", sorted(COMPARED))
def test_rows_end_to_end_are_rows_side_by_side(kind, monkeypatch):
    config = AutoConfig.for_model(kind, pad_token_id=0, sliding_window=None, **SMALL, **FEW_EXPERTS)
    model = AutoModelForCausalLM.from_config(config).eval().requires_grad_(False)
    assert can_share(model.base_model)
    both = [completion_log_probs(model, PROMPTS, IDS, MASK, 1.0)]
    monkeypatch.setattr(log_probs, "can_share", lambda _: False)
    both.append(completion_log_probs(model, PROMPTS, IDS, MASK, 1.0))
    for ours, padded in zip(*both, strict=True):
        torch.testing.assert_close(ours, padded, atol=1e-5, rtol=1e-5)


def test_a_window_over_all_layers_is_not_shared():
    config = AutoConfig.for_model("mistral", **SMALL, sliding_window=8)
    assert getattr(config, "layer_types", None) is None
    assert not can_share(AutoModelForCausalLM.from_config(config).base_model)
    config.sliding_window = None
    assert can_share(AutoModelForCausalLM.from_config(config).base_model)


@pytest.mark.parametrize("kind", ["doge", "diffllama", "deepseek_v2"])
def test_what_was_not_compared_is_not_shared(kind):
    """A mask that was learnt, two calls a layer, keys of another width than values'."""
    config = AutoConfig.for_model(kind, **SMALL)
    config.layer_types = None
    with torch.device("meta"):
        model = AutoModelForCausalLM.from_config(config)
    assert not can_share(model.to_empty(device="cpu"))


def test_the_towers_settings_are_not_those_of_the_text():
    """A multimodal model's windows and logits are told in its configuration's part for text."""
    text = {**SMALL, "head_dim": 8, "final_logit_softcapping": 0.5, "sliding_window": 2}
    vision = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "patch_size": 2}
    vision |= {"num_attention_heads": 1, "image_size": 4}
    config = AutoConfig.for_model(
        "gemma3", text_config=text, vision_config=vision, mm_tokens_per_image=4
    )
    model = AutoModelForCausalLM.from_config(config).eval().requires_grad_(False)
    assert not can_share(model.base_model)
    settings = AdapterSettings(u=4, targets=("q_proj", "v_proj"))
    model = attach(model, settings)
    names = [name for name, _ in adapted_layers(model)]
    assert len(names) == 4 and not any("vision" in name for name in names)
    ours = completion_log_probs(model, PROMPTS, IDS, MASK, 1.0)[0]
    torch.testing.assert_close(ours, plainly(model, 1.0), atol=1e-5, rtol=1e-5)
