from types import SimpleNamespace

import pytest
from scripted import scripted_rollout

from tinylora.grpo.group_rollouts import roll_groups
from tinylora.grpo.rollout import RolloutBatch


class Worker:
    """Prices by problem: "flat" ones give every completion the same reward."""

    def __init__(self):
        self.asked = []

    def roll(self, step, samples):
        self.asked.append(list(samples))
        prices = {(key, n): 0.5 if key.startswith("flat") else n % 2 for key, n in samples}
        rollouts = [scripted_rollout(step, *one, price=prices[one]) for one in samples]
        return RolloutBatch(rollouts, 2.0, 1.0)


@pytest.fixture
def roll():
    def roll(keys, **choices):
        worker = Worker()
        found = roll_groups(worker, 1, keys, 2, **choices)
        kept = [(r.completion.problem_key, r.completion.sample) for r in found.kept.rollouts]
        return SimpleNamespace(found=found, worker=worker, kept=kept)

    return roll


def test_without_a_budget_nothing_is_replaced(roll):
    done = roll(["flat", "good"])
    assert done.kept == [("flat", 0), ("flat", 1), ("good", 0), ("good", 1)]
    assert (done.found.set_aside, done.found.replaced_share) == ([], 0.0)


def test_an_equal_group_is_replaced_in_its_place(roll):
    done = roll(["good", "flat"], budget=3, other=lambda positions, replaced: ["other"])
    assert done.kept == [("good", 0), ("good", 1), ("other", 0), ("other", 1)]
    assert done.worker.asked[1:] == [[("other", 0), ("other", 1)]]
    assert [r.completion.problem_key for r in done.found.set_aside] == ["flat", "flat"]
    assert done.found.replaced_share == pytest.approx(1 / 3)  # three groups were rolled out
    assert (done.found.kept.generate_seconds, done.found.kept.judge_seconds) == (4.0, 2.0)


def test_replacements_may_be_replaced_until_the_budget_is_spent(roll):
    asked = []

    def other(positions, replaced):
        asked.append((list(positions), replaced))
        return ["flat again" for _ in positions]

    done = roll(["flat", "flat too"], budget=3, other=other)
    assert asked == [([0, 1], ()), ([0], (0, 1))]
    assert done.kept == [
        ("flat again", 4),
        ("flat again", 5),
        ("flat again", 2),
        ("flat again", 3),
    ]
    assert len(done.found.set_aside) == 6
    assert done.found.replaced_share == pytest.approx(3 / 5)


def test_a_problem_asked_again_gets_new_sample_numbers(roll):
    done = roll(["good", "flat"], budget=1, other=lambda positions, replaced: ["good"])
    assert done.kept == [("good", 0), ("good", 1), ("good", 2), ("good", 3)]
