"""`tinylora compare`, `leaderboard` and `report` as a person types them."""

import copy
import json

import pytest
import small_warehouse as small

NOTHING = (("WA", "WA"), ("CE", "NC"), ("WA", "HC"), ("WA", "WA"))
BETTER = (("AC", "AC"), ("AC", "NC"), ("WA", "HC"), ("WA", "WA"))
ALL = (("AC", "AC"),) * 4


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A base, two checkpoints of one run, one that saw other conditions, and an import."""
    folder = tmp_path_factory.mktemp("home")
    warehouse = small.made(folder)
    small.train(warehouse, "run1", "c1", "c2")
    hotter = copy.deepcopy(small.SETTINGS)
    hotter["generation"]["temperature"] = 0.2
    small.evaluate(warehouse, "ba5e0001", NOTHING)
    small.evaluate(warehouse, "aa110001", BETTER, "c1", age=1)
    small.evaluate(warehouse, "aa220002", ALL, "c2", age=2)
    small.evaluate(warehouse, "bb330003", ALL, "c1", age=-1, settings=hotter, seed=7)
    unknown = {"seed": None, "base_model": "imported", "base_fingerprint": "imported"}
    few = {"judge": {"time_limit_s": 2.0}, "prompt": {"code_block": "last"}}
    small.evaluate(
        *(warehouse, "cc440004", (("AC",),) * 4),
        **{"age": -2, "settings": few, "imported_as": "gpt", "code_version": "imported", **unknown},
    )
    return folder


def test_counts_of_the_earlier_projects(tinylora, tmp_path):
    done = tinylora(tmp_path, "compare", "--counts", "3/165", "6/165", "121/165", "126/165")
    assert done.returncode == 0, done.stderr
    assert "Neither differs detectably. p-values are corrected for 2" in done.stdout
    for words in ("1.8% [0.6, 5.2] → 3.6% [1.7, 7.7]", "McNemar", "7.3 points", "Fisher's exact"):
        assert words in done.stdout
    one = tinylora(tmp_path, "compare", "--counts", "10/165", "60/165", "--json")
    said = json.loads(one.stdout)
    assert said["conclusion"] == "The two differ."
    assert said["pairs"][0]["comparison"]["detected"] is True
    assert said["pairs"][0]["comparison"]["corrected_p"] is None


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--counts", "3/165"), "give before and after"),
        (("--counts", "3/165", "six/165"), "'six/165' is no count"),
        (("--counts", "9/5", "1/5"), "count 9/5 is no rate"),
        (("--counts", "1/99999999999999999999999999", "1/2"), "of nine digits at most"),
        (("3/165", "6/165"), "counts need --counts"),
        (("base",), "name two or more"),
        (("base", "aa11", "--pooled"), "name the base's and two or more others"),
        (("--counts", "3/165", "6/165", "--pooled"), "--pooled takes evaluations"),
        (("base", "ffff"), "no finished evaluation"),
        (("base", "aa"), "several evaluations begin so"),
        (("aa22", "aa220002"), "named twice"),
        (("base", "bb33"), "generation.temperature: 0.7 against 0.2"),
        (("base", "bb33"), "seed: 42 against 7"),
        (("base", "gpt"), "generation.max_new_tokens: 512 against not known"),
    ],
)
def test_what_cannot_be_compared_is_refused(tinylora, home, words, says):
    done = tinylora(home, "compare", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_two_evaluations(tinylora, home):
    done = tinylora(home, "compare", "base", "aa11", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    (other,) = said["others"]
    made = other["comparisons"]["pass@1"]
    # two of four problems changed, by 1 and by 1/2: of the 16 signs 4 x 2 are as extreme
    assert (made["base"], made["tuned"], made["p_value"]) == (0, 0.375, 0.5)
    assert made["test"] == "paired permutation test" and made["corrected_p"] is None
    assert other["differences"] == [] and said["corrected"] is None
    assert said["base"]["policy"] == "base"
    shown = tinylora(home, "compare", "base", "latest")
    assert "step 2 of run1 (aa220002) against base (ba5e0001)" in shown.stdout
    assert "pass@1" in shown.stdout and "paired permutation test, 4 problems" in shown.stdout


def test_several_are_corrected_and_say_so(tinylora, home):
    done = tinylora(home, "compare", "base", "aa11", "aa22", "--json")
    said = json.loads(done.stdout)
    p_values = [one["comparisons"]["pass@1"]["p_value"] for one in said["others"]]
    assert p_values == [0.5, 0.125]  # all four rose: 2 of 16 signs
    found = [one["comparisons"]["pass@1"]["corrected_p"] for one in said["others"]]
    assert found == [0.5, 0.25]  # Holm: the smaller times 2, the larger times 1
    assert said["corrected"] == "Holm"
    shown = tinylora(home, "compare", "base", "aa11", "aa22")
    assert "p-values are corrected for 2 comparisons (Holm)" in shown.stdout


def test_pooled_trainings_are_one_comparison_more(tinylora, home):
    done = tinylora(home, "compare", "base", "aa11", "aa22", "--pooled", "--json")
    made = json.loads(done.stdout)["pooled"]["pass@1"]
    # rates of (1, 1/2, 0, 0) and (1, 1, 1, 1): their mean rose on all four, by 2.75 together
    assert (made["base"], made["tuned"], made["p_value"]) == (0, 0.6875, 0.125)
    assert made["corrected_p"] is None
    shown = tinylora(home, "compare", "base", "aa11", "aa22", "--pooled")
    assert "2 together against base (ba5e0001)" in shown.stdout
    alone = tinylora(home, "compare", "base", "aa11", "aa22", "--json")
    assert json.loads(alone.stdout)["pooled"] is None


def test_anyway_names_what_differs_and_what_is_left_out(tinylora, home):
    done = tinylora(home, "compare", "base", "gpt", "--anyway")
    assert done.returncode == 0, done.stderr
    for words in ("not the same: seed: 42 against not known", "4 samples left out", "gpt"):
        assert words in done.stdout


def test_anyway_pools_on_what_all_of_them_hold(tinylora, home):
    done = tinylora(home, "compare", "base", "aa22", "gpt", "--anyway", "--pooled", "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)["pooled"]["pass@1"]
    assert (made["base"], made["tuned"], made["problems"]) == (0, 1, 4)  # of one sample a problem


def test_anyway_pools_on_what_all_of_three_hold(tinylora, tmp_path):
    """Problems 0 to 2, 1 to 3, and all but 1: they share problem 2, which one of them solves."""
    warehouse = small.made(tmp_path)
    small.evaluate(warehouse, "ba5e0001", (("WA",),) * 4)
    held = {
        "aa110001": (("AC",), ("AC",), ("AC",), ()),
        "bb220002": ((), ("AC",), ("WA",), ("AC",)),
        "cc330003": (("AC",), (), ("WA",), ("AC",)),
    }
    for name, outcomes in held.items():
        small.evaluate(
            warehouse, name, outcomes, imported_as=name, problem_set_fingerprint=f"of {name}"
        )
    words = ("ba5e0001", *held, "--anyway", "--pooled", "--json")
    done = tinylora(tmp_path, "compare", *words)
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)["pooled"]["pass@1"]
    assert (made["base"], made["problems"]) == (0, 1)
    assert made["tuned"] == pytest.approx(1 / 3)


def test_of_several_bases_a_board_names_the_one_that_a_row_is_held_against(tinylora, tmp_path):
    warehouse = small.made(tmp_path)
    small.evaluate(warehouse, "ba5e0001", NOTHING)
    small.evaluate(warehouse, "1a460002", ALL, base_fingerprint="large", base_model="org/large")
    unknown = {"seed": None, "base_model": "imported", "base_fingerprint": "imported"}
    small.evaluate(
        *(warehouse, "cc440004", BETTER),
        **{"age": 1, "imported_as": "gpt", "code_version": "imported", **unknown},
    )
    page = tmp_path / "board.html"
    done = tinylora(tmp_path, "leaderboard", "--anyway", "--html", page)
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    (held,) = [one for one in ("ba5e0001", "1a460002") if f"] against {one}, " in said]
    assert f" against {held}," in page.read_text(encoding="utf-8")


def test_hard_coding_is_not_told_where_judging_stops_at_a_failure(tinylora, tmp_path):
    warehouse = small.made(tmp_path)
    small.evaluate(warehouse, "ba5e0001", (("HC", "AC"), ("HC", "CE")))
    where = ("sql", "evaluation_by_slice", "--param", "evaluation_id=ba5e0001", "-f", "json")
    found = json.loads(tinylora(tmp_path, *where).stdout)
    assert [one["hard_coded_percent"] for one in found if one["slice_by"] == "all"] == [50.0]
    rows = warehouse.select("select * from judgements").to_pylist()
    stopping = json.dumps({"stop_at_first_failure": True})
    with warehouse.writing() as write:
        write.insert("judgements", [row | {"limits": stopping} for row in rows])
    found = json.loads(tinylora(tmp_path, *where).stdout)
    assert [one["hard_coded_percent"] for one in found if one["slice_by"] == "all"] == [None]


def test_leaderboard(tinylora, home, tmp_path):
    page = tmp_path / "board.html"
    done = tinylora(home, "leaderboard", "--json", "--html", page)
    assert done.returncode == 0, done.stderr
    (board,) = json.loads(done.stdout)["boards"]
    rows = {row["evaluation_id"]: row for row in board["rows"]}
    assert board["compared"] == 2 and board["corrected"] == "Holm"
    against = rows["aa220002"]["against_base"]
    assert (against["p_value"], against["corrected_p"], against["family"]) == (0.125, 0.25, 2)
    assert rows["ba5e0001"]["against_base"] is None and rows["ba5e0001"]["differences"] == []
    assert "seed: 42 against 7" in rows["bb330003"]["differences"]
    # problem 2 of four: one sample in two passes the public test case and fails the others
    assert rows["ba5e0001"]["hard_coded_rate"] == 0.125
    assert rows["aa220002"]["hard_coded_rate"] == 0
    html = page.read_text(encoding="utf-8")
    assert "corrected for 2 comparisons (Holm)" in html and "gpt" in html
    assert (
        "<script" not in html
        and "http:" not in html
        and "https:" not in html
        and "prefers-color-scheme" in html
    )
    shown = tinylora(home, "leaderboard", "--anyway")
    assert "although more than the policy differs" in shown.stdout
    assert "corrected for 4 comparisons" in shown.stdout


def test_an_empty_leaderboard_is_no_error(tinylora, tmp_path):
    small.made(tmp_path)
    done = tinylora(tmp_path, "leaderboard")
    assert done.returncode == 1 and "No evaluation is finished" in done.stdout


def test_report_of_a_run_from_the_warehouse_alone(tinylora, home, tmp_path):
    page = tmp_path / "page.html"
    done = tinylora(home, "report", "run1", "--out", page, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["tuned_evaluation_id"] == "aa220002" and said["run_id"] == "run1"
    html = page.read_text(encoding="utf-8")
    for words in (
        *("optimiser step", "Verdicts before and after", "Rates by difficulty"),
        *("Every problem, before and after", "Completions that changed verdict", "org/m"),
        *("hard-coded, at most", "12.5%", "fails first", "input", "1 min 00 s"),
    ):
        assert words in html
    assert said["headline"].split(". ")[0] in html


def test_report_refuses_and_names(tinylora, home, tmp_path):
    base = tinylora(home, "report", "ba5e")
    assert base.returncode == 2 and "of the base model itself" in base.stderr
    other = tinylora(home, "report", "gpt")
    assert other.returncode == 2 and "against not known" in other.stderr
    page = tmp_path / "gpt.html"
    done = tinylora(home, "report", "gpt", "--anyway", "--out", page)
    assert done.returncode == 0, done.stderr
    html = page.read_text(encoding="utf-8")
    assert "More than the policy differs" in html and "No reward curve" in html
    nowhere = tinylora(home, "report", "latest", "--out", tmp_path / "none" / "page.html")
    assert nowhere.returncode == 2 and "cannot be written" in nowhere.stderr
    for words in (("report", "latest", "--out", "."), ("leaderboard", "--html", "")):
        folder = tinylora(home, *words)
        assert folder.returncode == 2
        assert ". cannot be written: Is a directory; name another" in folder.stderr


def test_slices_of_an_evaluation(tinylora, home):
    where = ("--param", "evaluation_id=ba5e0001", "-f", "json")
    done = tinylora(home, "sql", "evaluation_by_slice", *where)
    found = {(row["slice_by"], row["slice"]): row for row in json.loads(done.stdout)}
    whole = found["all", "all"]
    assert (whole["problems"], whole["completions"], whole["tokens_mean"]) == (4, 8, 10)
    assert whole["hard_coded_percent"] == 12.5 and whole["hard_coded_problems"] == 4
    assert (whole["compile_seconds"], whole["cpu_seconds"]) == (4.0, 2.0)
    assert found["bucket", "easy"]["hard_coded_percent"] == 25.0
    assert found["contest_window", "undated"]["problems"] == 1
    assert found["contest_window", "2026"]["problems"] == 3
    assert ("dataset", "code_contests") in found and ("io_mode", "stdin") in found
    query = (
        "select sum(share) as all from verdict_mix_by_slice group by evaluation_id, slice_by, slice"
    )
    shares = tinylora(home, "sql", query.replace("as all", "as total"), "-f", "json")
    assert {round(row["total"], 9) for row in json.loads(shares.stdout)} == {1.0}
    query = (
        "select k, pass_at_k from pass_at_k_by_slice where evaluation_id = 'aa110001' "
        "and slice = 'hard' order by k"
    )
    at_k = json.loads(tinylora(home, "sql", query, "-f", "json").stdout)
    assert at_k == [{"k": 1, "pass_at_k": 0.25}, {"k": 2, "pass_at_k": 0.5}]  # AC, NC; WA, WA


def test_what_another_compiler_compiled_is_not_comparable_in_sql(tmp_path):
    warehouse = small.made(tmp_path)
    small.train(warehouse, "run", "c1")
    for name, checkpoint in (("base", None), ("tuned", "c1"), ("another", None)):
        small.evaluate(warehouse, name, NOTHING, checkpoint)
    pairs = "select base_evaluation_id as base from comparable_evaluations order by base"
    assert [row["base"] for row in warehouse.select(pairs).to_pylist()] == ["another", "base"]
    judged = warehouse.select("from judgements").to_pylist()
    asked = warehouse.select("from completions where evaluation_id = 'another'").to_pylist()
    with warehouse.writing() as write:
        for rows, changed in ((judged, {"compiler": "g++ 13"}), (asked, {})):
            other = [row | changed | {"judgement_id": f"13 {row['judgement_id']}"} for row in rows]
            write.insert("completions" if rows is asked else "judgements", other)
    assert warehouse.select(pairs).to_pylist() == [{"base": "base"}]
