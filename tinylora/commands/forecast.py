"""`tinylora forecast`: what a training that has begun will have gained, and who will see it."""

from dataclasses import asdict
from typing import Annotated, Literal

import typer

from tinylora.commands.options import AsJson, Confidence, misuse_is, open_warehouse
from tinylora.display import print_json, say

HELP = """Say what to expect of a training from its first steps, before the hours are spent.

How much pass@1 (or, of a model that solves nothing yet, the compile rate) will have changed on
held-out problems by the end, whether an evaluation as large as the base model's will see that, how
many samples a problem would, and how many more rollouts and minutes a change of so many points
takes. It needs a finished evaluation of the base model on held-out problems and one of two things:
three steps that stored their gradient, or rollouts of problems that the base model was measured on
(training.curriculum pass_rate). docs/forecast.md says how it is made and how it held.

The exit status is 0, or 2 where there is too little to go by, which is said.

Examples:

    tinylora forecast latest

    tinylora forecast a4d1 --points 10 --samples 16

    tinylora forecast latest --metric "compile rate" --json
"""


def forecast(
    run: Annotated[str, typer.Argument(help="A run's id, its beginning, or latest.")],
    points: Annotated[
        float | None,
        typer.Option(min=0.1, max=100, help="Change to reach, in points. [default: what is seen]"),
    ] = None,
    samples: Annotated[
        int | None,
        typer.Option(min=1, help="Of the evaluation to come, a problem. [default: as the base's]"),
    ] = None,
    metric: Annotated[
        Literal["pass@1", "compile rate"] | None,
        typer.Option(help="What to foretell. [default: pass@1, unless nothing was solved]"),
    ] = None,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Look ahead, print."""
    from tinylora.evaluation.reports.page import sentence
    from tinylora.stages.training.forecast import forecast_run

    wanted = None if points is None else points / 100
    with misuse_is():
        found = forecast_run(open_warehouse(), run, wanted, samples, confidence, metric)
    if as_json:
        print_json({**asdict(found), "says": found.says})
        return
    for words in found.says:
        say(f"{sentence(words)}.")
