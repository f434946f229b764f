"""What a completion to a mathematics problem is worth. Pure.

reward = correct + (tag present + tag at the end + length credit) / 3, between 0 and 2: form alone
earns up to 1, as much as being right. Watch pass@1 beside it.
"""

from tinylora.mathematics.settings import MathRewardSettings

HIGHEST_REWARD = 2.0


def length_credit(length: int, settings: MathRewardSettings) -> float:
    """Return 1 up to full_length, 0 from no_length, linear between.

    Args:
        length: of the completion, in the unit that the settings' lengths are meant in, >= 0.
        settings: the two lengths.

    Raises:
        ValueError: a negative length.
    """
    if length < 0:
        raise ValueError(f"length {length}: no completion is shorter than nothing")
    span = settings.no_length - settings.full_length
    return min(1.0, max(0.0, (settings.no_length - length) / span))


def math_reward(
    correct: bool, tag_present: bool, tag_at_end: bool, length: int, settings: MathRewardSettings
) -> float:
    """Return the reward of one completion, 0 to 2.

    Args:
        correct: the answer, in tag or box, was verified.
        tag_present: there is a whole answer tag.
        tag_at_end: nothing follows it.
        length: see `length_credit`.
        settings: see `length_credit`.
    """
    form = tag_present + tag_at_end + length_credit(length, settings)
    return correct + form / 3
