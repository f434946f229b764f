"""What to expect of a training that has only begun, from its steps and the base's evaluation."""

import json
from statistics import fmean

import numpy as np

from tinylora.errors import SourceMissing
from tinylora.evaluation.statistics.forecast import FEWEST_STEPS, Course, Forecast, Moves, forecast
from tinylora.evaluation.statistics.gained import FEWEST_GROUPS, Gained, Group, gained
from tinylora.evaluation.statistics.metrics import COMPILE_RATE, PASS_AT_1
from tinylora.stages.training.runs import find_run
from tinylora.warehouse import Row, Warehouse

DOES = {PASS_AT_1.name: "pass", COMPILE_RATE.name: "compile"}
FORESEEN = tuple(DOES)
"""What can be foretold, first what matters most."""


def forecast_run(
    warehouse: Warehouse,
    word: str,
    wanted: float | None = None,
    samples: int | None = None,
    confidence: float = 0.95,
    metric: str | None = None,
) -> Forecast:
    """Return the forecast of the training that `word` means.

    Args:
        warehouse: that holds it and an evaluation of its base model.
        word: a run's id, its beginning, or latest.
        wanted: a change to reach, as a share. None: the one that is detectable.
        samples: per problem, of the evaluation to come. None: as the base's.
        confidence: of the intervals.
        metric: one of `FORESEEN`. None: pass@1, or the compile rate of a model that solves nothing.

    Raises:
        SourceMissing: no such training, no evaluation of its base model on held-out problems, or
            too little to go by, which is named.
    """
    run = find_run(warehouse, word)
    rows = warehouse.rows("select_course", run_id=run["run_id"])
    if not rows:
        raise SourceMissing(f"training {run['run_id']} has taken no step yet")
    moves = _moves(rows, run)
    seen = {
        name: _gained(warehouse, run, len(rows), name == COMPILE_RATE.name, confidence)
        for name in FORESEEN
    }
    if moves is None and not any(seen.values()):
        raise SourceMissing(
            f"training {run['run_id']} has {len(rows)} steps, {_known(rows)} of them with a "
            f"gradient, and fewer than {FEWEST_GROUPS} groups of its last rollouts are on problems "
            f"that its base model was measured on: a forecast needs {FEWEST_STEPS} gradients, of a "
            "training with algorithm grpo, loss_type dapo, num_iterations 1, beta 0 and few enough "
            "trained numbers to be stored, or such groups, of training.curriculum pass_rate"
        )
    course, base = _course(rows, run, moves), _base(warehouse, run)
    for name in FORESEEN if metric is None else (metric,):
        compiles = name == COMPILE_RATE.name
        solved = warehouse.rows(
            "select_solved", evaluation_id=base["evaluation_id"], compiles=compiles
        )
        (found,) = warehouse.rows("select_reward_slope", run_id=run["run_id"], compiles=compiles)
        made = forecast(
            course,
            found["slope"] or 0.0,
            found["spread"] or 0.0,
            [(row["solved"], row["samples"]) for row in solved],
            wanted,
            samples,
            confidence,
            name,
            seen[name],
        )
        if made is not None:
            return made
    raise SourceMissing(
        f"training {run['run_id']}: in no group of its rollouts, or on no problem of the base's "
        f"evaluation {base['evaluation_id']}, did some samples {DOES[name]} and others not; there "
        "is nothing to tell a gain by"
    )


def forecast_if_any(warehouse: Warehouse, run_id: str) -> Forecast | None:
    """Return the forecast of a run, None where there is too little to go by."""
    try:
        return forecast_run(warehouse, run_id)
    except SourceMissing:
        return None


def _course(rows: list[Row], run: Row, moves: Moves | None) -> Course:
    settings = json.loads(run["settings"])
    training = settings["training"]
    rates = [row["lr"] for row in rows]
    linear = training["schedule"] == "linear"
    steps = training["steps"] or settings["steps"]  # those that its epochs made
    ahead = range(len(rows), steps)
    rates += [training["learning_rate"] * (1 - step / steps if linear else 1) for step in ahead]
    # a batch of rollouts is taught num_iterations times, a step each
    batch = training["prompts_per_step"] * training["generations_per_prompt"]
    rollouts = batch / training.get("num_iterations", 1)
    return Course(
        done=len(rows),
        rates=np.array(rates, dtype=float),  # of a step of an old release it is not known: nan
        rollouts_per_step=rollouts,
        moves=moves,
        seconds_per_rollout=fmean(row["seconds"] for row in rows) / rollouts,
    )


def _moves(rows: list[Row], run: Row) -> Moves | None:
    """Return where the steps went; None where they are too few, or of one it is not known."""
    if len(rows) < FEWEST_STEPS or _known(rows) < len(rows):
        return None
    places = np.array([row["v"] for row in rows])
    start = np.array([run["start_v"] or [0.0] * places.shape[1]])
    gradients = np.array([row["gradient"] for row in rows])
    if not (np.isfinite(places).all() and np.isfinite(gradients).all()):
        return None  # the training ends with a sentence that says so
    return Moves(gradients, np.diff(places, axis=0, prepend=start))


def _gained(
    warehouse: Warehouse, run: Row, done: int, compiles: bool, confidence: float
) -> Gained | None:
    """Return what the later half of the rollouts has gained on the base model, where it is known.

    Rollouts of a training that began at another one's v show what both of them gained.
    """
    rates = warehouse.rows("select_measured_rates", **_of_base(run), compiles=compiles)
    measured = {row["problem_key"]: (row["solved"], row["samples"]) for row in rates}
    rolled_out = warehouse.rows("select_rolled_out", run_id=run["run_id"], compiles=compiles)
    groups = [
        Group(row["solved"], row["samples"], *measured[row["problem_key"]])
        for row in rolled_out
        if row["step"] > done // 2 and row["problem_key"] in measured
    ]
    return gained(groups, list(measured.values()), confidence)


def _of_base(run: Row) -> dict[str, str]:
    """Return what a training's base model is found by, asked as the training asks."""
    prompt = json.loads(run["settings"]).get("prompt", {})
    return {
        "base_fingerprint": run["base_fingerprint"],
        "language": prompt.get("language", "c++"),
    }


def _known(rows: list[Row]) -> int:
    return sum(row["gradient"] is not None for row in rows)


def _base(warehouse: Warehouse, run: Row) -> Row:
    """Return the newest evaluation of the run's base model on held-out problems."""
    found = warehouse.rows("select_base_evaluation", **_of_base(run))
    if not found:
        raise SourceMissing(
            f"training {run['run_id']}: no evaluation of its base model on held-out problems is "
            'finished: run the evaluate deployment with {"checkpoint": "base"}'
        )
    return found[0]
