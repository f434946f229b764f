"""Let the nodes of a Ray cluster sample an evaluation's completions, some problems at a time.

    problems -> shards -> a child on each free node -> completions, into the job's folder here

The folder ends as if its own child had written it, so a killed run goes on from it, on nodes or on
this host. Each completion has the seed that it has everywhere.
"""

import logging
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from tinylora.cluster.connection import connected
from tinylora.cluster.members import FAULTS, in_a_line, name_of
from tinylora.cluster.settings import ExecutionSettings
from tinylora.code_identity import code_version
from tinylora.entry_points import evaluation
from tinylora.errors import JobFailed, TinyLoRAError
from tinylora.jobs import Events, past_events, run_job
from tinylora.paths import home
from tinylora.policy.job import SAMPLING, SamplingJob
from tinylora.problem import StoredProblem

LOOK_EVERY_S = 5.0
ALONE_FOR_S = 60.0
"""As long as no node samples, one may still come."""
POLL_S = 0.5
log = logging.getLogger(__name__)

Event = dict[str, Any]


def sample_on_nodes(
    job: SamplingJob, folder: Path, problems: Sequence[StoredProblem], execution: ExecutionSettings
) -> Iterator[Event]:
    """Yield every completion of `job`, those that its folder holds already first.

    Args:
        job: what a child of this host would be given.
        folder: the job's; what nodes sample is added to its events.
        problems: what the prompts are made of.
        execution: which cluster.

    Raises:
        ClusterMissing: ray is not installed, or the cluster does not answer.
        JobFailed: no node samples; each is named with why.
    """
    past = past_events(folder)
    done: dict[str, set[int]] = defaultdict(set)
    for event in past:
        if event["event"] == "completion":
            done[event["problem_key"]].add(event["sample"])
            yield event
    if any(event["event"] == "finish" for event in past):
        return
    wanted = [one for one in problems if len(done[one.problem_key]) < job.samples_per_problem]
    written = Events(folder)
    with connected(execution) as ray:
        for events in _Spread(ray, job, done, execution).sampled(wanted):
            for event in events:
                written.emit(**event)
                yield event
    written.emit("finish")


def sample_shard(
    job: SamplingJob,
    problems: Sequence[StoredProblem],
    done: Sequence[tuple[str, int]],
    code: str,
    checkpoint: bytes | None,
) -> list[Event]:
    """Sample a shard in a child of this host; return its completions. A node runs this.

    Args:
        job: of the host that asks; home and checkpoint are this one's.
        problems: of the shard.
        done: problem and number of the samples that are there already.
        code: the version of what samples and judges on the host that asks.
        checkpoint: the content of its file, where there is one.

    Raises:
        JobFailed: the child ended badly, or this host has other code.
    """
    if (mine := code_of(job)) != code:
        raise JobFailed(
            f"its code of evaluations is {mine}, not {code}: install one version of tinylora"
        )
    with TemporaryDirectory(prefix="tinylora-shard-") as name:
        folder, here = Path(name), {"home": home()}
        if checkpoint is not None:
            here["checkpoint"] = folder / "checkpoint.safetensors"
            here["checkpoint"].write_bytes(checkpoint)
        job.model_copy(update=here).write(folder, problems)
        events = Events(folder)
        for key, sample in done:
            events.emit("completion", problem_key=key, sample=sample)
        return [event for event in run_job(SAMPLING, folder) if event["event"] == "completion"]


def code_of(job: SamplingJob) -> str:
    """Return the version of this host's code that makes an evaluation of such a job."""
    return code_version(evaluation(job.prompt.template, job.generation.engine, job.prompt.language))


@dataclass(eq=False)
class _Node:
    """A node of the cluster."""

    node_id: str
    name: str
    gpus: int
    cores: int
    busy: int = 0
    faults: int = 0

    @property
    def children(self) -> int:
        """Children it runs at once: one for each GPU, or one for all its cores."""
        return self.gpus or 1


class _Spread:
    """Hands out shards until all are there."""

    def __init__(
        self,
        ray: ModuleType,
        job: SamplingJob,
        done: dict[str, set[int]],
        execution: ExecutionSettings,
    ) -> None:
        self._ray, self._job, self._done, self._execution = ray, job, done, execution
        self._code = code_of(job)
        self._checkpoint = ray.put(job.checkpoint.read_bytes()) if job.checkpoint else None
        self._nodes: dict[str, _Node] = {}
        self._refused: dict[str, str] = {}
        self._looked = -LOOK_EVERY_S
        self._flying: dict[Any, tuple[_Node, list[StoredProblem], float]] = {}

    def sampled(self, problems: Sequence[StoredProblem]) -> Iterator[list[Event]]:
        """Yield the completions of shard after shard, as they come back."""
        waiting, seen = deque(problems), time.monotonic()
        try:
            while waiting or self._flying:
                self._look()
                self._hand_out(waiting)
                if self._flying:
                    seen = time.monotonic()
                    yield from self._take_in(waiting)
                elif time.monotonic() - seen > ALONE_FOR_S or (self._refused and not self._able):
                    raise JobFailed(self._nobody())
                else:
                    time.sleep(POLL_S)
        finally:
            if self._ray.is_initialized():  # else cancelling would connect, to whatever is there
                for ref in self._flying:
                    self._ray.cancel(ref, force=True)

    @property
    def _able(self) -> list[_Node]:
        return [one for one in self._nodes.values() if one.name not in self._refused]

    def _look(self) -> None:
        """Find nodes that joined or left, every few seconds at most."""
        if time.monotonic() < self._looked + LOOK_EVERY_S:
            return
        self._looked = time.monotonic()
        alive = {}
        for node in self._ray.nodes():
            gpus, cores = (int(node["Resources"].get(name, 0)) for name in ("GPU", "CPU"))
            if node["Alive"] and (gpus or cores):
                found = _Node(node["NodeID"], name_of(node), gpus, cores)
                alive[found.node_id] = self._nodes.get(found.node_id, found)
        self._nodes = alive

    def _hand_out(self, waiting: deque[StoredProblem]) -> None:
        for node in self._able:
            while waiting and node.busy < node.children:
                shard = self._next_shard(waiting)
                self._flying[self._ask(node, shard)] = node, shard, time.monotonic()
                node.busy += 1

    def _next_shard(self, waiting: deque[StoredProblem]) -> list[StoredProblem]:
        """Take from what waits: less the less there is, so that all nodes end together."""
        children = sum(one.children for one in self._able)
        most = max(1, self._execution.shard // self._job.samples_per_problem)
        fair = ceil(len(waiting) / (2 * children))
        return [waiting.popleft() for _ in range(min(most, fair))]

    def _ask(self, node: _Node, shard: list[StoredProblem]) -> Any:
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        # Its cores are the judge's, which has little to do while the node samples.
        asked = self._ray.remote(sample_shard).options(
            num_cpus=0,
            num_gpus=1 if node.gpus else 0,
            max_retries=0,
            scheduling_strategy=NodeAffinitySchedulingStrategy(node.node_id, soft=False),
        )
        threads = None if node.gpus else node.cores
        job = self._job.model_copy(update={"threads": threads})
        done = [(one.problem_key, n) for one in shard for n in self._done[one.problem_key]]
        return asked.remote(job, shard, done, self._code, self._checkpoint)

    def _take_in(self, waiting: deque[StoredProblem]) -> Iterator[list[Event]]:
        ready, _ = self._ray.wait([*self._flying], num_returns=1, timeout=POLL_S)
        for ref in ready:
            node, shard, since = self._flying.pop(ref)
            node.busy -= 1
            try:
                events = self._ray.get(ref)
            except (TinyLoRAError, self._ray.exceptions.RayError) as fault:
                waiting.extendleft(reversed(shard))
                self._failed(node, fault)
                continue
            node.faults = 0
            took = time.monotonic() - since
            log.info("node %s sampled %d completions in %.0f s", node.name, len(events), took)
            yield events

    def _failed(self, node: _Node, fault: Exception) -> None:
        node.faults += 1
        log.warning("node %s failed to sample: %s", node.name, in_a_line(fault))
        if node.faults >= FAULTS:
            why = f"it failed {FAULTS} times, at last: {in_a_line(fault)}"
            log.error("node %s samples no more: %s", node.name, why)
            self._refused[node.name] = why

    def _nobody(self) -> str:
        refused = "".join(f"; {name}: {why}" for name, why in self._refused.items())
        return (
            f"no node of Ray at {self._execution.address} samples"
            f"{refused or ': none has a core or a GPU'}"
        )
