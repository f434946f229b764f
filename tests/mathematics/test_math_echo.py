"""Prompts that completions repeat: what is cut off, and what is the model's own and stays."""

import json

import pytest

from tinylora.mathematics.echo import without_prompts
from tinylora.mathematics.file import MathRow, read_math_file
from tinylora.mathematics.pairs import compare_files, form_only, pair
from tinylora.mathematics.scores import score_file, words
from tinylora.mathematics.settings import MathRewardSettings
from tinylora.mathematics.summary import summarise

BEFORE = "system\nAnswer in a tag, for example <answer>42</answer>.\nuser\n"
AFTER = "\nassistant\n"


def row(number, problem, *generations, answer="7", prompt=None):
    return MathRow(number, f"key {number}", problem, answer, generations, prompt)


def left(*rows):
    return [list(one.generations) for one in without_prompts(rows, "answer")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, AFTER),
        ("", "\nEnd with <answer>42</answer>\n"),
        ("Q: ", " End with <answer>42</answer>: "),  # on one line
        (r"Box it, e.g. \boxed{42}. ", r" Box it, e.g. \boxed{42}."),
        ("First state 6·7? again.\n", "\n6·7?\nIn the form <answer>42</answer>\n"),
    ],
)
def test_a_prompt_around_the_problem(before, after):
    own = ["It is 7.", "<answer>7</answer>", ""]
    (found,) = left(row(1, "6·7?", *(f"{before}6·7?{after}{text}" for text in own)))
    assert [text.lstrip(" :.") for text in found] == own


def test_one_completion_a_problem():
    found = left(
        row(1, "6·7?", f"{BEFORE}6·7?{AFTER}It is 7."),
        row(2, "6  +\n7?", f"{BEFORE}6 + 7?{AFTER}It is <answer>13</answer>", answer="13"),
    )
    assert found == [["It is 7."], ["It is <answer>13</answer>"]]


def test_long_texts_that_differ_in_nothing_are_read_once():
    """Every line of them may end a prompt, and none does."""
    text = "a line of it\n" * 200_000
    assert left(row(1, "p", text), row(2, "q", text, answer="8")) == [[text], [text]]
    blank = " is it?" + "\n" * 100_000
    assert left(row(1, "p", f"p{blank}", f"p{blank} ")) == [[blank, f"{blank} "]]
    opened = "<answer>" + "\n" * 200_000
    texts = f"{opened}7 or so", f"{opened}8 or so"
    assert left(row(1, "p", texts[0]), row(2, "q", texts[1], answer="8")) == [
        [one] for one in texts
    ]


def test_a_prompt_ends_behind_its_last_answer_in_full():
    prompt = "<answer>1</answer> is how\n<answer>\nnot\nso\n"
    texts = [f"{prompt}7</answer> is one", f"{prompt}8</answer> is another"]
    rows = row(1, "p", texts[0]), row(2, "q", texts[1], answer="8")
    assert left(*rows) == [[text.partition("how\n")[2]] for text in texts]


def test_the_models_own_words_stay():
    for texts in (
        ["<answer>7</answer>", "<answer>8</answer>"],  # what they share is the model's tag
        ["<answer>7</answer>", "<answer>7</answer>"],
        ["so <answer>7</answer>.", "so <answer>7</answer>!"],
        ["The answer is 42 apples", "The answer is 42 pears"],
    ):
        assert left(row(1, "p", *texts)) == [texts]
        prompted = [f"{BEFORE}p{AFTER}{text}" for text in texts]
        assert all(
            cut.endswith(own)
            for cut, own in zip(left(row(1, "p", *prompted))[0], texts, strict=True)
        )
    # it answers, then states the problem once more
    texts = ["<answer>7</answer>\nProblem: 6·7? Yes", "<answer>7</answer>\nProblem: 6·7? No"]
    rows = row(1, "6·7?", *texts), row(2, "5+8?", "<answer>13</answer>", "13")
    assert left(*rows)[0] == texts


def test_the_rows_own_prompt():
    prompt = "Say <answer>42</answer>\n\nwhat it is."
    (found,) = left(
        row(1, "p", f"<s> {prompt} 7", "Say <answer>42</answer> what it is.<think> 8", "9",
            prompt=prompt)
    )  # fmt: skip
    assert found == [" 7", "<think> 8", "9"]
    assert left(row(1, "p", f"{BEFORE}<think>\n7", prompt=f"{BEFORE}<think>")) == [["<think>\n7"]]


def test_a_beginning_that_problems_with_different_answers_share():
    example = "Say it so: <answer>42</answer>\n"
    rows = row(1, "p", f"{example}7"), row(2, "q", f"{example}<answer>8</answer>", answer="8")
    assert left(*rows) == [["7"], ["<answer>8</answer>"]]
    same = row(1, "p", f"{example}7"), row(2, "q", f"{example}8")  # may be the answer to both
    assert left(*same) == [[f"{example}7"], [f"{example}8"]]


@pytest.fixture
def scored(answers, tmp_path):
    def run(**generations):
        rows = [
            {"problem": f"{name} = ?", "answer": answer, "generations": texts}
            for (name, texts), answer in zip(
                generations.items(), ("42", "no solution"), strict=True
            )
        ]
        path = tmp_path / "generations.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        settings = MathRewardSettings(full_length=2, no_length=4)
        return score_file(read_math_file(path, 1), answers, words(), settings, lambda *_: None)[0]

    return run


def test_the_example_earns_nothing(scored):
    prompts = [f"{BEFORE}{name} = ?{AFTER}" for name in "ab"]
    one, other = scored(
        a=[prompts[0] + "no idea", prompts[0] + r"so \boxed{42}"],
        b=[prompts[1] + "no solution", prompts[1] + "<answer>no solution</answer>"],
    )
    assert [c.correct for c in one.completions + other.completions] == [False, True, False, True]
    assert [c.right for c in other.completions] == [True, True]
    assert [c.tag_present for c in one.completions + other.completions] == [False] * 3 + [True]
    assert [c.length for c in one.completions] == [2, 2]  # of the completion alone
    found = summarise([one, other], 1, "words")
    assert (found.prompts_cut, found.prompt, found.shared_tag) == (4, prompts[0], None)
    assert one.completions[0].prompt_cut == len(prompts[0])


def test_form_alone_is_no_gain_in_any_form(scored):
    prompt = f"{BEFORE}a = ?{AFTER}", f"{BEFORE}b = ?{AFTER}"
    text = [[prompt[0] + "so " * i + "42" for i in range(2, 11)], [prompt[1] + "no solution"] * 9]
    boxed = [[p + rf"{i} \boxed{{{a}}}" for i in range(9)]
             for p, a in zip(prompt, ("42", "no solution"), strict=True)]  # fmt: skip
    base, tuned = (scored(a=each[0], b=each[1]) for each in (text, boxed))
    compared = compare_files(pair(tuned, base), 1)
    assert compared["pass@1"].difference.estimate == 1
    assert compared["pass@1 in any form"].difference.estimate == 0
    assert not form_only(compared)  # two problems cannot show it


def test_a_tag_that_all_hold_is_told(scored):
    example = "as in <answer>42</answer>"
    problems = scored(a=[f"x {example} 7", f"y {example}"], b=[f"z {example} 8", f"w {example}"])
    found = summarise(problems, 1, "words")
    assert (found.shared_tag, found.prompts_cut, found.prompt) == ("42", 0, None)
    right = scored(a=["<answer>42</answer>"], b=["<answer>no solution</answer>"])
    assert summarise(right, 1, "words").shared_tag is None
