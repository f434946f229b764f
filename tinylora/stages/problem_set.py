"""Which problems a run works on, and the identity of that choice.

A run sees only the loads of its own sources, whatever else the warehouse holds, so a demo and a hub
corpus can live side by side. Of problems that repeat each other it sees the best, and none to train
on or to choose by that repeats what a current load of the warehouse holds out. The fingerprint
covers keys, buckets, test cases and limits: two evaluations with the same one were asked the same
questions and marked against the same answers.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tinylora.corpus.records import Origin, TestCase
from tinylora.errors import SourceMissing
from tinylora.identity import fingerprint, sha256
from tinylora.judge.cases import choose_cases
from tinylora.settings import CorpusSettings, SourceSettings
from tinylora.stages.load_choices import load_choices
from tinylora.warehouse import Warehouse


@dataclass(frozen=True)
class StoredProblem:
    """A problem as the warehouse hands it to training and evaluation."""

    problem_key: str
    dataset: str
    bucket: str
    title: str
    statement: str
    language: str
    time_limit_s: float | None
    memory_limit_mb: int | None
    case_digests: tuple[str, ...]
    """Origin and SHA-256 of each test case. The texts stay in the warehouse: see `test_cases`."""
    checker: str = "tokens"
    """How outputs are compared: what `Checker.parse` takes."""


@dataclass(frozen=True)
class ProblemSet:
    """Problems in the order of their keys."""

    problems: tuple[StoredProblem, ...]

    @cached_property
    def fingerprint(self) -> str:
        """16 hex digits over keys, buckets, test cases, limits and checkers."""
        names = ("problem_key", "bucket", "case_digests", "time_limit_s", "memory_limit_mb")
        parts = [[getattr(one, name) for name in (*names, "checker")] for one in self.problems]
        return fingerprint(parts)


def problem_set(
    warehouse: Warehouse,
    corpus: CorpusSettings,
    split: str,
    *,
    max_problems: int | None = None,
    languages: Sequence[str] = (),
    buckets: Collection[str] = (),
    seed: int = 0,
) -> ProblemSet:
    """Return the judgeable problems of `split` in the loads of the corpus's sources.

    A source's load is the one asked for last that was made with the settings of this corpus.

    Empty `languages` or `buckets` mean all. With `max_problems` the choice is seeded and stable: a
    problem that joins the corpus moves few others.

    Raises:
        SourceMissing: a source was never ingested so, or never compared with what it may repeat, or
            nothing judgeable is left.
    """
    load_ids = [_load_id(warehouse, source, corpus) for source in corpus.sources]
    _must_be_compared(warehouse, load_ids)
    rows = warehouse.rows("select_problem_set", split=split, load_ids=load_ids)
    problems = [
        _problem(row)
        for row in rows
        if (not languages or row["language"] in languages)
        and (not buckets or row["bucket"] in buckets)
    ]
    if not problems:
        raise SourceMissing(
            f"no judgeable problem with split {split!r} in the sources of this run: "
            "add a source of that split, or look at `tinylora sql reject_reasons`"
        )
    if max_problems is not None:
        problems.sort(key=lambda problem: sha256(f"{seed}:{problem.problem_key}"))
        problems = sorted(problems[:max_problems], key=lambda problem: problem.problem_key)
    return ProblemSet(tuple(problems))


def test_cases(
    warehouse: Warehouse,
    problem_keys: Sequence[str],
    most: int | None,
    most_bytes: int | None = None,
) -> dict[str, tuple[TestCase, ...]]:
    """Return the test cases of each problem that a budget of count and bytes allows; None: all.

    Ask for few problems at a time: one may hold megabytes.
    """
    found: dict[str, list[TestCase]] = {key: [] for key in problem_keys}
    for row in warehouse.rows("select_test_cases", problem_keys=list(problem_keys)):
        case = TestCase(row["input"], row["output"], Origin(row["origin"]))
        found[row["problem_key"]].append(case)
    return {key: choose_cases(cases, most, most_bytes) for key, cases in found.items()}


test_cases.__test__ = False  # pytest collects functions that start with "test"


def _load_id(warehouse: Warehouse, source: SourceSettings, corpus: CorpusSettings) -> str:
    origin, choices = source.repo or source.path, load_choices(source, corpus)
    rows = warehouse.rows(
        "select_load_ids",
        **{"dataset": source.dataset, "config": source.config, "split": source.split},
        **{"origin": origin, "revision": source.revision, "choices": choices},
    )
    if not rows:
        raise SourceMissing(
            f"{source.dataset}/{source.config}/{source.split} from {origin} was never ingested "
            f"with the settings of this run ({choices}): run the "
            "prepare-corpus deployment of this profile first"
        )
    return rows[0]["load_id"]


def _must_be_compared(warehouse: Warehouse, load_ids: Sequence[str]) -> None:
    """Refuse a choice from which nobody knows whether it repeats what is held out."""
    (row,) = warehouse.rows("count_uncompared", load_ids=load_ids)
    if row["problems"]:
        raise SourceMissing(
            f"{row['problems']} problems in the sources of this run were never compared for "
            "duplicates: run the prepare-corpus deployment of this profile first"
        )


def _problem(row: dict[str, Any]) -> StoredProblem:
    return StoredProblem(**{**row, "case_digests": tuple(row["case_digests"])})
