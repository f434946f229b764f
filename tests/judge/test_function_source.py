"""Which block of a completion is the answer where a function is asked for."""

from tinylora.grpo.reward import ends_with_its_only_program
from tinylora.judge.languages.python_source import closes_fence, extract_python
from tinylora.judge.submission import source_in
from tinylora.problem import StoredProblem

SOLUTION = "class Solution:\n    def add(self, a: int, b: int) -> int:\n        return a + b\n"
USAGE = "print(Solution().add(1, int(input())))\n"
BOTH = f"Here:\n```python\n{SOLUTION}```\nTry it:\n```python\n{USAGE}```\n"
PROBLEM = StoredProblem("key", answer_language="python", function="add")


def test_the_block_that_defines_it_goes_before_one_that_reads_and_prints():
    assert extract_python(BOTH) == USAGE
    assert extract_python(BOTH, function="add") == SOLUTION
    assert source_in(BOTH, PROBLEM) == SOLUTION


def test_the_last_or_the_first_of_them():
    other = SOLUTION.replace("a + b", "b + a")
    text = f"```python\n{SOLUTION}```\nBetter:\n```python\n{other}```\n"
    assert extract_python(text, "last", "add") == other
    assert extract_python(text, "first", "add") == SOLUTION


def test_what_does_not_define_it_is_judged_where_there_is_nothing_else():
    assert extract_python("```python\ndef sub(a, b): return a\n```", function="add") is not None
    assert extract_python("I cannot.", function="add") is None


def test_bare_source_that_neither_reads_nor_prints():
    assert extract_python(SOLUTION, function="add") == SOLUTION
    assert extract_python(SOLUTION) is None


def test_a_function_is_complete_when_its_block_ends():
    text = f"Here:\n```python\n{SOLUTION}```"
    assert closes_fence(text, "add") and not closes_fence(text)
    assert not closes_fence("```python\ndef helper(a):\n    return a\n```", "add")
    assert not closes_fence(text[:-3], "add")


def test_the_reward_for_form_knows_functions():
    text = f"Here:\n```python\n{SOLUTION}```\n"
    assert ends_with_its_only_program(text, "python", "add")
    assert not ends_with_its_only_program(text, "python")
    assert not ends_with_its_only_program(text + BOTH, "python", "add")
