"""A `Judge` on this host: submissions in, judgements out, one sandbox per worker.

Threads wait, child processes work. The same submission is judged once, whether it is still in
flight or in the cache; the pool knows no database, it takes a cache. A sandbox that fails is
replaced and its submission tried once more; what fails twice is a JudgeFault, never a verdict.
Programs whose verdict is known are judged at start and every so often in between; when one of them
gets another verdict, the pool judges no more. C++ is there from the start, for checker programs are
written in it; another language, and its canaries, when it is first submitted.
"""

import logging
import os
import threading
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from tinylora.code_identity import code_version
from tinylora.entry_points import JUDGE
from tinylora.errors import CheckerFault, JudgeFault, JudgeStopped
from tinylora.judge.canary_watch import CanaryWatch, canaries, must_be
from tinylora.judge.checkers.checking import CheckerPrograms
from tinylora.judge.judge import Cache, Judge, Recent
from tinylora.judge.judging import Identity, judge_in
from tinylora.judge.languages.cpp import CPP
from tinylora.judge.languages.language import Compiler
from tinylora.judge.languages.registry import find_language
from tinylora.judge.running import slowness
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission, cases_sha, judgement_id
from tinylora.judge.verdict import Judgement, Verdict, valid_text
from tinylora.judge.walls.isolation import STRONGEST_FIRST, WALLS, candidates
from tinylora.judge.walls.sandbox import Sandbox
from tinylora.judge.walls.scratch import PoolFolder
from tinylora.judge.walls.walls import Access, Walls, build_runner
from tinylora.judge.workers import Workers

ATTEMPTS = 2
log = logging.getLogger(__name__)


class JudgePool(Judge):
    """See `Judge`; `submit` from any thread.

    Args:
        settings: limits, workers, isolation.
        scratch: where boxes are made; emptied of what killed pools left.
        cache: what was judged before. None: the latest are remembered as long as the pool lives.
        check: judge the canaries at start. False: whoever asked judges them.

    Raises:
        JudgeFault: no g++, no walls this host can offer, or a canary that does not get its verdict.
    """

    def __init__(
        self,
        settings: JudgeSettings,
        scratch: Path,
        cache: Cache | None = None,
        check: bool = True,
    ) -> None:
        self.judged = self.reused = 0
        self._canary_watch = CanaryWatch(settings.canary_every)
        self._settings = settings
        self._cache: Cache = Recent() if cache is None else cache
        self._lock = threading.Lock()
        self._in_flight: dict[str, Future[Judgement]] = {}
        self._cpp = CPP.find(settings)
        self._compilers: dict[str, Compiler] = {CPP.name: self._cpp}
        self._admitting = threading.Lock()
        self._admitted: list[str] = []
        self._check = check
        self.compiler = self._cpp.version
        self.judge_version = code_version(JUDGE)
        self.workers = settings.workers or len(os.sched_getaffinity(0))
        self._crew = Workers(self.workers, self._make_sandbox)
        self._scratch, self._folder = scratch, PoolFolder(scratch)
        try:
            build_runner(self._folder.path)
            self._cpp.prepare(self._folder.path, scratch)
            self._checkers = CheckerPrograms(self._folder.path / "checkers", self._cpp)
            self._walls, refusals = self._crew.start(self._strongest_walls).result()
            self.isolation = self._walls.name
            self._name_isolation(refusals)
            self.admit(CPP.name)
        except BaseException:
            self.close(abandon=True)
            raise

    @property
    def slowness(self) -> float:
        """How much slower than the reference host this one was at start; at least 1."""
        return self._slowness

    @property
    def doubtful(self) -> frozenset[str]:
        """See `Judge`."""
        return self._canary_watch.doubtful

    def submit(self, submission: Submission) -> Future[Judgement]:
        """See `Judge`. The first in a language waits for its canaries."""
        self._canary_watch.raise_if_stopped()
        self.admit(submission.language)
        identity = self._identify(submission)
        key = identity["judgement_id"]
        with self._lock:
            if key in self._in_flight:
                self.reused += 1
                return self._in_flight[key]
            known = self._cache.get(key)
            if known is None:
                future = self._crew.start(self._judge_and_keep, submission, identity)
                self._in_flight[key] = future
            else:
                self.reused += 1
                future = Future()
                future.set_result(known)
        if known is None:
            future.add_done_callback(partial(self._landed, key))
        return future

    def admit(self, language: str) -> str:
        """See `Judge`. It is ready once its canaries got their verdicts."""
        if language not in self._admitted:
            with self._admitting:  # whoever judges never waits here
                self._make_ready(language)
        return self._compilers[language].version

    def judge_canaries(self) -> list[tuple[Verdict, Judgement]]:
        """Judge programs whose verdict is known, past the cache; return what each must get and got.

        Raises:
            JudgeFault: one of them could not be judged.
        """
        return [
            judged
            for language in tuple(self._admitted)
            for judged in self._judge_canaries_of(language)
        ]

    def close(self, abandon: bool = False) -> None:
        """Finish what runs, drop what waits, and leave no process and no file.

        Args:
            abandon: do not finish what runs: its futures raise JudgeStopped.
        """
        if abandon:
            self._canary_watch.give_up()
        self._crew.close(abandon)
        for compiler in self._compilers.values():
            compiler.close()
        self._folder.remove()

    def __exit__(self, exception: type[BaseException] | None, *_: object) -> None:
        self.close(abandon=exception is not None)

    def _make_ready(self, language: str) -> None:
        if language in self._admitted:
            return
        if language not in self._compilers:
            compiler = find_language(language).find(self._settings)
            compiler.prepare(self._folder.path, self._scratch)
            self._compilers[language] = compiler
        for want, got in self._judge_canaries_of(language) if self._check else ():
            must_be(want, got)
        self._admitted.append(language)

    def _judge_canaries_of(self, language: str) -> list[tuple[Verdict, Judgement]]:
        futures = [
            (verdict, self._crew.start(self._judge, canary, self._identify(canary)))
            for verdict, canary in canaries(language)
        ]
        return [(verdict, future.result()) for verdict, future in futures]

    def _strongest_walls(self) -> tuple[Walls, list[str]]:
        """Return the walls, and in what words stronger ones were refused."""
        refusals: list[str] = []
        for walls in candidates(self._settings.isolation):
            self._walls = walls
            try:
                with self._crew.sandbox(self._cpp.access) as sandbox:
                    self._slowness = slowness(sandbox)
            except JudgeFault as fault:
                refusals.append(str(fault))
                continue
            except OSError as error:
                raise self._folder_fault(error) from error
            return walls, refusals
        raise JudgeFault(
            "; ".join(refusals) + ". Install bubblewrap, use a kernel with Landlock and seccomp, "
            "or accept bare limits with judge.isolation = rlimits"
        )

    def _make_sandbox(self, slot: int, access: Access) -> Sandbox:
        return Sandbox(self._folder.path, slot, self._walls, access)

    def _folder_fault(self, error: OSError) -> JudgeFault:
        return JudgeFault(
            f"the judge cannot work in its scratch folder {self._folder.path}: {error}; let it be "
            "on a disk with free space that may execute programs (not mounted noexec)"
        )

    def _name_isolation(self, refusals: list[str]) -> None:
        strongest = WALLS[STRONGEST_FIRST[0]]
        if not self._walls.hold:
            log.warning(
                "judge isolation: %s only. Judged programs can read files and use the network",
                self.isolation,
            )
        elif self._settings.isolation == "auto" and self._walls is not strongest:
            log.warning(
                "judge isolation: %s, weaker than %s: %s",
                self.isolation,
                strongest.name,
                "; ".join(refusals) or strongest.missing(),
            )
        else:
            log.info(
                "judge isolation: %s (%d workers, %s)", self.isolation, self.workers, self.compiler
            )

    def _identify(self, submission: Submission) -> Identity:
        compiler = self._compilers[submission.language].version
        limits = submission.limits(self._settings)
        cases = cases_sha(submission.test_cases)
        sha = submission.source_sha
        return {
            "judgement_id": judgement_id(
                sha, cases, limits, compiler, self.judge_version, self.isolation
            ),
            "source_sha": sha,
            "source": None if submission.source is None else valid_text(submission.source),
            "cases_sha": cases,
            "limits": limits,
            "compiler": compiler,
            "judge_version": self.judge_version,
            "isolation": self.isolation,
        }

    def _judge_and_keep(self, submission: Submission, identity: Identity) -> Judgement:
        """Judge; the cache knows the judgement before anybody who waits for it does."""
        self._canary_watch.raise_if_stopped()
        judgement = self._judge(submission, identity)
        self._canary_watch.raise_if_stopped()
        with self._lock:
            self._cache[judgement.judgement_id] = judgement
            self.judged += 1
        if self._canary_watch.is_due_after(judgement.judgement_id):
            with self._canary_watch.round():  # in this worker's turn: the others go on
                for language in tuple(self._admitted):
                    for want, canary in canaries(language):
                        must_be(want, self._judge(canary, self._identify(canary)))
        self._canary_watch.raise_if_stopped()
        return judgement

    def _judge(self, submission: Submission, identity: Identity) -> Judgement:
        compiler = self._compilers[submission.language]
        access = compiler.access
        if submission.checker.source is not None:
            access |= self._cpp.access
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._crew.sandbox(access) as sandbox:
                    return judge_in(
                        sandbox,
                        compiler,
                        self._checkers,
                        self._crew.run_all,
                        submission,
                        identity,
                        self._slowness,
                    )
            except CheckerFault:  # it would fail again
                raise
            except (JudgeFault, OSError) as fault:
                if self._crew.abandoned:
                    raise JudgeStopped(f"the judge was closed while it judged: {fault}") from fault
                if attempt == ATTEMPTS:
                    raise (
                        fault if isinstance(fault, JudgeFault) else self._folder_fault(fault)
                    ) from fault
                log.warning("judge fault, trying once more with a fresh sandbox: %s", fault)
        raise AssertionError("the last attempt returns or raises")

    def _landed(self, key: str, _: Future[Judgement]) -> None:
        with self._lock:
            del self._in_flight[key]
