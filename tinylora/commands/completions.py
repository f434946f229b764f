"""`tinylora completions`: those of other programs in, ours out."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tinylora.commands.options import (
    AsJson,
    Ray,
    Split,
    Workers,
    execution_on,
    misuse_is,
    open_warehouse,
    progress_lines,
)
from tinylora.display import few, harmless, print_answer, say
from tinylora.errors import SettingsError
from tinylora.paths import home

if TYPE_CHECKING:
    from tinylora.stages.imports.completions import Imported

IMPORT = """Judge completions that another program sampled, and store them as an evaluation.

A line of FILE is a JSON object: "problem_key", or "native_id" (with "dataset", "config" where
several use it); "sample", a number; "text", the model's whole answer. Optional: "seed", "tokens",
"finish_reason".

Problems, test cases and limits are those of the newest evaluation on --split (or of --like), so
that both stand on the leaderboard. How the completions were sampled is not known: `tinylora
compare` names that and wants --anyway.

Bad rows are named and left out. A file without completions of every problem, equally many, is
refused; --partial evaluates what is there. The same file again is not judged again, and what a
killed import judged is kept.

The exit status is 0 where every row was kept, 1 where some were rejected and the rest is stored,
and 2 where nothing was.

Examples:

    tinylora completions import gpt.jsonl --name gpt

    tinylora completions import part.jsonl --name gpt --partial --json
"""
EXPORT = """Write the completions of an evaluation as `completions import` reads them.

EVALUATION is an id or its beginning, a run's id, base, or latest. The exit status is 2 where there
is no such evaluation, or FILE is there already.

Examples:

    tinylora completions export latest tuned.jsonl
"""
REJECTED = 1
SHOWN = 20
"""Rejected rows on the screen; --json has all."""
RESERVED = ("base", "start", "latest", "today")
NAME_CHARS = 80

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="""Completions of other programs: import, judge; ours: export.

Examples:

    tinylora completions import gpt.jsonl --name gpt

    tinylora completions export latest tuned.jsonl
""",
)


@app.command("import", help=IMPORT)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines.")],
    name: Annotated[str, typer.Option(help="What the leaderboard calls them.")],
    split: Annotated[Split, typer.Option(help="Whose problems.")] = "test",
    like: Annotated[
        str, typer.Option(metavar="EVALUATION", help="Take its problems, tests and limits.")
    ] = "",
    language: Annotated[
        Literal["c++", "python"], typer.Option(help="Without --like: what they answer in.")
    ] = "c++",
    partial: Annotated[
        bool, typer.Option("--partial", help="Evaluate what is there; the rest is missing.")
    ] = False,
    workers: Workers = None,
    ray: Ray = "",
    as_json: AsJson = False,
) -> None:
    """Import, judge, print."""
    from tinylora.stages.imports.completions import import_completions

    with misuse_is():
        _check_name(name)
        made = import_completions(
            *(file, name, open_warehouse(migrated=True), home()),
            **{"split": split, "like": like, "language": language},
            **{"partial": partial, "workers": workers, "execution": execution_on(ray)},
            report=progress_lines(),
        )
    print_answer(_json(made, name), as_json, _show)
    raise typer.Exit(REJECTED if made.file.rejects else 0)


@app.command(help=EXPORT)
def export(
    evaluation: Annotated[str, typer.Argument(metavar="EVALUATION", help="Whose.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; not there yet.")],
    as_json: AsJson = False,
) -> None:
    """Write the file."""
    from tinylora.stages.evaluation.finished import find_evaluations, finished_evaluations
    from tinylora.stages.imports.completions_file import export_completions

    with misuse_is():
        warehouse = open_warehouse()
        (row,) = find_evaluations(finished_evaluations(warehouse), [evaluation])
        written = export_completions(row["evaluation_id"], file, warehouse)
    said = {"evaluation_id": row["evaluation_id"], "file": str(file), "completions": written}
    people = f"{written} completions of {row['policy']} ({row['evaluation_id']}): {file}"
    print_answer(said | {"policy": row["policy"]}, as_json, lambda _: say(people))


def _json(made: "Imported", name: str) -> dict[str, Any]:
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


def _show(said: dict[str, Any]) -> None:
    how = "judged before" if said["reused"] else "judged"
    like = f"as {said['like']}" if said["like"] else "under default settings"
    say((f"{said['name']}: evaluation {said['evaluation_id']}, {how} ", "bold"), (like, "dim"))
    say(", ".join(f"{count} {what}" for what, count in said["rows"].items()))
    rejects = (f"line {one['line']}, {one['reason']}: {one['why']}" for one in said["rejects"])
    for line in few(rejects, SHOWN):
        say(f"  {line}")
    if said["ignored"]:
        say(f"  keys that mean nothing here: {', '.join(said['ignored'])}")
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in said["verdicts"].items())
    say(f"{said['problems']} problems × {said['samples_per_problem']}: {verdicts}")


def _check_name(name: str) -> None:
    if name in RESERVED or not name.strip() or len(name) > NAME_CHARS or harmless(name) != name:
        raise SettingsError(
            f"--name {name[:NAME_CHARS]!r}: give up to {NAME_CHARS} printable characters, "
            f"none of {', '.join(RESERVED)}"
        )
