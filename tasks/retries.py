"""Which failures are retried: those that time or a fresh process can mend."""

from typing import Any

import httpx
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task

from tinylora.errors import (
    CheckerFault,
    EngineFault,
    JobFailed,
    JudgeFault,
    SourceUnreachable,
    WarehouseBusy,
)

TRANSIENT = (
    JudgeFault,
    JobFailed,
    EngineFault,
    SourceUnreachable,
    WarehouseBusy,
    ConnectionError,
    TimeoutError,
    httpx.TransportError,
)


def is_transient(task: Task[Any, Any], task_run: TaskRun, state: State[Any]) -> bool:
    """Return whether a failed task is tried again; a wrong setting or a missing file is not."""
    try:
        state.result()
    except CheckerFault:  # a JudgeFault, and the program of a problem: it would fail again
        return False
    except TRANSIENT:
        return True
    except Exception:
        return False
    return False


RETRIES: dict[str, Any] = {
    "retries": 2,
    "retry_delay_seconds": [5, 30],
    "retry_condition_fn": is_transient,
    # Reuse is decided by content identities in the warehouse, never by a second cache beside it
    # that could outlive the rows it stands for.
    "persist_result": False,
}
