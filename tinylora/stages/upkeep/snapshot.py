"""A copy of the warehouse for clients that keep a file open: a notebook, a dashboard, a shell.

While one of them has the warehouse open no run can write to it, and while a run writes none of them
can read. The copy is a whole warehouse that nothing writes to: it is replaced by a newer one.
"""

import shutil
from pathlib import Path

from tinylora.errors import DiskFault
from tinylora.files import whole_file
from tinylora.warehouse import Warehouse, with_log


def take_snapshot(warehouse: Warehouse) -> Path:
    """Copy the warehouse to its `snapshot`, whole or not at all; a writer waits meanwhile.

    Whoever has the one before open keeps reading that; what a client wrote into it goes.

    Raises:
        SourceMissing: there is no warehouse.
        WarehouseBusy: another process held it for longer than the patience.
        DiskFault: no room.
    """
    try:
        with (
            warehouse.unchanging(),
            whole_file(warehouse.snapshot) as copy,
            warehouse.path.open("rb") as original,
        ):
            shutil.copyfileobj(original, copy, 2**20)
            # A client's log of the copy before would make the new one unreadable.
            with_log(warehouse.snapshot)[1].unlink(missing_ok=True)
    except OSError as error:
        raise DiskFault(
            f"{warehouse.snapshot} cannot be written ({error.strerror}): it is as it was"
        ) from error
    return warehouse.snapshot


def renew_snapshot(warehouse: Warehouse) -> None:
    """Take the snapshot again where somebody took one; delete the file and it is not renewed."""
    if warehouse.snapshot.exists():
        take_snapshot(warehouse)
