"""The problems of a profile as the JSON Lines that the earlier projects read, and what failed.

A line is {prompt, test_cases: [{input, output}]}, and {function, starter_code} besides of what is
a function, {answer_language} of what else is not answered in the profile's own language. Beside the
file lie the whole statements that gave no problem, {prompt, reason}, for people to look at.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tinylora.corpus.settings import Split
from tinylora.errors import DiskFault, SourceMissing
from tinylora.files import write_parts
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import ProblemSet, cases_of, current_load_ids
from tinylora.stages.evaluation.identity import evaluation_problems
from tinylora.stages.training.identity import training_problems, validation_problems
from tinylora.warehouse import Row, Warehouse

FAILED = "failed_extraction.jsonl"
AT_ONCE = 16
"""Problems whose test cases are in memory: one may hold megabytes."""


@dataclass(frozen=True)
class Exported:
    """What was written, and where."""

    split: Split
    problems: int
    file: str
    failed: int
    failed_file: str
    not_stored: int
    """Refused rows whose statements are not known: they show none, or their load is older than the
    column for it."""


def export_problems(settings: Settings, split: Split, path: Path, warehouse: Warehouse) -> Exported:
    """Write what a training (train), its validation (valid) or an evaluation (test) would ask.

    Test cases are those that it would run. A file is whole or not there.

    Raises:
        SourceMissing: a file is there already, a source was never ingested, or no problem is left.
        DiskFault: a file cannot be written.
    """
    if path.is_dir():
        raise SourceMissing(f"{path} is a folder: name a file that is not there yet, in it say")
    failed = path.with_name(FAILED)
    folder = path.absolute().parent
    taken = [str(one) for one in (path, failed) if one.exists()]
    if taken or path == failed:
        why = f"{' and '.join(taken)} there already" if taken else f"{path} cannot be written"
        raise SourceMissing(
            f"{why}: name a file that is not there yet, in a folder that holds no {FAILED}"
        )
    chosen = settings.training if split == "train" else settings.evaluation
    found = _asked(settings, split, warehouse)
    sources = tuple(one for one in settings.corpus.sources if one.split == split)
    corpus = settings.corpus.model_copy(update={"sources": sources})
    refused = warehouse.rows(
        "select_failed_extractions", load_ids=current_load_ids(warehouse, corpus)
    )
    shown = [row for row in refused if row["prompt"] is not None]
    budget = chosen.max_cases, chosen.max_case_bytes
    problems = _problems(found, warehouse, settings.prompt.language, *budget)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_parts(path, map(_line, problems))
        write_parts(failed, map(_line, shown))
    except OSError as error:
        raise DiskFault(f"{folder} cannot be written to: {error.strerror}; name another") from error
    return Exported(
        *(split, len(found.problems), str(path), len(shown), str(failed)),
        not_stored=len(refused) - len(shown),
    )


def _asked(settings: Settings, split: Split, warehouse: Warehouse) -> ProblemSet:
    if split == "train":
        return training_problems(settings, warehouse)
    if split == "valid":
        return validation_problems(settings, warehouse)
    return evaluation_problems(settings.override({"evaluation.split": split}), warehouse)


def _problems(
    found: ProblemSet,
    warehouse: Warehouse,
    language: str,
    most: int | None,
    most_bytes: int | None,
) -> Iterator[Row]:
    for first in range(0, len(found.problems), AT_ONCE):
        some = found.problems[first : first + AT_ONCE]
        cases = cases_of(some, warehouse, most, most_bytes)
        for problem in some:
            tests = [
                {"input": case.input, "output": case.output} for case in cases[problem.problem_key]
            ]
            more = {}
            if problem.function is not None:
                more = {"function": problem.function, "starter_code": problem.starter_code}
            elif problem.answer_language != language:
                more = {"answer_language": problem.answer_language}
            yield {"prompt": problem.statement, "test_cases": tests, **more}


def _line(row: Row) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()
