"""The jobs of sampling one policy, and of trying one: what a writer and its child agree on."""

from pathlib import Path

from tinylora.adapter.settings import AdapterSettings
from tinylora.jobs import Job
from tinylora.policy.settings import GenerationSettings, ModelSettings, PromptSettings

SAMPLING = "tinylora.policy.sample_job"
TRYING = "tinylora.policy.try_job"
"""The child programs."""


class SamplingJob(Job):
    """What job.json holds."""

    model: ModelSettings
    prompt: PromptSettings
    generation: GenerationSettings
    adapter: AdapterSettings | None = None
    """Of the checkpoint."""
    checkpoint: Path | None = None
    """None samples from the base model."""
    checkpoint_sha256: str | None = None
    """Of the checkpoint's file; another file is an error. None takes any."""
    base_fingerprint: str
    """Of the base model the caller means; another one on this disk is an error."""
    samples_per_problem: int
    seed: int
    """Each (problem, sample) has a seed derived from this one."""


class TryJob(Job):
    """What job.json holds; there is one problem beside it."""

    model: ModelSettings
    prompt: PromptSettings
    generation: GenerationSettings
    adapter: AdapterSettings
