"""Which engine samples in a training, for rollouts and validations alike: `training.rollouts`."""

from collections.abc import Sequence

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.grpo.job import TrainingJob
from tinylora.grpo.trainer import vllm_client
from tinylora.policy.engines.engine import Engine, Opening, open_engine
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
    """Return the engine that `training.rollouts` names.

    Args:
        job: what is trained, and how.
        source: of the base model.
        model: under its adapter; v is read whenever the engine is asked.
        tokenizer: of the base model.
        problems: all that will be asked.

    Raises:
        SettingsError: vLLM is asked for and absent, too old, without a GPU, or served otherwise.
    """

    def context() -> int:
        prompts = (prompt_of(problem, job.prompt, tokenizer) for problem in problems)
        longest = max(len(tokenizer.encode(one, add_special_tokens=False)) for one in prompts)
        return longest + max(job.training.max_new_tokens, job.generation.max_new_tokens)

    opening = Opening(
        model=model,
        tokenizer=tokenizer,
        source=source,
        dtype=job.model.dtype,
        context=context,
        side_by_side=job.generation.batch_size,
        memory_share=job.training.vllm_memory_share,
        server=lambda: vllm_client(job.training.vllm_server, model),
    )
    return open_engine(job.training.rollouts, opening)
