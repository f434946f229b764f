"""`tinylora replay`: a training taken again from its stored rollouts and judgements."""

from dataclasses import asdict
from typing import Annotated

import typer

from tinylora.commands.options import NOTHING, AsJson, misuse_is, open_warehouse, progress_lines
from tinylora.display import Column, print_json, print_rows, say
from tinylora.paths import home

HELP = """Take a training's steps again from what is stored of it; say where v differs.

Nobody samples and nobody judges, for rollouts and judgements are stored: prompts, rewards,
advantages, gradients and v are computed anew, with the settings, the problems and the number of
threads that it had. On a CPU every step is the same bit for bit, across kills; on a GPU, or with
other code, the first step that differs is named, and by how much. It takes as long as the updates
of the training took.

The exit status is 0 where all is the same, 1 where a step differs, and 2 where it cannot be
replayed, which is said.

Examples:

    tinylora replay latest

    tinylora replay a4d1 --json
"""


def replay(
    run: Annotated[str, typer.Argument(help="A run's id, its beginning, or latest.")],
    as_json: AsJson = False,
) -> None:
    """Replay, print."""
    from tinylora.stages.training import replay as stage

    with misuse_is():
        found = stage.replay(open_warehouse(), home(), run, progress_lines())
    if as_json:
        steps = [asdict(step) for step in found.steps]
        print_json({"run_id": found.run_id, "steps": steps, "says": found.says})
    else:
        names = ("reward_mean", "loss", "grad_norm", "v_norm", "v")
        differences = (Column(f"Δ {name}", name) for name in names)
        same = Column("same", show=lambda same: "yes" if same else "no")
        print_rows(found.steps, [Column("step"), *differences, same])
        say(f"{found.says}.")
    if found.first_different is not None:
        raise typer.Exit(NOTHING)
