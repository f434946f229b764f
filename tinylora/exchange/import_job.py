"""A child process that makes a checkpoint of ours: `python -m tinylora.exchange.import_job FOLDER`.

Does what `tinylora checkpoint import` does, as the ImportJob in FOLDER says, and leaves the
checkpoint there. Appends one event to FOLDER/events.jsonl: "finish" with what was made, or
"refused" with the error, which is the parent's to raise.
"""

import sys
from pathlib import Path

from tinylora.errors import TinyLoRAError
from tinylora.exchange.adapter_travel import import_adapter
from tinylora.exchange.job import MADE, ImportJob
from tinylora.jobs import Events, begin


def main(folder: Path) -> None:
    """Make the checkpoint that the job in `folder` asks for."""
    job = ImportJob.read(folder)
    try:
        made = import_adapter(job.file, folder / MADE, job.model, job.home, job.trust)
    except TinyLoRAError as error:
        Events(folder).emit("refused", error=type(error).__name__, message=str(error))
    else:
        Events(folder).emit("finish", **made)


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    main(Path(sys.argv[1]))
