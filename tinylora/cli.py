"""`tinylora`: questions to the warehouse, and the rooms by hand. Knows no Prefect."""

import sys

import typer

from tinylora.commands import (
    checkpoint,
    compare,
    completions,
    export,
    forecast,
    identity,
    ingest,
    judge,
    leaderboard,
    report,
    score_math,
    sql,
)
from tinylora.display import harmless
from tinylora.errors import TinyLoRAError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="""Improve a code model with 16-32 trained numbers, and prove whether it worked.

Examples:

    tinylora leaderboard

    tinylora compare base latest

    tinylora sql corpus_summary
""",
)
app.command(help=sql.HELP)(sql.sql)
app.command(help=ingest.HELP)(ingest.ingest)
app.command(help=judge.HELP)(judge.judge)
app.command("score-math", help=score_math.HELP)(score_math.score_math)
app.command(help=compare.HELP)(compare.compare)
app.command(help=leaderboard.HELP)(leaderboard.leaderboard)
app.command(help=report.HELP)(report.report)
app.command(help=forecast.HELP)(forecast.forecast)
app.command(help=identity.HELP)(identity.identity)
app.add_typer(completions.app, name="completions")
app.add_typer(export.app, name="export")
app.add_typer(checkpoint.app, name="checkpoint")


def main() -> None:
    """Run the command line; an error raised on purpose is one sentence and status 1."""
    try:
        app()
    except TinyLoRAError as error:
        print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
