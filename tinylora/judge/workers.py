"""The judge's workers: a thread and a sandbox each, and how they share a slow program's cases.

A program that never ends costs its time limit a case, and everyone waits for it at the end of a
batch. Once a program proves slow, every worker that comes free copies it and takes cases over,
before it begins another submission.
"""

import logging
import queue
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Generic, TypeVar

from tinylora.errors import CheckerFault, JudgeStopped
from tinylora.judge.walls.sandbox import PROGRAM, Sandbox
from tinylora.judge.walls.walls import Access

SLOW_S = 0.2
"""A program with a case that takes longer is worth a copy."""
Result = TypeVar("Result")
Job = Callable[[Sandbox], Result]
log = logging.getLogger(__name__)


class Workers:
    """`count` of them.

    Args:
        count: threads, and sandboxes at most.
        make: the sandbox of a slot with some access; called from a worker's thread, which the
            sandbox dies with.
    """

    def __init__(self, count: int, make: Callable[[int, Access], Sandbox]) -> None:
        self._count, self._make = count, make
        self._executor = ThreadPoolExecutor(count, thread_name_prefix="judge")
        self._changed = threading.Condition(threading.RLock())
        self._unfinished = 0
        self._closed = False
        self.abandoned = False
        """Closed in a hurry: nothing that fails now is worth another try."""
        self._live: set[Sandbox] = set()
        self._shared: list[_Shared] = []
        self._free: queue.LifoQueue[Sandbox | int] = queue.LifoQueue()
        for slot in range(count):
            self._free.put(slot)

    def start(self, work: Callable[..., Result], *arguments: object) -> Future[Result]:
        """Call `work` in a worker's thread, as soon as one is idle."""
        with self._changed:
            future = self._executor.submit(self._call, work, *arguments)
            self._unfinished += 1
        future.add_done_callback(self._finished)
        return future

    @contextmanager
    def sandbox(self, access: Access) -> Iterator[Sandbox]:
        """Yield a sandbox that has `access` and an empty box.

        One that has another access is replaced now; one that fails, when it is next needed.

        Raises:
            JudgeFault: it does not start, or its box cannot be emptied.
            JudgeStopped: the crew was abandoned.
        """
        held = self._free.get()
        try:
            if isinstance(held, Sandbox) and held.access != access:
                held = self._end(held)
            if isinstance(held, int):
                held = self._make(held, access)
                with self._changed:
                    self._live.add(held)
            if self.abandoned:
                raise JudgeStopped("the judge was closed while this waited")
            try:
                yield held
            finally:
                held.clear()
        except CheckerFault:  # no fault of the sandbox
            raise
        except BaseException:  # its answer may still be on the way, for whoever comes next
            if isinstance(held, Sandbox):
                held = self._end(held)
            raise
        finally:
            self._free.put(held)

    def run_all(self, sandbox: Sandbox, jobs: Sequence[Job[Result]]) -> list[Result]:
        """Do `jobs` in `sandbox`, whose box holds the program; slow ones in other workers' as well.

        Raises:
            JudgeFault: what a job raises (any exception); the others that wait are dropped then.
        """
        shared = _Shared(sandbox, jobs)
        try:
            for slow in shared.work(sandbox):
                if slow and shared.waiting and not shared.offered:
                    with self._changed:
                        shared.offered = True
                        self._shared.append(shared)
                        self._wake_idle()
        finally:
            shared.waiting.clear()
            with self._changed:
                self._withdraw(shared)
                self._changed.wait_for(lambda: not shared.helpers)
        if shared.fault:
            raise shared.fault
        return [shared.done[place] for place in range(len(jobs))]

    def close(self, abandon: bool = False) -> None:
        """Finish what runs (`abandon`: end it, with JudgeFault), drop what waits, end the rest."""
        with self._changed:
            self._closed = True
            self.abandoned = abandon
            for sandbox in self._live if abandon else ():
                sandbox.hang_up()
        self._executor.shutdown(wait=True, cancel_futures=True)
        while not self._free.empty():
            sandbox = self._free.get_nowait()
            if isinstance(sandbox, Sandbox):
                sandbox.close()

    def _call(self, work: Callable[..., Result], *arguments: object) -> Result:
        while self._help():
            pass
        return work(*arguments)

    def _help(self) -> bool:
        """Take part in what is shared until none of it waits; return whether there was any."""
        with self._changed:
            shared = next((one for one in self._shared if one.waiting), None)
            if shared is None:
                return False
            shared.helpers += 1
        try:
            with self.sandbox(shared.owner.access) as sandbox:
                shared.help(sandbox)
        except Exception as fault:
            if not self.abandoned:
                log.warning("a worker leaves a slow program to the others: %s", fault)
        finally:
            with self._changed:
                self._withdraw(shared)
                shared.helpers -= 1
                self._changed.notify_all()
        return True

    def _end(self, sandbox: Sandbox) -> int:
        """Close a sandbox and return its slot."""
        with self._changed:
            self._live.discard(sandbox)
        sandbox.close()
        return sandbox.slot

    def _withdraw(self, shared: "_Shared") -> None:
        if shared in self._shared:
            self._shared.remove(shared)

    def _wake_idle(self) -> None:
        waiting = sum(len(shared.waiting) for shared in self._shared)
        for _ in range(min(self._count - self._unfinished, waiting)):
            if not self._closed:
                self.start(lambda: None)

    def _finished(self, _: Future[object]) -> None:
        with self._changed:
            self._unfinished -= 1
            self._wake_idle()


class _Shared(Generic[Result]):
    """The jobs of one program."""

    def __init__(self, owner: Sandbox, jobs: Sequence[Job[Result]]) -> None:
        self.owner = owner
        self.waiting = deque(enumerate(jobs))
        self.done: dict[int, Result] = {}
        self.fault: Exception | None = None
        self.offered = False
        self.helpers = 0

    def work(self, sandbox: Sandbox) -> Iterator[bool]:
        """Do what is waiting in `sandbox`; yield after each job whether it was slow."""
        while self.waiting:
            try:
                place, job = self.waiting.popleft()
            except IndexError:  # another was faster
                return
            started = time.monotonic()
            self.done[place] = job(sandbox)
            yield time.monotonic() - started > SLOW_S

    def help(self, sandbox: Sandbox) -> None:
        """Do what is waiting in another's sandbox; what a job raises there ends all of it."""
        copy = sandbox.box / PROGRAM
        shutil.copyfile(self.owner.box / PROGRAM, copy)
        copy.chmod(0o755)
        try:
            for _ in self.work(sandbox):
                pass
        except Exception as fault:
            self.fault = fault
            self.waiting.clear()
            raise
