"""Every figure on the page follows from the raw tables: a small warehouse written by hand."""

import json
import re

import duckdb
import pytest

from tests.commands import small_warehouse
from tests.flows.recomputed import Recomputed, check
from tinylora.errors import NotComparable
from tinylora.evaluation.reports.report import render_html
from tinylora.evaluation.statistics.endings import RIGHT
from tinylora.stages.evaluation.report import choose, gather

BASE = [["AC", "WA", "CE"], ["HC", "HC", "NC"], ["WA", "CE", "CE"], ["AC", "AC", "AC"]]
TUNED = [["AC", "AC", "CE"], ["HC", "AC", "WA"], ["WA", "NC", "AC"], ["AC", "AC", "HC"]]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    warehouse = small_warehouse.made(tmp_path_factory.mktemp("figures"))
    small_warehouse.train(warehouse, "run", "c1", "c2")
    small_warehouse.evaluate(warehouse, "base", BASE)
    small_warehouse.evaluate(warehouse, "tuned", TUNED, checkpoint="c2", age=1)
    rollouts, apart = [], []
    for step in (1, 3):
        for k, key in enumerate(small_warehouse.KEYS):
            name = f"r{step}{key}"
            kind = ("AC", "WA")[k % 2]
            rollouts.append(
                {"completion_id": name, "run_id": "run", "step": step, "problem_key": key}
                | {"sample": 0, "seed": 1, "text": "", "judgement_id": f"j{k}{kind}", "tokens": 1}
                | {"evaluation_id": None, "finish_reason": "fence"}
            )
            judged = f"j{k}{'HC' if (step, k) in ((3, 0), (3, 1)) else kind}"
            apart.append({"completion_id": name, "judgement_id": judged}
                         | {"rewarded_passed": 2 - k % 2, "rewarded_total": 2})  # fmt: skip
    for k in (0, 1):
        small_warehouse.evaluate(warehouse, f"more{k}", [["HC", "WA", "AC"]] * 4, status="running")
    third = warehouse.select("from training_steps where step = 2").to_pylist()[0] | {"step": 3}
    with warehouse.writing() as write:
        write.insert("training_steps", [third])
        write.insert("completions", rollouts)
        write.insert("kept_apart_judgements", apart)
    html = render_html(gather(choose(warehouse, "run"), warehouse))
    with duckdb.connect(str(warehouse.path), read_only=True) as connection:
        yield html, Recomputed(connection, "base", "tuned", "run")


def test_every_figure_on_the_page_is_recomputed_from_the_raw_tables(written):
    check(*written)


@pytest.mark.parametrize(
    "change",
    [
        lambda html: html.replace(">50.0%</span>", ">51.0%</span>", 1),
        lambda html: re.sub(r"(Better on )(\d)", r"\g<1>9", html, count=1),
        lambda html: html.replace("% (", "% (9", 1),
        lambda html: html.replace("9.0 s</td>", "8.0 s</td>", 1),
        lambda html: re.sub(r"base: (\d) of 3", "base: 9 of 3", html, count=1),
        lambda html: html.replace("</footer>", "<p>By the way: 17.</p></footer>"),
    ],
)
def test_another_figure_is_found_out(written, change):
    html, expected = written
    assert change(html) != html
    with pytest.raises(AssertionError):
        check(change(html), expected)


def test_a_page_is_titled_by_whose_the_weights_are(tmp_path):
    warehouse = small_warehouse.made(tmp_path)
    small_warehouse.train(warehouse, "run", "c1")
    parts = {"base_model": "package:a/part1.bin+b/part2.bin", "base_model_origin": "Coder by us"}
    small_warehouse.evaluate(warehouse, "base", BASE, **parts)
    small_warehouse.evaluate(warehouse, "tuned", TUNED, checkpoint="c1", age=1, **parts)
    made = gather(choose(warehouse, "run"), warehouse)
    assert made.title == "Coder by us: base against tuned"
    assert made.provenance["base model's origin"] == "Coder by us"


def test_the_samples_it_shows_have_their_own_texts(tmp_path):
    warehouse = small_warehouse.made(tmp_path)
    small_warehouse.train(warehouse, "run", "c1")
    small_warehouse.evaluate(warehouse, "base", BASE)
    small_warehouse.evaluate(warehouse, "tuned", TUNED, checkpoint="c1", age=1)
    shown = gather(choose(warehouse, "run"), warehouse).changed
    assert len(shown) == 6
    for name in ("base", "tuned"):
        rows = warehouse.query("judged_completions", evaluation_id=name)
        stored = {(row["problem_key"], row["sample"]): row for row in rows}
        for pair in shown:
            one = getattr(pair, name)
            row = stored[one.problem_key, one.sample]
            for text in ("title", "text", "source", "verdict"):
                assert getattr(one, text) == row[text]
            failed = json.loads(row["first_failure"] or "null")
            assert (one.first_failure or {}).get("ordinal") == (failed or {}).get("ordinal")


def test_a_long_input_is_cut_with_a_word_of_the_rest(tmp_path):
    warehouse = small_warehouse.made(tmp_path)
    small_warehouse.train(warehouse, "run", "c1")
    (case,) = warehouse.select(
        "select * from test_cases where problem_key = 'p0' and ordinal = 0"
    ).to_pylist()
    with warehouse.writing() as write:
        write.delete("test_cases", [{"problem_key": "p0", "ordinal": 0}])
        write.insert("test_cases", [case | {"input": "7" * 10_600}], on_conflict="fail")
    small_warehouse.evaluate(warehouse, "base", (("WA",),))
    small_warehouse.evaluate(warehouse, "tuned", (("AC",),), checkpoint="c1", age=1)
    made = gather(choose(warehouse, "run"), warehouse)
    (pair,) = made.changed
    assert pair.base.first_failure["input"] == "7" * 600 + "\n… 10,000 more"
    assert "… 10,000 more</pre>" in render_html(made)


def test_with_anyway_endings_are_of_the_samples_that_are_compared(tmp_path):
    warehouse = small_warehouse.made(tmp_path)
    small_warehouse.train(warehouse, "run", "c1")
    small_warehouse.evaluate(warehouse, "base", BASE)
    one_each = [kinds[:1] for kinds in TUNED]
    small_warehouse.evaluate(warehouse, "tuned", one_each, checkpoint="c1", age=1, seed=7)
    made = gather(choose(warehouse, "run", anyway=True), warehouse)
    assert made.base.overall.completions == 4
    solved = made.base.overall.interval("pass@1").estimate
    right = sum(one.base for one in made.taken_apart.endings if one.name in RIGHT)
    assert right == solved == 0.5
    assert made.beside == ()  # those rows of the warehouse are of all the base's completions


def test_what_is_of_whole_evaluations_stays_where_both_are_compared_whole(tmp_path):
    warehouse = small_warehouse.made(tmp_path)
    small_warehouse.train(warehouse, "run", "c1")
    small_warehouse.evaluate(warehouse, "base", BASE)
    small_warehouse.evaluate(warehouse, "tuned", TUNED, checkpoint="c1", age=1, seed=7)
    made = gather(choose(warehouse, "run", anyway=True), warehouse)
    # HC in base: all three of problem 1; in tuned: one there and one of problem 3
    assert ("hard-coded, at most", "16.7%", "16.7%") in made.beside


def test_evaluations_that_share_no_problem_have_no_report(tmp_path):
    warehouse = small_warehouse.made(tmp_path)
    small_warehouse.train(warehouse, "run", "c1")
    small_warehouse.evaluate(warehouse, "base", [*BASE[:2], [], []])
    other = [[], [], *TUNED[2:]]
    small_warehouse.evaluate(
        warehouse, "tuned", other, checkpoint="c1", age=1, problem_set_fingerprint="other"
    )
    with pytest.raises(NotComparable, match="evaluations base and tuned share no problem"):
        gather(choose(warehouse, "run", anyway=True), warehouse)
