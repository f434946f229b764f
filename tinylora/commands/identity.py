"""`tinylora identity`: which files and settings made a number, and what differs between two."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tinylora.commands.options import AsJson, misuse_is, open_warehouse
from tinylora.display import Column, print_answer, print_rows, say

if TYPE_CHECKING:
    from tinylora.stages.identities import Differences, Identity

HELP = """Say which files and settings the identity of an evaluation, a training or a load covers.

Whatever has the same identity is made once and then reused; when something is made again, this
says why. A word is the id of any of the three or its beginning; an evaluation also has the words
of `tinylora compare`: the name of an import, `base`, `start`, or `latest`. A dataset's name means
its load that was used last.

--against OTHER: what differs from one to the other, which must be of the same kind. `today` is the
code on this disk, with the same settings: what it names is why the work would be done again.

The exit status is 0 whatever was found, and 2 where there was nothing to tell.

Examples:

    tinylora identity latest

    tinylora identity latest --against today

    tinylora identity 3f2a --against base --json

    tinylora identity luogu_dpo --against today
"""


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
    from tinylora.stages.identities import TODAY, differences, find_identities, of_today

    with misuse_is():
        words = [word] if against in (None, TODAY) else [word, against]
        found = find_identities(open_warehouse(), words)
        if against == TODAY:
            found.append(of_today(found[0]))
        differ = differences(*found) if against is not None else None
    print_answer(_json(found, differ), as_json, lambda _: _show(found, differ))


def _json(found: "Sequence[Identity]", differ: "Differences | None") -> dict[str, Any]:
    if differ is None:
        return asdict(found[0])
    one, other = found
    settings = {name: {"one": a, "other": b} for name, (a, b) in differ.settings.items()}
    return {
        "one": asdict(one),
        "other": asdict(other),
        "differences": {
            "settings": settings,
            "files": differ.files,
            "is_code_the_same": differ.is_code_the_same,
        },
    }


def _show(found: "Sequence[Identity]", differ: "Differences | None") -> None:
    for identity in found:
        say(_headline(identity))
    if differ is not None:
        _show_differences(*found, differ)
        return
    (identity,) = found
    _print_pairs(("setting", "value"), ((n, _text(v)) for n, v in identity.settings.items()))
    if identity.files is not None:
        _print_pairs(("file", "digest"), identity.files.items())


def _headline(identity: "Identity") -> str:
    name = f"{identity.kind} {identity.id}"
    if identity.code_version is None:
        return f"{name}: it was stored before loads told their code and settings."
    code = f"{name}: code {identity.code_version}"
    if identity.files is None:
        return f"{code}, whose files are not known: it was stored before they were."
    return f"{code}, {len(identity.files)} files"


def _show_differences(one: "Identity", other: "Identity", differ: "Differences") -> None:
    if differ.settings:
        rows = ((name, _text(a), _text(b)) for name, (a, b) in differ.settings.items())
        _print_pairs(("setting", one.id, other.id), rows)
    else:
        say("No setting differs.")
    if differ.is_code_the_same:
        say("The code is the same.")
    elif differ.files is None:
        say("Which files differ is not known: those of one of the two were not stored.")
    elif differ.files:
        _print_pairs(("file", f"in {other.id}"), differ.files.items())
    else:
        say("The code differs in how often the same file occurs.")


def _print_pairs(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a name beside its value or values; values fold."""
    columns = [
        Column(title, lambda row, place=place: row[place], wrap=place > 0)
        for place, title in enumerate(titles)
    ]
    print_rows(rows, columns)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
