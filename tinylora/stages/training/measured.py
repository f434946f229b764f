"""What a base model's own evaluations say of the problems it is trained on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tinylora.errors import SettingsError
from tinylora.identity import fingerprint
from tinylora.policy.model_source import ModelSource
from tinylora.warehouse import Row, Warehouse


@dataclass(frozen=True)
class Measurement:
    """How a base model's completions of some problems ended.

    Attributes:
        rows: of `select_measured_outcomes`.
    """

    rows: tuple[Row, ...] = ()

    @cached_property
    def outcomes(self) -> dict[str, list[dict[str, Any]]]:
        """By problem key: verdict, passed, total and how many completions ended so."""
        names = ("verdict", "passed", "total", "completions")
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows:
            found.setdefault(row["problem_key"], []).append({name: row[name] for name in names})
        return found

    @property
    def identity(self) -> dict[str, Any]:
        """Which evaluations it was read from, and a fingerprint of what they say."""
        evaluations = sorted({one for row in self.rows for one in row["evaluation_ids"]})
        return {"evaluations": evaluations, "outcomes": fingerprint(self.outcomes)}


def measure(
    warehouse: Warehouse,
    source: ModelSource,
    problem_keys: Sequence[str],
    languages: Sequence[str] = ("c++", "mathematics"),
) -> Measurement:
    """Return what finished evaluations of the base model say of these problems in these languages.

    All of them count, whatever their prompt, temperature or quantisation.

    Raises:
        SettingsError: there is none of any of the problems.
    """
    rows = warehouse.rows(
        "select_measured_outcomes",
        base_fingerprint=source.fingerprint,
        problem_keys=list(problem_keys),
        languages=list(languages),
    )
    if not rows:
        raise SettingsError(
            f"training.curriculum is pass_rate and {source.name} ({source.fingerprint}) has no "
            f"finished evaluation on any of the {len(problem_keys)} training problems: run the "
            "evaluate deployment of this profile with --param checkpoint=base --param overrides="
            """'{"evaluation.split": "train", "evaluation.samples_per_problem": 8}' first, or """
            "take training.curriculum uniform"
        )
    return Measurement(tuple(rows))
