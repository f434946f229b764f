"""What an import of completions is judged on and under: as a stored evaluation was."""

import json
from dataclasses import dataclass
from dataclasses import fields as fields_of
from typing import Any, Literal

from pydantic import ValidationError

from tinylora.corpus.settings import CaseOrigins
from tinylora.errors import SettingsError, SourceMissing
from tinylora.evaluation.settings import EvaluationSettings
from tinylora.judge.settings import JudgeSettings
from tinylora.policy.settings import PromptSettings
from tinylora.problem import StoredProblem
from tinylora.stages.corpus.problem_set import REPORTED_ONLY, for_use, of_origins
from tinylora.stages.evaluation.finished import find_evaluations, finished_evaluations
from tinylora.warehouse import Row, Warehouse


@dataclass(frozen=True)
class Conditions:
    """Problems, judge and tests."""

    like: str | None
    """The evaluation they are taken from; None: the defaults."""
    problems: list[Row]
    """Rows of select_named_problems."""
    judge: JudgeSettings
    code_block: Literal["last", "first"]
    language: str
    """What is answered in it where a problem leaves it open: see `prompt.language`."""
    case_origins: CaseOrigins
    """Run those test cases alone; empty: of every origin."""
    max_cases: int | None
    max_case_bytes: int | None
    keep_tests_apart: bool
    """Leave out test cases that reward or validate: see `corpus.keep_tests_apart`."""

    def stored_problem(self, row: Row) -> StoredProblem:
        """Return the problem of a row of `problems`, with the test cases that a report runs."""
        names = {field.name for field in fields_of(StoredProblem)}
        problem = StoredProblem.from_row({name: row[name] for name in names & row.keys()})
        problem = for_use(problem, "report") if self.keep_tests_apart else problem
        return of_origins(problem, self.case_origins)

    def settings(self, samples_per_problem: int) -> dict[str, Any]:
        """Return what an evaluation's row keeps of them, under the names evaluations use."""
        return {
            "prompt": {
                "code_block": self.code_block,
                **({"language": self.language} if self.language != "c++" else {}),
            },
            "judge": self.judge.that_count(),
            "evaluation": {
                "samples_per_problem": samples_per_problem,
                "max_cases": self.max_cases,
                "max_case_bytes": self.max_case_bytes,
                **({"case_origins": list(self.case_origins)} if self.case_origins else {}),
                **({"keep_tests_apart": True} if self.keep_tests_apart else {}),
            },
        }


def conditions_of(
    warehouse: Warehouse, split: str, like: str, workers: int | None = None, language: str = "c++"
) -> Conditions:
    """Return the conditions of the evaluation `like`, or of the newest on `split`, or defaults.

    Without `like`, of those whose problems were answered in `language`.

    Raises:
        SourceMissing: no such evaluation, or no usable problem of the split.
        SettingsError: that evaluation's settings are not of this code.
    """
    known = finished_evaluations(warehouse)
    if like:
        (row,) = find_evaluations(known, [like])
    else:
        wanted = (split, language)
        row = next((one for one in known if (_split(one), _language(one)) == wanted), None)
    settings = json.loads(row["settings"]) if row else {}
    language = _language(row) if row else language
    evaluation_id = row["evaluation_id"] if row else None
    problems = warehouse.rows(
        "select_named_problems", evaluation_id=evaluation_id, split=split, language=language
    )
    if not problems:
        raise SourceMissing(
            f"no usable problem with split {split!r} in {warehouse.path}: ingest one, "
            "or name an evaluation whose problems to take (--like)"
        )
    try:
        judge = JudgeSettings.model_validate({**settings.get("judge", {}), "workers": workers})
    except ValidationError as error:
        raise SettingsError(
            f"evaluation {evaluation_id} was judged under settings that this code does not know "
            f"({error.errors()[0]['loc']}): name another with --like"
        ) from error
    tests = settings.get("evaluation", {})
    return Conditions(
        *(evaluation_id, problems, judge),
        code_block=settings.get("prompt", {}).get(
            "code_block", _default(PromptSettings, "code_block")
        ),
        language=language,
        case_origins=tuple(tests.get("case_origins", ())),
        max_cases=tests.get("max_cases", _default(EvaluationSettings, "max_cases")),
        max_case_bytes=tests.get("max_case_bytes", _default(EvaluationSettings, "max_case_bytes")),
        keep_tests_apart=tests.get("keep_tests_apart", row is None and split != REPORTED_ONLY),
    )


def _split(row: Row) -> str | None:
    return json.loads(row["settings"]).get("evaluation", {}).get("split")


def _language(row: Row) -> str:
    return json.loads(row["settings"]).get("prompt", {}).get("language", "c++")


def _default(section: type, name: str) -> Any:
    return section.model_fields[name].default
