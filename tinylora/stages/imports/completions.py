"""Judge completions that another program sampled, as an evaluation of its own.

choose problems -> read the file -> judge -> store. The problems, their tests and the judge's limits
are those of an evaluation that is stored already, so that both stand on one leaderboard; how the
completions were sampled is not known, and every comparison says so. A killed import goes on where
it stopped, and what was ever judged is not judged again.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinylora.cluster.settings import LOCAL, ExecutionSettings
from tinylora.code_identity import code_of, code_version
from tinylora.entry_points import JUDGE, JUDGING
from tinylora.errors import SourceMissing
from tinylora.evaluation.statistics.comparison import count
from tinylora.identity import fingerprint, sha256
from tinylora.stages.corpus.problem_set import ProblemSet
from tinylora.stages.evaluation.evaluate import running_evaluation
from tinylora.stages.imports.completions_file import CompletionsFile, cover, read_completions
from tinylora.stages.imports.conditions import Conditions, conditions_of
from tinylora.stages.job_folder import job_folder
from tinylora.stages.judging.compilers import compilers
from tinylora.stages.judging.judge_ahead import judge_ahead
from tinylora.stages.judging.judge_completions import Judging, judge_completions
from tinylora.stages.progress import Report, silent
from tinylora.warehouse import Row, Warehouse

TOLD = ("seed", "tokens", "finish_reason")
"""What a row says of its completion where that is known."""


@dataclass(frozen=True)
class Imported:
    """An import that is finished and stored."""

    evaluation_id: str
    like: str | None
    """The evaluation whose problems and judge it took; None: there was none."""
    file: CompletionsFile
    problems: int
    samples_per_problem: int
    verdicts: dict[str, int]
    reused: bool
    """The whole evaluation was there already."""


def import_completions(
    path: Path,
    name: str,
    warehouse: Warehouse,
    home: Path,
    *,
    split: str = "test",
    like: str = "",
    language: str = "c++",
    partial: bool = False,
    workers: int | None = None,
    execution: ExecutionSettings = LOCAL,
    report: Report = silent,
) -> Imported:
    """Judge the completions of a JSON Lines file under the policy name `name`.

    Args:
        path: the file; see completions_file.
        name: what the leaderboard calls them.
        warehouse: holds the problems.
        home: for the judge's scratch.
        split: whose problems: those of its newest evaluation, or all usable ones.
        like: take those of this evaluation instead (see `find_evaluations`).
        language: without `like`, what the completions answer in, as `prompt.language`.
        partial: where problems or samples are missing, evaluate those that are there.
        workers: programs judged at once; None: one per core.
        execution: where they are judged.
        report: told how far it is.

    Raises:
        SourceMissing: no such file, evaluation, or problems.
        NotComparable: the file does not cover the problem set; what is missing is named.
        JudgeFault: the judge failed twice in a row.
    """
    chosen = conditions_of(warehouse, split, like, workers, language)
    file = _read(path, chosen.problems)
    cover(file, chosen.problems, partial)
    kept = {key for key, _ in file.kept}
    problems = ProblemSet(
        tuple(chosen.stored_problem(row) for row in chosen.problems if row["problem_key"] in kept)
    )
    samples = len(file.kept) // len(problems.problems)
    row = _row(name, chosen, problems, samples)
    identity = [row["settings"], problems.fingerprint, row["code_version"], name, _contents(file)]
    evaluation_id = fingerprint(
        [*identity, compilers(problems, chosen.judge), code_version(JUDGING)]
    )
    with job_folder(home, evaluation_id, report):
        reused = bool(warehouse.rows("select_finished_among", evaluation_ids=[evaluation_id]))
        if not reused:
            judging = Judging(
                *(evaluation_id, problems.problems, samples),
                **{"judge": chosen.judge, "code_block": chosen.code_block},
                **{"max_cases": chosen.max_cases, "max_case_bytes": chosen.max_case_bytes},
            )
            completions = [file.kept[place] for place in sorted(file.kept)]
            stored = {"evaluation_id": evaluation_id, **row}
            with running_evaluation(warehouse, stored, (code_of(JUDGE),)):
                judge_ahead(judging, completions, warehouse, home, execution, report)
                judge_completions(judging, completions, warehouse, home, report)
    counted = warehouse.rows("count_verdicts", evaluation_id=evaluation_id)
    return Imported(
        *(evaluation_id, chosen.like, file, len(problems.problems), samples),
        verdicts={found["verdict"]: found["completions"] for found in counted},
        reused=reused,
    )


def _read(path: Path, problems: list[Row]) -> CompletionsFile:
    try:
        with path.open("rb") as lines:
            file = read_completions(lines, problems)
    except OSError as error:
        raise SourceMissing(f"{path} cannot be read: {error.strerror}") from error
    if not file.kept:
        first = f"; line {file.rejects[0].line}: {file.rejects[0].why}" if file.rejects else ""
        raise SourceMissing(
            f"{path}: of {count(file.read, 'row')} none is a completion of the problem set{first}"
        )
    return file


def _row(name: str, chosen: Conditions, problems: ProblemSet, samples: int) -> dict[str, Any]:
    return {
        **{"imported_as": name, "checkpoint_id": None, "seed": None},
        **{"base_model": "imported", "base_fingerprint": "imported", "code_version": "imported"},
        "problem_set_fingerprint": problems.fingerprint,
        "problems": len(problems.problems),
        "settings": chosen.settings(samples),
        "judge_version": code_version(JUDGE),
    }


def _contents(file: CompletionsFile) -> str:
    """Return a hash of all that its rows say; of most of them that is the text alone."""
    contents = []
    for place, row in sorted(file.kept.items()):
        told = {name: row[name] for name in TOLD if row[name] is not None}
        contents.append([*place, sha256(row["text"]), *([told] if told else [])])
    return fingerprint(json.dumps(contents, sort_keys=True))
