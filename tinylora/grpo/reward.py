"""What a judged completion is worth: a weighted sum of terms, each a pure function of the facts.

The first term prices the judgement and has weight 1. The others say how an answer should look; each
has a weight in `RewardSettings`, and one of weight 0 is neither computed nor reported. A judge
fault has no verdict and therefore no price: it never gets here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tinylora.grpo.settings import RewardSettings
from tinylora.judge.verdict import NOT_COMPILED
from tinylora.policy.completion import closes_fence, extract_cpp


@dataclass(frozen=True, slots=True)
class Facts:
    """What rewards are made of."""

    verdict: str
    """AC, WA, TLE, MLE, OLE, RE, CE or NC."""
    passed: int
    total: int
    """Test cases judged, at least 1."""
    tokens: int
    """Length of the completion."""
    text: str


def judgement(facts: Facts, settings: RewardSettings) -> float:
    """Return what the judgement is worth in `settings.shape`, in [0, 1].

    Raises:
        ValueError: the counts cannot be those of a judgement.
    """
    passed, total = facts.passed, facts.total
    if total < 1 or not 0 <= passed <= total:
        raise ValueError(f"passed {passed} of {total} test cases: no judgement counts like that")
    if facts.verdict in NOT_COMPILED:
        return 0.0
    if settings.shape == "fraction":
        return passed / total
    if settings.shape == "staged":
        return 1.0 if passed == total else 0.5
    return 0.5 + 0.5 * passed / total


def length_penalty(facts: Facts, settings: RewardSettings) -> float:
    """Return 0 up to the start of the penalty, -1 from its end on, and the line between them."""
    start, end = settings.length_penalty_start, settings.length_penalty_end
    return -min(1.0, max(0.0, (facts.tokens - start) / (end - start)))


def format_bonus(facts: Facts, _: RewardSettings) -> float:
    """Return 1 where the completion is one program and ends with it, else 0."""
    return float(ends_with_its_only_program(facts.text))


def no_code_penalty(facts: Facts, _: RewardSettings) -> float:
    """Return -1 where there was nothing to judge, else 0."""
    return -1.0 if facts.verdict == "NC" else 0.0


TERMS: dict[str, Callable[[Facts, RewardSettings], float]] = {
    "judgement": judgement,
    "length_penalty": length_penalty,
    "format_bonus": format_bonus,
    "no_code_penalty": no_code_penalty,
}
"""Every term by its name. The weight of one is the setting NAME_weight."""


def reward_weights(settings: RewardSettings) -> dict[str, float]:
    """Return the weights of the terms that count, in the order of `TERMS`; the judgement's is 1."""
    weights = {name: getattr(settings, f"{name}_weight", 1.0) for name in TERMS}
    return {name: weight for name, weight in weights.items() if weight}


def reward_terms(facts: Facts, settings: RewardSettings) -> dict[str, float]:
    """Return the terms that count, without their weights.

    Raises:
        ValueError: the counts cannot be those of a judgement.
    """
    return {name: TERMS[name](facts, settings) for name in reward_weights(settings)}


def reward(terms: Mapping[str, float], settings: RewardSettings) -> float:
    """Return the weighted sum of `reward_terms`."""
    return sum(weight * terms[name] for name, weight in reward_weights(settings).items())


def ends_with_its_only_program(text: str) -> bool:
    """Return whether `text` ends with a complete C++ block and holds no other C++.

    The block holds a `main` and nothing but white space follows it. What stands before it may be
    prose or blocks of other languages. As in `extract_cpp`, what is thought does not count.
    """
    program = extract_cpp(text)
    if program is None or not closes_fence(text):
        return False
    before, found, _ = text.rpartition(program)
    return bool(found) and extract_cpp(before) is None
