"""The engine that `generation.engine` names, opened for whoever asks for completions.

Rollouts and validations keep one open, for v moves between their batches; an evaluation asks once.
Nothing here makes a completion, so no identity covers it: it covers the engine that is named.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from peft import PeftModel
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from tinylora.adapter.inject import adapter_hash
from tinylora.entry_points import DEFAULT_ENGINE
from tinylora.errors import EngineFault
from tinylora.policy.engines import generate as ours
from tinylora.policy.engines.engine import Engine, Opening, open_engine
from tinylora.policy.engines.generate import Completion, Request
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import GenerationSettings

AT_A_TIME = 512
"""Requests that another engine is asked together in an evaluation. It may answer when all are done,
so this is what a kill costs; and each part is judged while the next is sampled."""


def open_chosen(
    model: PeftModel | PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    source: ModelSource,
    settings: GenerationSettings,
    context: Callable[[], int],
) -> Engine:
    """Return the engine that `settings` name.

    Args:
        model: plain, or under its adapter, whose v is read whenever the engine is asked.
        tokenizer: of the base model.
        source: of the base model.
        settings: who samples, and how many side by side.
        context: returns the tokens of the longest prompt and its completion together.

    Raises:
        SettingsError: what the engine needs is absent, too old, or set up otherwise.
    """
    base = model.get_base_model() if isinstance(model, PeftModel) else model
    opening = Opening(
        model=model,
        tokenizer=tokenizer,
        source=source,
        dtype=str(base.dtype).removeprefix("torch."),
        context=context,
        side_by_side=settings.batch_size,
        memory_share=settings.vllm_memory_share,
        server=settings.vllm_server,
    )
    return open_engine(settings.engine, opening)


def generate(
    policy: tuple[PeftModel | PreTrainedModel, PreTrainedTokenizerBase],
    requests: Sequence[Request],
    settings: GenerationSettings,
) -> Iterator[Completion]:
    """Yield every request's completion, in no particular order, by the engine `settings` name.

    Args:
        policy: a model as it is to be asked, plain or with its adapter, and its tokenizer.
        requests: what is asked.
        settings: who samples, and how.

    Raises:
        SettingsError: what the engine needs is absent, or a prompt and its completion do not fit
            the model's context.
        EngineFault: the engine failed, or sampled from another adapter than the model's.
    """
    if settings.engine == DEFAULT_ENGINE:  # an adapter is merged already, where it can be
        yield from ours.generate(policy, requests, settings)
        return
    if not requests:
        return
    model, tokenizer = policy
    asked = {request.prompt for request in requests}

    def context() -> int:
        longest = max(len(tokenizer.encode(one, add_special_tokens=False)) for one in asked)
        return longest + settings.max_new_tokens

    adapted = isinstance(model, PeftModel)
    folder = Path((model.get_base_model() if adapted else model).name_or_path)
    source = ModelSource(folder.name, "", folder, None, "")  # the folder is all that is known here
    engine = open_chosen(model, tokenizer, source, settings, context)
    meant = adapter_hash(model) if adapted else None
    for start in range(0, len(requests), AT_A_TIME):
        for one in engine.generate(requests[start : start + AT_A_TIME], settings):
            if one.adapter not in (None, meant):
                raise EngineFault(
                    f"problem {one.problem_key}, sample {one.sample}: {settings.engine} sampled "
                    f"from adapter {one.adapter}, and {meant or 'the base model'} is evaluated; "
                    "start again"
                )
            yield one
