"""The row of an evaluation while it is being worked on."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from tinylora.code_identity import Code
from tinylora.stages.code_files import store_code
from tinylora.warehouse import Row, Warehouse


@contextmanager
def running_evaluation(
    warehouse: Warehouse, row: Row, code: Sequence[Code], flow_run_id: str | None = None
) -> Iterator[None]:
    """Store `row` as running; once the body is through, as finished. Its seconds count either way.

    `code` is what makes it: the files are stored with it.

    Raises:
        WarehouseBusy: another process held the file for longer than the patience.
    """
    started, status = time.monotonic(), "running"
    begun = {"status": status, "flow_run_id": flow_run_id, "started_at": datetime.now(UTC)}
    with warehouse.writing() as transaction:
        store_code(transaction, *code)
        transaction.insert("evaluations", [row | begun], on_conflict="ignore")
    try:
        yield
        status = "finished"
    finally:
        with warehouse.writing() as transaction:
            transaction.execute(
                "update_evaluation",
                evaluation_id=row["evaluation_id"],
                status=status,
                seconds=time.monotonic() - started,
                flow_run_id=flow_run_id,
            )
