"""How completions ended: the view's closed set on judged rows, and a gain taken apart by hand."""

import pytest

from tests.commands import small_warehouse
from tests.warehouses import new_warehouse
from tinylora.evaluation.statistics.endings import RIGHT, WRONG, take_apart


def rows(*endings: str, key: str = "a", reads: bool = True) -> list[dict]:
    """Return one row a sample of problem `key`, as select_endings returns them."""
    return [
        {
            "problem_key": key,
            "sample": sample,
            "ending": ending,
            "reads_input": None if ending in ("no code", "cut off") else reads,
            "compiler_message": "expected '…'" if ending == "does not compile" else None,
        }
        for sample, ending in enumerate(endings)
    ]


def test_what_the_wrong_endings_lose_is_what_the_right_ones_gain():
    """Ten problems × 2: 'cut off' falls from 50% to 0 and 'right' rises from 50% to 100%, but one.

    In problem 9 the second sample goes from 'cut off' to 'wrong answer'. So pass@1 rises by 9/20 =
    45 points, of which cut off explains 50 / 45 and wrong answer −5 / 45.
    """
    base = [row for key in "0123456789" for row in rows("right", "cut off", key=key)]
    tuned = [row for key in "012345678" for row in rows("right", "right", key=key)]
    tuned += rows("right", "wrong answer", key="9")
    apart = take_apart(base, tuned, 0.95, changed=True)
    moved = {one.name: one for one in apart.endings}
    assert list(moved) == ["right", "wrong answer", "cut off"]
    assert (moved["right"].base, moved["right"].tuned) == (0.5, pytest.approx(0.95))
    assert moved["cut off"].difference.estimate == -0.5
    assert moved["cut off"].of_gain == pytest.approx(50 / 45)
    assert moved["wrong answer"].of_gain == pytest.approx(-5 / 45)
    assert sum(one.of_gain for one in apart.endings if one.name in WRONG) == pytest.approx(1)
    assert apart.problems["sometimes", "always"] == 9
    assert apart.problems["sometimes", "sometimes"] == 1
    assert sum(apart.problems.values()) == 10
    assert apart.reads_input.difference.estimate == pytest.approx(0.5)


def test_an_ending_that_did_not_move_explains_nothing():
    """Crashes stay at a third; wrong answers fall by a third, and right ones rise by as much."""
    base = [row for key in "0123456789" for row in rows("right", "crashes", "too slow", key=key)]
    tuned = [row for key in "0123456789" for row in rows("right", "crashes", "right", key=key)]
    moved = {one.name: one for one in take_apart(base, tuned, 0.95, changed=True).endings}
    assert moved["too slow"].shown[-1] == "100%"
    assert moved["crashes"].shown[3:] == ("+0.0 points", "[-27.8, 27.8]", "0%")


def test_a_difference_within_chance_is_not_shared_out():
    """One problem of ten that changed says nothing of its causes."""
    base = [row for key in "0123456789" for row in rows("right", key=key)]
    tuned = [row for key in "012345678" for row in rows("right", key=key)] + rows(
        "crashes", key="9"
    )
    apart = take_apart(base, tuned, 0.95, changed=False)
    assert {one.of_gain for one in apart.endings} == {None}


def test_messages_count_on_both_sides_and_lone_problems_are_left_aside():
    """A message is counted before and after; a problem that only one side holds is not."""
    base = rows("does not compile", "right") + rows("right", key="b")
    tuned = rows("right", "right") + rows("does not compile", key="c")
    apart = take_apart(base, tuned, 0.95, changed=False)
    assert apart.messages == (("expected '…'", 1, 0),)
    assert sum(apart.problems.values()) == 1
    assert take_apart(base, rows("right", key="z"), 0.95, changed=False) is None


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """Return an empty warehouse, for its macros."""
    made = new_warehouse(tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb")
    return made


ENDINGS = {
    ("AC", "stop", "int main(){int x;std::cin>>x;}", "3"): "right",
    ("AC", "length", 'int main(){int x;scanf("%d",&x);}', "3"): "right",
    ("AC", "stop", 'int main(){puts("3");}', "3"): "right by hard-coding",
    ("AC", "stop", 'int main(){puts("3");}', " \n"): "right",
    ("WA", "stop", "int main(){}", "3"): "wrong answer",
    ("OLE", "stop", "int main(){}", "3"): "wrong answer",
    ("TLE", "stop", "int main(){}", "3"): "too slow",
    ("MLE", "stop", "int main(){}", "3"): "crashes",
    ("RE", "length", "int main(){}", "3"): "crashes",
    ("CE", "stop", "int main({}", "3"): "does not compile",
    ("CE", "length", "int main({", "3"): "cut off",
    ("NC", "length", None, "3"): "cut off",
    ("NC", None, None, "3"): "no code",
}


@pytest.mark.parametrize(("judged", "ending"), ENDINGS.items())
def test_every_judgement_has_one_ending(judged, ending, warehouse):
    """The macro's word for a verdict, why the completion ended, the source and the input."""
    verdict, finish, source, given = judged
    question = "select ending_of($verdict, $finish, $source, $given) as ending"
    asked = {"verdict": verdict, "finish": finish, "source": source, "given": bool(given.strip())}
    assert warehouse.select(question, **asked).to_pylist() == [{"ending": ending}]
    assert ending in RIGHT + WRONG


def test_whether_it_reads_is_asked_of_cpp_alone(tmp_path):
    """`print(int(input()) + 1)` names no function of C++ that reads, and reads."""
    filled = small_warehouse.made(tmp_path)
    small_warehouse.evaluate(filled, "e", [["AC", "AC"]] * 2)
    program = {"source": "print(int(input()) + 1)"}
    (judged,) = filled.select("from judgements where judgement_id = 'j0AC'").to_pylist()
    with filled.writing() as write:
        write.insert("judgements", [judged | program | {"limits": '{"language": "python"}'}])
    shown = "select distinct problem_key, ending, reads_input from completion_endings order by all"
    assert [tuple(row.values()) for row in filled.select(shown).to_pylist()] == [
        ("p0", "right", None),
        ("p1", "right by hard-coding", False),
    ]
