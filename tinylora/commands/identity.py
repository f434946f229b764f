"""`tinylora identity`: which files and settings made a number, and what differs between two."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from tinylora.commands.options import AsJson
from tinylora.display import harmless
from tinylora.errors import TinyLoRAError
from tinylora.paths import warehouse_path
from tinylora.warehouse import Warehouse

HELP = """Say which files and settings the identity of an evaluation, a training or a load covers.

Whatever has the same identity is made once and then reused; when something is made again, this
says why. A word is the id of any of the three or its beginning; an evaluation also has the words
of `tinylora compare`: the name of an import, `base`, or `latest`. A dataset's name means its load
that was used last.

--against OTHER: what differs from one to the other, which must be of the same kind. `today` is the
code on this disk, with the same settings: what it names is why the work would be done again.

The exit status is 0 whatever was found, and 2 where there was nothing to tell.

Examples:

    tinylora identity latest

    tinylora identity latest --against today

    tinylora identity 3f2a --against base --json

    tinylora identity luogu_dpo --against today
"""
MISUSE = 2


def identity(
    word: Annotated[
        str, typer.Argument(metavar="EVALUATION|RUN|LOAD", help="An id, its beginning or a name.")
    ],
    against: Annotated[
        str | None, typer.Option(metavar="OTHER", help="Say what differs from this one; or: today.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find, print."""
    from tinylora.commands import identity_display as display
    from tinylora.stages.identities import TODAY, differences, find_identities, of_today

    try:
        words = [word] if against in (None, TODAY) else [word, against]
        found = find_identities(Warehouse(warehouse_path()), words)
        if against == TODAY:
            found.append(of_today(found[0]))
        differ = differences(*found) if against is not None else None
    except TinyLoRAError as error:
        print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
        raise typer.Exit(MISUSE) from error
    if as_json:
        said = display.as_json(found, differ)
        print(json.dumps(said, ensure_ascii=False, indent=1, default=str))
    else:
        display.show(found, differ, Console(highlight=False, soft_wrap=True))
