"""vLLM in this process, on the GPU that trains; between rollouts it keeps no memory of it.

Driven as vLLM's documentation of sleep mode and TRL do it, but for one thing: the weights go
through `reload_weights`, which redoes what vLLM does to weights after loading. Its models'
`load_weights` alone fails where that changed their layout.
"""

import importlib.util
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import torch
from packaging.version import Version

from tinylora.errors import EngineFault, SettingsError
from tinylora.policy.engines.engine import Opening
from tinylora.policy.engines.generate import Row
from tinylora.policy.engines.merged_weights import MergedWeights
from tinylora.policy.engines.vllm_engine import SAMPLED_FROM, Sampled, VllmEngine, sampling
from tinylora.policy.settings import GenerationSettings

OLDEST = "0.22.0"
"""The first that TRL 1.16 supports."""


def make_engine(opening: Opening) -> VllmEngine:
    """Return vLLM in this process as an engine.

    Raises:
        SettingsError: vLLM is not installed, is too old, or sees no GPU.
    """
    backend = Colocated(
        opening.source.folder,
        opening.dtype,
        opening.memory_share,
        context=opening.context(),
        side_by_side=opening.side_by_side,
    )
    return VllmEngine(opening.model, opening.tokenizer, backend)


class Colocated:
    """A vLLM that sleeps whenever it does not sample.

    Args:
        folder: of the base model, whose configuration it reads.
        dtype: of the weights that will be handed over, "float32" or "bfloat16".
        memory_share: of the GPU, for weights and key-value cache.
        context: tokens of the longest prompt and its completion together.
        side_by_side: completions sampled at once.

    Raises:
        SettingsError: vLLM is not installed, is too old, or sees no GPU.
    """

    def __init__(
        self, folder: Path, dtype: str, memory_share: float, context: int, side_by_side: int
    ) -> None:
        self._vllm = _vllm()
        self._sleeps = self._vllm.platforms.current_platform.is_sleep_mode_available()
        with _launched():
            self._llm = self._vllm.LLM(
                model=str(folder),
                dtype=dtype,
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

    def load(self, weights: MergedWeights) -> None:
        """Wake up with these weights."""
        if self._sleeps:
            torch.cuda.empty_cache()
            self._llm.wake_up(tags=["weights"])
        self._llm.collective_rpc("reload_weights", kwargs={"weights_iterator": iter(weights)})
        if not self._llm.reset_prefix_cache():
            raise EngineFault("vLLM keeps prompts that other weights read; start again")

    def sample(
        self, rows: Sequence[Row], stop_ids: Sequence[int], settings: GenerationSettings
    ) -> list[Sampled]:
        """Sample, and fall asleep whatever happens."""
        chosen = {**sampling(settings), "stop_token_ids": list(stop_ids), "detokenize": False}
        try:
            if self._sleeps:
                self._llm.wake_up(tags=["kv_cache"])
            answers = self._llm.generate(
                [{"prompt_token_ids": list(row.prompt)} for row in rows],
                [self._vllm.SamplingParams(seed=row.request.seed, **chosen) for row in rows],
                use_tqdm=False,
            )
        finally:
            self._sleep()
        return [_sampled(answer.outputs[0]) for answer in answers]

    def _sleep(self) -> None:
        if self._sleeps:
            self._llm.sleep(level=2)  # weights are thrown away, for new ones come before each batch


def _sampled(output: Any) -> Sampled:
    found = zip(output.token_ids, output.logprobs, strict=True)
    return Sampled(list(output.token_ids), [at[token].logprob for token, at in found])


def _vllm() -> Any:
    """Import vLLM where it can run.

    Raises:
        SettingsError: it is not installed, too old, or sees no device.
    """
    remedy = "let training.rollouts be own"
    os.environ.setdefault("VLLM_NO_USAGE_STATS", "1")  # it would tell its makers
    if importlib.util.find_spec("vllm") is None:
        raise SettingsError(
            f"training.rollouts is vllm_colocate, and vLLM is not installed; install "
            f"tinylora[vllm], or {remedy}"
        )
    os.environ.pop("TORCHDYNAMO_DISABLE", None)  # a job's child starts with it (tinylora/jobs.py)
    import vllm

    if Version(vllm.__version__) < Version(OLDEST):
        raise SettingsError(
            f"vLLM {vllm.__version__} is older than {OLDEST}; install tinylora[vllm], or {remedy}"
        )
    import vllm.platforms

    if not vllm.platforms.current_platform.device_type:
        raise SettingsError(f"training.rollouts is vllm_colocate, and vLLM sees no GPU; {remedy}")
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
