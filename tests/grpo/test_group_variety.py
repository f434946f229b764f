"""How much a problem is worth asking, by hand."""

import pytest

from tinylora.grpo.group_variety import FLOOR, chance_to_differ, counts_by_reward, weights
from tinylora.grpo.settings import RewardSettings, TrainingSettings
from tinylora.problem import Outcome, StoredProblem


def problem(key, *outcomes):
    made = tuple(Outcome(*one) for one in outcomes)
    return StoredProblem(key, "", "", "en", "easy", None, None, (), outcomes=made)


MIXED = problem("mixed", ("CE", 0, 4, 1), ("NC", 0, 4, 1), ("WA", 0, 4, 2), ("WA", 2, 4, 3))


def settings(**changes):
    return TrainingSettings(
        curriculum="pass_rate",
        **{"prompts_per_step": 1, "generations_per_prompt": 2, "micro_batch_size": 1, **changes},
    )


@pytest.mark.parametrize(
    ("counts", "group_size", "chance"),
    [
        ([1, 1], 2, 1 / 2),  # heads and tails twice: half of the four pairs differ
        ([1, 3], 2, 3 / 8),  # 1 - 1/16 - 9/16
        ([1, 3], 4, 1 - 1 / 256 - 81 / 256),
        ([2, 1, 1], 3, 1 - 1 / 8 - 1 / 64 - 1 / 64),
        ([7], 8, 0),
    ],
)
def test_chance_to_differ(counts, group_size, chance):
    assert chance_to_differ(counts, group_size) == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize(
    ("shape", "counts"),
    [
        ("staged_fraction", [2, 2, 3]),  # nothing compiled; compiled, none passed; half passed
        ("staged", [2, 5]),  # nothing passed all
        ("fraction", [4, 3]),  # what passed nothing is worth as little as what did not compile
    ],
)
def test_what_counts_as_alike_is_up_to_the_reward(shape, counts):
    assert counts_by_reward(MIXED, RewardSettings(shape=shape)) == counts


def test_weights_have_a_floor_and_the_mean_stands_for_what_was_not_measured():
    solved = problem("solved", ("AC", 1, 1, 4))
    half = problem("half", ("AC", 1, 1, 2), ("WA", 0, 1, 2))
    found = weights([solved, half, problem("unknown")], settings())
    assert found == {"solved": FLOOR, "half": 0.5, "unknown": (FLOOR + 0.5) / 2}


def test_larger_groups_differ_more_often():
    one_in_four = problem("p", ("AC", 1, 1, 1), ("WA", 0, 1, 3))
    pair, eight = (weights([one_in_four], settings(generations_per_prompt=g)) for g in (2, 8))
    assert pair["p"] == 3 / 8
    assert eight["p"] == pytest.approx(1 - 0.25**8 - 0.75**8)
