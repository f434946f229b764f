"""Commands on a disk that is full, read-only, or has lost a part of the warehouse.

    python -m tests.endurance.full_disk_commands FOLDER           in mounts of its own

Prints, as JSON, each command with its exit status and what it said.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

from tests.endurance.full_disk import disk, remount
from tinylora.cli import main

RAW = Path(__file__).resolve().parents[2] / "samples" / "raw"
INGEST = ("ingest", "luogu_dpo", str(RAW / "luogu_dpo"))
MORE = ("ingest", "code_contests", str(RAW / "code_contests"), "--split", "test")
COUNT = ("sql", "select count(*) as n from problems", "--format", "csv")
MEBIBYTE = 1 << 20


def said(*words: str) -> list:
    """Return what a command ends with, and says on both outputs."""
    sys.argv, out = ["tinylora", *words], io.StringIO()
    status = "traceback"
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            main()
        except SystemExit as left:
            status = left.code or 0
        except BaseException as error:
            out.write(repr(error))
    return [status, out.getvalue().strip()]


def tried(folder: Path) -> dict[str, list]:
    """Return what comes of each command, by where it was tried."""
    found, backup = {}, folder.parent / "backup.tar"
    os.environ["TINYLORA_HOME"] = str(folder)
    with disk(folder, MEBIBYTE):
        found["no room for a warehouse"] = said(*INGEST)
        remount(folder, f"size={256 * MEBIBYTE}")
        found["room"] = said(*INGEST)
        filler = folder / "filler"
        _fill(filler)
        found["full: ingest"] = said(*MORE)
        found["full: sql"] = said(*COUNT)
        found["full: backup"] = said("backup", str(folder / "backup.tar"))
        found["full: left"] = sorted(path.name for path in folder.iterdir())
        filler.unlink()
        found["room again: sql"] = said(*COUNT)
        found["room again: ingest"] = said(*MORE)
        found["room again: all"] = said(*COUNT)
        found["room again: backup"] = said("backup", str(backup))
        remount(folder, "ro")
        found["read-only: sql"] = said(*COUNT)
        found["read-only: ingest"] = said(*INGEST, "--non-ascii", "keep")
        found["read-only: report"] = said("report", "latest")
        found["read-only: backup"] = said("backup", str(folder / "backup.tar"))
        remount(folder, "rw")
        warehouse = folder / "warehouse.duckdb"
        os.truncate(warehouse, warehouse.stat().st_size // 2)
        found["cut: ingest"] = said(
            "ingest", "luogu_dpo", str(RAW / "luogu_dpo"), "--non-ascii=keep"
        )
        found["cut: sql"] = said("sql", "select max(statement) from problems")
        found["cut: restore"] = said("restore", str(backup), "--force")
        found["restored: all"] = said(*COUNT)
    return found


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as filler:
        for size in (MEBIBYTE, 4096):
            with contextlib.suppress(OSError):
                while filler.write(bytes(size)) == size:
                    pass


if __name__ == "__main__":
    print(json.dumps(tried(Path(sys.argv[1]) / "disk")))
