"""Which problems a run works on, and the identity of that choice.

A run sees only the loads of its own sources, whatever else the warehouse holds, so a demo and a hub
corpus can live side by side. Of problems that repeat each other it sees the best, and none to train
on or to choose by that repeats what a current load of the warehouse holds out. The fingerprint
covers keys, buckets, test cases and limits: two evaluations with the same one were asked the same
questions and marked against the same answers.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from tinylora.corpus.quality.kept_apart import kept_apart
from tinylora.corpus.settings import CaseOrigins, CorpusSettings, SourceSettings
from tinylora.errors import SourceMissing
from tinylora.identity import fingerprint, sha256
from tinylora.judge.cases import choose_cases
from tinylora.problem import StoredProblem, TestCase
from tinylora.warehouse import Row, Warehouse

Use = Literal["reward", "validate", "report"]
"""What a problem's test cases are run for."""
STATED = ("platform", "letter", "rating", "word")
"""What `corpus.only` chooses by: columns of the view stated_difficulty."""
REPORTED_ONLY = "test"
"""Split whose problems neither reward nor validate: reports run all of their test cases."""


@dataclass(frozen=True)
class ProblemSet:
    """Problems in the order of their keys."""

    problems: tuple[StoredProblem, ...]
    left_out: str | None = None
    """How many problems have no test case of the origins asked for, in a sentence. None: none."""

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
    use: Use = "report",
    case_origins: CaseOrigins = (),
    max_problems: int | None = None,
    languages: Sequence[str] = (),
    buckets: Collection[str] = (),
    answered_in: str = "c++",
    seed: int = 0,
) -> ProblemSet:
    """Return the judgeable problems of `split` in the loads of the corpus's sources.

    Those that `corpus.only` keeps, where it is about this split.

    A source's load is the one asked for last that was made with the settings of this corpus. `use`
    is what test cases are run for: a problem whose cases are kept apart brings those of that use.
    Of them it brings those of `case_origins`, or all where that is empty; a problem that has none
    left is left out, before `max_problems` counts.

    Empty `languages` (of statements) or `buckets` mean all. `answered_in` is what programs that
    read standard input are asked in; with python, functions are asked besides. With `max_problems`
    the choice is seeded and stable: a problem that joins the corpus moves few others.

    Raises:
        SourceMissing: a source was never ingested so, or never compared with what it may repeat, or
            nothing judgeable is left.
    """
    with warehouse.reading():
        load_ids = current_load_ids(warehouse, corpus)
        _must_be_compared(warehouse, load_ids)
        rows = warehouse.rows(
            "select_problem_set", split=split, load_ids=load_ids, language=answered_in
        )
    rows = _kept(rows, corpus, split)
    divided = corpus.keep_tests_apart and split != REPORTED_ONLY
    problems = [
        for_use(StoredProblem.from_row(row), use) if divided else StoredProblem.from_row(row)
        for row in rows
        if (not languages or row["language"] in languages)
        and (not buckets or row["bucket"] in buckets)
    ]
    if rows and not problems:
        asked = [", ".join(names) or "(all)" for names in (languages, buckets)]
        there = sorted({f"{row['bucket']} in {row['language']}" for row in rows})
        raise SourceMissing(
            f"no judgeable problem with split {split!r} is in training.languages {asked[0]} and "
            f"training.buckets {asked[1]}; there are {len(rows)}: {', '.join(there)}"
        )
    if not problems:
        raise SourceMissing(
            f"no judgeable problem with split {split!r} in the sources of this run: "
            "add a source of that split, or look at `tinylora sql reject_reasons`"
        )
    asked, left_out = len(problems), None
    problems = [of_origins(problem, case_origins) for problem in problems]
    problems = [problem for problem in problems if problem.case_digests]
    if len(problems) < asked:
        left_out = (
            f"{asked - len(problems)} of {asked} problems with split {split!r} have no test case "
            f"of origin {' or '.join(case_origins)} that may {use}"
        )
    if not problems:
        raise SourceMissing(f"{left_out}: name more in case_origins, or leave it empty")
    if max_problems is not None:
        problems.sort(key=lambda problem: sha256(f"{seed}:{problem.problem_key}"))
        problems = sorted(problems[:max_problems], key=lambda problem: problem.problem_key)
    return ProblemSet(tuple(problems), left_out)


def _kept(rows: list[Row], corpus: CorpusSettings, split: str) -> list[Row]:
    """Return the rows that `corpus.only` keeps, without the columns that only it asks for."""
    stated = [tuple(row.pop(name) for name in STATED) for row in rows]
    choices = [choice for choice in corpus.only if split in choice.splits]
    if not choices:
        return rows
    kept = [
        row
        for row, said in zip(rows, stated, strict=True)
        if any(choice.keeps(*said) for choice in choices)
    ]
    if rows and not kept:
        platforms = sorted({platform or "not stated" for platform, *_ in stated})
        raise SourceMissing(
            f"corpus.only keeps none of the {len(rows)} judgeable problems with split {split!r}, "
            f"which are from {', '.join(platforms)}: ask stated_difficulty what sources say"
        )
    return kept


def for_use(problem: StoredProblem, use: Use) -> StoredProblem:
    """Return the problem with the test cases of `use`; all of them where they are too few."""
    apart = kept_apart(problem.case_digests)
    if not apart:
        return problem
    others = tuple(digest for digest in problem.case_digests if digest not in apart)
    return replace(problem, case_digests=apart if use == "report" else others, kept_apart=apart)


def of_origins(problem: StoredProblem, origins: CaseOrigins) -> StoredProblem:
    """Return the problem with its test cases of these origins; all of them where none is named.

    What is kept apart is divided by then, so it stays apart whatever the origins of either use.
    """
    if not origins:
        return problem
    run, apart = (
        tuple(digest for digest in digests if digest.split()[0] in origins)
        for digests in (problem.case_digests, problem.kept_apart)
    )
    return replace(problem, case_digests=run, kept_apart=apart)


def with_public_tests(
    problems: Sequence[StoredProblem], warehouse: Warehouse, most: int
) -> list[StoredProblem]:
    """Return the problems, each with its first `most` public test cases, which prompts show."""
    shown: dict[str, list[TestCase]] = {problem.problem_key: [] for problem in problems}
    if most:
        for row in warehouse.rows("select_public_tests", problem_keys=list(shown), most=most):
            shown[row["problem_key"]].append(TestCase.from_row(row))
    return [replace(one, public_tests=tuple(shown[one.problem_key])) for one in problems]


def cases_of(
    problems: Sequence[StoredProblem],
    warehouse: Warehouse,
    most: int | None,
    most_bytes: int | None = None,
) -> dict[str, tuple[TestCase, ...]]:
    """Return by problem key those of `case_digests` that a budget of count and bytes allows.

    Ask for few problems at a time: one may hold megabytes.
    """
    wanted = {problem.problem_key: set(problem.case_digests) for problem in problems}
    found: dict[str, list[TestCase]] = {key: [] for key in wanted}
    for row in warehouse.rows("select_test_cases", problem_keys=list(wanted)):
        if row["digest"] in wanted[row["problem_key"]]:
            found[row["problem_key"]].append(TestCase.from_row(row))
    return {key: choose_cases(cases, most, most_bytes) for key, cases in found.items()}


def test_cases(warehouse: Warehouse, problem_key: str) -> tuple[TestCase, ...]:
    """Return all test cases of a problem, whatever they are run for."""
    rows = warehouse.rows("select_test_cases", problem_keys=[problem_key])
    return tuple(TestCase.from_row(row) for row in rows)


test_cases.__test__ = False  # pytest collects functions that start with "test"


def current_load_ids(warehouse: Warehouse, corpus: CorpusSettings) -> list[str]:
    """Return the load of each source: the one asked for last with the settings of this corpus.

    Raises:
        SourceMissing: a source was never ingested so.
    """
    with warehouse.reading():
        return [_load_id(warehouse, source, corpus) for source in corpus.sources]


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


def load_choices(source: SourceSettings, corpus: CorpusSettings) -> str:
    """Return, as JSON, the choices that are not the defaults: loads and runs are matched by it."""
    of_source = {"contests_from", "contests_before", "rows", "columns", "files"}
    chosen = source.model_dump(
        mode="json", include=of_source, exclude_defaults=True
    ) | corpus.model_dump(mode="json", include={"non_ascii_samples"}, exclude_defaults=True)
    return json.dumps(chosen, sort_keys=True)
