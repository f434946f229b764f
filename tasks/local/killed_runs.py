"""Runs of this stack whose processes were killed: nobody else tells Prefect that they are over.

A worker reports a flow run whose process dies. Nobody reports one that its worker died with, one
that was asked for by a process which was killed before a worker took it, nor the sub-flow runs and
task runs of any of them: Prefect would show them as Running, or run them, for ever.
"""

import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import psutil
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Crashed

from tasks.local.local_stack import WORKER

PAGE = 200
BEGUN = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING, StateType.SCHEDULED]
BEGUN_FLOWS = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=BEGUN)))
BEGUN_TASKS = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=BEGUN)))
KILLED = "killed with its worker; the same run started again goes on where it was"
NEVER_BEGUN = "whoever asked for it was killed before it began"
TAKEN_S = 10.0
"""How long a worker may take to write its name to a run that it takes: less than a second."""


def asked_by_us(name: str) -> str:
    """Return the idempotency key of run `name`, which says that this process asked for it."""
    return f"{WORKER}{os.getpid()}/{name}"


async def mark_crashed() -> list[str]:
    """Put the runs that were killed, and their sub-flow runs and task runs, in the state Crashed.

    Runs of other workers than this stack's are left alone, wherever they are.

    Returns:
        The names of the flow runs that nobody started from another, in no order.
    """
    async with get_client() as client:
        living, marked = _Living(), []
        for run in await _pages(client.read_flow_runs, flow_run_filter=BEGUN_FLOWS):
            with suppress(ObjectNotFound):  # it, or what it was part of, was deleted meanwhile
                root = await _root(client, run)
                if message := _why_over(root, living):
                    await client.set_flow_run_state(run.id, Crashed(message=message), force=True)
                    marked += [run.name] if run.id == root.id else []
        for task in await _pages(client.read_task_runs, task_run_filter=BEGUN_TASKS):
            with suppress(ObjectNotFound):
                root = await _root(client, await client.read_flow_run(task.flow_run_id))
                if message := _why_over(root, living):
                    await client.set_task_run_state(task.id, Crashed(message=message), force=True)
        return marked


def _why_over(root: FlowRun, living: "_Living") -> str | None:
    """Return why a run that nobody started from another is over, as far as it is ours to say."""
    worker = (root.labels or {}).get("prefect.worker.name", "")
    ours, state = str(worker).startswith(WORKER), root.state
    if state is None or (state.is_final() and not (state.is_crashed() or state.is_cancelled())):
        return None  # how its tasks ended may be on its way to the server
    if state.is_final():
        return state.message or KILLED if ours else None
    if state.is_scheduled() or (state.is_pending() and not worker and _age_s(state) > TAKEN_S):
        asker, _, name = (root.idempotency_key or "").partition("/")
        asked = name == root.name and asker.startswith(WORKER)
        return NEVER_BEGUN if asked and not living.process(asker.removeprefix(WORKER)) else None
    return KILLED if ours and not living.run(root) and not living.worker(str(worker)) else None


def _age_s(state: State) -> float:
    return (datetime.now(UTC) - state.timestamp).total_seconds()


class _Living:
    """The processes of this machine, as they are now, by what they were started with."""

    def __init__(self) -> None:
        self._words: dict[str, list[str]] = {}
        self._environments: dict[str, dict[str, str]] = {}
        for one in psutil.process_iter():
            with suppress(psutil.Error):
                self._words[str(one.pid)] = one.cmdline()
                self._environments[str(one.pid)] = one.environ()

    def process(self, pid: str) -> bool:
        return pid in self._words

    def worker(self, name: str) -> bool:
        return any(name in words for words in self._words.values())

    def run(self, run: FlowRun) -> bool:
        """Return whether the process of a run is there; its children outlive it by a moment."""
        own = run.infrastructure_pid
        if own and own in self._words and own not in self._environments:
            return True  # somebody else's, which does not say whose process it is
        environments = [self._environments.get(own, {})] if own else self._environments.values()
        return any(one.get("PREFECT__FLOW_RUN_ID") == str(run.id) for one in environments)


async def _root(client: PrefectClient, run: FlowRun) -> FlowRun:
    """Return the run that nobody started from another, which `run` is part of."""
    while run.parent_task_run_id:
        parent = await client.read_task_run(run.parent_task_run_id)
        run = await client.read_flow_run(parent.flow_run_id)
    return run


async def _pages(read: Callable[..., Awaitable[list[Any]]], **asked: Any) -> list[Any]:
    found: list[Any] = []
    while page := await read(**asked, limit=PAGE, offset=len(found)):
        found += page
        if len(page) < PAGE:
            break
    return found
