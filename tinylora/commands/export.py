"""`tinylora export`: the warehouse's contents as files of other projects."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tinylora.commands.options import AsJson, Split, misuse_is, open_warehouse
from tinylora.display import print_answer, say

if TYPE_CHECKING:
    from tinylora.stages.export_problems import Exported

PROBLEMS = """Write a profile's problems as JSON Lines of {prompt, test_cases: [{input, output}]}.

PROFILE is a name in prefect.yaml, such as demo or seed-v4; --set changes its knobs as it does for
a run. --split train writes what a training with these settings asks, valid what it validates on,
test what an evaluation asks: the same problems, and the test cases that it would run.

Beside FILE, failed_extraction.jsonl gets the whole statements of that split that gave no problem,
as {prompt, reason}; so each FILE needs a folder of its own, which is made. Nothing is overwritten.
`tinylora ingest extracted FILE` reads FILE back.

The exit status is 2 where a file is there already, or there is nothing to write.

Examples:

    tinylora export problems demo problems.jsonl

    tinylora export problems qwen3b test/problems.jsonl --split test

    tinylora export problems luogu zh/problems.jsonl --set training.languages='["zh"]'

    tinylora export problems seed-v4 all/problems.jsonl --set corpus.keep_tests_apart=false --json
"""

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="""What the warehouse holds, as files of other projects.

Examples:

    tinylora export problems demo problems.jsonl
""",
)


@app.callback()
def export() -> None:
    """Keep `problems` a word of its own while there is nothing else to export."""


@app.command(help=PROBLEMS)
def problems(
    name: Annotated[str, typer.Argument(metavar="PROFILE", help="As prefect.yaml names it.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; not there yet.")],
    split: Annotated[Split, typer.Option(help="Whose problems.")] = "train",
    changes: Annotated[
        list[str], typer.Option("--set", help="SECTION.KNOB=VALUE, VALUE as JSON or a word.")
    ] = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Choose, write, say."""
    from tinylora.profiles import profile
    from tinylora.stages.export_problems import export_problems

    with misuse_is():
        made = export_problems(profile(name, changes), split, file, open_warehouse())
    print_answer(asdict(made), as_json, lambda _: _show(made))


def _show(made: "Exported") -> None:
    say(f"{made.problems} problems of split {made.split}: {made.file}")
    say(f"{made.failed} statements that gave none: {made.failed_file}")
    if made.not_stored:
        say(
            f"{made.not_stored} refused rows show no statement, or were read before statements of "
            "refused rows were stored (prepare-corpus reads them again)"
        )
