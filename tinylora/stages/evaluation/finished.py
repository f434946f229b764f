"""Find finished evaluations by what people call them, and read what they found."""

from collections.abc import Sequence

from tinylora.errors import NotComparable, SourceMissing
from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.statistics.conditions import (
    Rows,
    differences,
    keep_common_problems,
    on_one_base,
)
from tinylora.warehouse import Row, Warehouse

WORDS = (
    "an evaluation's id or its beginning, the name of an import, a run's id (its newest "
    "evaluation), base, start, or latest; `tinylora leaderboard` lists them"
)


def finished_evaluations(warehouse: Warehouse) -> list[Row]:
    """Return the finished evaluations, newest first; rows of select_finished_evaluations."""
    return warehouse.rows("select_finished_evaluations")


def find_evaluations(known: Sequence[Row], words: Sequence[str]) -> list[Row]:
    """Return the evaluation that each word means.

    `base` is the base model's under the conditions of the first other one (see `base_for`), and
    `start` is of the policy that the training of the first other one began at (see `start_for`).

    Raises:
        SourceMissing: a word means none, or several.
    """
    found = {word: _find(known, word) for word in words if word not in ("base", "start")}
    first = next(iter(found.values()), None)
    if "base" in words:
        found["base"] = base_for(known, first)
    if "start" in words:
        found["start"] = start_for(known, first)
    return [found[word] for word in words]


def base_for(known: Sequence[Row], tuned: Row | None) -> Row:
    """Return the base model's evaluation that `tuned` compares with best, of equals the newest.

    Under the same conditions where there is one, else on the same problems, else the newest.

    Raises:
        SourceMissing: none of `bases_of` was evaluated.
    """
    bases = bases_of(known, tuned)
    if not bases:
        whose = "a base model"
        if tuned is not None:
            alike = "with the same dtype, quantisation and matmul_precision"
            whose = f"the base model of {tuned['evaluation_id']}, {alike}"
        raise SourceMissing(
            f"there is no finished evaluation of {whose}: run the evaluate deployment with "
            '{"checkpoint": "base"}'
        )
    if tuned is None:
        return bases[0]
    return min(bases, key=lambda base: _distance(base, tuned))


def bases_of(known: Sequence[Row], tuned: Row | None) -> list[Row]:
    """Return the evaluations of the base that `tuned` was trained on, loaded alike.

    An import has any base model's, and so has nothing.
    """
    bases = [row for row in known if is_base(row)]
    if tuned is None or tuned["imported_as"] is not None:
        return bases
    return [base for base in bases if on_one_base(base, tuned)]


def start_for(known: Sequence[Row], tuned: Row | None) -> Row:
    """Return the evaluation of what the training of `tuned` began at, chosen as `base_for` does.

    Raises:
        SourceMissing: it began at zero, or nothing says which it is, or it was not evaluated.
    """
    began = tuned and tuned["start_checkpoint_id"]
    if not began:
        raise SourceMissing(
            "'start': name an evaluation of a training with training.start_from beside it; others "
            "began at zero, which is base"
        )
    starts = [row for row in known if row["checkpoint_id"] == began]
    if not starts:
        raise SourceMissing(
            f"'start': checkpoint {began} has no finished evaluation: run the evaluate deployment "
            f'with {{"checkpoint": "{began}"}}'
        )
    return min(starts, key=lambda start: _distance(start, tuned))


def is_base(row: Row) -> bool:
    """Return whether an evaluation is of a base model as it stands."""
    return row["checkpoint_id"] is None and row["imported_as"] is None


def outcomes(warehouse: Warehouse, evaluation_id: str) -> list[JudgedCompletion]:
    """Return what an evaluation found, without texts: titles, code and failures are empty."""
    return outcomes_by_id(warehouse, [evaluation_id])[evaluation_id]


def outcomes_by_id(warehouse: Warehouse, ids: Sequence[str]) -> dict[str, list[JudgedCompletion]]:
    """Return what each of these evaluations found, asked for at once: see `outcomes`."""
    found: dict[str, list[JudgedCompletion]] = {one: [] for one in ids}
    for row in warehouse.rows("select_outcomes", evaluation_ids=list(ids)):
        found[row["evaluation_id"]].append(JudgedCompletion.from_row(row))
    return found


def comparable_part(
    base: Row, tuned: Row, before: Rows, after: Rows
) -> tuple[Rows, Rows, list[str], list[str]]:
    """Return what of `before` and `after` is compared, what differs, and what is left out.

    All of them where nothing but the policy differs, else the problems and samples that both hold.

    Raises:
        NotComparable: they share no problem.
    """
    differ, left_out = differences(base, tuned), []
    if differ:
        before, after, left_out = keep_common_problems(before, after)
    if not before:
        raise NotComparable(
            f"evaluations {base['evaluation_id']} and {tuned['evaluation_id']} share no problem: "
            "evaluate both policies on one problem set"
        )
    return before, after, differ, left_out


def _find(known: Sequence[Row], word: str) -> Row:
    if word == "latest":
        matching = [row for row in known if not is_base(row)][:1]
    else:
        matching = [row for row in known if word in (row["imported_as"], row["run_id"])][:1]
        exact = [row for row in known if row["evaluation_id"] == word]
        starting = [row for row in known if word and row["evaluation_id"].startswith(word)]
        matching = exact or matching or starting
    if len(matching) == 1:
        return matching[0]
    candidates = ", ".join(row["evaluation_id"] for row in matching[:5])
    why = f"several evaluations begin so ({candidates})" if matching else "no finished evaluation"
    raise SourceMissing(f"{word!r}: {why}; give {WORDS}")


def _distance(base: Row, tuned: Row) -> tuple[bool, bool, int]:
    return (
        base["problem_set_fingerprint"] != tuned["problem_set_fingerprint"],
        base["base_fingerprint"] != tuned["base_fingerprint"],
        len(differences(base, tuned)),
    )
