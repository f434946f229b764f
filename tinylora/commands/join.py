"""`tinylora join`: a machine's share of a training that runs on several."""

import json
import time
from pathlib import Path
from typing import Annotated

import typer

from tinylora.commands.options import misuse_is
from tinylora.display import say
from tinylora.errors import SettingsError, SourceMissing
from tinylora.paths import home

HELP = """Take part in a training whose `training.machines` is above 1, until it is finished.

The flow runs on the first machine, and its log names the training. The home folder must be one that
all machines share, at the same path. When the training is interrupted this one waits at the
rendezvous for it to go on; Ctrl-C ends it (docs/scaling.md).

The exit status is 0 once the training is finished, and 2 where there is no such training.

Examples:

    tinylora join 3f2a91c0d41d7e55 --machine 1
"""
AGAIN_AFTER_S = 10.0


def join(
    run: Annotated[str, typer.Argument(help="The training's id, or its beginning.")],
    machine: Annotated[int, typer.Option(min=1, help="Which machine this is; the first one is 0.")],
) -> None:
    """Start this machine's processes again and again until the training is finished."""
    from tinylora.grpo.job import TRAINING, TrainingJob, launch_of
    from tinylora.jobs import past_events

    with misuse_is():
        folder = _folder(run)
        training = TrainingJob.read(folder).training
        if machine >= training.machines:
            raise SettingsError(
                f"training {folder.name} runs on {training.machines} machines, whose numbers are "
                f"0 to {training.machines - 1}, and this would be {machine}"
            )
    launch, log = launch_of(training, machine), folder / f"output-{machine}.log"
    say(f"machine {machine} of training {folder.name}; what its processes say: {log}")
    while not any(event["event"] == "finish" for event in past_events(folder)):
        with log.open("ab") as output, launch.start(TRAINING, folder, output) as child:
            try:
                status = child.wait()
            finally:
                child.kill()  # it ends the others, which hold a pipe of this process
        if status == 0:
            break
        say(f"its processes ended with status {status}; they start again in {AGAIN_AFTER_S:.0f} s")
        time.sleep(AGAIN_AFTER_S)
    say(f"training {folder.name} is finished")


def _folder(run: str) -> Path:
    found = [
        path.parent
        for path in (home() / "jobs").glob("*/job.json")
        if path.parent.name.startswith(run)
        and "run_id" in json.loads(path.read_text(encoding="utf-8"))
    ]
    if len(found) != 1:
        raise SourceMissing(
            f"{len(found)} trainings in {home() / 'jobs'} begin with {run!r}: give the id that the "
            "log of the first machine names, and let TINYLORA_HOME be its home folder"
        )
    return found[0]
