"""A Llama small enough for every test, with random weights."""

import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedModel

VOCABULARY = 96


def tiny_llama(
    dtype: torch.dtype = torch.float32, seed: int = 0, **different: object
) -> PreTrainedModel:
    """Return the model, whose weights follow from the seed, ready to answer."""
    torch.manual_seed(seed)
    config = {
        "vocab_size": VOCABULARY,
        "hidden_size": 64,
        "intermediate_size": 160,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 64,
        "tie_word_embeddings": True,
        "initializer_range": 0.1,
    }
    return LlamaForCausalLM(LlamaConfig(**(config | different))).to(dtype).eval()
