import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tinylora.errors import SettingsError
from tinylora.grpo.facts import Facts
from tinylora.grpo.reward import (
    TERMS,
    ends_with_its_only_program,
    reward,
    reward_terms,
    reward_weights,
)
from tinylora.grpo.settings import RewardSettings, TrainingSettings
from tinylora.mathematics.scores import math_reward
from tinylora.mathematics.settings import MathRewardSettings
from tinylora.mathematics.text import given_answer
from tinylora.settings import Settings

PROGRAM = '```cpp\n#include <cstdio>\nint main() { puts("1"); }\n```'
DEFAULT = RewardSettings()
ALL = RewardSettings(
    **{"length_penalty_weight": 0.2, "length_penalty_start": 100, "length_penalty_end": 300},
    **{"format_bonus_weight": 0.1, "no_code_penalty_weight": 0.3, "weights": {"passed": 0.5}},
)


def facts(verdict="WA", passed=0, total=4, tokens=10, text=""):
    return Facts(verdict, passed, total, tokens, text)


def price(given, settings):
    return reward(reward_terms(given, settings), settings)


@pytest.mark.parametrize(
    ("verdict", "passed", "staged", "fraction", "both"),
    [
        ("NC", 0, 0.0, 0.0, 0.0),
        ("CE", 0, 0.0, 0.0, 0.0),
        ("WA", 0, 0.5, 0.0, 0.5),
        ("RE", 1, 0.5, 0.25, 0.625),
        ("TLE", 3, 0.5, 0.75, 0.875),
        ("AC", 4, 1.0, 1.0, 1.0),
    ],
)
def test_price_of_a_judgement_on_four_test_cases(verdict, passed, staged, fraction, both):
    judged = facts(verdict, passed, tokens=10_000, text=PROGRAM)
    assert price(judged, RewardSettings(shape="staged")) == staged
    assert price(judged, RewardSettings(shape="fraction")) == fraction
    assert price(judged, RewardSettings(shape="staged_fraction")) == both


@pytest.mark.parametrize(("passed", "total"), [(0, 0), (-1, 4), (5, 4)])
def test_counts_that_no_judgement_has_are_refused(passed, total):
    with pytest.raises(ValueError, match=f"{passed} of {total}"):
        reward_terms(facts("WA", passed, total), DEFAULT)


@given(
    shape=st.sampled_from(["staged", "fraction", "staged_fraction"]),
    counts=st.integers(1, 50).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))),
)
def test_passing_one_more_never_pays_less(shape, counts):
    passed, total = counts
    settings = RewardSettings(shape=shape)
    less = price(facts("WA", passed, total), settings)
    verdict = "AC" if passed + 1 == total else "WA"
    assert 0.0 <= less <= price(facts(verdict, passed + 1, total), settings) <= 1.0


def test_by_default_the_judgement_alone_counts():
    assert reward_weights(DEFAULT) == {"judgement": 1.0}
    assert reward_terms(facts(), DEFAULT) == {"judgement": 0.5}


def test_a_reward_is_the_weighted_sum_of_its_terms():
    # 200 tokens are halfway between 100 and 300; three of four cases pass
    found = reward_terms(facts("WA", 3, 4, 200, PROGRAM), ALL)
    assert found == {
        **{"judgement": 0.875, "passed": 0.0, "length_penalty": -0.5},
        **{"format_bonus": 1.0, "no_code_penalty": 0.0},
    }
    assert list(found) == list(reward_weights(ALL)) == [name for name in TERMS if name in found]
    assert reward(found, ALL) == pytest.approx(0.875 - 0.2 * 0.5 + 0.1)
    # all passed at 100 tokens: 1 + 0.5 + 0.1
    assert price(facts("AC", 4, 4, 100, PROGRAM), ALL) == pytest.approx(1.6)
    # nothing to judge, and long: 0 - 0.2 - 0.3
    assert price(facts("NC", 0, 4, 900, "I cannot."), ALL) == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        ({"sped": 1.0}, "no term is called 'sped'; there are: judgement, passed, length_penalty"),
        ({"judgement": 2.0}, "judgement always has weight 1"),
        ({"format_bonus": 0.1}, "set reward.format_bonus_weight instead"),
    ],
)
def test_weights_of_what_is_not_weighed_there_are_refused(weights, why):
    settings = RewardSettings(weights=weights)
    with pytest.raises(SettingsError, match=why):
        reward_weights(settings)
    profile = {
        **{"corpus": {"sources": [{"dataset": "luogu_dpo", "path": "x"}]}, "model": {"name": "m:"}},
        "training": {"reward": {"weights": weights}},
    }
    with pytest.raises(ValidationError, match=why):
        Settings.model_validate(profile)


@pytest.mark.parametrize(
    ("verdict", "text", "tokens", "expected"),
    [
        ("AC", "so <answer>42</answer>", 800, 2.0),  # 1 + (1 + 1 + 1) / 3
        ("AC", "<answer>42</answer> it is", 900, 1.5),  # 1 + (1 + 0 + 1/2) / 3
        ("WA", "so <answer>41</answer>", 1000, 2 / 3),
        ("AC", r"so \boxed{42}", 100, 4 / 3),  # right, short, no tag
        ("NC", "I cannot say.", 2000, 0.0),
    ],
)
def test_mathematics_is_paid_as_its_scores_are(verdict, text, tokens, expected):
    third = dict.fromkeys(("answer_tag", "answer_tag_at_end", "length_credit"), 1 / 3)
    lengths = {"length_penalty_start": 800, "length_penalty_end": 1000}
    settings = RewardSettings(shape="fraction", weights=third, **lengths)
    right = verdict == "AC"
    assert price(facts(verdict, int(right), 1, tokens, text), settings) == pytest.approx(expected)
    given = given_answer(text)
    scored = math_reward(right, given.tag_present, given.tag_at_end, tokens, MathRewardSettings())
    assert scored == pytest.approx(expected)


def test_what_has_no_weight_is_not_even_looked_at(monkeypatch):
    monkeypatch.setitem(TERMS, "format_bonus", lambda *_: pytest.fail("computed"))
    assert set(reward_terms(facts(), RewardSettings(no_code_penalty_weight=1))) == {
        "judgement",
        "no_code_penalty",
    }


@pytest.mark.parametrize(
    ("tokens", "penalty"),
    [(0, 0.0), (100, 0.0), (101, -0.005), (150, -0.25), (299, -0.995), (300, -1.0), (999, -1.0)],
)
def test_the_length_penalty_falls_in_a_line(tokens, penalty):
    found = reward_terms(facts(tokens=tokens), ALL)["length_penalty"]
    assert found == pytest.approx(penalty)


@given(
    tokens=st.tuples(st.integers(0, 2000), st.integers(0, 2000)).map(sorted),
    ends=st.tuples(st.integers(0, 999), st.integers(1, 999)).map(lambda pair: (pair[0], sum(pair))),
)
def test_a_longer_completion_never_earns_more(tokens, ends):
    settings = RewardSettings(
        length_penalty_weight=1, length_penalty_start=ends[0], length_penalty_end=ends[1]
    )
    shorter, longer = (reward_terms(facts(tokens=n), settings)["length_penalty"] for n in tokens)
    assert -1.0 <= longer <= shorter <= 0.0


@pytest.mark.parametrize(
    ("text", "only"),
    [
        (PROGRAM, True),
        (f"Read, then print.\n\n{PROGRAM}\n\n", True),
        (f"An example:\n```\n1 2\n```\n{PROGRAM}", True),
        (f"<think>\n{PROGRAM}\n</think>\n{PROGRAM}", True),
        (f"{PROGRAM}\nThis prints 1.", False),
        (f"{PROGRAM}\n{PROGRAM}", False),
        (f"A draft:\n{PROGRAM.replace('1', '2')}\nBetter:\n{PROGRAM}", False),
        (f"First\n```cpp\nint gcd(int a, int b);\n```\nthen\n{PROGRAM}", False),
        (f"#include <set>\nint main() {{}}\n{PROGRAM}", False),
        (PROGRAM.removesuffix("```"), False),
        ("```cpp\nint gcd(int a, int b);\n```", False),
        ("```python\ndef main(): print(1)\n```", False),
        ("#include <cstdio>\nint main() {}", False),
        ("", False),
    ],
)
def test_one_program_and_nothing_after_it(text, only):
    assert ends_with_its_only_program(text) is only


@pytest.mark.parametrize(
    ("language", "text", "only"),
    [
        ("python", "So:\n```python\nprint(input())\n```", True),
        ("python", "```python\nprint(input())\n```\nThat is it.", False),
        ("python", PROGRAM, False),
        ("python", f"{PROGRAM}\n```python\nprint(input())\n```", True),
        ("c++", "So:\n```python\nprint(input())\n```", False),
        ("mathematics", PROGRAM, False),
    ],
)
def test_the_only_program_is_one_of_its_own_language(language, text, only):
    settings = RewardSettings(format_bonus_weight=0.1)
    judged = Facts("AC", 1, 1, 10, text, language=language)
    assert reward_terms(judged, settings)["format_bonus"] == float(only)


@given(prose=st.text(st.characters(codec="utf-8", exclude_characters="`~#<\r"), max_size=60))
def test_prose_goes_before_a_program_and_not_after(prose):
    assert ends_with_its_only_program(f"{prose}\n{PROGRAM}")
    assert ends_with_its_only_program(f"{PROGRAM}\n{prose}") == (not prose.strip())


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"length_penalty_start": 9, "length_penalty_end": 9}, "9 is not under length_penalty_end"),
        ({"format_bonus_weight": -0.1}, "format_bonus_weight"),
        ({"no_code_penalty_weight": float("inf")}, "no_code_penalty_weight"),
        ({"weights": {"sped": -1.0}}, "weights.sped"),
        ({"weights": {"sped": float("nan")}}, "weights.sped"),
        ({"bucket_weights": {"hrad": 2.0}}, "hrad"),
        ({"bucket_weights": {"hard": 0.0}}, "greater than 0"),
        ({"bucket_weights": {"easy": -1.0}}, "greater than 0"),
        ({"bucket_weights": {"easy": float("nan")}}, "bucket_weights.easy"),
    ],
)
def test_nonsense_is_refused(values, named):
    with pytest.raises(ValidationError, match=named):
        RewardSettings(**values)


@pytest.mark.parametrize(
    "paid", [{"length_penalty_weight": 0.1}, {"weights": {"length_credit": 0.1}}]
)
def test_a_penalty_no_completion_can_earn_is_refused(paid):
    rewards = RewardSettings(**paid)
    with pytest.raises(ValidationError, match="384 is not under max_new_tokens 256"):
        TrainingSettings(max_new_tokens=256, reward=rewards)
    TrainingSettings(max_new_tokens=256)  # nobody asked for a penalty
