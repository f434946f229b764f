"""The job of training one adapter: what its writer and its child agree on."""

from pathlib import Path

from pydantic import Field

from tinylora.adapter.settings import AdapterSettings
from tinylora.grpo.settings import TrainingSettings
from tinylora.jobs import Job, Launch
from tinylora.judge.settings import JudgeSettings
from tinylora.policy.settings import GenerationSettings, ModelSettings, PromptSettings

TRAINING = "tinylora.grpo.train_job"
REPLAY = "tinylora.grpo.replay_job"
"""The child programs."""


class TrainingJob(Job):
    """What job.json holds: the sections of a run that shape its training."""

    run_id: str
    model: ModelSettings
    adapter: AdapterSettings = AdapterSettings()
    prompt: PromptSettings = PromptSettings()
    generation: GenerationSettings = GenerationSettings()
    """Of validations; rollouts have training's own temperature and length."""
    judge: JudgeSettings = JudgeSettings()
    training: TrainingSettings = TrainingSettings()
    start: Path | None = None
    """The checkpoint whose v it begins at. None: zero."""
    start_sha256: str | None = None
    """Of that file; another one is an error."""

    @property
    def rollout_generation(self) -> GenerationSettings:
        """How rollouts are sampled: from the whole distribution, which the ratio is about."""
        chosen = self.training
        return self.generation.model_copy(
            update={
                "max_new_tokens": chosen.max_new_tokens,
                "temperature": chosen.temperature,
                "top_p": 1.0,
            }
        )


class ReplayJob(TrainingJob):
    """A training whose rollouts are stored, and what of it is told when its steps are taken again.

    `start` is the run's own copy of what v began at.
    """

    last_step: int
    """The last one that is stored: the training may have been cut short."""
    threads_by_step: dict[int, int] = Field(default={})
    """Torch's, where they are known."""
    directions: Path | None = None
    """A checkpoint of the run, of which a principal adapter's directions are taken."""
    compared: tuple[str, ...]
    """Fields of StepRecord."""


def launch_of(training: TrainingSettings, machine: int = 0) -> Launch:
    """Return how a training's processes are started on one of its machines."""
    return Launch(training.processes, training.machines, machine, training.rendezvous)
