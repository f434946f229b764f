"""DeepCoder: both shapes of tests, pairs kept together, functions marked."""

import json
from datetime import date

import pytest
from corpus_rows import deepcoder_row, settings, source
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.sources import deepcoder
from tinylora.corpus.sources.deepcoder_tests import tests_of as decode
from tinylora.problem import IoMode, Origin, Refused, RejectReason


def problem(config="primeintellect", **changes):
    return deepcoder.problem(deepcoder_row(**changes), source("deepcoder", config), settings())


@pytest.mark.parametrize(
    "tests",
    [
        [{"input": "1 2", "output": "3", "testtype": "stdin"}],
        [{"input": "1 2", "output": "3", "type": "stdin_stdout"}],
        [{"input": "1 2", "output": "3"}],
        {"inputs": ["1 2"], "outputs": ["3"]},
        {"inputs": ["1 2"], "outputs": [3], "fn_name": None},
        {"inputs": [["1 2"]], "outputs": [["3"]]},
    ],
)
def test_shapes_for_stdin(tests):
    found = decode(json.dumps(tests))
    assert (found.pairs, found.functional) == ((("1 2", "3"),), False)


def test_a_list_is_lines():
    assert decode('{"inputs": [["2", "1 2"]], "outputs": [["x", 1.5]]}').pairs == (
        ("2\n1 2", "x\n1.5"),
    )


@pytest.mark.parametrize(
    "tests",
    [
        [{"input": "1\n2", "output": "3", "testtype": "functional", "fn_name": "add"}],
        [
            {
                "input": "1\n2\n",
                "output": "3\n",
                "testtype": "functional",
                "metadata": {"func_name": "add"},
            }
        ],
        [{"input": [1, 2], "output": 3, "type": "function_call", "fn_name": "add"}],
        {"inputs": [[1, 2]], "outputs": [3], "fn_name": "add"},
        {"inputs": [[1, 2]], "outputs": [[3]], "fn_name": "add"},
    ],
)
def test_shapes_for_functions(tests):
    found = decode(json.dumps(tests))
    assert (found.pairs, found.functional, found.fn_name) == ((("1\n2", "3"),), True, "add")
    assert found.readable


@pytest.mark.parametrize(
    ("inputs", "outputs", "starter_code", "pairs"),
    [
        # all outputs are lists of one: the value is inside
        ([[[1, 2]], [[3]]], [[3], [3]], None, [("[1, 2]", "3"), ("[3]", "3")]),
        ([["a b"]], [["b a"]], None, [('"a b"', '"b a"')]),
        ([[[2, 1]]], [[[1, 2]]], "def f(a) -> List[int]:", [("[2, 1]", "[1, 2]")]),
        # one of them is not: the lists are values
        ([[1], [2]], [[1], [1, 2]], None, [("1", "[1]"), ("2", "[1, 2]")]),
        # it returns a list, and no list is inside
        ([[1], [2]], [[1], [2]], "def f(n) -> List[int]:", [("1", "[1]"), ("2", "[2]")]),
        ([[1], [2]], [[1], [2]], "def f(n) -> int:", [("1", "1"), ("2", "2")]),
        ([[], []], [[True], [False]], None, [("", "true"), ("", "false")]),
        ([["line\nbreak", {"k": 1.5}]], ["x"], None, [('"line\\nbreak"\n{"k": 1.5}', '"x"')]),
        (['"a"\n[1]'], ["[1]"], None, [('"a"\n[1]', "[1]")]),
        ([5], [6], None, [("5", "6")]),
    ],
)
def test_calls_have_one_encoding(inputs, outputs, starter_code, pairs):
    encoded = json.dumps({"inputs": inputs, "outputs": outputs, "fn_name": "f"})
    assert list(decode(encoded, starter_code=starter_code).pairs) == pairs


def functional(inputs, outputs, name=None, starter_code=None):
    tests = [
        {"input": given, "output": output, "testtype": "functional"}
        for given, output in zip(inputs, outputs, strict=True)
    ]
    about = {"func_name": name} if name else {}
    return problem(
        "lcbv5", tests=json.dumps(tests), metadata=about, starter_code=starter_code or ""
    )


STARTER = """# Definition of nothing:
# def helper(self):
class Solution:
    def __init__(self):
        pass

    def inc(self, n: int) -> int:
"""


@pytest.mark.parametrize(
    ("name", "starter_code", "function"),
    [
        ("inc", None, "inc"),
        ("inc", "class Solution:\n    def other(self):", "inc"),
        (None, STARTER, "inc"),
        (None, "def inc(n):\n    ...", "inc"),
        (None, None, None),
        (None, f"{STARTER}\n    def dec(self):", None),
        ("__init__", STARTER, None),
    ],
)
def test_the_function_is_the_named_one_or_the_only_one(name, starter_code, function):
    found = functional(["1"], ["2"], name, starter_code)
    assert (found.function, found.answer_language) == (function, "python")
    assert found.checker == ("json" if function else None)
    assert ("why_not_judged" in found.extra) is (function is None)


@pytest.mark.parametrize(
    ("given", "starter_code", "why"),
    [
        ("N = 3", STARTER, "no JSON"),
        ("[1]", "class Solution:\n    def f(self, head: Optional[ListNode]):", "ListNode"),
    ],
)
def test_a_function_that_cannot_be_judged_says_why(given, starter_code, why):
    found = functional([given], ["2"], "f", starter_code)
    assert found.function is None and why in found.extra["why_not_judged"]
    assert found.test_cases[0].input == given


def test_the_function_is_part_of_the_key_and_stdin_keys_stay():
    one, other = (functional(["1"], ["2"], name) for name in ("inc", "dec"))
    assert one.problem_key != other.problem_key
    # as before there were functions
    assert problem().problem_key == "c9eef3697bb45b21"


def test_nulls_take_their_partner_along():
    encoded = json.dumps({"inputs": ["1", None, "3", "4"], "outputs": ["a", "b", None, "d"]})
    found = decode(encoded)
    assert (found.pairs, found.dropped) == ((("1", "a"), ("4", "d")), 2)
    assert problem(tests=encoded).extra["dropped_pairs"] == "2"


@pytest.mark.parametrize(
    ("tests", "reason"),
    [
        ("[{", RejectReason.BROKEN_JSON),
        ("[" * 100_000, RejectReason.BROKEN_JSON),
        ("9" * 5_000, RejectReason.WRONG_TYPE),
        ("3", RejectReason.WRONG_TYPE),
        ("null", RejectReason.WRONG_TYPE),
        ("[1]", RejectReason.WRONG_TYPE),
        ('[{"input": "1"}]', RejectReason.UNPAIRED_TEST_CASES),
        ('{"inputs": ["1", "2"], "outputs": ["1"]}', RejectReason.UNPAIRED_TEST_CASES),
        ('{"inputs": ["1"]}', RejectReason.WRONG_TYPE),
        ('{"inputs": ["1"], "outputs": [{}]}', RejectReason.WRONG_TYPE),
        ('{"inputs": ["1"], "outputs": [1e999]}', RejectReason.WRONG_TYPE),
        ('{"inputs": ["1"], "outputs": [true]}', RejectReason.WRONG_TYPE),
        ("[]", RejectReason.NO_TEST_CASES),
        ('[{"input": null, "output": null}]', RejectReason.NO_TEST_CASES),
    ],
)
def test_tests_refused(tests, reason):
    with pytest.raises(Refused) as refused:
        problem(tests=tests)
    assert refused.value.reason is reason


LCB = {
    "question_id": "abc301_a",
    "question_title": "Overall Winner",
    "contest_date": "2023-05-13T00:00:00",
    "difficulty": "easy",
    "platform": "atcoder",
    "func_name": None,
}


@pytest.mark.parametrize("metadata", [LCB, json.dumps(LCB)], ids=["object", "text"])
def test_lcb_metadata(metadata):
    found = problem("lcbv5", metadata=metadata, starter_code="")
    assert (found.native_id, found.title) == ("abc301_a", "Overall Winner")
    assert (found.contest_date, found.difficulty) == (date(2023, 5, 13), "easy")
    assert (found.starter_code, found.extra) == (None, {"platform": "atcoder"})


def test_a_function_keeps_its_starter_code_and_name():
    found = problem(
        "lcbv5",
        tests=json.dumps([{"input": "1", "output": "2", "testtype": "functional"}]),
        metadata={"func_name": "inc"},
        starter_code="class Solution: ...",
    )
    assert (found.io_mode, found.extra) == (IoMode.FUNCTION, {"fn_name": "inc"})
    assert found.starter_code == "class Solution: ..."


def test_a_row_without_metadata():
    found = problem(problem="\n# Add\n\nAdd them.")
    assert (found.title, found.contest_date, found.difficulty) == ("Add", None, None)
    assert found.native_id == deepcoder.native_id(deepcoder_row("\n# Add\n\nAdd them."))


def test_codeforces_holds_samples_only():
    found = problem("codeforces")
    assert (found.trust, found.test_cases[0].origin) == ("statement_samples_only", Origin.PUBLIC)
    assert problem("taco").test_cases[0].origin is Origin.PRIVATE


def test_an_unreadable_date_is_kept_as_text():
    found = problem("lcbv5", metadata={"contest_date": "last May"}, starter_code="")
    assert (found.contest_date, found.extra) == (None, {"contest_date": "last May"})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["input", "output", "inputs", "outputs", "testtype", "metadata", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_pairs_or_a_reason(value):
    try:
        found = decode(json.dumps(value))
    except Refused as refused:
        assert refused.reason in RejectReason
    else:
        assert found.pairs
        assert all(isinstance(part, str) for pair in found.pairs for part in pair)


@given(st.lists(st.tuples(st.none() | st.text(), st.none() | st.text()), min_size=1))
def test_no_pair_is_ever_shifted(pairs):
    encoded = json.dumps({"inputs": [i for i, _ in pairs], "outputs": [o for _, o in pairs]})
    whole = tuple(pair for pair in pairs if None not in pair)
    if whole:
        assert decode(encoded).pairs == whole
    else:
        with pytest.raises(Refused):
            decode(encoded)


NINES = "9" * 5000


def test_an_integer_of_any_length_is_an_argument():
    encoded = f'{{"fn_name": "f", "inputs": [[{NINES}, "é", {{"a": -{NINES}}}]], "outputs": [1]}}'
    assert decode(encoded).pairs == ((f'{NINES}\n"é"\n{{"a": -{NINES}}}', "1"),)
    assert decode(f'{{"inputs": [{NINES}], "outputs": [1.5]}}').pairs == ((NINES, "1.5"),)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_arguments_are_told_as_json_tells_them(value):
    (pair,) = decode(json.dumps({"fn_name": "f", "inputs": [[value]], "outputs": [1]})).pairs
    assert pair[0] == json.dumps(value, ensure_ascii=False)
    assert len(pair[0].split("\n")) == 1


def test_a_test_that_its_source_cut_is_left_out_and_counted():
    pairs = {"inputs": ["3\n1 2 3...", "1\n1", "2"], "outputs": ["6", "1", "2\nExplanation: two."]}
    found = problem(tests=json.dumps(pairs))
    assert [(case.input, case.output) for case in found.test_cases] == [("1\n1", "1")]
    assert found.extra["dropped_pairs"] == "2"


@pytest.mark.parametrize(
    ("tests", "changes", "mode"),
    [
        ({"inputs": [[1, 2]], "outputs": [3]}, {"metadata": '{"func_name": "add"}'}, "function"),
        ([{"input": "1\n2", "output": "3"}], {"metadata": '{"func_name": "add"}'}, "function"),
        ({"inputs": [[1, 2]], "outputs": [3]}, {"starter_code": "class Solution:\n"}, "function"),
        ([{"input": [[1, 2]], "output": 3}], {"starter_code": "class Solution:\n"}, "function"),
        ({"inputs": ["1 2"], "outputs": [3]}, {"starter_code": "class Solution:\n"}, "stdin"),
        ({"inputs": [[1, 2]], "outputs": [3]}, {}, "stdin"),
        (
            [{"input": "1 2", "output": "3", "testtype": "stdin"}],
            {"metadata": '{"func_name": "add"}'},
            "stdin",
        ),
    ],
)
def test_what_says_that_a_function_is_asked_for(tests, changes, mode):
    assert problem(tests=json.dumps(tests), **changes).io_mode == mode


def test_an_interactive_problem_is_refused():
    with pytest.raises(Refused) as refused:
        problem(problem="This is an interactive problem. Flush the output after each query.")
    assert refused.value.reason is RejectReason.INTERACTIVE
