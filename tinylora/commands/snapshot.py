"""`tinylora snapshot`: a copy of the warehouse to keep open while runs write."""

from tinylora.commands.options import AsJson, misuse_is, open_warehouse
from tinylora.display import print_answer, say, size

HELP = """Copy the warehouse to snapshot.duckdb beside it, for clients that keep a file open.

A notebook, a dashboard or a DuckDB shell that has the warehouse open keeps every run from writing
to it. Let them open the snapshot instead. It is a whole warehouse, with all tables and views, as of
the moment it was taken. Every report of a run takes it again; delete the file to end that. A client
that has the old copy open keeps reading it until it opens the file again.

A run may go on meanwhile. It waits for the moment in which the warehouse is copied.

The exit status is 2 where there is no warehouse, or no room.

Examples:

    tinylora snapshot

    tinylora snapshot --json
"""


def snapshot(as_json: AsJson = False) -> None:
    """Copy, say."""
    from tinylora.stages.upkeep.snapshot import take_snapshot

    with misuse_is():
        file = take_snapshot(open_warehouse())
    made = {"file": str(file), "bytes": file.stat().st_size}
    print_answer(made, as_json, lambda _: say(f"{file}: {size(made['bytes'])}"))
