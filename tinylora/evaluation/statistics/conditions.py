"""Whether two evaluations were made under the same conditions, and what differs where not.

What makes the policy (base model, checkpoint, or the name of an import) is no condition: it is what
is compared.

The part of two evaluations that can be set side by side although not all of it can.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tinylora.entry_points import DEFAULT_ENGINE
from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.statistics.comparison import count
from tinylora.evaluation.statistics.metrics import by_problem

UNKNOWN = "not known"
COLUMNS = {
    "problem_set_fingerprint": "problem set (its problems and their tests)",
    "seed": "seed",
    "judge_version": "judge version",
    "compilers": "compiler",
    "code_version": "code that samples",
}
POLICY = ("model.",)
"""Settings of the policy itself."""
LOADED = ("model.dtype", "model.quantization", "model.matmul_precision")
"""Of those, the ones that change what the same weights compute."""
REPEATED = ("evaluation.split", "evaluation.max_problems", "evaluation.seed")
"""Settings that the columns tell better: which problems, and the seed."""
SAMPLING = (*LOADED, "prompt.", "generation.", "evaluation.split")
"""Settings that say how a policy is loaded, prompted and sampled; the others, how it is judged."""

UNSAID = {"prompt.language": "c++"}
"""What goes without saying of any evaluation."""
UNSAID_HERE = {"generation.engine": DEFAULT_ENGINE}
"""What besides goes without saying of one that was sampled here."""


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return what differs, as "generation.temperature: 0.7 against 0.2"; empty: comparable.

    Args:
        one: an evaluation's row, with the columns of COLUMNS and `settings` (JSON text or a dict).
        other: the one it is compared with.
    """
    first, second = conditions(one), conditions(other)
    found = [
        f"{name}: {first.get(name, UNKNOWN)} against {second.get(name, UNKNOWN)}"
        for name in dict.fromkeys((*first, *second))
        if first.get(name, UNKNOWN) != second.get(name, UNKNOWN)
    ]
    if one.get("imported_as") and other.get("imported_as"):
        found.append(f"how their completions were sampled: {UNKNOWN} of either")
    return found


def conditions(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return every condition of an evaluation by the name people read."""
    found = {label: row[name] for name, label in COLUMNS.items() if row[name] is not None}
    flat, skipped = _settings(row), (*POLICY, *REPEATED)
    return found | {name: flat[name] for name in flat if not name.startswith(skipped)}


def sampled_alike(
    one: Mapping[str, Any], other: Mapping[str, Any], settings: tuple[str, ...] = SAMPLING
) -> bool:
    """Return whether two evaluations loaded, prompted and sampled their policy with equal settings.

    A setting that only one of them knows is newer than the other, and no difference.
    """
    first, second = _settings(one), _settings(other)
    known = first.keys() & second.keys()
    return all(first[name] == second[name] for name in known if name.startswith(settings))


def on_one_base(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether the policies of two evaluations stand on the same weights, loaded alike."""
    return one["base_fingerprint"] == other["base_fingerprint"] and sampled_alike(
        one, other, LOADED
    )


def _settings(row: Mapping[str, Any]) -> dict[str, Any]:
    settings = row["settings"]
    found = dict(flat(json.loads(settings) if isinstance(settings, str) else settings))
    sampled_here = "generation.temperature" in found
    return UNSAID | (UNSAID_HERE if sampled_here else {}) | found


def flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the members of nested settings by dotted name, such as "prompt.template"."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


Rows = list[JudgedCompletion]


def keep_common_problems(
    base: Sequence[JudgedCompletion], tuned: Sequence[JudgedCompletion]
) -> tuple[Rows, Rows, list[str]]:
    """Return both evaluations on the problems they share, with as many samples of each problem.

    The samples kept are the first ones. The third value names what was left out.
    """
    before, after = by_problem(base), by_problem(tuned)
    shared = sorted(before.keys() & after.keys())
    kept: tuple[Rows, Rows] = ([], [])
    for key in shared:
        fewest = min(len(before[key]), len(after[key]))
        for rows, of_problem in zip(kept, (before[key], after[key]), strict=True):
            rows += of_problem[:fewest]
    left_out = []
    if alone := len(before.keys() ^ after.keys()):
        left_out.append(
            f"{count(alone, 'problem')} of only one of the two left out, {len(shared)} kept"
        )
    dropped = sum(len(found[key]) for found in (before, after) for key in shared) - sum(
        map(len, kept)
    )
    if dropped:
        left_out.append(f"{count(dropped, 'sample')} left out where one of the two has more")
    return *kept, left_out
