"""vLLM as an engine: in this process, or the server that `generation.vllm_server` names."""

from peft import PeftModel

from tinylora.adapter.inject import attached_settings
from tinylora.policy.engines.engine import Opening
from tinylora.policy.engines.vllm_colocated import Colocated
from tinylora.policy.engines.vllm_engine import Started, VllmEngine, padded_rank
from tinylora.policy.engines.vllm_served import Served


def make_engine(opening: Opening) -> VllmEngine:
    """Return vLLM as an engine.

    Raises:
        SettingsError: vLLM is not installed, is too old or sees no GPU; or nobody answers at the
            server's address, or it was started otherwise.
    """
    model = opening.model
    adapted = isinstance(model, PeftModel)
    base = model.get_base_model() if adapted else model
    started = Started(
        folder=opening.source.folder,
        dtype=opening.dtype,
        quantisation="bitsandbytes" if getattr(base, "is_loaded_in_4bit", False) else None,
        rank=padded_rank(attached_settings(model).rank) if adapted else None,
    )
    if opening.server is not None:
        backend = Served(opening.server, started)
    else:
        backend = Colocated(
            started,
            opening.memory_share,
            context=opening.context(),
            side_by_side=opening.side_by_side,
        )
    return VllmEngine(model, opening.tokenizer, backend, started.rank)
