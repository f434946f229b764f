"""A warehouse of four small problems, written by hand: problem k asks for n + k."""

import json
from datetime import UTC, datetime, timedelta

from tests.warehouses import UNSAID, new_warehouse
from tinylora.code_identity import code_version
from tinylora.entry_points import JUDGE
from tinylora.judge.verdict import Verdict

KEYS = ("p0", "p1", "p2", "p3")
CASES = (("public", 1), ("private", 5), ("private", 9))
START = datetime(2026, 1, 2, tzinfo=UTC)
PASSED = {"AC": (True, True, True), "WA": (False,) * 3, "HC": (True, False, False)}
"""Which of the three test cases; HC prints what the public one wants."""
SETTINGS = {
    "model": {"name": "m", "dtype": "float32"},
    "prompt": {"template": "plain", "code_block": "last"},
    "generation": {"temperature": 0.7, "max_new_tokens": 512},
    "judge": {"time_limit_s": 2.0},
    "evaluation": {"split": "test", "seed": 42, "max_problems": None, "max_cases": None},
}


def answer(k, kind):
    """Return a completion's text for problem k: right, wrong, hard-coded or without code."""
    value = {"AC": f"n + {k}", "WA": "n - 1", "HC": str(1 + k)}.get(kind)
    if value is None:
        return "I do not know."
    program = f'int main() {{ int n; scanf("%d", &n); printf("%d", {value}); }}'
    return f"So:\n```cpp\n#include <cstdio>\n{program}\n```\n"


def made(home):
    """Return the warehouse with the problems, and nothing evaluated."""
    warehouse = new_warehouse(home / "warehouse.duckdb")
    with warehouse.writing() as write:
        write.insert("dataset_loads", [_load()])
        write.apply("insert_problems", [_problem(k, key) for k, key in enumerate(KEYS)])
        write.insert(
            "test_cases", [row for k in range(len(KEYS)) for row in _cases(k)], on_conflict="fail"
        )
        signed = [{"problem_key": key, "statement_sha": key, "version": "1"} for key in KEYS]
        write.insert("statement_signatures", [{**row, "minhash": b"1"} for row in signed])
        write.insert(
            "loaded_problems",
            [{"load_id": "l", "problem_key": k} for k in KEYS],
            on_conflict="ignore",
        )
    return warehouse


def evaluate(warehouse, name, outcomes, checkpoint=None, age=0, settings=None, **changes):
    """Store a finished evaluation, judged by hand.

    `outcomes` has, for each problem, a kind (AC, WA, HC, NC, CE) a sample.
    """
    judgements, completions = {}, []
    for (k, key), kinds in zip(enumerate(KEYS), outcomes, strict=False):
        for sample, kind in enumerate(kinds):
            judgements[k, kind] = _judgement(k, kind)
            completions.append(_completion(name, k, key, sample, kind))
    finished = START + timedelta(hours=age)
    row = {
        **{"evaluation_id": name, "checkpoint_id": checkpoint, "base_model": "org/m"},
        **{"base_fingerprint": "b", "problem_set_fingerprint": "set", "problems": len(outcomes)},
        **{"settings": settings or SETTINGS, "seed": 42, "judge_version": code_version(JUDGE)},
        **{"code_version": "1", "status": "finished", "started_at": START, "seconds": 9.0},
        **{"finished_at": finished, **changes},
    }
    with warehouse.writing() as write:
        write.insert("evaluations", [row], on_conflict="ignore")
        write.insert("judgements", list(judgements.values()), on_conflict="ignore")
        write.insert("completions", completions)


def train(warehouse, run_id, *checkpoints):
    """Store a finished run of two steps with these checkpoints."""
    names = (
        *("loss", "reward_mean", "reward_std", "zero_variance_share", "v_change", "v_norm"),
        *("weight_change", "grad_norm", "tokens_mean", "truncated_share", "generate_seconds"),
        *("judge_seconds", "update_seconds"),
    )
    run = {
        **{"run_id": run_id, "settings": "{}", "base_model": "org/m", "base_revision": "r"},
        **{"base_fingerprint": "b", "adapter": "{}", "corpus_fingerprint": "c", "seconds": 60.0},
        **{"code_version": "1", "status": "finished", "started_at": START, "finished_at": START},
    }
    steps = [{"run_id": run_id, "step": i, **dict.fromkeys(names, i / 10)} for i in (1, 2)]
    saved = [
        {"checkpoint_id": name, "run_id": run_id, "step": step, "path": "x", "sha256": "0"}
        | {"v": [0.1], "base_fingerprint": "b", "validation_score": None}
        for step, name in enumerate(checkpoints, 1)
    ]
    with warehouse.writing() as write:
        write.insert("training_runs", [run], on_conflict="ignore")
        write.insert("training_steps", steps)
        write.insert("checkpoints", saved)


def _load():
    return {
        **{"load_id": "l", "dataset": "code_contests", "config": "default", "split": "test"},
        **{"origin": "here", "revision": "r", "schema_fingerprint": "s", "rows_read": 4},
        **{"rows_kept": 4, "rows_rejected": 0, "started_at": START, "used_at": START},
        **{"seconds": 1.0, "peak_rss_mb": 1.0},
    }


def _problem(k, key):
    return {
        **UNSAID,
        **{"problem_key": key, "dataset": "code_contests", "config": "default", "split": "test"},
        **{"native_id": f"n{k}", "title": f"Add {k}", "statement": f"Add {k}.", "language": "en"},
        **{"io_mode": "stdin", "tags": ["math"], "extra": "{}", "time_limit_s": 2.0},
        **{"prior_rating": (1000, 2200)[k % 2], "contest_date": START.date() if k else None},
    }


def _cases(k):
    return [
        {"problem_key": KEYS[k], "ordinal": i, "origin": origin, "input": f"{n}\n"}
        | {"output": f"{n + k}\n", "bytes": 4, "sha256": f"{k}{i}"}
        for i, (origin, n) in enumerate(CASES)
    ]


def _judgement(k, kind):
    ran = PASSED.get(kind, ())
    verdict = kind if kind in [*Verdict] else "WA"
    first = next((place for place, right in enumerate(ran) if not right), None)
    return {
        **{"judgement_id": f"j{k}{kind}", "source_sha": None if kind == "NC" else f"s{k}{kind}"},
        **{"source": None if kind == "NC" else f"// {kind}", "cases_sha": "c", "limits": "{}"},
        **{"compiler": "g++ 12", "judge_version": "by hand", "isolation": "rlimits"},
        **{"verdict": verdict, "passed": sum(ran), "total": 3, "score": sum(ran) / 3},
        **{"compile_ms": 500.0, "cpu_ms": 250.0, "peak_kb": 1},
        "cases": json.dumps([{"verdict": "AC" if right else "WA"} for right in ran]),
        "first_failure": None
        if verdict == "AC"
        else json.dumps(
            {"ordinal": first, "verdict": verdict, "expected": "3", "actual": "4", "message": ""}
        ),
    }


def _completion(name, k, key, sample, kind):
    return {
        **{"completion_id": f"{name}{key}{sample}", "run_id": None, "step": None},
        **{"evaluation_id": name, "problem_key": key, "sample": sample, "seed": 1},
        **{"text": answer(k, kind), "source_sha": None, "judgement_id": f"j{k}{kind}"},
        **{"tokens": 10, "finish_reason": "fence", "reward": None, "advantage": None},
    }
