"""Identities for a terminal and as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tinylora.display import harmless
from tinylora.stages.identities import Differences, Identity


def as_json(found: Sequence[Identity], differ: Differences | None) -> dict[str, Any]:
    """Return everything for a program."""
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


def show(found: Sequence[Identity], differ: Differences | None, console: Console) -> None:
    """Print one identity, or what differs between two."""
    for identity in found:
        console.print(Text(_headline(identity)))
    if differ is None:
        _show_one(found[0], console)
    else:
        _show_differences(found[0], found[1], differ, console)


def _headline(identity: Identity) -> str:
    name = f"{identity.kind} {harmless(identity.id)}"
    if identity.code_version is None:
        return f"{name}: it was stored before loads told their code and settings."
    code = f"{name}: code {harmless(identity.code_version)}"
    if identity.files is None:
        return f"{code}, whose files are not known: it was stored before they were."
    return f"{code}, {len(identity.files)} files"


def _show_one(identity: Identity, console: Console) -> None:
    _print(console, ("setting", "value"), [(n, _value(v)) for n, v in identity.settings.items()])
    if identity.files is not None:
        _print(console, ("file", "digest"), list(identity.files.items()))


def _show_differences(
    one: Identity, other: Identity, differ: Differences, console: Console
) -> None:
    if differ.settings:
        rows = [(name, _value(a), _value(b)) for name, (a, b) in differ.settings.items()]
        _print(console, ("setting", one.id, other.id), rows)
    else:
        console.print("No setting differs.")
    if differ.is_code_the_same:
        console.print("The code is the same.")
    elif differ.files is None:
        console.print("Which files differ is not known: those of one of the two were not stored.")
    elif differ.files:
        _print(console, ("file", f"in {other.id}"), list(differ.files.items()))
    else:
        console.print("The code differs in how often the same file occurs.")


def _print(console: Console, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(*(harmless(name) for name in head))
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    console.print(table)


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
