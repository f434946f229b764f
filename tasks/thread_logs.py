"""What our threads log belongs to the flow run of their process.

Prefect asks its context whose a line is, and a thread has none: the line would be dropped.
"""

import logging
import os
from typing import Any

from prefect.context import FlowRunContext, TaskRunContext

FLOW_RUN = "PREFECT__FLOW_RUN_ID"
"""That a worker has a process run."""


def keep_lines_of_threads() -> None:
    """Name the flow run on lines of `tinylora` that are written outside a context; call it once."""
    made_by = logging.getLogRecordFactory()

    def made(*given: Any, **named: Any) -> logging.LogRecord:
        record = made_by(*given, **named)
        ours = record.name.startswith("tinylora.")
        if ours and not (TaskRunContext.get() or FlowRunContext.get()):
            record.flow_run_id = os.environ.get(FLOW_RUN)
        return record

    logging.setLogRecordFactory(made)
