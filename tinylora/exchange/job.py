"""The job of importing an adapter's file: what its writer and its child agree on."""

from pathlib import Path

from tinylora.jobs import Job
from tinylora.policy.settings import ModelSettings

IMPORTING = "tinylora.exchange.import_job"
"""The child program."""
MADE = "adapter.safetensors"
"""The checkpoint, in the job's folder."""


class ImportJob(Job):
    """What job.json holds."""

    file: Path
    """PEFT's folder, or a tiny_lora_v.pt."""
    model: ModelSettings
    """The base model it was trained on."""
    trust: bool
    """Take the v of a tiny_lora_v.pt onto our P, which makes another adapter of it."""
