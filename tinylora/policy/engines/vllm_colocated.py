"""vLLM in this process, on the GPU of the model; between batches it keeps no memory of it.

Driven as vLLM's documentation of sleep mode has it: asleep, its weights lie in main memory.
"""

import importlib.util
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import torch
from packaging.version import Version

from tinylora.errors import EngineFault, SettingsError
from tinylora.policy.engines.generate import Row
from tinylora.policy.engines.vllm_engine import SAMPLED_FROM, Lora, Sampled, Started, sampling
from tinylora.policy.settings import GenerationSettings

OLDEST = "0.22.0"
"""The first that TRL 1.16 supports."""


class Colocated:
    """A vLLM that sleeps whenever it does not sample.

    Args:
        started: the base model's folder, dtype, quantisation and the rank of LoRAs.
        memory_share: of the GPU, for weights and key-value cache.
        context: tokens of the longest prompt and its completion together.
        side_by_side: completions sampled at once.

    Raises:
        SettingsError: vLLM is not installed, is too old, sees no GPU, or has no kernels for LoRAs
            in this dtype.
    """

    def __init__(
        self, started: Started, memory_share: float, context: int, side_by_side: int
    ) -> None:
        self._vllm, self._lora = _vllm(), None
        platform = self._vllm.platforms.current_platform
        if started.rank and started.dtype == "float32" and platform.device_type != "cpu":
            raise SettingsError(
                "model.dtype is float32, and vLLM's kernels for LoRAs take 16 bits on a GPU; take "
                "bfloat16, or let generation.engine be transformers"
            )
        self._sleeps = platform.is_sleep_mode_available()
        loras = {} if started.rank is None else {"max_lora_rank": started.rank, "max_loras": 1}
        with _launched():
            self._llm = self._vllm.LLM(
                model=str(started.folder),
                dtype=started.dtype,
                quantization=started.quantisation,
                enable_lora=started.rank is not None,
                **loras,
                gpu_memory_utilization=memory_share,
                max_model_len=context,
                max_num_seqs=side_by_side,
                max_num_batched_tokens=max(4096, context),  # more inflates what it sets aside
                enable_sleep_mode=self._sleeps,
                distributed_executor_backend="external_launcher",  # in this process
                logprobs_mode=SAMPLED_FROM,
                generation_config="vllm",  # not the model's own taste in sampling
                seed=0,
            )
        self._sleep()

    def load(self, lora: Lora) -> None:
        """Sample with `lora` from now on; vLLM reads its folder when it is first asked."""
        request = self._vllm.lora.request.LoRARequest
        self._lora = request(lora.name, lora.number, str(lora.folder))

    def sample(
        self, rows: Sequence[Row], stop_ids: Sequence[int], settings: GenerationSettings
    ) -> list[Sampled]:
        """Sample, and fall asleep whatever happens."""
        chosen = {**sampling(settings), "stop_token_ids": list(stop_ids), "detokenize": False}
        try:
            self._wake()
            answers = self._llm.generate(
                [{"prompt_token_ids": list(row.prompt)} for row in rows],
                [self._vllm.SamplingParams(seed=row.request.seed, **chosen) for row in rows],
                use_tqdm=False,
                lora_request=self._lora,
            )
        finally:
            self._sleep()
        return [_sampled(answer) for answer in answers]

    def _wake(self) -> None:
        if self._sleeps:
            torch.cuda.empty_cache()
            self._llm.wake_up()
        if not self._llm.reset_prefix_cache():  # of prompts whose key-value cache is gone
            raise EngineFault("vLLM keeps prompts that it read before it slept; start again")

    def _sleep(self) -> None:
        if self._sleeps:
            self._llm.sleep(level=1)  # the weights wait in main memory


def _sampled(answer: Any) -> Sampled:
    (output,), lora = answer.outputs, answer.lora_request
    found = zip(output.token_ids, output.logprobs, strict=True)
    log_probs = [at[token].logprob for token, at in found]
    return Sampled(list(output.token_ids), log_probs, lora and lora.lora_name)


def _vllm() -> Any:
    """Import vLLM where it can run.

    Raises:
        SettingsError: it is not installed, too old, or sees no device.
    """
    remedy = "let generation.engine be transformers"
    os.environ.setdefault("VLLM_NO_USAGE_STATS", "1")  # it would tell its makers
    if importlib.util.find_spec("vllm") is None:
        raise SettingsError(
            f"generation.engine is vllm, and vLLM is not installed; install tinylora[vllm], or "
            f"{remedy}"
        )
    os.environ.pop("TORCHDYNAMO_DISABLE", None)  # a job's child starts with it (tinylora/jobs.py)
    import vllm

    if Version(vllm.__version__) < Version(OLDEST):
        raise SettingsError(
            f"vLLM {vllm.__version__} is older than {OLDEST}; install tinylora[vllm], or {remedy}"
        )
    import vllm.lora.request
    import vllm.platforms

    if not vllm.platforms.current_platform.device_type:
        raise SettingsError(f"generation.engine is vllm, and vLLM sees no GPU; {remedy}")
    return vllm


@contextmanager
def _launched() -> Iterator[None]:
    """Inside, the environment holds what accelerate launch writes: one process where it was not.

    vLLM wants it at its start; left there, accelerate would take this for one of many processes.
    """
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    alone = {"RANK": 0, "LOCAL_RANK": 0, "WORLD_SIZE": 1}
    wanted = {**alone, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    added = [name for name in wanted if name not in os.environ]
    os.environ.update({name: str(wanted[name]) for name in added})
    try:
        yield
    finally:
        for name in added:
            os.environ.pop(name, None)
