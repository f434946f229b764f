"""How much a problem is worth asking: the chance that the completions of its group differ.

A group whose rewards are all equal has no advantage and teaches nothing, be it all right or all
wrong. What a problem's completions are worth is known from an evaluation of the base model. Only
the judgement counts here: groups that differ in length or form alone teach no programming.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import fmean

from tinylora.errors import SettingsError
from tinylora.grpo.facts import Facts
from tinylora.grpo.reward import judgement
from tinylora.grpo.settings import RewardSettings, TrainingSettings
from tinylora.problem import StoredProblem

FLOOR = 0.1
"""Of every weight: what was all equal in a few samples may not be in the next, and v moves."""


def chance_to_differ(counts: Sequence[int], group_size: int) -> float:
    """Return the chance that `group_size` completions are not all worth the same: 1 − Σ pᵢᴳ.

    With two possible rewards that is 1 − p^G − (1 − p)^G. p is the plain share of what was
    measured: from few completions it is coarse.

    Args:
        counts: measured completions by reward, at least one in all.
        group_size: G, completions per group.
    """
    total = sum(counts)
    return 1.0 - sum((count / total) ** group_size for count in counts)


def counts_by_reward(problem: StoredProblem, settings: RewardSettings) -> list[int]:
    """Return how many of a problem's measured completions share a reward, for every reward."""
    counts: Counter[float] = Counter()
    for outcome in problem.outcomes:
        facts = Facts(outcome.verdict, outcome.passed, outcome.total, tokens=0, text="")
        counts[round(judgement(facts, settings), 9)] += outcome.completions
    return list(counts.values())


def weights(problems: Sequence[StoredProblem], settings: TrainingSettings) -> dict[str, float]:
    """Return each problem's weight by its key, between `FLOOR` and 1.

    A problem that was not measured gets the mean weight of those that were.

    Raises:
        SettingsError: none was measured.
    """
    measured = {
        problem.problem_key: max(FLOOR, chance_to_differ(counts, settings.generations_per_prompt))
        for problem in problems
        if (counts := counts_by_reward(problem, settings.reward))
    }
    if not measured:
        raise SettingsError(
            f"training.curriculum is pass_rate and none of the {len(problems)} training problems "
            "has outcomes of the base model: evaluate it with evaluation.split = train first, or "
            "take uniform"
        )
    mean = fmean(measured.values())
    return {problem.problem_key: measured.get(problem.problem_key, mean) for problem in problems}
