"""Which engine samples in a training: the model that trains, or a vLLM that gets its weights."""

from collections.abc import Sequence

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.grpo.job import TrainingJob
from tinylora.grpo.trainer import vllm_client
from tinylora.policy.engines.engine import Engine, OwnEngine
from tinylora.policy.engines.vllm_colocated import Colocated
from tinylora.policy.engines.vllm_engine import VllmEngine
from tinylora.policy.engines.vllm_served import Served
from tinylora.policy.model_source import ModelSource
from tinylora.policy.prompt import prompt_of
from tinylora.problem import StoredProblem


def rollout_engine(
    job: TrainingJob,
    source: ModelSource,
    model: PeftModel,
    tokenizer: PreTrainedTokenizerBase,
    problems: Sequence[StoredProblem],
) -> Engine:
    """Return the engine that `training.rollouts` names, for rollouts and validations alike.

    Args:
        job: what is trained, and how.
        source: of the base model.
        model: under its adapter; v is read whenever the engine is asked.
        tokenizer: of the base model.
        problems: all that will be asked.

    Raises:
        SettingsError: vLLM is asked for and absent, too old, without a GPU, or served otherwise.
    """
    chosen, dtype = job.training, job.model.dtype
    if chosen.rollouts == "own":
        return OwnEngine(model, tokenizer)
    if chosen.rollouts == "vllm_server":
        return VllmEngine(model, tokenizer, Served(vllm_client(chosen.vllm_server, model), dtype))
    prompts = [_prompt_tokens(problem, job, tokenizer) for problem in problems]
    longest = max(chosen.max_new_tokens, job.generation.max_new_tokens)
    backend = Colocated(
        source.folder,
        dtype,
        chosen.vllm_memory_share,
        context=max(prompts) + longest,
        side_by_side=job.generation.batch_size,
    )
    return VllmEngine(model, tokenizer, backend)


def _prompt_tokens(
    problem: StoredProblem, job: TrainingJob, tokenizer: PreTrainedTokenizerBase
) -> int:
    prompt = prompt_of(problem, job.prompt, tokenizer)
    return len(tokenizer.encode(prompt, add_special_tokens=False))
