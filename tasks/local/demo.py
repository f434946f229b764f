"""`make demo`: bring up what is missing, run one deployment, show its log, end with the result.

Exit status is the run's. Ctrl-C stops all that was started here and nothing else.
"""

import os
import signal
import time
from contextlib import ExitStack
from datetime import datetime
from logging import ERROR, WARNING
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from tasks.local import local_stack
from tinylora.display import harmless
from tinylora.errors import SettingsError, TinyLoRAError
from tinylora.paths import home, warehouse_path
from tinylora.stages.job_folder import alone

console = Console(highlight=False, soft_wrap=True)
HOUSEKEEPING = (
    "Finished in state Completed(",
    "Finished in state Cached(",
    "Downloading flow code from storage",  # its words for: there is nothing to pull
)
"""What Prefect says of itself at every step; its UI shows it to whoever wants it."""


def demo(
    deployment: Annotated[str, typer.Argument(help="FLOW/NAME")] = "train-and-eval/demo",
    override: Annotated[
        list[str], typer.Option("--set", help="SECTION.KNOB=VALUE, VALUE as JSON or a word.")
    ] = [],  # noqa: B006
    profile: Annotated[
        str | None,
        typer.Option(help="A YAML file of settings in the place of the deployment's own."),
    ] = None,
) -> None:
    """Run one deployment on a local Prefect server and worker, started if they do not answer.

    Examples:
    python -m tasks.local.demo

    python -m tasks.local.demo train-and-eval/demo --set training.steps=20

    python -m tasks.local.demo verify-pipeline/demo --set adapter.u=32

    python -m tasks.local.demo train-and-eval/demo --profile examples/your-problems/profile.yaml
    """
    _end_as_ctrl_c_does()
    try:
        _check_name(deployment)
        env = local_stack.environment()
        os.environ.update(env)
        parameters = _parameters(override, profile)
        with ExitStack() as stack:
            # Two at once on this home would end each other's server and worker.
            waiting = "another `make demo` runs on this home: waiting for it to end"
            stack.enter_context(alone(home() / "prefect" / "stack.lock", waiting, _say))
            started = time.monotonic()
            server = stack.enter_context(local_stack.server(env, _say))
            # Of a server that comes up here no worker is online. Ours imports meanwhile, as we do:
            # Prefect reads its settings as it is imported, so now.
            worker = stack.enter_context(local_stack.worker(env)) if server.started_here else None
            from tasks.local.one_run import OneRun

            server.wait()
            local_stack.create_pool(env)
            one = OneRun(deployment, env, stack, _say, _show_line, server, worker)
            one.find_worker()
            _say(f"registering {deployment}")
            local_stack.deploy(env, deployment)
            _say(
                f"set up in {time.monotonic() - started:.0f} s; running {deployment} as {one.name}"
            )
            status, flow_run_id = one.run(parameters)
            # Before the rest is stopped, which takes seconds. The sentence of an error comes last,
            # not where it was raised.
            if one.failure:
                console.print(f"\n{escape(harmless(one.failure))}", style="bold red")
            elif flow_run_id:
                _show_result(flow_run_id, env)
    except KeyboardInterrupt:
        console.print("\nstopped; run `make demo` again and it goes on where it was", style="bold")
        raise typer.Exit(130) from None
    except TinyLoRAError as error:
        console.print(f"tinylora: {escape(harmless(str(error)))}", style="red")
        raise typer.Exit(1) from None
    raise typer.Exit(status)


def _end_as_ctrl_c_does() -> None:
    """Let a closed window or a plain kill end things the way Ctrl-C does.

    A shell that starts us in the background has SIGINT ignored, and whoever sends it means it all
    the same. nohup has SIGHUP ignored, and whoever writes that means the window to be closed.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def _check_name(deployment: str) -> None:
    """Raise SettingsError for what is no FLOW/NAME."""
    if deployment.count("/") != 1 or not all(deployment.split("/")):
        raise SettingsError(
            f"{deployment!r} names no deployment: write FLOW/NAME, such as train-and-eval/demo "
            "(prefect.yaml lists them)"
        )


def _parameters(override: list[str], profile: str | None) -> dict[str, Any]:
    """Return what the run is asked for with; a wrong knob is refused before anything starts.

    Raises:
        SettingsError: a knob, its value or the profile makes no sense.
    """
    found: dict[str, Any] = {}
    if override:
        from tasks.local.one_run import refuse_wrong
        from tinylora.overrides import overrides

        found["overrides"] = overrides(override)
        refuse_wrong(found["overrides"])
    if profile is not None:
        from tinylora.profiles import profile as named_profile

        found["settings"] = named_profile(profile).model_dump(mode="json")
    return found


def _say(message: str) -> None:
    console.print(f"[bold]tinylora[/bold] {message}")


def _show_line(when: datetime, level: int, message: str) -> None:
    if message.startswith(HOUSEKEEPING):
        return
    style = "red" if level >= ERROR else "yellow" if level >= WARNING else None
    console.print(f"{when.astimezone():%H:%M:%S} {escape(harmless(message))}", style=style)


def _show_result(flow_run_id: str, env: dict[str, str]) -> None:
    """Print the table of the report this run wrote, where it lies, and what to try next."""
    from tinylora.evaluation.reports.page import sentence  # these wait for scipy
    from tinylora.evaluation.reports.report import print_comparison
    from tinylora.stages.evaluation.report import gather, written_by
    from tinylora.stages.training.forecast import forecast_if_any
    from tinylora.warehouse import Warehouse

    found = written_by(home(), flow_run_id)
    if found is None:
        return
    page, compared = found
    console.print()
    warehouse = Warehouse(warehouse_path())
    data = gather(compared, warehouse)
    print_comparison(data)
    if not any(comparison.detected for comparison in data.comparisons.values()):
        expected = compared.run_id and forecast_if_any(warehouse, compared.run_id)
        # how long a training would have to be for this evaluation to see it
        if expected and expected.until:
            console.print(f"Forecast    {sentence(expected.until)}.")
    console.print(f"\nReport      {page}")
    console.print(f"Prefect UI  make ui, then open {env['PREFECT_API_URL'].removesuffix('/api')}")
    console.print("SQL         .venv/bin/tinylora sql leaderboard\n")


if __name__ == "__main__":
    typer.run(demo)
