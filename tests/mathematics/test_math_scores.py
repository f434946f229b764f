"""Files scored, tiered and compared: what each number is, worked by hand."""

import json

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from tinylora.errors import NotComparable, SourceMissing
from tinylora.evaluation.statistics.comparison import verdict_in_words
from tinylora.mathematics import scores as math_length
from tinylora.mathematics.file import read_math_file
from tinylora.mathematics.pairs import compare_files, form_only, pair, tier, tier_shares
from tinylora.mathematics.scores import score_file
from tinylora.mathematics.settings import MathRewardSettings
from tinylora.mathematics.summary import ANY_FORM, PASS_AT_1, summarise

RIGHT, WRONG = "<answer>no solution</answer>", "<answer>one solution</answer>"
BOXED, TEXT = r"\boxed{no solution}", "no solution"


@pytest.fixture
def scored(answers, tmp_path):
    """Score {problem: generations}, the answer to each of which is "no solution", and read it."""

    def run(problems, k=1, answer="no solution", settings=None, unit=None):
        path = tmp_path / "generations.json"
        rows = [
            {"problem": name, "answer": answer, "generations": generations}
            for name, generations in problems.items()
        ]
        path.write_text(json.dumps(rows), encoding="utf-8")
        found = read_math_file(path, k)
        settings = settings or MathRewardSettings(full_length=2, no_length=4)
        return score_file(found, answers, unit or math_length.words(), settings, lambda *_: None)

    return run


def test_a_completion_by_hand(scored):
    (problem,), _ = scored({"p": [RIGHT, BOXED, TEXT, "x y z <answer>no solution</answer> end"]})
    # full to 2 words, none from 4: "<answer>no solution</answer>" is 2 words, the last one is 6
    found = [
        (c.correct, c.right, c.tag_present, c.tag_at_end, c.length, c.reward)
        for c in problem.completions
    ]
    assert found == [
        (True, True, True, True, 2, 2.0),
        (True, True, False, False, 2, pytest.approx(4 / 3)),
        (False, True, False, False, 2, pytest.approx(1 / 3)),  # right, but nowhere to be graded
        (True, True, True, False, 6, pytest.approx(4 / 3)),
    ]


def test_a_summary_by_hand(scored):
    problems, _ = scored({"a": [RIGHT, WRONG], "b": [WRONG, TEXT], "c": [WRONG, WRONG]}, k=2)
    found = summarise(problems, 2, "words")
    estimate = {name: interval.estimate for name, interval in found.intervals.items()}
    assert estimate["pass@2"] == pytest.approx(1 / 3)
    assert estimate["pass@2 in any form"] == pytest.approx(2 / 3)
    assert estimate["pass@1"] == pytest.approx(1 / 6)
    assert estimate["pass@1 in any form"] == pytest.approx(2 / 6)
    assert estimate["answer tag"] == pytest.approx(5 / 6)
    assert estimate["reward"] == pytest.approx((2 + 1 + 1 + 1 / 3 + 1 + 1) / 6)
    assert found.intervals["pass@2"].method == "Wilson"
    assert found.intervals["pass@1"].method.startswith("Wilson, effective size")
    assert 0 <= found.intervals["reward"].low <= found.intervals["reward"].high <= 2
    assert found.found == {"tag": 5, "box": 0, "text": 1, "nowhere": 0}
    assert (found.problems, found.completions, found.length_mean) == (3, 6, 2.0)


def test_fewer_tries_than_generations(scored):
    problems, _ = scored({"a": [RIGHT, WRONG, WRONG, WRONG]}, k=2)
    # one right among four: two draws miss it in 3/4 · 2/3 = 1/2 of all cases
    assert summarise(problems, 2, "words").intervals["pass@2"].estimate == pytest.approx(0.5)


def test_a_right_answer_nobody_can_read_is_a_reject(scored):
    problems, rejects = scored({"a": [WRONG]}, answer="$$")
    assert not problems
    assert [(reject.row, reject.reason) for reject in rejects] == [(1, "answer_not_checkable")]
    assert summarise(problems, 1, "words").intervals == {}


def test_what_is_not_verified_says_why(scored):
    problems, _ = scored({"a": ["<answer>" + "{" * 1_000_000 + "</answer>", RIGHT]}, k=2)
    assert summarise(problems, 2, "words").not_verified == {"too long": 1}
    assert summarise(problems, 2, "words").intervals["pass@2"].estimate == 1.0


def test_tiers(scored):
    small, _ = scored({"a": [WRONG, RIGHT], "b": [WRONG] * 2, "c": [WRONG, TEXT], "d": [RIGHT] * 2})
    large, _ = scored({"b": [RIGHT, WRONG], "a": [WRONG] * 2, "c": [WRONG] * 2, "e": [RIGHT] * 2})
    pairing = pair(small, large)
    tiers = {one.problem: tier(one, other, 2) for one, other in pairing.shared}
    assert tiers == {"a": "easy", "b": "medium", "c": "hard"}
    assert [p.problem for p in pairing.only_first] == ["d"]
    assert [p.problem for p in pairing.only_second] == ["e"]
    assert tier(*pairing.shared[0], 1) == "hard"  # both models' first try at "a" is wrong
    assert tier_shares(list(tiers.values()))["easy"].estimate == pytest.approx(1 / 3)


def test_the_same_problem_with_another_answer_is_left_out(scored):
    one, _ = scored({"a": [RIGHT], "b": [RIGHT]})
    other, _ = scored({"a": [RIGHT]}, answer="7")
    more, _ = scored({"b": [RIGHT]})
    pairing = pair(one, other + more)
    assert [first.problem for first, _ in pairing.shared] == ["b"]
    assert [first.problem for first, _ in pairing.other_answer] == ["a"]


def test_base_against_tuned(scored):
    names = [f"p{i}" for i in range(10)]
    base, _ = scored({name: [WRONG, WRONG] for name in names}, k=2)
    tuned, _ = scored({name: [WRONG, RIGHT] for name in names}, k=2)
    compared = compare_files(pair(tuned, base), k=2)
    found = compared["pass@2"]
    assert found.test == "McNemar's exact test"
    assert found.p_value == pytest.approx(2 / 2**10)  # ten of ten changed one way
    assert (found.base, found.tuned, found.gained, found.lost) == (0, 1, 10, 0)
    assert compared["pass@1"].test == "paired permutation test"
    assert compared["reward"].difference.estimate == pytest.approx(0.5)
    assert "rose by 100.0 points" in verdict_in_words(found)
    assert not form_only(compared)


def test_form_learnt_and_no_mathematics(scored):
    names = [f"p{i}" for i in range(10)]
    base, _ = scored({name: [TEXT] for name in names})
    tuned, _ = scored({name: [RIGHT] for name in names})
    compared = compare_files(pair(tuned, base), k=1)
    assert compared[PASS_AT_1.name].detected
    assert compared[ANY_FORM.name].difference.estimate == 0
    assert form_only(compared)


def test_files_that_cannot_be_compared(scored):
    one, _ = scored({"a": [RIGHT]})
    two, _ = scored({"a": [RIGHT, RIGHT]})
    other, _ = scored({"b": [RIGHT]})
    with pytest.raises(NotComparable, match="row 1 has 1 generations"):
        compare_files(pair(one, two), k=1)
    with pytest.raises(NotComparable, match="none is in both files"):
        pair(one, other)


def test_lengths_in_tokens(tmp_path, scored):
    made = Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Split("", "isolated")  # a token a character
    made.enable_truncation(3)  # a tokenizer's own limit is no length
    made.save(str(tmp_path / "tokenizer.json"))
    unit = math_length.tokens(str(tmp_path))
    assert unit.name == f"tokens of {tmp_path}"
    assert unit.lengths(["ab cd", "", "\ud800"]) == [5, 0, 1]
    assert math_length.words().lengths(["ab cd", "", "\ud800"]) == [2, 0, 1]


def test_a_tokenizer_that_is_not_there(tmp_path):
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(SourceMissing, match="--tokenizer"):
        math_length.tokens(str(tmp_path))
