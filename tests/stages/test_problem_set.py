"""Which problems a run sees, and the fingerprint of that choice."""

import json
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from tests.stages.conftest import TEST, TRAIN
from tinylora.corpus.settings import CorpusSettings
from tinylora.errors import SourceMissing
from tinylora.grpo.curriculum import Curriculum
from tinylora.judge.checkers.checker import TOKENS, Checker
from tinylora.problem import Problem, StoredProblem
from tinylora.profiles import profile
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.corpus.problem_set import ProblemSet, cases_of, problem_set
from tinylora.stages.training.identity import training_problems
from tinylora.warehouse import Warehouse


def chosen_from(warehouse, sources, split, **options):
    return problem_set(warehouse, CorpusSettings(sources=sources), split, **options)


def keys(chosen):
    return [problem.problem_key for problem in chosen.problems]


def test_a_run_sees_its_own_sources_alone(filled):
    train = chosen_from(filled, [TRAIN, TEST], "train")
    held_out = chosen_from(filled, [TRAIN, TEST], "test")
    assert {problem.dataset for problem in train.problems} == {"luogu_dpo"}
    assert len(held_out.problems) == 30
    assert not set(keys(train)) & set(keys(held_out))
    with pytest.raises(SourceMissing, match="'test'"):
        chosen_from(filled, [TRAIN], "test")


def test_a_smaller_choice_is_stable(filled):
    ten = chosen_from(filled, [TEST], "test", max_problems=10, seed=1)
    assert len(ten.problems) == 10
    assert keys(ten) == sorted(keys(ten))
    nine = chosen_from(filled, [TEST], "test", max_problems=9, seed=1)
    assert set(keys(nine)) < set(keys(ten))
    other = chosen_from(filled, [TEST], "test", max_problems=10, seed=2)
    assert keys(other) != keys(ten)


def test_languages_and_buckets_choose(filled):
    assert len(chosen_from(filled, [TRAIN], "train", languages=["zh"]).problems) == 24
    says = r"languages en and training\.buckets \(all\); there are 24: unrated in zh$"
    with pytest.raises(SourceMissing, match=says):
        chosen_from(filled, [TRAIN], "train", languages=["en"])
    says = r"languages \(all\) and training\.buckets hard, easy; there are 24: unrated in zh$"
    with pytest.raises(SourceMissing, match=says):
        chosen_from(filled, [TRAIN], "train", buckets={"hard": 1, "easy": 2})
    easy = chosen_from(filled, [TEST], "test", buckets=["easy"])
    assert {problem.bucket for problem in easy.problems} == {"easy"}
    # Nobody says how hard our Luogu problems are, and a training may ask just those.
    assert len(chosen_from(filled, [TRAIN], "train", buckets={"unrated": 2}).problems) == 24


def test_the_demo_asks_luogus_unrated_problems_among_the_others(corpora):
    demo = profile("demo")
    warehouse = Warehouse(corpora(demo.corpus.model_dump_json()) / "warehouse.duckdb")
    known = {one.problem_key: one for one in training_problems(demo, warehouse).problems}
    curriculum = Curriculum(list(known.values()), demo.training)
    asked = [known[key] for step in range(demo.training.steps) for key in curriculum.batch(step)]
    of_luogu = [one for one in asked if one.dataset == "luogu_dpo"]
    assert (len(of_luogu), len(asked), len(known)) == (14, 4 * 8, 58)
    assert {(one.language, one.bucket) for one in of_luogu} == {("zh", "unrated")}


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        # by rating the B would be medium, and the C easy: the letter is asked all the same
        ({"platforms": ["codeforces", "ATCODER"], "letters": ["A", "b"]}, "bn"),
        ({"letters": ["B"], "rating_below": 1400}, ""),
        ({"rating_from": 1200, "rating_below": 1400}, "c"),
        ({"rating_from": 1200}, "bc"),
        ({"words": ["EASY"]}, "e"),
        ({"platforms": ["CODECHEF"]}, "em"),
    ],
)
@pytest.mark.parametrize("split", ["train", "valid"])
def test_platform_letter_rating_and_word_choose(filled, choice, kept, split):
    problems = chosen_from(filled, [TEST], "test").problems
    stated = {
        "b": {"cf_rating": 1400, "native_difficulty": "B", "extra": '{"source": "CODEFORCES"}'},
        "c": {"cf_rating": 1200, "extra": '{"source": "CODEFORCES", "cf_index": "C1"}'},
        "n": {"native_difficulty": "A", "extra": '{"source": "ATCODER"}'},
        "e": {"native_difficulty": "EASY", "extra": '{"source": "CODECHEF"}'},
        "m": {"native_difficulty": "medium", "extra": '{"platform": "codechef"}'},
        "?": {"extra": "{}"},
    }
    silent = {"cf_rating": None, "native_difficulty": None}
    for (name, said), one in zip(stated.items(), problems, strict=False):
        _change(filled, one.problem_key, **(silent | said), split=split, title=name)
    corpus = CorpusSettings(sources=[TRAIN, TEST], only=[choice])
    if split == "train":
        _leave_nothing_else(filled)
    if kept:
        chosen = problem_set(filled, corpus, split)
        assert sorted(one.title for one in chosen.problems) == sorted(kept)
        whole = problem_set(filled, CorpusSettings(sources=[TRAIN, TEST]), split)
        assert chosen.fingerprint != whole.fingerprint and len(whole.problems) == 6
    else:
        with pytest.raises(SourceMissing, match=r"keeps none of the 6 .*ATCODER, CODECHEF, CODEF"):
            problem_set(filled, corpus, split)
    assert len(problem_set(filled, corpus, "test").problems) == 24  # held out: whole
    here = filled.select("select title, letter from usable_problems where length(title) = 1")
    assert {row["title"]: row["letter"] for row in here.to_pylist()} == {
        **{"b": "B", "c": "C", "n": "A", "e": None, "m": None, "?": None}
    }


def _leave_nothing_else(warehouse):
    """Of luogu's training problems, so that all that trains is what the test made."""
    sql = "select problem_key from problems where dataset = 'luogu_dpo'"
    rows = warehouse.select(sql).to_pylist()
    with warehouse.writing() as transaction:
        transaction.delete("loaded_problems", rows)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({}, "keeps everything"),
        ({"splits": ["test"]}, "keeps everything"),
        ({"rating_from": 5, "rating_below": 5}, "none is left"),
        ({"letters": ["AB"]}, "letters"),
        ({"platforms": ["CODEFORCES"], "splits": ["dev"]}, "splits"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(choice, said):
    with pytest.raises(ValueError, match=said):
        CorpusSettings(sources=[TRAIN], only=[choice])


def test_the_fingerprint_covers_the_answers(filled):
    before = chosen_from(filled, [TEST], "test")
    assert before.fingerprint == chosen_from(filled, [TEST], "test").fingerprint
    first = filled.select("select * from test_cases where ordinal = 0 limit 1").to_pylist()[0]
    asked = chosen_from(filled, [TEST, TRAIN], "test")
    with filled.writing() as transaction:
        for problem in before.problems:
            changed = {"output": "changed\n", "sha256": "changed"}
            case = {**first, **changed, "problem_key": problem.problem_key}
            transaction.delete("test_cases", [{"problem_key": problem.problem_key}])
            transaction.insert("test_cases", [case], on_conflict="fail")
    assert chosen_from(filled, [TEST], "test").fingerprint != asked.fingerprint


@pytest.mark.parametrize(
    "changes",
    [
        {"problem_key": "other"},
        {"bucket": "hard"},
        {"case_digests": ("public b",)},
        {"time_limit_s": 2.0},
        {"memory_limit_mb": 64},
        {"checker": "float:0.01"},
    ],
)
def test_the_fingerprint_covers_all_that_marks_an_answer(changes):
    limits = {"time_limit_s": 1.0, "memory_limit_mb": 256}
    one = StoredProblem("one", bucket="easy", case_digests=("public a",), **limits)
    assert ProblemSet((replace(one, **changes),)).fingerprint != ProblemSet((one,)).fingerprint


def test_a_problem_brings_its_checker_and_the_fingerprint_covers_it(filled):
    before = chosen_from(filled, [TEST], "test")
    assert {Checker.parse(problem.checker) for problem in before.problems} == {TOKENS}
    chosen = before.problems[0].problem_key
    program = "#include <cstdio>\nint main() {}\n"
    for checker in ("float:0.01", program):
        _change(filled, chosen, checker=checker)
        after = chosen_from(filled, [TEST], "test")
        assert after.fingerprint != before.fingerprint
        assert Checker.parse(after.problems[0].checker) == Checker.parse(checker)
    _change(filled, chosen, checker=None)  # what an older load did not say
    assert chosen_from(filled, [TEST], "test").fingerprint == before.fingerprint


def test_problems_that_read_or_write_files_are_left_out(filled):
    chosen = chosen_from(filled, [TEST], "test").problems[0].problem_key
    _change(filled, chosen, io_mode="file")
    assert chosen not in keys(chosen_from(filled, [TEST], "test"))


def _change(warehouse, problem_key, **changes):
    sql = "select * exclude (bucket) from problems where problem_key = $key"
    row = warehouse.select(sql, key=problem_key).to_pylist()[0]
    with warehouse.writing() as transaction:
        transaction.apply("insert_problems", [{**row, **changes}])


def test_sources_that_were_never_compared_are_refused(warehouse, corpus, home):
    for source in corpus.sources:
        ingest(source, corpus, warehouse, home)
    with pytest.raises(SourceMissing, match=r"24 problems .* never compared .* prepare-corpus"):
        chosen_from(warehouse, [TRAIN], "train")


def test_a_run_takes_the_load_made_with_its_own_settings(filled, corpus, home):
    """A load from the same folder with another window or other samples is not what it asks for."""
    before = problem_set(filled, corpus, "train")
    others = [
        CorpusSettings(sources=(TRAIN,), non_ascii_samples="keep"),
        CorpusSettings(sources=(TRAIN.model_copy(update={"contests_from": date(2024, 8, 1)}),)),
        CorpusSettings(sources=(TRAIN.model_copy(update={"rows": (0, 20)}),)),
    ]
    for other in others:
        with pytest.raises(SourceMissing, match=r"never ingested with the settings of this run"):
            problem_set(filled, other, "train")
        assert not ingest(other.sources[0], other, filled, home).reused
        mark_duplicates(filled)
        assert problem_set(filled, corpus, "train") == before
    assert len(problem_set(filled, others[0], "train").problems) > len(before.problems)


def test_what_any_choice_of_rows_holds_out_is_not_trained_on(warehouse, home, tmp_path):
    rows = [
        {"id": name, "statement": f"{name} " * 30, "test_cases": [{"input": "1", "output": "2"}]}
        for name in ("first", "second", "third")
    ]
    for name in ("held", "train"):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    held = {"dataset": "problems", "path": str(tmp_path / "held.jsonl"), "split": "test"}
    own = {"dataset": "problems", "path": str(tmp_path / "train.jsonl"), "split": "train"}
    for source in ({**held, "rows": (0, 1)}, {**held, "rows": (1, 2)}, own):
        corpus = CorpusSettings(sources=[source])
        ingest(corpus.sources[0], corpus, warehouse, home)
    mark_duplicates(warehouse)
    asked = problem_set(warehouse, corpus, "train")
    assert [problem.statement.split()[0] for problem in asked.problems] == ["third"]


def test_a_load_that_is_reused_has_its_own_checkers(warehouse, home, tmp_path):
    path = tmp_path / "own.jsonl"
    source = {"dataset": "problems", "path": str(path), "split": "test"}
    corpus = CorpusSettings(sources=[source])
    row = {"id": "a", "statement": "word " * 30, "test_cases": [{"input": "1", "output": "2"}]}
    asked = []
    for checker in ("float:1e-09", "float:0.1", "float:1e-09"):
        path.write_text(json.dumps({**row, "checker": checker}) + "\n", encoding="utf-8")
        ingest(corpus.sources[0], corpus, warehouse, home)
        mark_duplicates(warehouse)
        asked.append(problem_set(warehouse, corpus, "test"))
        assert asked[-1].problems[0].checker == checker
    assert asked[0].fingerprint == asked[2].fingerprint != asked[1].fingerprint


def test_starter_code_is_part_of_a_problem():
    asked = Problem("d", "c", "test", "n", "t", "statement", "en", ())
    codes = (None, "def add(a):", "def add(a: int):")
    assert len({replace(asked, starter_code=code).problem_key for code in codes}) == 3


def test_a_load_from_before_its_choices_were_stored_was_made_by_the_defaults(filled, corpus):
    before = problem_set(filled, corpus, "train")
    with duckdb.connect(str(filled.path)) as connection:
        connection.execute("update dataset_loads set choices = null")
    assert problem_set(filled, corpus, "train") == before
    other = corpus.model_copy(update={"non_ascii_samples": "keep"})
    with pytest.raises(SourceMissing, match="never ingested"):
        problem_set(filled, other, "train")


def test_test_cases_come_when_asked_for(filled):
    some = chosen_from(filled, [TEST], "test").problems[:2]
    cases = cases_of(some, filled, None)
    for problem in some:
        assert len(cases[problem.problem_key]) == len(problem.case_digests) >= 8
    few = cases_of(some[:1], filled, 3)[some[0].problem_key]
    assert len(few) == 3
    assert len({case.origin for case in few}) == 3
