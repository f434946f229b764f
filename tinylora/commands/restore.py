"""`tinylora restore`: what a backup holds, back in the home folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tinylora.commands.backup import names
from tinylora.commands.options import AsJson, misuse_is, progress_lines
from tinylora.display import count, print_answer, say
from tinylora.paths import home

if TYPE_CHECKING:
    from tinylora.stages.upkeep.restore import Restored

HELP = """Put what a backup holds into the home folder.

The home folder is TINYLORA_HOME, or var/ in the checkout. Every file is held against its SHA-256
first, and the warehouse of an earlier version is brought up to date; one of a newer version is
refused. Where results lie already, nothing is done without --force, which moves them into a folder
`replaced-…` beside them and deletes nothing. Restore only what you made, or whose maker you trust:
the sums show damage, not forgery.

The exit status is 2 where nothing was restored.

Examples:

    tinylora restore today.tar

    tinylora restore today.tar --force

    TINYLORA_HOME=elsewhere tinylora restore today.tar --json
"""


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Of tinylora backup.")],
    force: Annotated[
        bool, typer.Option("--force", help="Move results that are there already aside.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Unpack, check, put in place, say."""
    from tinylora.stages.upkeep.restore import restore as put_back

    with misuse_is():
        done = put_back(file, home(), force, progress_lines())
    print_answer(_json(done), as_json, lambda _: _show(done))


def _json(done: "Restored") -> dict[str, Any]:
    replaced = done.replaced and str(done.replaced)
    return {**vars(done), "home": str(done.home), "replaced": replaced}


def _show(done: "Restored") -> None:
    say(f"{done.home}: {count(done.files)} files of a backup made at {done.made_at}")
    if done.migrated:
        say(f"The warehouse was brought up to date: {', '.join(done.migrated)}")
    if done.replaced:
        say(f"What was there before lies in {done.replaced}")
    if done.base_models:
        say(f"It needs the base models {names(done.base_models)}")
