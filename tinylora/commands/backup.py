"""`tinylora backup`: the warehouse, and what it refers to, as one file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tinylora.commands.options import AsJson, misuse_is, open_warehouse, progress_lines
from tinylora.display import count, few, print_answer, say, size
from tinylora.paths import home

if TYPE_CHECKING:
    from tinylora.stages.upkeep.backup import BackedUp

HELP = """Write the warehouse and what it refers to into one archive.

FILE is a plain tar: the warehouse, all jobs with their checkpoints, what was imported, and the
reports, each with its SHA-256. Base models, datasets' files and factors can be downloaded or made
again and are left out; --caches adds them. Prefect's own history is never in it. Nothing is
overwritten, and FILE is there whole or not at all.

A run may go on meanwhile. It waits for the moment in which the warehouse is copied; what it stores
later is not in the archive.

The exit status is 2 where there is no warehouse, no room, or something at FILE already.

Examples:

    tinylora backup today.tar

    tinylora backup /mnt/disk/everything.tar --caches

    tinylora backup today.tar --json
"""


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; not there yet.")],
    caches: Annotated[
        bool, typer.Option("--caches", help="Add base models, datasets' files and factors.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write, say."""
    from tinylora.stages.upkeep.backup import back_up

    with misuse_is():
        made = back_up(open_warehouse(), home(), file, caches, progress_lines())
    print_answer(_json(made), as_json, lambda _: _show(made))


def _json(made: "BackedUp") -> dict[str, Any]:
    return {**vars(made), "file": str(made.file)}


def _show(made: "BackedUp") -> None:
    say(f"{made.file}: {count(made.files)} files, {size(made.bytes)}")
    for fault in few(made.faults):
        say(fault, style="yellow")
    if made.left_out:
        each = (f"{name} ({size(taken)})" for name, taken in made.left_out.items())
        say(f"Left out: {', '.join(each)}")
    if made.base_models:
        say(f"It needs the base models {names(made.base_models)}")


def names(base_models: list[dict[str, Any]]) -> str:
    """Return base models in words."""
    return ", ".join(f"{one['base_model']} ({one['base_fingerprint']})" for one in base_models)
