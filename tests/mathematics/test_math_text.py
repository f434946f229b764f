"""Where answers stand, in completions a model could write, and in those it should not."""

import time

import pytest

from tinylora.mathematics.text import Where, given_answer, unboxed


@pytest.mark.parametrize(
    ("completion", "text", "where", "present", "at_end"),
    [
        ("6 times 7.\n<answer>42</answer>", "42", "tag", True, True),
        ("<answer> 42 </answer>\n\n", "42", "tag", True, True),
        ("<answer>42</answer><|im_end|>\n<|endoftext|>", "42", "tag", True, True),
        ("<answer>42</answer> I hope.", "42", "tag", True, False),
        (r"<answer>\boxed{42}</answer>", "42", "tag", True, True),
        (r"So \boxed{42}.", "42", "box", False, False),
        (r"\boxed{41} no, \boxed{\frac{1}{2}}", r"\frac{1}{2}", "box", False, False),
        (r"\boxed{\{1, 2\}}", r"\{1, 2\}", "box", False, False),
        (r"<answer>1</answer> or \boxed{2}", "1", "tag", True, False),
        ("It is 42.", "It is 42.", "text", False, False),
        # several tags: the last whole one counts, so that nobody answers twice
        ("<answer>41</answer><answer>42</answer>", "42", "tag", True, True),
        ("<answer>41</answer> <answer>42", "41", "tag", True, False),
        ("<answer>41<answer>42</answer>", "42", "tag", True, True),
        # tags that are none
        ("<answer>42", "<answer>42", "text", False, False),
        ("42</answer>", "42</answer>", "text", False, False),
        ("</answer>42<answer>", "</answer>42<answer>", "text", False, False),
        ("<Answer>42</Answer>", "<Answer>42</Answer>", "text", False, False),
        (r"So \boxed{42", r"So \boxed{42", "text", False, False),
        # reasoning is no answer
        ("<think><answer>42</answer></think> Done.", "Done.", "text", False, False),
        (r"<think>\boxed{42}</think>", "", "nowhere", False, False),
        ("<think>41</think><answer>42</answer>", "42", "tag", True, True),
        ("<think><answer>42</answer>", "", "nowhere", False, False),
        ("", "", "nowhere", False, False),
        (" \n", "", "nowhere", False, False),
        ("<answer></answer>", "", "nowhere", True, True),
    ],
)
def test_given_answer(completion, text, where, present, at_end):
    found = given_answer(completion)
    assert (found.text, found.where) == (text, Where(where))
    assert (found.tag_present, found.tag_at_end) == (present, at_end)


def test_the_tag_has_the_name_that_was_asked_for():
    assert given_answer("<final>5</final>", "final").text == "5"
    assert given_answer("<final>5</final>", "answer").where is Where.TEXT


def test_only_the_end_of_a_text_is_searched():
    assert given_answer("41 " * 1_000 + "is 42").text.endswith("is 42")
    assert len(given_answer("41 " * 1_000 + "is 42").text) <= 500


def test_a_right_answer_may_come_in_a_box():
    assert unboxed(r" \boxed{5} ") == "5"
    assert unboxed(" 5 ") == "5"


@pytest.mark.parametrize(
    "hostile",
    [
        *("{" * 1_000_000, r"\boxed{" * 200_000, r"\boxed{" + "{" * 1_000_000),
        *("<answer>" * 200_000, "</answer>" * 200_000, "<think>" * 200_000),
        "<|im_end|>" * 50_000,
    ],
    ids=["braces", "boxes", "one box", "opening", "closing", "think", "end marks"],
)
def test_megabytes_are_read_in_linear_time(hostile):
    before = time.process_time()
    given_answer(hostile)
    assert time.process_time() - before < 3
