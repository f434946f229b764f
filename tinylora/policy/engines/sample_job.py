"""A child process that samples completions: `python -m tinylora.policy.engines.sample_job FOLDER`.

Reads FOLDER/job.json (see `Job`) and FOLDER/problems.jsonl ({problem_key, statement, public_tests}
a line; the last may be missing), and appends to FOLDER/events.jsonl: "start", one "completion" for
each as it ends, "finish". Run again on the same folder it samples what is not there yet, with the
seeds it would have had.
"""

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import torch
from transformers import PreTrainedModel

from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch
from tinylora.identity import derive_seed
from tinylora.jobs import Events, end_with_parent, past_events, warn_parent
from tinylora.policy.engines.generate import Request, generate
from tinylora.policy.load import Policy, load
from tinylora.policy.model_source import resolve
from tinylora.policy.prompt import messages, render
from tinylora.policy.settings import GenerationSettings, ModelSettings, PromptSettings
from tinylora.problem import Origin, TestCase
from tinylora.section import Section


class Job(Section):
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
    home: Path
    threads: int | None = None
    """Torch's threads. None: torch decides."""


def main(folder: Path) -> None:
    """Sample what the job in `folder` asks for and is not there yet."""
    started = time.monotonic()
    job = Job.model_validate_json((folder / "job.json").read_text(encoding="utf-8"))
    if job.threads:
        torch.set_num_threads(job.threads)
    policy = _policy(job)
    wanted = requests(job, folder, policy)
    done = {
        (event["problem_key"], event["sample"])
        for event in past_events(folder)
        if event["event"] == "completion"
    }
    missing = [request for request in wanted if (request.problem_key, request.sample) not in done]
    events = Events(folder)
    events.emit(
        "start",
        base_fingerprint=job.base_fingerprint,
        device=str(policy.device),
        dtype=job.model.dtype,
        requests=len(wanted),
        done=len(wanted) - len(missing),
    )
    tokens = 0
    with _adapted(policy.model, job) as model:
        for completion in generate((model, policy.tokenizer), missing, job.generation):
            tokens += completion.tokens
            fields = asdict(completion)
            del fields["token_ids"]
            events.emit("completion", **fields, tokens=completion.tokens)
    events.emit("finish", seconds=time.monotonic() - started, tokens=tokens)


def requests(job: Job, folder: Path, policy: Policy) -> list[Request]:
    """Return every request of the job, whether it is done or not."""
    lines = (folder / "problems.jsonl").read_text(encoding="utf-8").split("\n")
    wanted = []
    for problem in (json.loads(line) for line in lines if line):
        key = problem["problem_key"]
        tests = [
            TestCase(row["input"], row["output"], Origin(row["origin"]))
            for row in problem.get("public_tests", ())
        ]
        chat = messages(problem["statement"], job.prompt, policy.tokenizer, tests)
        prompt = render(chat, policy.tokenizer)
        wanted += [
            Request(key, sample, derive_seed(job.seed, key, sample), prompt)
            for sample in range(job.samples_per_problem)
        ]
    return wanted


def _policy(job: Job) -> Policy:
    source = resolve(job.model, job.home)
    if source.fingerprint != job.base_fingerprint:
        raise CheckpointMismatch(
            f"model {job.model.name!r}: its files have fingerprint {source.fingerprint}, the job "
            f"was written for {job.base_fingerprint}; start the run again"
        )
    return load(source, job.model)


@contextlib.contextmanager
def _adapted(model: PreTrainedModel, job: Job) -> Iterator[torch.nn.Module]:
    """Put the checkpoint on the model for as long as the block runs, merged where it can be."""
    if job.checkpoint is None:
        yield model
        return
    from tinylora.adapter.checkpoint import load_into
    from tinylora.adapter.inject import attach
    from tinylora.adapter.merge import merged

    adapted = attach(model, job.adapter, job.home / "factors")
    load_into(adapted, job.checkpoint, job.base_fingerprint, sha256=job.checkpoint_sha256)
    with merged(adapted):
        yield adapted


if __name__ == "__main__":
    end_with_parent()
    warn_parent(Path(sys.argv[1]))
    main(Path(sys.argv[1]))
