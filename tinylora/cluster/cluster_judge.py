"""A `Judge` whose submissions the nodes of a Ray cluster judge, a shard at a time.

    submit -> waiting -> a shard, to the node with the most room -> judgements, or waiting again

A shard comes back whole or not at all: a node that dies, a worker that is killed and a judge fault
cost another try on whichever node has room, in smaller and smaller shards, so that one submission
that kills its judge ends up alone. A judgement counts once, under the identity that this host would
have given it. When a canary is wrong on any node, nothing is judged any more, as on one host.
"""

import logging
import math
import threading
import time
from collections import deque
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tinylora.cluster.connection import connected
from tinylora.cluster.members import Member, Members, in_a_line
from tinylora.cluster.node import Differs, Judged, Judges, Stopped
from tinylora.cluster.settings import ExecutionSettings
from tinylora.errors import CheckerFault, JudgeFault, JudgeStopped
from tinylora.judge.judge import Cache, Judge, Recent
from tinylora.judge.languages.cpp import CPP
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission, cases_sha, judgement_id
from tinylora.judge.verdict import Judgement

ATTEMPTS = 4
SMALLER = 8
"""Of what failed, the next shard holds an eighth at most."""
SHARD_BYTES = 32 * 1024 * 1024
"""Test cases in a shard, about: a node's object store holds a few shards."""
STARTS_WITHIN_S = 120.0
OTHERS_WITHIN_S = 30.0
"""After the first node judges: those that are late, because something else uses their cores, join
when they can."""
ALONE_FOR_S = 60.0
"""As long as no node judges, one may still come."""
POLL_S = 0.05
log = logging.getLogger(__name__)
_cases_sha = lru_cache(64)(cases_sha)
"""Samples of one problem come close together, and its test cases may be megabytes."""


@dataclass(eq=False)
class _Asked:
    """A submission on its way."""

    judgement_id: str
    submission: Submission
    future: Future[Judgement] = field(default_factory=Future)
    tries: int = 0


class ClusterJudge(Judge):
    """See `Judge`; `submit` from any thread.

    Args:
        settings: limits, isolation; each node has as many workers as Ray has cores of it.
        execution: which cluster, and how much of the work a node has at once.
        home: the folder of this user's data.
        cache: what was judged before. None: the latest are remembered as long as the judge lives.

    Raises:
        ClusterMissing: ray is not installed, or the cluster does not answer.
        JudgeFault: this host cannot judge, or no node judges as it does; every node is named.
    """

    def __init__(
        self,
        settings: JudgeSettings,
        execution: ExecutionSettings,
        home: Path,
        cache: Cache | None = None,
    ) -> None:
        self.judged = self.reused = 0
        self._settings, self._execution = settings, execution
        self._cache: Cache = Recent() if cache is None else cache
        self._lock = threading.Lock()
        self._waiting: deque[_Asked] = deque()
        self._in_flight: dict[str, Future[Judgement]] = {}
        self._shards: dict[Any, tuple[Member, list[_Asked]]] = {}
        self._doubtful: set[str] = set()
        self._stopped: JudgeFault | None = None
        self._closing = threading.Event()
        self._closed = ExitStack()
        self._languages: dict[str, str] = {}
        with ExitStack() as opened:
            self._ray = opened.enter_context(connected(execution))
            one = settings.model_copy(update={"workers": 1})
            # It judges nothing: it says what a judgement of this host would be made with.
            self._here = opened.enter_context(open_judge(one, home, check=False))
            self.compiler, self.isolation = self._here.compiler, self._here.isolation
            self.judge_version = self._here.judge_version
            self.admit(CPP.name)
            there = settings.model_copy(update={"isolation": self.isolation})
            self._members = Members(self._ray, there, execution.shards_in_flight)
            opened.callback(self._members.close)
            thread = threading.Thread(target=self._run, name="cluster judge", daemon=True)
            thread.start()
            opened.callback(thread.join)
            opened.callback(self._closing.set)
            self._wait_for_nodes()
            self._closed = opened.pop_all()

    @property
    def workers(self) -> int:
        """Submissions judged at once by the nodes that judge at present."""
        return max(1, sum(member.cores for member in self._members.judging))

    @property
    def doubtful(self) -> frozenset[str]:
        """See `Judge`."""
        return frozenset(self._doubtful)

    def submit(self, submission: Submission) -> Future[Judgement]:
        """See `Judge`."""
        self.admit(submission.language)
        key = self._identify(submission)
        with self._lock:
            if self._stopped:
                raise self._stopped
            if key in self._in_flight:
                self.reused += 1
                return self._in_flight[key]
            known = self._cache.get(key)
            asked = _Asked(key, submission)
            if known is None:
                self._in_flight[key] = asked.future
                self._waiting.append(asked)
            else:
                self.reused += 1
                asked.future.set_result(known)
            return asked.future

    def admit(self, language: str) -> str:
        """See `Judge`. A node that lacks the language fails when it is first asked."""
        if language not in self._languages:
            self._languages[language] = self._here.admit(language)
        return self._languages[language]

    def __exit__(self, *_: object) -> None:
        """Leave no process on any node; what was not awaited is not judged."""
        self._closed.close()
        self._stop(JudgeStopped("the judge was closed while this waited"))

    def _identify(self, submission: Submission) -> str:
        return judgement_id(
            submission.source_sha,
            _cases_sha(submission.test_cases),
            submission.limits(self._settings),
            self._languages[submission.language],
            self.judge_version,
            self.isolation,
        )

    def _judges(self) -> Judges:
        return Judges(self.judge_version, self.isolation, {**self._languages})

    def _wait_for_nodes(self) -> None:
        """Wait until every node has answered; go without those that are late."""
        deadline, late = time.monotonic() + STARTS_WITHIN_S, 0.0
        while time.monotonic() < deadline and not self._stopped:
            if self._members.judging:
                if not self._members.asked:
                    break
                late = late or time.monotonic() + OTHERS_WITHIN_S
                deadline = min(deadline, late)
            time.sleep(POLL_S)
        if not self._members.judging:
            raise self._stopped or JudgeFault(self._nobody())
        names = ", ".join(f"{one.name}: {one.cores}" for one in self._members.judging)
        log.info("Ray at %s, cores by node: %s", self._execution.address, names)

    def _run(self) -> None:
        """Give and take until closed; the one thread that talks to Ray."""
        seen = time.monotonic()
        try:
            while not self._closing.is_set() and not self._stopped:
                here = self._judges()
                self._members.look(here)
                self._hand_out(here)
                self._take_in(here)
                # A node whose cores another run holds stays asked for as long as that run lasts.
                patience_s = STARTS_WITHIN_S if self._members.asked else ALONE_FOR_S
                if self._members.judging:
                    seen = time.monotonic()
                elif self._members.all_refused or time.monotonic() - seen > patience_s:
                    self._stop(JudgeStopped(self._nobody()))
        except Exception as error:
            log.exception("the cluster's judge ends")
            self._stop(JudgeStopped(f"Ray at {self._execution.address} failed: {error}"))

    def _nobody(self) -> str:
        refused = "".join(f"; {name}: {why}" for name, why in self._members.refused.items())
        return (
            f"no node of Ray at {self._execution.address} judges{refused or ': none has a core'}. "
            "Let every node have this host's g++, Python and version of tinylora, and free cores"
        )

    def _hand_out(self, here: Judges) -> None:
        most = self._execution.shards_in_flight
        while True:
            free = [
                one
                for one in self._members.judging
                if one.shards < most or one.submissions < one.cores
            ]
            if not free:
                return
            member = min(free, key=lambda one: one.submissions / one.cores)
            shard = self._next_shard(member)
            if not shard:
                return
            submissions = [asked.submission for asked in shard]
            self._shards[member.actor.judge.remote(submissions, here)] = member, shard
            member.shards += 1
            member.submissions += len(shard)

    def _next_shard(self, member: Member) -> list[_Asked]:
        """Take from what waits: less the less there is, so that all nodes end together."""
        cores = sum(one.cores for one in self._members.judging)
        slots = 2 * self._execution.shards_in_flight
        with self._lock:
            fair = math.ceil(len(self._waiting) * member.cores / (cores * slots))
            shard, cases, most = [], {}, min(fair, self._execution.shard)
            while self._waiting and sum(cases.values()) < SHARD_BYTES:
                asked = self._waiting[0]
                most = min(most, max(1, self._execution.shard // SMALLER**asked.tries))
                if len(shard) >= most:
                    break
                shard.append(self._waiting.popleft())
                test_cases = asked.submission.test_cases
                size = sum(len(case.input) + len(case.output) for case in test_cases)
                cases[id(test_cases)] = size  # sent once, however many share them
            return shard

    def _take_in(self, here: Judges) -> None:
        refs = [*self._members.asked, *self._shards]
        if not refs:
            self._closing.wait(POLL_S)
            return
        ready, _ = self._ray.wait(refs, num_returns=1, timeout=POLL_S)
        for ref in ready:
            if ref in self._shards:
                self._settle(ref, *self._shards.pop(ref))
            else:
                self._members.hear(ref, here)

    def _settle(self, ref: Any, member: Member, shard: list[_Asked]) -> None:
        member.shards -= 1
        member.submissions -= len(shard)
        try:
            answer = self._ray.get(ref)
        except (JudgeFault, self._ray.exceptions.RayError) as fault:
            self._members.failed(member, fault)
            self._again(shard, f"node {member.name}: {in_a_line(fault)}")
            return
        match answer:
            case Stopped(why, doubtful):
                self._doubtful |= doubtful
                self._again(shard, why)
                self._stop(JudgeStopped(f"node {member.name}: {why}"))
            case Differs(how):
                self._members.refuse(member, "; ".join(how))
                self._again(shard, "; ".join(how))
            case Judged(outcomes):
                self._members.worked(member)
                self._keep(member, shard, outcomes)

    def _keep(
        self, member: Member, shard: list[_Asked], outcomes: list[Judgement | CheckerFault]
    ) -> None:
        got = [None if isinstance(one, CheckerFault) else one.judgement_id for one in outcomes]
        if len(got) != len(shard) or any(
            name not in (None, asked.judgement_id) for asked, name in zip(shard, got, strict=True)
        ):
            why = "it answered with judgements of something else"
            self._members.refuse(member, why)
            self._again(shard, why)
            return
        with self._lock:
            for asked, outcome in zip(shard, outcomes, strict=True):
                if isinstance(outcome, Judgement):
                    self._cache[asked.judgement_id] = outcome
                    self.judged += 1
                del self._in_flight[asked.judgement_id]
        for asked, outcome in zip(shard, outcomes, strict=True):
            if isinstance(outcome, Judgement):
                asked.future.set_result(outcome)
            else:
                asked.future.set_exception(outcome)

    def _again(self, shard: list[_Asked], why: str) -> None:
        """Let what a node did not judge wait again, in front; give up what failed too often."""
        lost = []
        with self._lock:
            for asked in reversed(shard):
                asked.tries += 1
                if asked.tries < ATTEMPTS and not self._stopped:
                    self._waiting.appendleft(asked)
                else:
                    lost.append(asked)
                    del self._in_flight[asked.judgement_id]
        for asked in lost:
            fault = JudgeFault(
                f"a submission was handed out {asked.tries} times and never came back; {why}"
            )
            asked.future.set_exception(self._stopped or fault)

    def _stop(self, why: JudgeFault) -> None:
        """Judge no more: all that is on its way raises `why`."""
        with self._lock:
            self._stopped = self._stopped or why
            lost = [*self._in_flight.values()]  # wherever it is
            self._waiting.clear()
            self._shards.clear()
            self._in_flight.clear()
        for future in lost:
            future.set_exception(self._stopped)
