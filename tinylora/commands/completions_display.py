"""What `tinylora completions import` did, for people and as JSON."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tinylora.display import harmless
from tinylora.stages.imports.completions import Imported

SHOWN = 20
"""Rejected rows on the screen; --json has all."""


def imported(made: Imported, name: str) -> dict[str, Any]:
    """Return everything for a program."""
    file = made.file
    return {
        "evaluation_id": made.evaluation_id,
        "name": name,
        "like": made.like,
        "reused": made.reused,
        "rows": {"read": file.read, "kept": len(file.kept), "rejected": len(file.rejects)},
        "rejects": [asdict(reject) for reject in file.rejects],
        "ignored": dict(file.ignored),
        "problems": made.problems,
        "samples_per_problem": made.samples_per_problem,
        "verdicts": made.verdicts,
    }


def show_imported(made: Imported, name: str, console: Console) -> None:
    """Print what was read, refused and found."""
    file = made.file
    how = "judged before" if made.reused else "judged"
    console.print(
        Text(f"{harmless(name)}: evaluation {made.evaluation_id}, {how}", "bold"),
        Text(f"as {made.like}" if made.like else "under default settings", "dim"),
    )
    table = Table.grid(padding=(0, 2))
    for label, value in (("read", file.read), ("kept", len(file.kept))):
        table.add_row(str(value), label)
    table.add_row(str(len(file.rejects)), "rejected")
    console.print(table)
    for reject in file.rejects[:SHOWN]:
        console.print(Text(f"  line {reject.line}, {reject.reason}: {harmless(reject.why)}"))
    if len(file.rejects) > SHOWN:
        console.print(Text(f"  and {len(file.rejects) - SHOWN} more: --json has all"))
    if file.ignored:
        console.print(Text(f"  keys that mean nothing here: {harmless(', '.join(file.ignored))}"))
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in made.verdicts.items())
    console.print(
        f"{made.problems} problems × {made.samples_per_problem}: {verdicts}", markup=False
    )
