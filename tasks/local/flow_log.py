"""Ask for a flow run, follow its log and that of its sub-flows, and say how it ended."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterName,
    FlowRunFilterParentFlowRunId,
    LogFilter,
    LogFilterFlowRunId,
)
from prefect.client.schemas.objects import FlowRun, Log
from prefect.client.schemas.sorting import LogSort
from prefect.states import Cancelled, Cancelling

from tasks.local.killed_runs import asked_by_us

POLL_S = 1.0
SETTLE_S = 3.0
"""A flow's process hands its last lines in about two seconds after it has ended; the last of them
is LAST_LINE, unless the process was killed."""
LAST_LINE = "Finished in state "
PAGE = 200
CANCEL_LIMIT_S = 60.0


async def ask_for(deployment: str, name: str, parameters: dict[str, Any]) -> None:
    """Ask for a run of FLOW/NAME, which will be called `name`, with parameters that are not empty.

    Raises:
        ObjectNotFound: the server has no such deployment.
        PrefectHTTPStatusError: it refuses the parameters.
    """
    async with get_client() as client:
        found = await client.read_deployment_by_name(deployment)
        given = {name: value for name, value in parameters.items() if value}
        await client.create_flow_run_from_deployment(
            found.id, parameters=given, name=name, idempotency_key=asked_by_us(name)
        )


async def follow(name: str, say: Callable[[datetime, int, str], None]) -> FlowRun:
    """Call `say(time, level, message)` for each log line of flow run `name` until it has ended."""
    async with get_client() as client:
        root = await _appears(client, name)
        seen: set[UUID] = set()
        end, said_last = None, False
        while end is None or (time.monotonic() < end and not said_last):
            for line in await _lines(client, root.id, seen):
                say(line.timestamp, line.level, line.message)
                said_last |= _is_last(line, root.id)
            if not (end and said_last):
                await asyncio.sleep(POLL_S)
            root = await client.read_flow_run(root.id)
            if end is None and root.state is not None and root.state.is_final():
                end = time.monotonic() + SETTLE_S
        return root


def _is_last(line: Log, root: UUID) -> bool:
    own = line.flow_run_id == root and line.task_run_id is None
    return own and line.message.startswith(LAST_LINE)


async def cancel(name: str, ours: bool) -> bool:
    """Cancel flow run `name`; return whether it has ended, as far as the server knows.

    A run of our own worker (`ours`) is marked and ends with that worker. Another worker is asked to
    stop it, and given a while.
    """
    state = Cancelled(message="Ctrl-C") if ours else Cancelling(message="Ctrl-C")
    async with get_client() as client:
        for run in await client.read_flow_runs(flow_run_filter=_named(name)):
            if run.state is None or not run.state.is_final():
                await client.set_flow_run_state(run.id, state, force=True)
        end = time.monotonic() + CANCEL_LIMIT_S
        while time.monotonic() < end:
            runs = await client.read_flow_runs(flow_run_filter=_named(name))
            if all(run.state is not None and run.state.is_final() for run in runs):
                return True
            await asyncio.sleep(POLL_S)
    return False


async def is_waiting(name: str) -> bool:
    """Return whether flow run `name` exists and no worker has taken it."""
    async with get_client() as client:
        runs = await client.read_flow_runs(flow_run_filter=_named(name))
        return any(run.state is not None and run.state.is_scheduled() for run in runs)


def final_message(run: FlowRun) -> str | None:
    """Return what a flow run said when it ended, without Prefect's preamble."""
    message = run.state.message if run.state else None
    return message.removeprefix("Flow run encountered an exception: ") if message else None


async def _appears(client: PrefectClient, name: str) -> FlowRun:
    while True:
        runs = await client.read_flow_runs(flow_run_filter=_named(name))
        if runs:
            return runs[0]
        await asyncio.sleep(POLL_S)


async def _lines(client: PrefectClient, root: UUID, seen: set[UUID]) -> list[Log]:
    """Return the lines not seen before, in order; late ones with an earlier time included."""
    parents = FlowRunFilterParentFlowRunId(any_=[root])
    children = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(parent_flow_run_id=parents)
    )
    family = [root, *(child.id for child in children)]
    chosen = LogFilter(flow_run_id=LogFilterFlowRunId(any_=family))
    found: list[Log] = []
    offset = max(0, len(seen) - PAGE // 2)
    while True:
        page = await client.read_logs(chosen, limit=PAGE, offset=offset, sort=LogSort.TIMESTAMP_ASC)
        found += [line for line in page if line.id not in seen]
        offset += len(page)
        if len(page) < PAGE:
            seen.update(line.id for line in found)
            return found


def _named(name: str) -> FlowRunFilter:
    return FlowRunFilter(name=FlowRunFilterName(any_=[name]))
