"""vLLM behind an address, on a GPU of its own: `vllm serve`, spoken to through TRL's client."""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tinylora.errors import EngineFault, SettingsError
from tinylora.policy.engines.engine import Opening
from tinylora.policy.engines.generate import Row
from tinylora.policy.engines.merged_weights import MergedWeights
from tinylora.policy.engines.vllm_engine import SAMPLED_FROM, Sampled, VllmEngine, sampling
from tinylora.policy.settings import GenerationSettings

AT_ONCE = 64
"""Requests under way: TRL's client keeps as many connections."""


def make_engine(opening: Opening) -> VllmEngine:
    """Return the server that the settings name as an engine.

    Raises:
        SettingsError: nobody answers there, or the server was started otherwise.
    """
    return VllmEngine(opening.model, opening.tokenizer, Served(opening.server(), opening.dtype))


class Served:
    """A running `vllm serve` (docs/training.md has its flags).

    Args:
        client: TRL's VLLMClient after `init_communicator`, on the loopback interface. Its
            `get_server_info`, `update_named_params`, `reset_prefix_cache` and `generate` are used.
        dtype: of the weights that will be handed over.

    Raises:
        SettingsError: the server was started with another dtype, or tells other log-probabilities.
    """

    def __init__(self, client: Any, dtype: str) -> None:
        self._client = client
        found = client.get_server_info()["model_config"]
        if found["logprobs_mode"] != SAMPLED_FROM:
            raise SettingsError(
                f"the vLLM server tells {found['logprobs_mode']}, which are not of the "
                f"distribution it samples from; start it with --logprobs-mode {SAMPLED_FROM}"
            )
        if (served := str(found["dtype"]).removeprefix("torch.")) != dtype:
            raise SettingsError(
                f"the vLLM server computes in {served} and would round the {dtype} weights it is "
                f"sent; start it with --dtype {dtype}"
            )

    def load(self, weights: MergedWeights) -> None:
        """Send these weights, in one update."""
        try:
            self._client.update_named_params(weights.described(), iter(weights))
            self._client.reset_prefix_cache()
        except Exception as error:  # the client raises nothing narrower
            raise EngineFault(f"the vLLM server took no weights: {error}; see its log") from error

    def sample(
        self, rows: Sequence[Row], stop_ids: Sequence[int], settings: GenerationSettings
    ) -> list[Sampled]:
        """Ask for every completion by itself: a request has one seed."""
        if not rows:
            return []
        chosen = sampling(settings)

        def one(row: Row) -> Sampled:
            own = {"seed": row.request.seed, "stop_token_ids": list(stop_ids)}
            told = self._client.generate([list(row.prompt)], generation_kwargs=own, **chosen)
            known = [math.nan if at[0] is None else at[0] for at in told["logprobs"][0]]
            return Sampled(told["completion_ids"][0], known)

        try:
            with ThreadPoolExecutor(min(AT_ONCE, len(rows))) as pool:
                return list(pool.map(one, rows))
        except Exception as error:  # the client raises nothing narrower
            raise EngineFault(f"the vLLM server failed: {error}; see its log") from error
