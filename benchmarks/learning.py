"""Does it learn? Trains variants of a profile and tests each on held-out problems.

    python -m benchmarks.learning [learn control u-1 ...] [--set training.steps=8] [--figure FILE]
    python -m benchmarks.learning --profile coder --seeds 1 2 3 --figure coder.png

Each variant is one line for docs/experiments.md: run id, settings, compile rate and pass@1 before
and after with intervals, p of the paired test, minutes. What is finished is reused and what was
killed is resumed, so the same command again costs seconds. Known solutions are not replayed first,
as train-and-eval does; in the samples that quarantines nothing. `control` keeps v at zero, however
many steps it takes: whatever it shows is not learning. `learn` is the profile as it stands.

With several seeds every variant trains once for each, and one more line pools them: a problem's
rate is then the mean over seeds.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.learning_figure import draw
from benchmarks.training_demo import settings_of
from tinylora.evaluation.reports.report_data import ReportData
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.metrics import (
    COMPILE_RATE,
    METRICS,
    PASS_AT_1,
    values_by_problem,
)
from tinylora.evaluation.statistics.paired import compare_pooled
from tinylora.paths import home
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.evaluation.evaluate import evaluate
from tinylora.stages.evaluation.finished import outcomes
from tinylora.stages.evaluation.report import ReportIds, gather
from tinylora.stages.progress import Progress
from tinylora.stages.training.train import train
from tinylora.warehouse import Warehouse

VARIANTS = {
    "learn": {},
    "control": {"training.learning_rate": 1e-30, "training.steps": 2},
    "u-1": {"adapter.u": 1},
    "u-4": {"adapter.u": 4},
    "u-16": {"adapter.u": 16},
    "u-64": {"adapter.u": 64},
    "adam": {"training.optimizer": "adam", "training.learning_rate": 3e-3},
    "lora": {
        "adapter.kind": "lora",
        "adapter.rank": 16,
        "training.optimizer": "adam",
        "training.learning_rate": 2e-4,
    },
    "no-length-penalty": {"training.reward.length_penalty_weight": 0.0},
    "grdpo": {
        "training.algorithm": "grdpo",
        "training.optimizer": "adam",
        "training.learning_rate": 3e-3,
    },
}
console = Console(highlight=False)


def main() -> None:
    """Run the chosen variants, print their lines, draw the figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    names = f"{{{','.join(VARIANTS)}}}"
    parser.add_argument("variants", nargs="*", default=["learn"], metavar=names)
    parser.add_argument("--profile", default="learn", help="of prefect.yaml")
    parser.add_argument("--seeds", nargs="+", type=int, help="of trainings; default: the profile's")
    parser.add_argument("--set", action="append", default=[], metavar="KNOB=VALUE")
    parser.add_argument("--figure", type=Path, help="where to draw the learning curves, e.g. a PNG")
    named = [metric.name for metric in METRICS]
    parser.add_argument("--metric", default=named[0], choices=named, help="of the figure")
    chosen = parser.parse_args()
    if unknown := set(chosen.variants) - set(VARIANTS):
        parser.error(f"no variant {', '.join(sorted(unknown))}; there are {', '.join(VARIANTS)}")
    settings = {
        name: settings_of(parser, chosen.profile, chosen.set, VARIANTS[name])
        for name in chosen.variants
    }
    if chosen.seeds:
        settings = {
            f"{name}, seed {seed}": one.override({"training.seed": seed})
            for name, one in settings.items()
            for seed in chosen.seeds
        }
    warehouse = _corpus(next(iter(settings.values())))
    _measure_training_problems(settings.values(), warehouse)
    found = {name: _run(one, warehouse) for name, one in settings.items()}
    console.print("| variant | run | compile rate | p | pass@1 | minutes of training |")
    console.print("|---|---|---|---|---|---|")
    for name, data in found.items():
        console.print(line(name, data), soft_wrap=True)
    if len(chosen.seeds or ()) > 1:
        for name in chosen.variants:
            alike = [data for key, data in found.items() if key.startswith(f"{name}, seed ")]
            console.print(pooled_line(name, alike, warehouse), soft_wrap=True)
    if chosen.figure:
        draw(found, chosen.metric, chosen.figure)
        console.print(f"drawn: {chosen.figure}")


def line(name: str, data: ReportData) -> str:
    """Return one variant as a row of the table."""
    compiled, passed = (data.comparisons[metric] for metric in ("compile rate", "pass@1"))
    return (
        f"| {name} | {data.provenance['training run']} | {_change(compiled)} | "
        f"{compiled.p_value:.2g} | {_change(passed)}, p = {passed.p_value:.2g} | "
        f"{data.wall_s['train'] / 60:.0f} |"
    )


def pooled_line(name: str, found: Sequence[ReportData], warehouse: Warehouse) -> str:
    """Return the seeds of one variant, pooled, as a row of the table."""
    base, *tuned = (
        outcomes(warehouse, evaluation_id)
        for evaluation_id in (
            found[0].provenance["base evaluation"],
            *(data.provenance["tuned evaluation"] for data in found),
        )
    )
    compiled, passed = (
        compare_pooled(
            values_by_problem(base, metric), [values_by_problem(one, metric) for one in tuned]
        )
        for metric in (COMPILE_RATE, PASS_AT_1)
    )
    minutes = sum(data.wall_s["train"] for data in found) / 60
    return (
        f"| {name}, {len(found)} seeds pooled | | {_change(compiled)} | {compiled.p_value:.2g} | "
        f"{_change(passed)}, p = {passed.p_value:.2g} | {minutes:.0f} |"
    )


def _change(one: Comparison) -> str:
    low, high = one.difference.low, one.difference.high
    return (
        f"{one.base:.1%} → {one.tuned:.1%}, {100 * (one.tuned - one.base):+.1f} points "
        f"[{100 * low:+.1f}, {100 * high:+.1f}]"
    )


def _corpus(settings: Settings) -> Warehouse:
    home().mkdir(parents=True, exist_ok=True)
    warehouse = Warehouse(home() / "warehouse.duckdb")
    warehouse.migrate()
    for source in settings.corpus.sources:
        ingest(source, settings.corpus, warehouse, home(), _say)
    mark_duplicates(warehouse)
    return warehouse


def _measure_training_problems(chosen: Iterable[Settings], warehouse: Warehouse) -> None:
    """Evaluate the base on training problems where a curriculum by pass rate wants it measured."""
    for settings in chosen:
        if settings.training.curriculum == "pass_rate":
            evaluate(settings.for_measuring(), warehouse, home(), None, _say)


def _run(settings: Settings, warehouse: Warehouse) -> ReportData:
    """Evaluate the base, train, evaluate the tuned policy; return what a report would say."""
    before = evaluate(settings, warehouse, home(), None, _say)
    trained = train(settings, warehouse, home(), _say)
    after = evaluate(settings, warehouse, home(), trained.checkpoint, _say)
    ids = (before.evaluation_id, after.evaluation_id, trained.run_id)
    return gather(ReportIds(*ids, settings.evaluation.confidence), warehouse)


def _say(progress: Progress) -> None:
    console.print(progress.message, style="dim")


if __name__ == "__main__":
    main()
