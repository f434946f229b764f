import pytest

from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.statistics.summary import summarise


def test_hand_worked(judged):
    rows = [
        judged("p1", "AC", 0), judged("p1", "WA", 1),
        judged("p2", "CE", 0, bucket="hard"), judged("p2", "NC", 1, bucket="hard"),
    ]  # fmt: skip
    found = summarise(rows)
    assert (found.overall.problems, found.overall.completions) == (2, 4)
    assert found.overall.interval("pass@1").estimate == pytest.approx(0.25)
    assert found.overall.interval("compile rate").estimate == pytest.approx(0.5)
    assert found.overall.interval("mean score").estimate == pytest.approx((4 + 1) / 4 / 4)
    assert found.overall.verdicts == {"AC": 1, "WA": 1, "CE": 1, "NC": 1}
    assert [part.name for part in found.slices["difficulty"]] == ["easy", "hard"]
    assert found.slices["difficulty"][1].interval("compile rate").estimate == 0
    assert [part.name for part in found.slices["dataset"]] == ["code_contests"]
    assert found.pass_at_k[1].estimate == pytest.approx(0.25)
    assert found.pass_at_k[2].estimate == pytest.approx(0.5)
    assert found.score_by_problem == {"p1": pytest.approx(0.625), "p2": 0.0}


def test_nothing_is_not_zero():
    found = summarise([])
    assert found.overall.completions == 0
    assert found.overall.interval("pass@1") is None
    assert found.slices["difficulty"] == ()
    assert found.pass_at_k == {}


def test_buckets_stand_in_order_of_difficulty(judged):
    names = ["unknown", "hard", "easy", "medium"]
    rows = [judged(f"p{i}", "WA", bucket=name) for i, name in enumerate(names)]
    found = summarise(rows).slices["difficulty"]
    assert [part.name for part in found] == ["easy", "medium", "hard", "unknown"]


def test_every_problem_weighs_the_same(judged):
    rows = [judged("p1", "AC", i) for i in range(9)] + [judged("p2", "WA")]
    assert summarise(rows).overall.interval("pass@1").estimate == pytest.approx(0.5)


def test_from_row(judged):
    names = JudgedCompletion.__dataclass_fields__
    row = {name: getattr(judged("p1", "WA"), name) for name in names}
    found = JudgedCompletion.from_row({**row, "completion_id": "of no interest here"})
    assert found == judged("p1", "WA")
    assert found.compiled and not found.solved
    with pytest.raises(KeyError, match="verdict"):
        JudgedCompletion.from_row({name: row[name] for name in names if name != "verdict"})


def test_score_without_test_cases_is_zero(judged):
    assert judged("p1", "WA", passed=0, total=0).score == 0
