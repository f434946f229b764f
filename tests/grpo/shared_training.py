"""Started by accelerate launch: a process trains on scripted rollouts, validates, leaves both."""

import json
import sys
from pathlib import Path

from accelerate import PartialState
from scripted import Run
from scripted_programs import make_job, make_policy, problems

from tinylora.adapter.inject import trainable_vector
from tinylora.grpo.validation import Validator
from tinylora.judge.pool import JudgePool
from tinylora.policy.engines.engine import OwnEngine

REPLACING = {
    "fixed": {"masked": [("first", 0), ("first", 1), ("first", 2)]},
    **{"replace_equal_groups": 1, "max_fault_share": 0.5},
}
"""The judge fails on most of the first process's group, which is replaced."""


def validate(folder, model):
    """Return what a validation of the tiny policy comes to, but for its time."""
    job, tokenizer = make_job(folder), make_policy().tokenizer
    with JudgePool(job.judge, folder / "judge", check=False) as judge:
        validator = Validator(OwnEngine(model, tokenizer), tokenizer, problems(), judge, job)
        found = validator.validate()
    return [found.score, found.problems, found.samples, list(found.judgement_ids)]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    processes = PartialState(cpu=True)
    (folder / str(processes.process_index)).mkdir()
    shared = {"processes": processes.num_processes, "micro_batch_size": 2}
    run = Run(folder, 3, **shared)
    replaced = Run(folder, 1, **REPLACING, **shared)
    left = {
        "v": trainable_vector(run.model).tolist(),
        "natural": trainable_vector(Run(folder, 2, optimizer="natural", **shared).model).tolist(),
        "checkpointed": trainable_vector(
            Run(folder, 2, optimizer="natural", gradient_checkpointing=True, **shared).model
        ).tolist(),
        "loss": [record.loss for record in run.records],
        "grad_norm": [record.grad_norm for record in run.records],
        "asked": run.worker.asked,
        "replaced": [trainable_vector(replaced.model).tolist(), replaced.records[0].fault_share],
        "replaced_asked": [[key for key, _ in asked] for _, asked in replaced.worker.asked],
        "validation": validate(folder / str(processes.process_index), run.model),
        "rollouts": [len(rollouts) for _, rollouts, _ in run.rollouts],
    }
    path = folder / f"process-{processes.process_index}.json"
    path.write_text(json.dumps(left), encoding="utf-8")
