"""Which engine samples rollouts: the model that trains, or a vLLM that is handed its weights."""

from collections.abc import Sequence

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.grpo.asking import prompt_of
from tinylora.grpo.problems import TrainingProblem
from tinylora.grpo.trainer import vllm_client
from tinylora.policy.engines.engine import Engine, OwnEngine
from tinylora.policy.engines.vllm_colocated import Colocated
from tinylora.policy.engines.vllm_engine import VllmEngine
from tinylora.policy.engines.vllm_served import Served
from tinylora.policy.model_source import ModelSource
from tinylora.settings import Settings


def rollout_engine(
    settings: Settings,
    source: ModelSource,
    model: PeftModel,
    tokenizer: PreTrainedTokenizerBase,
    problems: Sequence[TrainingProblem],
) -> Engine:
    """Return the engine that `training.rollouts` names.

    Raises:
        SettingsError: vLLM is asked for and absent, too old, without a GPU, or served otherwise.
    """
    chosen, dtype = settings.training, settings.model.dtype
    if chosen.rollouts == "own":
        return OwnEngine(model, tokenizer)
    if chosen.rollouts == "vllm_server":
        return VllmEngine(model, tokenizer, Served(vllm_client(chosen.vllm_server, model), dtype))
    prompts = [_prompt_tokens(problem, settings, tokenizer) for problem in problems]
    backend = Colocated(
        source.folder,
        dtype,
        chosen.vllm_memory_share,
        context=max(prompts) + chosen.max_new_tokens,
        side_by_side=settings.generation.batch_size,
    )
    return VllmEngine(model, tokenizer, backend)


def _prompt_tokens(
    problem: TrainingProblem, settings: Settings, tokenizer: PreTrainedTokenizerBase
) -> int:
    prompt = prompt_of(problem, settings.prompt, tokenizer)
    return len(tokenizer.encode(prompt, add_special_tokens=False))
