"""A child process that samples completions: `python -m tinylora.policy.sample_job FOLDER`.

Reads what a SamplingJob wrote into FOLDER, and appends to FOLDER/events.jsonl: a "completion"
for each as it ends, then "finish". Run again on the same folder it samples what is not there
yet, with the seeds it would have had.
"""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from tinylora.errors import CheckpointMismatch
from tinylora.identity import derive_seed
from tinylora.jobs import Events, begin, past_events, read_problems
from tinylora.policy.ask import requests
from tinylora.policy.engines.generate import Request
from tinylora.policy.engines.registry import generate
from tinylora.policy.job import SamplingJob
from tinylora.policy.load import Policy, load
from tinylora.policy.model_source import resolve


def main(folder: Path) -> None:
    """Sample what the job in `folder` asks for and is not there yet."""
    job = SamplingJob.read(folder)
    if job.threads:
        torch.set_num_threads(job.threads)
    policy = _policy(job)
    wanted = requests_of(job, folder, policy.tokenizer)
    done = {
        (event["problem_key"], event["sample"])
        for event in past_events(folder)
        if event["event"] == "completion"
    }
    missing = [request for request in wanted if (request.problem_key, request.sample) not in done]
    events = Events(folder)
    with _adapted(policy.model, job) as model:
        for completion in generate((model, policy.tokenizer), missing, job.generation):
            fields = asdict(completion)
            for of_rollouts in ("token_ids", "log_probs", "adapter"):
                del fields[of_rollouts]
            events.emit("completion", **fields, tokens=completion.tokens)
    events.emit("finish")


def requests_of(
    job: SamplingJob, folder: Path, tokenizer: PreTrainedTokenizerBase
) -> list[Request]:
    """Return every request of the job, whether it is done or not."""
    problems = {one.problem_key: one for one in read_problems(folder / "problems.jsonl")}
    samples = [
        (key, sample, derive_seed(job.seed, key, sample))
        for key in problems
        for sample in range(job.samples_per_problem)
    ]
    return requests(samples, problems, job.prompt, tokenizer)


def _policy(job: SamplingJob) -> Policy:
    source = resolve(job.model, job.home)
    if source.fingerprint != job.base_fingerprint:
        raise CheckpointMismatch(
            f"model {job.model.name!r}: its files have fingerprint {source.fingerprint}, the job "
            f"was written for {job.base_fingerprint}; start the run again"
        )
    return load(source, job.model)


@contextlib.contextmanager
def _adapted(model: PreTrainedModel, job: SamplingJob) -> Iterator[torch.nn.Module]:
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
    begin(Path(sys.argv[1]))
    main(Path(sys.argv[1]))
