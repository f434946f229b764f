"""Does it learn? Trains variants of the `learn` profile and tests each on held-out problems.

    python -m benchmarks.learning [learn control u-1 ...] [--set training.steps=8] [--figure FILE]

Each variant is one line for docs/experiments.md: run id, settings, compile rate and pass@1 before
and after with intervals, p of the paired test, minutes. What is finished is reused and what was
killed is resumed, so the same command again costs seconds. Known solutions are not replayed first,
as train-and-eval does; in the samples that quarantines nothing. `control` keeps v at zero, however
many steps it takes: whatever it shows is not learning.
"""

import argparse
from pathlib import Path

from rich.console import Console

from benchmarks.learning_figure import draw
from benchmarks.training_demo import learn_settings
from tinylora.evaluation.reports.report_data import ReportData
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.paths import home
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.evaluation.evaluate import evaluate
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
    parser.add_argument("--set", action="append", default=[], metavar="KNOB=VALUE")
    parser.add_argument("--figure", type=Path, help="where to draw the learning curves, e.g. a PNG")
    chosen = parser.parse_args()
    if unknown := set(chosen.variants) - set(VARIANTS):
        parser.error(f"no variant {', '.join(sorted(unknown))}; there are {', '.join(VARIANTS)}")
    settings = {
        name: learn_settings(parser, chosen.set, VARIANTS[name]) for name in chosen.variants
    }
    warehouse = _corpus(settings[chosen.variants[0]])
    found = {name: _run(one, warehouse) for name, one in settings.items()}
    console.print("| variant | run | compile rate | p | pass@1 | minutes of training |")
    console.print("|---|---|---|---|---|---|")
    for name, data in found.items():
        console.print(line(name, data), soft_wrap=True)
    if chosen.figure:
        draw(found, chosen.figure)
        console.print(f"drawn: {chosen.figure}")


def line(name: str, data: ReportData) -> str:
    """Return one variant as a row of the table."""
    compiled, passed = (data.comparisons[metric] for metric in ("compile rate", "pass@1"))
    return (
        f"| {name} | {data.provenance['training run']} | {_change(compiled)} | "
        f"{compiled.p_value:.2g} | {_change(passed)} | {data.wall_s['train'] / 60:.0f} |"
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
