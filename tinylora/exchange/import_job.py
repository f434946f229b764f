"""A child process that makes a checkpoint of ours: `python -m tinylora.exchange.import_job FOLDER`.

Does what `tinylora checkpoint import` does, as the ImportJob in FOLDER says, and leaves the
checkpoint there. Appends one event to FOLDER/events.jsonl: "finish" with what was made.
"""

import sys
from pathlib import Path

from tinylora.exchange.adapter_travel import import_adapter
from tinylora.exchange.job import MADE, ImportJob
from tinylora.jobs import Events, begin


def main(folder: Path) -> None:
    """Make the checkpoint that the job in `folder` asks for."""
    job = ImportJob.read(folder)
    made = import_adapter(job.file, folder / MADE, job.model, job.home, job.trust)
    Events(folder).emit("finish", **made)


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    main(Path(sys.argv[1]))
