"""Training and evaluating a policy as tasks; the work is in the stages, torch in their children."""

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from tasks.artifacts import LivePage
from tasks.machine import GPU
from tasks.progress import tracked
from tasks.retries import RETRIES
from tasks.reuse import reusing_task
from tinylora.errors import EvaluationsFailed
from tinylora.paths import home, warehouse_path
from tinylora.settings import Settings
from tinylora.stages.evaluation import re_evaluation
from tinylora.stages.evaluation.evaluate import Evaluated, evaluate
from tinylora.stages.training.checkpoints import find_checkpoint
from tinylora.stages.training.train import Trained, train
from tinylora.warehouse import Row, Warehouse

PAGE_PATIENCE_S = 2.0
"""How long a page of a running training waits for another process to let go of the warehouse."""


@reusing_task(task_run_name="evaluate {label}", tags=GPU, cache_policy=NO_CACHE, **RETRIES)
def evaluate_policy(settings: Settings, checkpoint: Row | None, label: str) -> Evaluated:
    """Sample, judge and store one policy's answers, or reuse the evaluation that did."""
    with tracked(f"evaluate {label}") as report:
        warehouse = Warehouse(warehouse_path())
        done = evaluate(settings, warehouse, home(), checkpoint, report, flow_run.id)
    how = "reused" if done.reused else "finished"
    get_run_logger().info(f"evaluation {done.evaluation_id} of {label} {how}")
    return done


@reusing_task(task_run_name="train", tags=GPU, cache_policy=NO_CACHE, **RETRIES)
def train_adapter(settings: Settings) -> Trained:
    """Train the adapter, resume the run that was killed, or reuse the one that finished."""
    from tinylora.stages.training.page import training_page  # it waits for scipy

    reader = Warehouse(warehouse_path(), patience_s=PAGE_PATIENCE_S)
    page = LivePage("training", lambda run_id: training_page(reader, run_id))
    with tracked("train") as report:
        warehouse = Warehouse(warehouse_path())
        done = train(settings, warehouse, home(), report, flow_run.id, page.show)
    page.show(done.run_id, at_once=True)
    how = "reused" if done.reused else "finished"
    score = done.checkpoint["validation_score"]
    chosen = "the last" if score is None else f"the best, which validated at {score:.4f}"
    get_run_logger().info(
        f"training {done.run_id} {how}; its checkpoint is of step {done.checkpoint['step']}, "
        f"{chosen}"
    )
    return done


@task(task_run_name="choose checkpoint {name}", cache_policy=NO_CACHE, **RETRIES)
def choose_checkpoint(name: str, settings: Settings) -> Row | None:
    """Return the row of checkpoint `name`: an id, a path, "best", "latest", or "base" for none."""
    return find_checkpoint(Warehouse(warehouse_path()), name, settings.model, home())


@task(task_run_name="pick what lacks an evaluation", cache_policy=NO_CACHE, **RETRIES)
def policies_to_evaluate(settings: Settings) -> dict[str, Row | None]:
    """Return the policies without an evaluation under today's conditions, by a label of each.

    The base model (None) comes first, then what each training handed on, the newest first.
    """
    found = re_evaluation.policies_to_evaluate(settings, Warehouse(warehouse_path()), home())
    get_run_logger().info(f"{len(found)} policies lack an evaluation under today's conditions")
    return {one["checkpoint_id"] if one else "base": one for one in found}


def while_time_is_left(
    policies: Mapping[str, Row | None], budget_s: float
) -> Iterator[tuple[str, Row | None]]:
    """Yield label and policy until `budget_s` seconds have passed; log what the next run finds."""
    end = time.monotonic() + budget_s
    waiting = list(policies.items())
    while waiting and time.monotonic() < end:
        yield waiting.pop(0)
    if waiting:
        get_run_logger().warning(
            f"{budget_s:.0f} s are spent with {len(waiting)} policies to go: the next run goes on"
        )


def raise_if_any_failed(states: Iterable[State[Any]]) -> None:
    """Fail at the end, once every policy has had its turn.

    Raises:
        EvaluationsFailed: several tasks did not finish; names what each said. One alone raises what
            it raised.
    """
    failed = [state for state in states if not state.is_completed()]
    if len(failed) == 1:
        failed[0].result()
    if failed:
        said = "; ".join(str(state.message) for state in failed)
        raise EvaluationsFailed(f"{len(failed)} tasks failed: {said}")
