"""What a judged completion is worth: a weighted sum of terms, each a pure function of the facts.

The first term prices the judgement and has weight 1. The others have their weights in the settings,
and one of weight 0 is neither computed nor reported. A judge fault has no verdict and therefore no
price: it never gets here. docs/rewards.md adds a term, step by step.
"""

from collections.abc import Callable, Mapping

from tinylora.errors import SettingsError
from tinylora.grpo.facts import Facts
from tinylora.grpo.settings import RewardSettings
from tinylora.judge.languages.registry import find_language
from tinylora.judge.submission import called
from tinylora.judge.verdict import NOT_COMPILED
from tinylora.mathematics.text import given_answer


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


def passed(facts: Facts, _: RewardSettings) -> float:
    """Return 1 where every test case passed, else 0."""
    return float(facts.passed == facts.total)


def format_bonus(facts: Facts, _: RewardSettings) -> float:
    """Return 1 where the completion is one program and ends with it, else 0."""
    return float(ends_with_its_only_program(facts.text, facts.language, facts.function))


def no_code_penalty(facts: Facts, _: RewardSettings) -> float:
    """Return -1 where there was nothing to judge, else 0."""
    return -1.0 if facts.verdict == "NC" else 0.0


def answer_tag(facts: Facts, _: RewardSettings) -> float:
    """Return 1 where the completion holds a whole answer tag, else 0."""
    return float(given_answer(facts.text).tag_present)


def answer_tag_at_end(facts: Facts, _: RewardSettings) -> float:
    """Return 1 where the completion ends with its answer tag, else 0."""
    return float(given_answer(facts.text).tag_at_end)


def length_credit(facts: Facts, settings: RewardSettings) -> float:
    """Return 1 up to the start of the length penalty, 0 from its end on, and the line between."""
    return 1.0 + length_penalty(facts, settings)


TERMS: dict[str, Callable[[Facts, RewardSettings], float]] = {
    "judgement": judgement,
    "passed": passed,
    "length_penalty": length_penalty,
    "format_bonus": format_bonus,
    "no_code_penalty": no_code_penalty,
    "answer_tag": answer_tag,
    "answer_tag_at_end": answer_tag_at_end,
    "length_credit": length_credit,
}
"""Every term by its name. Its weight is `reward.weights[NAME]`; the older ones have a setting each,
`reward.NAME_weight`."""


def reward_weights(settings: RewardSettings) -> dict[str, float]:
    """Return the weights of the terms that count, in the order of `TERMS`; the judgement's is 1.

    Raises:
        SettingsError: `reward.weights` names no term, or one that is not weighed there.
    """
    for name in settings.weights:
        if name not in TERMS:
            raise SettingsError(
                f"reward.weights: no term is called {name!r}; there are: {', '.join(TERMS)}"
            )
        if name == "judgement":
            raise SettingsError(
                "reward.weights: judgement always has weight 1; leave it out, and weigh the other "
                "terms against it"
            )
        if hasattr(settings, f"{name}_weight"):
            raise SettingsError(
                f"reward.weights: {name} has a setting of its own; set reward.{name}_weight instead"
            )
    weights = {
        name: settings.weights.get(name, getattr(settings, f"{name}_weight", 0.0)) for name in TERMS
    }
    weights["judgement"] = 1.0
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


def ends_with_its_only_program(
    text: str, language: str = "c++", function: str | None = None
) -> bool:
    """Return whether `text` ends with a complete block of its language and holds no other.

    The block is a program (of C++: it holds a `main`), or defines the function that is asked for,
    and nothing but white space follows it. What stands before it may be prose or blocks of other
    languages. What is thought does not count.
    """
    asked, wanted = find_language(language), called(function)
    program = asked.extract(text, **wanted)
    if program is None or not asked.is_complete(text, **wanted):
        return False
    before, found, _ = text.rpartition(program)
    return bool(found) and asked.extract(before, **wanted) is None
