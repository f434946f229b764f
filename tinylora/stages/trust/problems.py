"""Which problems have solutions to replay, and the identity of such a replay."""

from collections.abc import Sequence
from dataclasses import dataclass

from tinylora.code_identity import code_version
from tinylora.entry_points import REPLAY
from tinylora.identity import fingerprint
from tinylora.judge.languages.toolchain import find_toolchain
from tinylora.problem import StoredProblem
from tinylora.settings import Settings
from tinylora.warehouse import Warehouse


@dataclass(frozen=True)
class Replayable:
    """A problem and the solutions to try its tests with."""

    problem: StoredProblem
    many_answers_stated: bool
    solution_shas: tuple[str, ...]
    replay_id: str
    """Over all that can change what the replay says."""
    is_done: bool


def replayable_problems(
    settings: Settings, warehouse: Warehouse, load_ids: Sequence[str]
) -> list[Replayable]:
    """Return the problems of these loads that have solutions, the most useful to replay first."""
    trust = settings.corpus.trust
    if trust.solutions_kept == 0:
        return []
    conditions = [
        trust.max_cases,
        settings.judge.model_dump(mode="json", exclude={"workers", "stop_at_first_failure"}),
        find_toolchain(settings.judge.standard).version,
        code_version(REPLAY),
    ]
    found = []
    for row in warehouse.rows("select_replayable_problems", load_ids=list(load_ids)):
        right, wrong = (
            row.pop(name)[: trust.solutions_kept] for name in ("right_shas", "wrong_shas")
        )
        known = row.pop("replay_ids")
        replay_id = fingerprint([row, right, wrong, conditions])
        stated = row.pop("many_answers_stated")
        problem, shas = StoredProblem.from_row(row), (*right, *wrong)
        found.append(Replayable(problem, stated, shas, replay_id, replay_id in known))
    return found
