from collections import Counter
from dataclasses import replace
from itertools import chain

import pytest

from tinylora.errors import SettingsError
from tinylora.grpo.curriculum import Curriculum
from tinylora.grpo.settings import TrainingSettings
from tinylora.problem import Outcome, StoredProblem


def problems(**buckets):
    return [
        StoredProblem(f"{bucket}{i}", "", "", "en", bucket, None, None, ())
        for bucket, count in buckets.items()
        for i in range(count)
    ]


def settings(**changes):
    return TrainingSettings(generations_per_prompt=8, micro_batch_size=1, **changes)


def test_every_problem_once_an_epoch_in_another_order():
    curriculum = Curriculum(problems(easy=6), settings(prompts_per_step=2))
    batches = [curriculum.batch(i) for i in range(6)]
    first, second = list(chain(*batches[:3])), list(chain(*batches[3:]))
    assert sorted(first) == sorted(second) == [f"easy{i}" for i in range(6)]
    assert first != second


def test_a_batch_depends_on_its_number_and_the_seed_alone():
    given = problems(easy=9)
    chosen = settings(prompts_per_step=3)
    straight = [Curriculum(given, chosen).batch(i) for i in range(5)]
    curriculum = Curriculum(list(reversed(given)), chosen)
    assert [curriculum.batch(i) for i in reversed(range(5))] == straight[::-1]
    other = settings(prompts_per_step=3, seed=7)
    assert [Curriculum(given, other).batch(i) for i in range(5)] != straight


def test_buckets_are_counted_out_every_step():
    wanted = {"easy": 2, "medium": 2, "hard": 1}
    curriculum = Curriculum(
        problems(easy=4, medium=5, hard=2), settings(prompts_per_step=5, buckets=wanted)
    )
    for number in range(10):
        assert Counter(key[:-1] for key in curriculum.batch(number)) == wanted


@pytest.mark.parametrize("misspelt", [{"buckets": {"eazy": 2}}, {"languages": ("english",)}])
def test_a_bucket_or_a_language_that_there_is_not_is_refused(misspelt):
    with pytest.raises(ValueError, match=r"Input should be '(easy|en)'"):
        settings(prompts_per_step=2, **misspelt)


def test_buckets_are_asked_in_the_order_of_their_names():
    given, wanted = problems(easy=3, hard=3), {"easy": 1, "hard": 1}
    other = dict(reversed(wanted.items()))
    asked = [
        Curriculum(given, settings(prompts_per_step=2, buckets=one)).batch(0)
        for one in (wanted, other)
    ]
    assert asked[0] == asked[1]


def test_unrated_problems_are_a_bucket_of_their_own():
    given = problems(unrated=4, easy=4)
    curriculum = Curriculum(given, settings(prompts_per_step=2, buckets={"unrated": 2}))
    asked = [key for number in range(2) for key in curriculum.batch(number)]
    assert sorted(asked) == ["unrated0", "unrated1", "unrated2", "unrated3"]


def test_more_prompts_than_problems():
    assert Curriculum(problems(easy=1), settings(prompts_per_step=3)).batch(0) == ["easy0"] * 3


def test_an_empty_bucket_is_named():
    with pytest.raises(SettingsError, match=r"'hard'.*\['easy'\]"):
        Curriculum(problems(easy=3), settings(prompts_per_step=2, buckets={"easy": 1, "hard": 1}))


def test_no_problems_at_all():
    with pytest.raises(SettingsError, match="none"):
        Curriculum([], settings(prompts_per_step=2))


def measured(**compiled):
    """Problems of bucket "easy" by name, each with how many of its four completions compiled."""
    return [
        StoredProblem(
            *(name, "", "", "en", "easy", None, None, ()),
            outcomes=(Outcome("WA", 0, 2, count), Outcome("CE", 0, 2, 4 - count)),
        )
        for name, count in compiled.items()
    ]


def by_pass_rate(**changes):
    return settings(curriculum="pass_rate", **changes)


def test_what_differs_is_asked_as_often_as_it_weighs():
    # two halves in a group of 8 weigh 1 - 2 / 256; all alike weighs the floor, a tenth
    curriculum = Curriculum(measured(alike=4, half=2), by_pass_rate(prompts_per_step=1))
    asked = Counter(key for number in range(2000) for key in curriculum.batch(number))
    assert asked["alike"] / 2000 == pytest.approx(0.1 / (0.1 + 254 / 256), abs=0.02)


@pytest.mark.parametrize("curriculum", ["uniform", "pass_rate"])
def test_batches_and_replacements_are_the_same_whatever_was_asked_before(curriculum):
    given = measured(a=0, b=1, c=2, d=3, e=4, f=2)
    chosen = settings(curriculum=curriculum, prompts_per_step=2)
    straight = Curriculum(given, chosen)
    seen = [(straight.batch(n), straight.replace(n, [1, 0], [0])) for n in range(6)]
    resumed = Curriculum(given[::-1], chosen)
    assert (resumed.batch(4), resumed.replace(4, [1, 0], [0])) == seen[4]
    assert len({tuple(batch) for batch, _ in seen}) > 1


def test_a_weighted_batch_repeats_a_key_only_where_there_are_too_few():
    curriculum = Curriculum(measured(a=0, b=4, c=2), by_pass_rate(prompts_per_step=3))
    assert all(sorted(curriculum.batch(number)) == ["a", "b", "c"] for number in range(20))
    few = Curriculum(measured(a=2, b=2), by_pass_rate(prompts_per_step=3)).batch(0)
    assert sorted(Counter(few).values()) == [1, 2]


@pytest.mark.parametrize("curriculum", ["uniform", "pass_rate"])
def test_a_replacement_is_new_and_of_the_same_bucket(curriculum):
    given = [
        replace(problem, outcomes=(Outcome("WA", 0, 1, 1),)) for problem in problems(easy=7, hard=3)
    ]
    chosen = settings(curriculum=curriculum, prompts_per_step=3, buckets={"easy": 2, "hard": 1})
    curriculum = Curriculum(given, chosen)
    for number in range(8):
        batch = curriculum.batch(number)
        first = curriculum.replace(number, range(3))
        second = curriculum.replace(number, range(3), range(3))
        everything = [*batch, *first, *second]
        assert len(set(everything)) == 9
        assert [key[:-1] for key in everything] == ["easy", "easy", "hard"] * 3
        assert curriculum.replace(number, [2, 0], range(3)) == [second[2], second[0]]


@pytest.mark.parametrize("again", [[1], [0, 1], [3]])
def test_a_replacement_of_a_replacement_is_new_while_there_are_others(again):
    given = problems(easy=9)
    curriculum = Curriculum(given, settings(prompts_per_step=4))
    for number in range(4):
        asked, replaced = curriculum.batch(number), []
        for positions in ([0, 1], again, [1], [2]):
            asked += curriculum.replace(number, positions, replaced)
            replaced += positions
        assert len({*asked}) == min(9, len(asked))


def test_replacements_repeat_where_a_stream_has_nothing_else():
    curriculum = Curriculum(problems(easy=3), settings(prompts_per_step=2))
    (other,) = {"easy0", "easy1", "easy2"} - set(curriculum.batch(0))
    assert curriculum.replace(0, [0, 1]) == curriculum.replace(0, [0, 1], [0] * 9) == [other] * 2
    alone = Curriculum(problems(easy=1), settings(prompts_per_step=1))
    assert alone.replace(0, [0]) == ["easy0"]
    with pytest.raises(IndexError, match=r"has 1 groups and none at \{1\}"):
        alone.replace(0, [1])


def test_nothing_measured_is_named():
    with pytest.raises(SettingsError, match=r"none of the 2 training problems .* train"):
        Curriculum(problems(easy=2), by_pass_rate(prompts_per_step=1))
