"""What stands where vLLM does: the outermost edge, with its names and its signatures.

The engine here is a plain Llama that has the weights it was sent and nothing else, so what it
samples and says of its tokens depends on what was sent.
"""

import ast
import importlib.util
import inspect
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import torch
from tiny_llama import VOCABULARY, tiny_llama
from tokenizers import Tokenizer, decoders
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit
from transformers import PreTrainedTokenizerFast

from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings

WORDS = ["<eos>", "<pad>", "<unk>", "```", "cpp", "\n", "int main() {}", "Done.", " ", "helper();"]
CALLED = ("get_server_info", "update_named_params", "reset_prefix_cache", "generate")
V = torch.linspace(-0.2, 0.3, 4)


def plain_model(dtype=torch.float32, seed=0):
    return tiny_llama(dtype, seed, attention_bias=True, bos_token_id=None, eos_token_id=0)


def adapted_model(dtype=torch.float32, v=V, **adapter):
    model = attach(plain_model(dtype), AdapterSettings(**{"u": 4, **adapter}))
    set_vector(model, v)
    return model


def tokenizer():
    words = WORDS + [f"w{i}" for i in range(len(WORDS), VOCABULARY)]
    made = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    made.pre_tokenizer, made.decoder = WhitespaceSplit(), decoders.Fuse()
    return PreTrainedTokenizerFast(
        tokenizer_object=made, eos_token="<eos>", pad_token="<pad>", unk_token="<unk>"
    )


class SamplingParams:
    """vLLM's, as far as it is asked: an unknown name fails here as it would there."""

    def __init__(
        self, *, n, temperature, top_p, max_tokens, logprobs, seed, stop_token_ids, detokenize
    ):
        vars(self).update({k: v for k, v in locals().items() if k != "self"})


class LLM:
    """vLLM's, in this process: decodes with the weights that `reload_weights` was given."""

    made: ClassVar[list] = []

    def __init__(self, model, **options):
        self.options, self.calls, self.sent = {"model": model, **options}, [], []
        self.cached, self.model, self.script = True, plain_model(seed=99), None
        LLM.made.append(self)

    def sleep(self, level=1):
        self.calls.append(f"sleep {level}")

    def wake_up(self, tags=None):
        self.calls.append(f"wake {tags}")
        return True

    def collective_rpc(self, method, timeout=None, args=(), kwargs=None):
        assert method == "reload_weights"
        self.calls.append("reload")
        self.sent.append({name: weight.clone() for name, weight in kwargs["weights_iterator"]})
        with torch.no_grad():
            for name, weight in self.sent[-1].items():
                self.model.get_parameter(name).copy_(weight)
        return [None]

    def reset_prefix_cache(self):
        self.calls.append("reset")
        return self.cached

    def generate(self, prompts, sampling_params, *, use_tqdm):
        self.calls.append("generate")
        return [
            SimpleNamespace(outputs=[self._answer(prompt["prompt_token_ids"], params)])
            for prompt, params in zip(prompts, sampling_params, strict=True)
        ]

    @torch.no_grad()
    def _answer(self, prompt, params):
        taken, told = list(prompt), []
        generator = torch.Generator().manual_seed(params.seed)
        for place in range(params.max_tokens):
            logits = self.model(torch.tensor([taken])).logits[0, -1].float()
            log_probs = (logits / params.temperature).log_softmax(-1)
            drawn = int(torch.multinomial(log_probs.exp(), 1, generator=generator))
            token = drawn if self.script is None else self.script[place]
            told.append({token: SimpleNamespace(logprob=float(log_probs[token]), rank=1)})
            taken.append(token)
            if token in params.stop_token_ids or (self.script and place + 1 == len(self.script)):
                break
        return SimpleNamespace(token_ids=taken[len(prompt) :], logprobs=told)


def vllm_module(version="0.31.0", device="cuda", sleeps=True):
    """Return a module to stand at sys.modules["vllm"], and its submodule."""
    current = SimpleNamespace(device_type=device, is_sleep_mode_available=lambda: sleeps)
    platforms = SimpleNamespace(current_platform=current)
    vllm = SimpleNamespace(
        __version__=version,
        __spec__=object(),
        LLM=LLM,
        SamplingParams=SamplingParams,
        platforms=platforms,
    )
    return vllm, platforms


def client_signatures():
    """Return the signatures of TRL's VLLMClient, read from its source: importing it takes long."""
    [root] = importlib.util.find_spec("trl").submodule_search_locations
    source = (Path(root) / "generation" / "vllm_client.py").read_text(encoding="utf-8")
    [client] = (
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and node.name == "VLLMClient"
    )
    found = {}
    for method in client.body:
        if isinstance(method, ast.FunctionDef) and method.name in CALLED:
            told = ast.unparse(method.args)
            exec(f"from __future__ import annotations\ndef {method.name}({told}): ...", found)
    return {
        name: inspect.signature(stub) for name, stub in found.items() if inspect.isfunction(stub)
    }


class Client:
    """TRL's VLLMClient without its network; every call must fit the real one's signature."""

    def __init__(self, dtype="torch.float32", mode="processed_logprobs"):
        self._real, self._info = client_signatures(), {"dtype": dtype, "logprobs_mode": mode}
        self.llm, self.described, self.asked = LLM("served"), [], []

    def _fits(self, name, *args, **kwargs):
        self._real[name].bind(self, *args, **kwargs)

    def get_server_info(self):
        self._fits("get_server_info")
        return {"model_config": self._info}

    def update_named_params(self, metadata, named_params):
        self._fits("update_named_params", metadata, named_params)
        self.described.append(metadata)
        self.llm.collective_rpc("reload_weights", kwargs={"weights_iterator": named_params})

    def reset_prefix_cache(self):
        self._fits("reset_prefix_cache")
        self.llm.reset_prefix_cache()

    def generate(self, prompts, generation_kwargs, **chosen):
        self._fits("generate", prompts, generation_kwargs=generation_kwargs, **chosen)
        self.asked.append(generation_kwargs["seed"])
        params = SamplingParams(**chosen, **generation_kwargs, detokenize=False)
        [found] = self.llm.generate([{"prompt_token_ids": prompts[0]}], [params], use_tqdm=False)
        told = [[next(iter(at.values())).logprob] for at in found.outputs[0].logprobs]
        return {"completion_ids": [found.outputs[0].token_ids], "logprobs": [told]}
