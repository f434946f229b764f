"""vLLM behind an address: a running `vllm serve`, which may have a GPU of its own."""

import math
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from tinylora.errors import EngineFault, SettingsError
from tinylora.policy.engines.generate import Row
from tinylora.policy.engines.vllm_engine import SAMPLED_FROM, Lora, Sampled, Started, sampling
from tinylora.policy.settings import GenerationSettings

AT_ONCE = 64
"""Requests under way."""
PATIENCE_S = 120.0
"""How long a server may take to answer at all: it may be starting."""
ANSWER_S = 10.0
"""How long it may take to answer a question about itself."""
HOW = "docs/training.md says how to start one"


class Served:
    """A running `vllm serve` (docs/training.md has its flags).

    It reads LoRAs from this machine's disk, so it runs on this machine.

    Args:
        address: on the loopback interface.
        started: what it has to have been started with.
        patience_s: seconds until nobody is there.

    Raises:
        SettingsError: nobody answers there, or the server was started otherwise.
    """

    def __init__(self, address: str, started: Started, patience_s: float = PATIENCE_S) -> None:
        self._address, self._lora = address, None
        self._client = httpx.Client(
            base_url=address,
            timeout=None,  # a completion takes as long as it takes
            limits=httpx.Limits(max_connections=AT_ONCE),
            trust_env=False,  # no proxy between this machine and itself
        )
        self._wait(patience_s)
        _check(self._info(), started)
        self._base = next(one["id"] for one in self._models() if one.get("parent") is None)

    def load(self, lora: Lora) -> None:
        """Have the server load this LoRA, and let it forget the one before."""
        if lora.name not in {one["id"] for one in self._models()}:
            named = {"lora_name": lora.name, "lora_path": str(lora.folder)}
            self._answer("POST", "/v1/load_lora_adapter", json=named)
        if self._lora is not None:
            self._answer("POST", "/v1/unload_lora_adapter", json={"lora_name": self._lora})
        self._lora = lora.name

    def sample(
        self, rows: Sequence[Row], stop_ids: Sequence[int], settings: GenerationSettings
    ) -> list[Sampled]:
        """Ask for every completion by itself: a request has one seed."""
        if not rows:
            return []
        same = {
            **sampling(settings),
            "model": self._lora or self._base,
            "stop_token_ids": list(stop_ids),
            "return_token_ids": True,
        }

        def one(row: Row) -> Sampled:
            asked = {**same, "prompt": list(row.prompt), "seed": row.request.seed}
            told = self._answer("POST", "/v1/completions", json=asked).json()
            (choice,) = told["choices"]
            known = choice["logprobs"]["token_logprobs"]
            return Sampled(
                choice["token_ids"],
                [math.nan if at is None else at for at in known],
                None if told["model"] == self._base else told["model"],
            )

        with ThreadPoolExecutor(min(AT_ONCE, len(rows))) as pool:
            return list(pool.map(one, rows))

    def _models(self) -> list[dict[str, Any]]:
        return self._answer("GET", "/v1/models", timeout=ANSWER_S).json()["data"]

    def _info(self) -> dict[str, Any]:
        asked = {"params": {"config_format": "json"}, "timeout": ANSWER_S}
        told = self._client.get("/server_info", **asked)
        if told.status_code == httpx.codes.NOT_FOUND:
            raise SettingsError(
                f"the vLLM server at {self._address} does not tell how it was started; start it "
                f"with VLLM_SERVER_DEV_MODE=1 in its environment: {HOW}"
            )
        return told.json()["vllm_config"]

    def _wait(self, patience_s: float) -> None:
        until, each_s = time.monotonic() + patience_s, max(1.0, min(ANSWER_S, patience_s))
        while True:
            try:
                if self._client.get("/health", timeout=each_s).is_success:
                    return
                said = "it is not healthy"
            except httpx.TransportError as error:
                said = str(error)
            if time.monotonic() >= until:
                raise SettingsError(f"generation.vllm_server {self._address}: {said}; {HOW}")
            time.sleep(min(2.0, patience_s))

    def _answer(self, method: str, path: str, **body: Any) -> httpx.Response:
        try:
            told = self._client.request(method, path, **body)
        except httpx.HTTPError as error:
            raise EngineFault(
                f"the vLLM server at {self._address} failed: {error}; see its log"
            ) from error
        if not told.is_success:
            raise EngineFault(
                f"the vLLM server answered {told.status_code} to {path}: {told.text[:300]}; see "
                f"its log, and {HOW}"
            )
        return told


def _check(info: dict[str, Any], started: Started) -> None:
    """Refuse a server whose completions would not be the model's.

    Raises:
        SettingsError: it was started otherwise.
    """
    model, loras = info["model_config"], info.get("lora_config")
    if Path(model["model"]).resolve() != started.folder.resolve():
        raise SettingsError(
            f"the vLLM server has the model {model['model']}, and {started.folder} is asked for; "
            f"start it with `vllm serve {started.folder}`"
        )
    if model["logprobs_mode"] != SAMPLED_FROM:
        raise SettingsError(
            f"the vLLM server tells {model['logprobs_mode']}, which are not of the "
            f"distribution it samples from; start it with --logprobs-mode {SAMPLED_FROM}"
        )
    if (served := str(model["dtype"]).removeprefix("torch.")) != started.dtype:
        raise SettingsError(
            f"the vLLM server computes in {served}, and model.dtype is {started.dtype}; start it "
            f"with --dtype {started.dtype}"
        )
    if (packed := model.get("quantization")) != started.quantisation:
        told = f"with --quantization {started.quantisation}" if started.quantisation else "without"
        raise SettingsError(
            f"the vLLM server's quantization is {packed}, and the model's {started.quantisation}; "
            f"start it {told}" + ("" if started.quantisation else " --quantization")
        )
    held = loras["max_lora_rank"] if loras else 0
    if started.rank is not None and held < started.rank:
        raise SettingsError(
            f"the vLLM server takes LoRAs up to rank {held}, and the adapter is one of rank "
            f"{started.rank}; start it with --enable-lora --max-lora-rank {started.rank}"
        )
