"""What counts as the same statement, what as nearly the same, and what must not."""

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from alike_statements import (
    AS_CODE_CONTESTS,
    AS_DEEPCODER,
    CHINESE,
    CHINESE_OTHER_MARKS,
    EASY_VERSION,
    HARD_VERSION,
    SAME_FORMAT_OTHER_TASK,
)
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.quality.dedupe import (
    NEAR_DUPLICATE,
    StatementIndex,
    normalised,
    operators_differ,
    signature,
    similarity,
    statement_sha,
)
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.readers import READERS
from tinylora.corpus.sources.reading import read
from tinylora.problem import Problem

RAW = Path(__file__).resolve().parents[2] / "samples" / "raw"


def sample_problems():
    sources = [
        SourceSettings(dataset=dataset, config=config, split=split, path=f"samples/raw/{dataset}")
        for dataset, config, split in (
            ("luogu_dpo", "default", "train"),
            ("code_contests", "default", "train"),
            ("code_contests", "default", "valid"),
            ("code_contests", "default", "test"),
            ("deepcoder", "primeintellect", "train"),
            ("deepcoder", "lcbv5", "test"),
        )
    ]
    for source in sources:
        patterns = READERS[source.dataset].patterns(source.config, source.split)
        files = sorted({path for one in patterns for path in (RAW / source.dataset).glob(one)})
        records = list(read(source, files, CorpusSettings(sources=(source,))))
        yield from (record for record in records if isinstance(record, Problem))


def test_words_alone_are_left():
    assert normalised("**Given** $1 \\le a_i \\leq 10^5$,\n  print `YES`.") == (
        "given 1 le a i le 10 5 print yes"
    )
    assert normalised("求Ａ＋Ｂ的值！") == "求 a plus b 的 值"
    assert normalised("。 …") == "。 …"  # nothing but marks: they are all there is to compare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AS_CODE_CONTESTS, AS_DEEPCODER),
        (AS_CODE_CONTESTS, AS_CODE_CONTESTS.upper().replace("\n", "\r\n\t ")),
        (CHINESE, CHINESE_OTHER_MARKS),
    ],
)
def test_markup_and_white_space_make_no_other_statement(one, other):
    assert one != other
    assert statement_sha(one) == statement_sha(other)
    assert signature(one) == signature(other)


def test_similarity_hand_worked():
    # Runs abcde bcdef cdefg against abcde bcdef cdefx: 2 in common of 4.
    assert similarity("a b c d e f g", "a b c d e f x") == 0.5
    assert similarity("a b c", "a b c") == 1
    assert similarity("a b c", "a b d") == 0


@pytest.mark.parametrize(
    "changed",
    [
        EASY_VERSION,
        AS_CODE_CONTESTS.replace("Vasya", "Petya"),
        AS_CODE_CONTESTS.replace("sticks", "rods").replace("glue", "join"),
        AS_DEEPCODER.partition("-----Note-----")[0],
        AS_CODE_CONTESTS.replace("4 6\n1 5 3 3", "5 10\n1 9 2 8 5"),
    ],
    ids=["easy version", "another name", "other words", "without notes", "other samples"],
)
def test_nearly_the_same_statement(changed):
    assert statement_sha(changed) != statement_sha(HARD_VERSION)
    assert similarity(changed, HARD_VERSION) >= NEAR_DUPLICATE
    assert found([HARD_VERSION, changed]) == {(0, 1)}


COMPUTES = """# P1 例
## 题目描述
给定三个整数 $a,b,c$，请你求出 $%s$ 的值。
## 输入格式
一行三个整数。
## 样例
2 3 4
"""


def test_another_operator_makes_another_problem():
    formulas = ("(a+b)\\cdot c", "(a+b)/c", "(a-b)\\cdot c", "(a-b)/c")
    statements = [COMPUTES % formula for formula in formulas]
    for one, other in combinations(statements, 2):
        alike = similarity(one, other) >= NEAR_DUPLICATE
        assert not alike or operators_differ(one, other)
    assert similarity(statements[0], statements[1]) >= NEAR_DUPLICATE
    assert operators_differ(COMPUTES % "\\max(a,b)", COMPUTES % "\\min(a,b)")
    assert not operators_differ(statements[0], COMPUTES % "(a+b)·c" + "## 提示\n$1\\le a<9$，$c-1$")
    assert not operators_differ("any $0 < n$ will do", "any $0 \\le n$ will do")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maximum", "minimum"),
        ("largest", "smallest"),
        ("sum", "product"),
        ("greatest common divisor", "least common multiple"),
        ("gcd", "lcm"),
        ("最大值", "最小值"),
        ("最大公约数", "最小公倍数"),
        ("和", "积"),
    ],
)
def test_another_operator_in_words_makes_another_problem(one, other):
    assert operators_differ(f"Print the {one} of them.", f"Print the {other} of them.")
    assert operators_differ(COMPUTES % f"它们的{one}", COMPUTES % f"它们的{other}")


def test_an_operator_by_another_name_is_the_same():
    assert not operators_differ("Print the largest of them.", "Print the maximum of them.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HARD_VERSION, EASY_VERSION),
        (AS_CODE_CONTESTS, AS_DEEPCODER),
        (CHINESE, CHINESE_OTHER_MARKS),
    ],
)
def test_versions_and_copies_compute_the_same(one, other):
    assert not operators_differ(one, other)


def test_problems_that_share_their_input_format_are_different():
    assert similarity(AS_CODE_CONTESTS, SAME_FORMAT_OTHER_TASK) < NEAR_DUPLICATE - 0.1
    assert found([AS_CODE_CONTESTS, SAME_FORMAT_OTHER_TASK]) == set()


def test_no_two_of_our_own_problems_look_alike():
    statements = [problem.statement for problem in sample_problems()]
    assert len(statements) == 114
    assert len({statement_sha(statement) for statement in statements}) == 114
    closest = max(similarity(a, b) for a, b in combinations(statements, 2))
    assert closest < NEAR_DUPLICATE - 0.2
    assert found(statements) == set()


def test_a_real_doubled_row_is_its_own_look_alike(real_rows):
    source = SourceSettings(dataset="luogu_dpo", path="anywhere")
    records = list(read(source, [real_rows], CorpusSettings(sources=(source,))))
    statement = next(r.statement for r in records if isinstance(r, Problem))
    assert similarity(statement, statement.replace("**", "").replace("$", "")) == 1


def test_a_signature_is_the_same_in_another_process():
    code = (
        "import sys; from tinylora.corpus.quality.dedupe import signature;"
        "sys.stdout.write(signature(sys.stdin.read()).hex())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=AS_DEEPCODER.encode(),
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONUTF8": "1"},
        cwd=RAW.parents[1],
    )
    assert done.stdout.decode() == signature(AS_DEEPCODER).hex()


WORDS = ["a", "b", "c", "数", "列", "7", "x_1", "\\le"]
words = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
anything = st.one_of(words, st.text(max_size=60))


@given(anything, anything)
def test_similarity_is_symmetric_and_a_statement_its_own_look_alike(one, other):
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1
    assert found([one, one]) == {(0, 1)}


@given(anything)
def test_normalising_twice_changes_nothing(statement):
    assert normalised(normalised(statement)) == normalised(statement)


COPIES = [
    *(str, str.upper, lambda told: told.replace(" ", " \n "), lambda told: f"**{told}**"),
    *(lambda told: told + " 7 a", lambda told: "数 " + told, lambda told: told[len(told) // 3 :]),
]
copies = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=8, max_size=30).map(" ".join),
    st.lists(st.sampled_from(COPIES), min_size=2, max_size=6),
).map(lambda made: [copy(made[0]) for copy in made[1]])


@given(copies, st.lists(anything, max_size=4), st.randoms())
def test_the_order_of_arrival_changes_nothing(alike, others, random):
    statements = alike + others
    same = {
        (i, j)
        for i, j in combinations(range(len(statements)), 2)
        if normalised(statements[i]) == normalised(statements[j])
    }
    assert same <= found(statements)
    order = list(range(len(statements)))
    random.shuffle(order)
    shuffled = found([statements[i] for i in order])
    assert {tuple(sorted((order[i], order[j]))) for i, j in shuffled} == found(statements)


def found(statements):
    """Return the pairs (i, j) that an index filled in this order leads to."""
    index, pairs = StatementIndex(), set()
    for j, statement in enumerate(statements):
        stored = signature(statement)
        for name in index.candidates(stored):
            i = int(name)
            if similarity(statements[i], statement) >= NEAR_DUPLICATE:
                pairs.add((i, j))
        index.add(str(j), stored)
    return pairs
