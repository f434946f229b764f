"""`tinylora clean`: what the home folder takes, and what of it can go."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tinylora.commands.options import AsJson, misuse_is, open_warehouse
from tinylora.display import Column, print_answer, print_rows, say, size
from tinylora.errors import SettingsError
from tinylora.paths import home

if TYPE_CHECKING:
    from tinylora.stages.upkeep.clean import Taken

HELP = """Say what the home folder takes; delete what nothing refers to.

Without --yes nothing is deleted: the table says of each kind of file what it takes, what of it
could go, and when. --yes deletes the kinds that go at once, or only those that are named. What a
row of the warehouse refers to stays, and so does what a running process uses.

The exit status is 2 where there is no warehouse, for nothing else says what is referred to.

Examples:

    tinylora clean

    tinylora clean --yes

    tinylora clean models headers --yes

    tinylora clean old-logs --days 7 --yes --json
"""


def clean(
    kinds: Annotated[
        list[str] | None, typer.Argument(metavar="[KIND]...", help="As the table names them.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Delete, and say what is freed.")] = False,
    days: Annotated[float, typer.Option(min=0, help="Logs that are younger stay.")] = 30,
    as_json: AsJson = False,
) -> None:
    """Look, or delete; say."""
    from tinylora.stages.upkeep.clean import AT_ONCE, survey
    from tinylora.stages.upkeep.clean import clean as delete

    with misuse_is():
        chosen = _chosen(kinds)
        found = survey(open_warehouse(), home(), days)
        gone = delete(open_warehouse(), home(), chosen or AT_ONCE, days) if yes else []
    said = {"taken": [asdict(one) for one in found], "freed": [asdict(one) for one in gone]}
    print_answer(said, as_json, lambda _: _show(found, gone, chosen, yes))


def _chosen(kinds: list[str] | None) -> list[str]:
    """Return the kinds that are named.

    Raises:
        SettingsError: one lets nothing go, or is none.
    """
    from tinylora.stages.upkeep.clean import AT_ONCE, IF_NAMED, KEPT

    for kind in kinds or ():
        if kind in KEPT:
            raise SettingsError(f"kind {kind!r} is never deleted: {KEPT[kind]}")
        if kind not in (*AT_ONCE, *IF_NAMED):
            there = ", ".join((*AT_ONCE, *IF_NAMED))
            raise SettingsError(f"no kind is called {kind!r}; there are: {there}")
    return list(kinds or ())


def _show(found: "list[Taken]", gone: "list[Taken]", chosen: list[str], deleted: bool) -> None:
    from tinylora.stages.upkeep.clean import AT_ONCE, IF_NAMED, KINDS

    if deleted:
        columns = (Column("kind"), Column("files"), Column("freed", "frees", size, right=True))
        if gone:
            print_rows(gone, columns)
        say(f"{size(sum(one.frees for one in gone))} freed below {home()}")
        return
    goes = {kind: "with --yes" for kind in AT_ONCE} | {kind: "if named" for kind in IF_NAMED}
    columns = (
        Column("kind"),
        Column("takes", "bytes", size, right=True),
        Column("could go", lambda one: one.frees or None, size, right=True),
        Column("in use", lambda one: one.in_use or None, size, right=True),
        Column("goes", lambda one: goes.get(one.kind, "stays")),
        Column("what it is", lambda one: KINDS[one.kind], wrap=True),
    )
    print_rows([one for one in found if one.files], columns, title=str(home()))
    freed = sum(one.frees for one in found if one.kind in (chosen or AT_ONCE))
    say(f"{size(sum(one.bytes for one in found))} in all.")
    words = " ".join(["tinylora clean", *chosen, "--yes"])
    say(f"Nothing was deleted: `{words}` frees {size(freed)}")
