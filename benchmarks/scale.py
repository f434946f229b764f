"""How each cost grows with problems, completions and policies: not faster than n log n.

    python -m benchmarks.scale [problems] [completions] [policies] [--sizes 1000 10000]
    python -m benchmarks.scale --figure scaling.png

Every size has a warehouse of its own, filled with problems and answers that are made up, and every
work runs over it in a process of its own, which says its CPU seconds and its peak memory. A work is
not held to grow with what it is not given more of: a report over more completions is one of more
problems, eight samples each; a leaderboard over more policies is one of 100 problems, four samples.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.rounds import say
from benchmarks.scale_figure import draw
from tinylora.display import Column, fixed, print_rows
from tinylora.evaluation.reports.report import render_html
from tinylora.memory import peak_rss_mb
from tinylora.profiles import profile
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.corpus.problem_set import problem_set
from tinylora.stages.evaluation.compare import compare
from tinylora.stages.evaluation.leaderboard import leaderboard, write_leaderboard
from tinylora.stages.evaluation.re_evaluation import policies_to_evaluate
from tinylora.stages.evaluation.report import choose, gather
from tinylora.warehouse import Row, Warehouse

SIZES = {
    "problems": (1_000, 10_000, 40_000),
    "completions": (1_000, 10_000, 100_000),
    "policies": (10, 50, 200),
}
CASES = 6
WORDS = [f"{a}{b}" for a in ("ka", "lo", "mi", "ru", "te", "zo") for b in "bcdfghjklmnprstvwxz"]
START = datetime(2026, 1, 2, tzinfo=UTC)
AT_ONCE = 5_000
"""Rows in memory while a warehouse is filled."""


def main() -> None:
    """Measure every work at every size; print, draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("of", nargs="*", metavar="OF", help=f"what grows: {', '.join(SIZES)}")
    parser.add_argument("--sizes", nargs="+", type=int, help="default: " + str(SIZES))
    parser.add_argument("--figure", type=Path)
    parser.add_argument("--work", nargs=2, metavar=("NAME", "HOME"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.work:
        print(json.dumps(_measure(WORK[chosen.work[0]], Path(chosen.work[1]))))
        return
    found = []
    for of in chosen.of or SIZES:
        for size in chosen.sizes or SIZES[of]:
            with tempfile.TemporaryDirectory() as home:
                FILL[of](Path(home), size)
                for name in WORKS[of]:
                    found.append({"of": of, "n": size, "work": name} | _apart(name, Path(home)))
                    _show(found[-1:])
    _show(found)
    for of in chosen.of or SIZES:
        for name in WORKS[of]:
            _say_growth(of, name, [row for row in found if row["work"] == name])
    if chosen.figure:
        draw(found, chosen.figure)


def _show(found: list[Row]) -> None:
    columns = (Column("work"), Column("n"), Column("of", "of"))
    measured = [Column(name, show=fixed(2)) for name in ("CPU s", "wall s")]
    print_rows(found, (*columns, *measured, Column("peak MB", show=fixed(0))))


def _say_growth(of: str, name: str, rows: list[Row]) -> None:
    """Hold the cost of the largest size against n log n from the one before it."""
    if len(rows) < 2:
        return
    less, more = rows[-2:]
    expected = more["n"] * math.log(more["n"]) / (less["n"] * math.log(less["n"]))
    grown = more["CPU s"] / max(less["CPU s"], 0.01)
    what = f"{name}, {less['n']} to {more['n']} {of}: growth / that of n log n"
    say(what, grown / expected, at_most=1.1)


def _apart(name: str, home: Path) -> Row:
    """Return what a work cost in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", "--work", name, str(home)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def _measure(work: Callable[[Path], object], home: Path) -> Row:
    used, started = time.process_time(), time.perf_counter()
    work(home)
    spent = {"CPU s": time.process_time() - used, "wall s": time.perf_counter() - started}
    return spent | {"peak MB": peak_rss_mb()}


def _settings(home: Path) -> Settings:
    source = {"dataset": "problems", "path": str(home / "problems.jsonl"), "split": "test"}
    return profile("demo").override({"corpus.sources": [source]})


def _warehouse(home: Path) -> Warehouse:
    return Warehouse(home / "warehouse.duckdb")


def _ingest(home: Path) -> None:
    settings = _settings(home)
    ingest(settings.corpus.sources[0], settings.corpus, _warehouse(home), home)


def _problem_set(home: Path) -> None:
    assert problem_set(_warehouse(home), _settings(home).corpus, "test").problems


def _report(home: Path) -> None:
    warehouse = _warehouse(home)
    page = render_html(gather(choose(warehouse, "e1"), warehouse))
    (home / "report.html").write_text(page, encoding="utf-8")


def _leaderboard(home: Path) -> None:
    write_leaderboard(leaderboard(_warehouse(home)), home / "leaderboard.html")


def _re_evaluation(home: Path) -> None:
    assert policies_to_evaluate(_settings(home), _warehouse(home), home)


WORK = {
    "ingest": _ingest,
    "duplicates": lambda home: mark_duplicates(_warehouse(home)),
    "problem set": _problem_set,
    "report": _report,
    "compare": lambda home: compare(_warehouse(home), ["e0", "e1"]),
    "leaderboard": _leaderboard,
    "what a night evaluates": _re_evaluation,
}
WORKS = {
    "problems": ("ingest", "duplicates", "problem set"),
    "completions": ("report", "compare"),
    "policies": ("leaderboard", "what a night evaluates"),
}


def _write_problems(home: Path, count: int) -> None:
    """Write problems as a user's own file has them, of statements that do not repeat each other."""
    rng = np.random.default_rng(count)
    with (home / "problems.jsonl").open("w", encoding="utf-8") as file:
        for k in range(count):
            statement = " ".join(rng.choice(WORDS, int(rng.integers(60, 160))))
            cases = [{"input": f"{k} {i}\n", "output": f"{k + i}\n"} for i in range(CASES)]
            row = {"id": f"p{k}", "statement": statement, "test_cases": cases, "split": "test"}
            file.write(json.dumps(row) + "\n")


def _fill_problems(home: Path, count: int) -> None:
    _write_problems(home, count)
    _warehouse(home).migrate()


def _fill_completions(home: Path, count: int) -> None:
    """Store a base and one tuned policy, `count` completions each."""
    _fill_corpus(home, count // 8)
    _fill_policies(home, policies=1, samples=8)


def _fill_policy_rows(home: Path, count: int) -> None:
    """Store a base and `count` trained policies on 100 problems, four samples each."""
    _fill_corpus(home, 100)
    _fill_policies(home, policies=count, samples=4)


def _fill_corpus(home: Path, problems: int) -> None:
    _fill_problems(home, problems)
    _ingest(home)
    mark_duplicates(_warehouse(home))


def _fill_policies(home: Path, policies: int, samples: int) -> None:
    warehouse = _warehouse(home)
    keys = [row["problem_key"] for row in warehouse.select("from problems").to_pylist()]
    for policy in range(policies + 1):
        with warehouse.writing() as write:
            if policy:
                write.insert("training_runs", [_run(policy)])
                write.insert("checkpoints", [_checkpoint(policy)])
            write.insert("evaluations", [_evaluation(policy, len(keys))])
        for rows in _in_parts(_answers(policy, keys, samples)):
            with warehouse.writing() as write:
                write.insert("judgements", [judgement for judgement, _ in rows])
                write.insert("completions", [completion for _, completion in rows])


def _in_parts(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while part := list(islice(rows, AT_ONCE)):
        yield part


def _run(policy: int) -> Row:
    return {
        **{"run_id": f"r{policy}", "settings": "{}", "base_model": "org/m", "base_revision": "r"},
        **{"base_fingerprint": "b", "adapter": "{}", "corpus_fingerprint": "c", "seconds": 60.0},
        **{"code_version": "1", "status": "finished", "started_at": START, "finished_at": START},
    }


def _checkpoint(policy: int) -> Row:
    return {
        **{"checkpoint_id": f"c{policy}", "run_id": f"r{policy}", "step": 1, "path": "v"},
        **{"sha256": "0", "v": [0.1], "base_fingerprint": "b", "validation_score": None},
    }


def _evaluation(policy: int, problems: int) -> Row:
    return {
        **{"evaluation_id": f"e{policy}", "checkpoint_id": f"c{policy}" if policy else None},
        **{"base_model": "org/m", "base_fingerprint": "b", "problem_set_fingerprint": "set"},
        **{"problems": problems, "settings": {}, "seed": 42, "judge_version": "1"},
        **{"code_version": "1", "status": "finished", "started_at": START, "seconds": 9.0},
        "finished_at": START + timedelta(minutes=policy),
    }


def _answers(policy: int, keys: list[str], samples: int) -> Iterator[tuple[Row, Row]]:
    """Yield a judgement of its own and a completion for each sample."""
    rng = np.random.default_rng(policy)
    for key in keys:
        rate = rng.beta(0.5, 0.8 if policy else 1.0)
        for sample, drawn in enumerate(rng.random(samples)):
            name = f"e{policy}-{key}-{sample}"
            passed = CASES if drawn < rate else int(rng.integers(CASES))
            yield _judgement(name, passed), _completion(name, policy, key, sample)


def _judgement(name: str, passed: int) -> Row:
    verdict = "AC" if passed == CASES else "WA"
    first = {"ordinal": passed, "verdict": "WA", "expected": "3", "actual": "4", "message": ""}
    cases = [{"verdict": "AC" if i < passed else "WA", "cpu_ms": 1.0} for i in range(CASES)]
    return {
        **{"judgement_id": name, "source_sha": name, "source": f"int main() {{}} // {name}"},
        **{"cases_sha": "c", "limits": "{}", "compiler": "g++ 12", "judge_version": "1"},
        **{"isolation": "rlimits", "verdict": verdict, "passed": passed, "total": CASES},
        **{"score": passed / CASES, "compile_ms": 500.0, "cpu_ms": 250.0, "peak_kb": 1},
        **{"cases": json.dumps(cases), "first_failure": None if verdict == "AC" else first},
    }


def _completion(name: str, policy: int, key: str, sample: int) -> Row:
    return {
        **{"completion_id": name, "run_id": None, "step": None, "evaluation_id": f"e{policy}"},
        **{"problem_key": key, "sample": sample, "seed": 1, "source_sha": name},
        **{"text": f"```cpp\nint main() {{}} // {name}\n```\n", "judgement_id": name},
        **{"tokens": 90, "finish_reason": "fence", "reward": None, "advantage": None},
    }


FILL = {
    "problems": _fill_problems,
    "completions": _fill_completions,
    "policies": _fill_policy_rows,
}


if __name__ == "__main__":
    main()
