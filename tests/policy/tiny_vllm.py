"""What stands where vLLM does: the outermost edge, with its names and its signatures.

The engine here is a plain Llama under the LoRA it was asked with, which PEFT reads, so what it
samples and says of its tokens depends on what was handed over. Like vLLM it keeps a LoRA by its
number, takes none above the rank it was started with, and says which one a completion is from. The
server speaks HTTP on the loopback interface.
"""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from types import SimpleNamespace
from typing import ClassVar

import torch
from peft import PeftModel
from tiny_llama import VOCABULARY, tiny_llama
from tokenizers import Tokenizer, decoders
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast

from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings

WORDS = ["<eos>", "<pad>", "<unk>", "```", "cpp", "\n", "int main() {}", "Done.", " ", "helper();"]
V = torch.linspace(-0.2, 0.3, 4)
OPTIONS = {
    *("dtype", "quantization", "enable_lora", "max_lora_rank", "max_loras"),
    *("gpu_memory_utilization", "max_model_len", "max_num_seqs", "max_num_batched_tokens"),
    *("enable_sleep_mode", "distributed_executor_backend", "logprobs_mode"),
    *("generation_config", "seed"),
}
"""Of vLLM's LLM, as far as it is asked: an unknown name fails here as it would there."""


def plain_model(dtype=torch.float32, seed=0):
    return tiny_llama(dtype, seed, attention_bias=True, bos_token_id=None, eos_token_id=0)


def adapted_model(dtype=torch.float32, v=V, **adapter):
    model = attach(plain_model(dtype), AdapterSettings(**{"u": 4, **adapter}))
    set_vector(model, v)
    return model


def tokenizer():
    words = [*WORDS, *(f"w{i}" for i in range(len(WORDS), VOCABULARY - 1)), "</think>"]
    made = Tokenizer(WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    made.pre_tokenizer, made.decoder = WhitespaceSplit(), decoders.Fuse()
    return PreTrainedTokenizerFast(
        tokenizer_object=made, eos_token="<eos>", pad_token="<pad>", unk_token="<unk>"
    )


class SamplingParams:
    """vLLM's, as far as it is asked: an unknown name fails here as it would there."""

    def __init__(
        self,
        *,
        n,
        temperature,
        top_p,
        top_k,
        min_p,
        repetition_penalty,
        max_tokens,
        logprobs,
        seed,
        stop_token_ids,
        detokenize,
    ):
        assert (top_k, min_p, repetition_penalty) == (0, 0.0, 1.0)  # what a model's file may say
        vars(self).update({k: v for k, v in locals().items() if k != "self"})


class LoRARequest:
    """vLLM's: what tells LoRAs apart there is the number."""

    def __init__(self, lora_name, lora_int_id, lora_path):
        assert lora_int_id > 0
        vars(self).update({k: v for k, v in locals().items() if k != "self"})


class LLM:
    """vLLM's, in this process: decodes with the base model, under the LoRA of the request."""

    made: ClassVar[list] = []

    def __init__(self, model, **options):
        assert set(options) <= OPTIONS
        self.options, self.calls = {"model": model, **options}, []
        self.loras, self.configs = {}, {}
        self.cached, self.script = True, None
        saved = (Path(model) / "config.json").is_file()
        self.model = AutoModelForCausalLM.from_pretrained(model) if saved else plain_model()
        LLM.made.append(self)

    def sleep(self, level=1):
        self.calls.append(f"sleep {level}")

    def wake_up(self, tags=None):
        self.calls.append("wake")
        return True

    def reset_prefix_cache(self):
        self.calls.append("reset")
        return self.cached

    def under(self, lora):
        """Return the model to decode with, and read the LoRA's folder if its number is new."""
        if lora is None:
            return self.model
        assert self.options["enable_lora"]
        if lora.lora_int_id not in self.loras:
            own = AutoModelForCausalLM.from_config(self.model.config).eval()
            own.load_state_dict(self.model.state_dict())
            adapted = PeftModel.from_pretrained(own, lora.lora_path).eval()
            config = adapted.peft_config["default"]
            assert config.r <= self.options["max_lora_rank"]
            self.loras[lora.lora_int_id], self.configs[lora.lora_name] = adapted, config
        return self.loras[lora.lora_int_id]

    def generate(self, prompts, sampling_params, *, use_tqdm, lora_request=None):
        self.calls.append("generate")
        model = self.under(lora_request)
        return [
            SimpleNamespace(
                outputs=[self._answer(model, prompt["prompt_token_ids"], params)],
                lora_request=lora_request,
            )
            for prompt, params in zip(prompts, sampling_params, strict=True)
        ]

    @torch.no_grad()
    def _answer(self, model, prompt, params):
        taken, told = list(prompt), []
        generator = torch.Generator().manual_seed(params.seed)
        for place in range(params.max_tokens):
            logits = model(torch.tensor([taken])).logits[0, -1].float()
            log_probs = (logits / params.temperature).log_softmax(-1)
            drawn = int(torch.multinomial(log_probs.exp(), 1, generator=generator))
            token = drawn if self.script is None else self.script[place]
            told.append({token: SimpleNamespace(logprob=float(log_probs[token]), rank=1)})
            taken.append(token)
            if token in params.stop_token_ids or (self.script and place + 1 == len(self.script)):
                break
        return SimpleNamespace(token_ids=taken[len(prompt) :], logprobs=told)


def vllm_modules(version="0.31.0", device="cuda", sleeps=True):
    """Return what is to stand in sys.modules, by name."""
    current = SimpleNamespace(device_type=device, is_sleep_mode_available=lambda: sleeps)
    platforms = SimpleNamespace(current_platform=current)
    request = SimpleNamespace(LoRARequest=LoRARequest)
    lora = SimpleNamespace(request=request)
    vllm = SimpleNamespace(
        __version__=version,
        __spec__=object(),
        LLM=LLM,
        SamplingParams=SamplingParams,
        lora=lora,
        platforms=platforms,
    )
    return {
        **{"vllm": vllm, "vllm.platforms": platforms},
        **{"vllm.lora": lora, "vllm.lora.request": request},
    }


class Server:
    """`vllm serve` with --enable-lora, as far as it is asked; its base model is called "base"."""

    def __init__(
        self,
        quantization=None,
        rank=8,
        dtype="torch.float32",
        mode="processed_logprobs",
        model="folder",
    ):
        model = {
            "model": str(model),
            "dtype": dtype,
            "logprobs_mode": mode,
            "quantization": quantization,
        }
        lora = rank and {"max_lora_rank": rank}
        self.info = {"model_config": model, "lora_config": lora}
        self.llm = LLM("served", enable_lora=bool(rank), max_lora_rank=rank)
        self.loras, self.asked, self.broken, self.lock = {}, [], set(), Lock()

    def answer(self, path, body):
        """Return (status, JSON) of one request."""
        if path in self.broken:
            return 500, {"error": "out of memory"}
        if path == "/health":
            return 200, {}
        if path == "/server_info":
            return 200, {"vllm_config": self.info}
        if path == "/v1/models":
            loras = [{"id": name, "parent": "base"} for name in self.loras]
            return 200, {"data": [{"id": "base", "parent": None}, *loras]}
        if path == "/v1/load_lora_adapter":
            name = body["lora_name"]
            if name in self.loras or not Path(body["lora_path"]).is_dir():
                return 400, {"error": f"{name} is there already, or nowhere"}
            self.loras[name] = LoRARequest(name, len(self.llm.loras) + 1, body["lora_path"])
            self.llm.under(self.loras[name])
            return 200, {}
        if path == "/v1/unload_lora_adapter":
            return (200, {}) if self.loras.pop(body["lora_name"], None) else (404, {})
        assert path == "/v1/completions"
        return self._complete(body)

    def _complete(self, body):
        assert body.pop("return_token_ids")
        name, prompt = body.pop("model"), body.pop("prompt")
        self.asked.append(body["seed"])
        if name != "base" and name not in self.loras:
            return 404, {"error": f"there is no model {name}"}
        params, lora = SamplingParams(**body, detokenize=False), self.loras.get(name)
        with self.lock:
            [found] = self.llm.generate(
                [{"prompt_token_ids": prompt}], [params], use_tqdm=False, lora_request=lora
            )
        told = [next(iter(at.values())).logprob for at in found.outputs[0].logprobs]
        choice = {"token_ids": found.outputs[0].token_ids, "logprobs": {"token_logprobs": told}}
        return 200, {"model": name, "choices": [choice]}

    @contextmanager
    def listening(self):
        """Inside, it answers at the address that is yielded."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                self._tell(json.loads(self.rfile.read(length) or "{}"))

            def do_GET(self):
                self._tell({})

            def _tell(self, body):
                status, told = server.answer(self.path.split("?")[0], body)
                data = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
            Thread(target=http.serve_forever, daemon=True).start()
            try:
                yield f"http://127.0.0.1:{http.server_port}"
            finally:
                http.shutdown()
