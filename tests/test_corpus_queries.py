"""The corpus questions on rows made by hand: what each of them answers, not only that it does."""

import duckdb
import pytest
from test_sql_files import (
    completion,
    evaluation,
    judgement,
    load,
    problem,
    put,
    rows,
    run,
    signature,
    test_case,
)

from tests.warehouses import new_warehouse
from tinylora.paths import SQL

NOW = "2026-01-02 03:04:05+00"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    path = tmp_path_factory.mktemp("queries") / "warehouse.duckdb"
    new_warehouse(path)
    with duckdb.connect(str(path)) as connection:
        yield connection


@pytest.fixture
def corpus(migrated):
    """Two current loads, empty; what a test writes is rolled back."""
    migrated.begin()
    put(migrated, "dataset_loads", load("train", "train"), load("test", "test"))
    yield migrated
    migrated.rollback()


def add(connection, key, split="train", cases=(("1", "2"), ("2", "3"), ("3", "4")), **changes):
    """Add a problem with test cases (input, output) to the load of its split."""
    put(connection, "problems", problem(key, split, **changes))
    put(connection, "loaded_problems", {"load_id": split, "problem_key": key})
    made = [
        test_case(key, i) | {"input": i_text, "output": o_text, "sha256": f"{i_text}:{o_text}"}
        for i, (i_text, o_text) in enumerate(cases)
    ]
    put(connection, "test_cases", *made)


def replay(key, at=NOW, **changes):
    return {
        **{"replay_id": f"{key} {at}", "problem_key": key, "correct_replayed": 2},
        **{"correct_accepted": 2, "correct_failed": 0, "wrong_replayed": 2, "wrong_accepted": 0},
        **{"failed_cases": [], "many_answers": False, "trust": "replayed", "reasons": []},
        **{"checker": "tokens", "judge_version": "1", "compiler": "g++", "replayed_at": at},
        **{"used_at": at, "seconds": 1.0, **changes},
    }


def answered(connection, name, base_model, verdicts, text=None, **changes):
    """Store one evaluation: {problem key: verdicts of its samples, such as "AC WA"}.

    `text` is what all of them wrote; None: what no other evaluation did.
    """
    put(connection, "evaluations", evaluation(name, None, base_model=base_model, **changes))
    for key, words in verdicts.items():
        for sample, verdict in enumerate(words.split()):
            made = completion({"evaluation_id": name}, key, sample, verdict)
            put(connection, "completions", made | {"text": text or name})


@pytest.fixture
def judged(corpus):
    put(corpus, "judgements", *(judgement(verdict) for verdict in ("AC", "WA", "CE", "NC")))
    return corpus


def test_nothing_is_suspicious_about_a_sound_problem(corpus):
    add(corpus, "sound")
    put(corpus, "trust_replays", replay("sound"))
    assert rows(corpus, "suspicious_problems") == []


def test_every_suspicion_has_its_words_and_the_gravest_stands_first(corpus):
    add(corpus, "few", cases=[("1", "2"), ("2", "3")])
    add(corpus, "samples", trust="statement_samples_only")
    add(corpus, "constant", cases=[("1", "2"), ("2", "2"), ("3", "2")])
    add(corpus, "empty", cases=[("1", "2"), ("2", " \n"), ("3", "4")])
    add(corpus, "contradiction", cases=[("1", "2"), ("1", "3"), ("2", "4")])
    add(corpus, "twice the same", cases=[("1", "2"), ("1", "2"), ("2", "4")])
    add(corpus, "weak")
    add(corpus, "refuted")
    add(corpus, "out", trust="quarantined")
    add(corpus, "several", many_answers_stated=True)
    add(corpus, "several marked so", many_answers_stated=True, checker="lines")
    put(corpus, "trust_replays", replay("weak", wrong_accepted=2))
    put(corpus, "trust_replays", replay("refuted", failed_cases=[1]))
    put(
        corpus,
        "trust_replays",
        replay("twice the same", "2020-01-01 00:00:00+00", wrong_accepted=1),
    )
    put(corpus, "trust_replays", replay("twice the same"))
    found = {row["problem_key"]: row["reasons"] for row in rows(corpus, "suspicious_problems")}
    assert found == {
        "out": "quarantined",
        "contradiction": "one input with two expected outputs",
        "refuted": "a right solution fails a test case",
        "weak": "a wrong solution passes",
        "constant": "one answer to every test case",
        "empty": "an expected output is empty",
        "few": "fewer than three test cases",
        "samples": "tests are the statement's samples",
        "several": "several answers are right and one is marked",
    }
    assert list(found)[:4] == ["out", "contradiction", "refuted", "weak"]
    assert list(found)[-2:] == ["few", "samples"]  # of one dataset there may be thousands


def test_statement_sizes_by_language(corpus):
    add(corpus, "a", statement="x" * 10)
    add(corpus, "b", statement="y" * 9000)
    add(corpus, "c", statement="求和ab", language="zh")
    english, chinese = rows(corpus, "statement_sizes")
    assert (english["language"], english["problems"], english["over_8000"]) == ("en", 2, 1)
    assert (english["shortest"], english["median"], english["longest"]) == (10, 4505, 9000)
    assert english["han_percent"] == 0
    assert (chinese["language"], chinese["longest"], chinese["han_percent"]) == ("zh", 4, 50)


def test_overlap_counts_problems_once_and_each_pair_of_splits_once(corpus):
    for key, split in (("x", "train"), ("y", "train"), ("z", "train"), ("a", "test")):
        add(corpus, key, split)
    put(corpus, "statement_signatures", signature("x"), signature("y", statement_sha="x"))
    put(corpus, "statement_signatures", signature("z"), signature("a", statement_sha="x"))
    sides = (("x", "z"), ("z", "x"))
    pairs = ({"statement_sha": i, "other_sha": j, "similarity": 0.8} for i, j in sides)
    put(corpus, "near_duplicates", *pairs)
    within, between = rows(corpus, "dataset_overlap")
    assert (within["split"], within["other_split"]) == ("code_contests/default/train",) * 2
    assert (within["look_alikes"], within["word_for_word"]) == (3, 2)  # x = y, and z is near both
    assert within["percent_of_split"] == 100
    assert {between["split"], between["other_split"]} == {
        "code_contests/default/train",
        "code_contests/default/test",
    }
    # Of the split that is named first, test: its only problem is word for word in training.
    assert (between["look_alikes"], between["word_for_word"]) == (1, 1)
    assert between["percent_of_split"] == 100


def test_duplicates_across_splits_stand_first(corpus):
    add(corpus, "stays", "test")
    add(corpus, "inside")
    add(corpus, "copy", duplicate_of="inside")
    add(corpus, "leak", duplicate_of="stays")
    found = rows(corpus, "duplicates")
    assert [(row["problem_key"], row["duplicate_of"]) for row in found] == [
        ("leak", "stays"),
        ("copy", "inside"),
    ]
    assert [row["across_splits"] for row in found] == [True, False]


def test_buckets_by_source(corpus):
    codeforces = {"extra": '{"source": "CODEFORCES"}', "prior_source": "rating"}
    add(corpus, "a", bucket="easy", prior_rating=1000, **codeforces)
    add(corpus, "b", bucket="hard", prior_rating=2000, **codeforces)
    add(corpus, "c", bucket="unrated", extra='{"source": "AIZU"}')
    add(corpus, "d", bucket="medium", extra='{"platform": "atcoder"}', prior_source="word")
    found = {row["source"]: row for row in rows(corpus, "buckets_by_source")}
    names = ("easy", "medium", "hard", "unrated")
    assert {source: [row[name] for name in names] for source, row in found.items()} == {
        "CODEFORCES": [1, 0, 1, 0],
        "AIZU": [0, 0, 0, 1],
        "ATCODER": [0, 1, 0, 0],
    }
    assert (found["CODEFORCES"]["median_prior"], found["AIZU"]["median_prior"]) == (1500, None)
    assert found["CODEFORCES"]["priors_read_from"] == "rating"


def test_the_hardest_that_was_solved(judged):
    for key, rating in (("easy", 900), ("hard", 2400), ("harder", 3000), ("unknown", None)):
        add(judged, key, "test", prior_rating=rating)
    verdicts = {"easy": "AC AC", "hard": "WA AC", "harder": "WA WA", "unknown": "AC WA"}
    answered(judged, "e", "m", verdicts)
    found = rows(judged, "hardest_solved")
    assert [row["problem_key"] for row in found] == ["hard", "easy", "unknown"]
    assert (found[0]["solved"], found[0]["completions"], found[0]["pass_percent"]) == (1, 2, 50)
    assert found[0]["solved_by"] == "base"
    assert found[0]["example_completion_id"] == "eNonehard1"
    assert rows(judged, "hardest_solved", evaluation_id="other") == []


def test_an_evaluation_that_still_runs_is_in_no_pool(judged):
    add(judged, "p", "test", cases=[(str(n), "") for n in range(4)])
    answered(judged, "running", "m", {"p": "AC CE WA"}, status="running")
    for name in ("hardest_solved", "hardest_problems", "compile_errors", "failed_test_cases"):
        assert rows(judged, name) == rows(judged, name, evaluation_id="running") == []


def test_leaderboard_ranks_each_problem_set_by_itself_the_newest_first(judged):
    add(judged, "p", "test")
    made = {
        "old": ("valid", "AC", "2026-01-01"),
        "bad": ("test", "WA", "2026-01-02"),
        "good": ("test", "AC", "2026-01-03"),
        "new": ("train", "WA", "2026-01-04"),
    }
    for name, (split, verdict, day) in made.items():
        settings = f'{{"evaluation": {{"split": "{split}"}}}}' if name != "bad" else "{}"
        conditions = {"problem_set_fingerprint": f"of {split}", "settings": settings}
        answered(judged, name, "m", {"p": verdict}, **conditions, finished_at=f"{day} 00:00:00+00")
    found = rows(judged, "leaderboard")
    names = ("evaluation_id", "split", "problem_set_fingerprint")
    assert [tuple(row[name] for name in names) for row in found] == [
        ("new", "train", "of train"),
        *(("good", "test", "of test"), ("bad", "test", "of test")),
        ("old", "valid", "of valid"),
    ]


def test_at_most_twenty_of_them(judged):
    keys = [f"p{i:02}" for i in range(25)]
    for i, key in enumerate(keys):
        add(judged, key, "test", prior_rating=1000 + i)
    answered(judged, "e", "m", dict.fromkeys(keys, "AC"))
    assert [row["problem_key"] for row in rows(judged, "hardest_solved")] == keys[:4:-1]


def test_io_modes(corpus):
    add(corpus, "a")
    functional = {"io_mode": "function", "answer_language": "python"}
    add(corpus, "f", **functional, starter_code="def f():", extra='{"fn_name": "f"}')
    add(corpus, "g", **functional, function="g")
    found = {row["io_mode"]: row for row in rows(corpus, "io_modes")}
    assert (found["stdin"]["problems"], found["stdin"]["usable"]) == (1, 1)
    assert (found["function"]["problems"], found["function"]["usable"]) == (2, 1)
    judged = ("in_cpp", "in_python", "in_mathematics")
    assert [found["stdin"][name] for name in judged] == [1, 1, 0]
    assert [found["function"][name] for name in judged] == [0, 1, 0]
    summary = next(row for row in rows(corpus, "corpus_summary") if row["split"] == "train")
    assert (
        summary.items()
        >= {
            **{"usable": 2, "in_cpp": 1, "in_python": 2, "in_mathematics": 0, "functions": 1},
            **{"duplicates": 0, "not_stdin": 2},
        }.items()
    )
    names = ("with_starter_code", "with_function_name")
    assert [found["function"][name] for name in names] == [1, 1]


def test_contest_windows(corpus):
    for key, day in (("a", "2024-01-01"), ("b", "2024-03-31"), ("c", "2024-04-01"), ("d", None)):
        add(corpus, key, "test", contest_date=day)
    found = rows(corpus, "contest_windows")
    assert [(str(row["quarter"]), row["problems"]) for row in found] == [
        ("2024-01-01", 2),
        ("2024-04-01", 1),
        ("None", 1),
    ]
    assert str(found[0]["last_contest"]) == "2024-03-31"


def test_largest_test_cases(corpus):
    add(corpus, "p", cases=[("", "")])
    made = [test_case("p", i) | {"bytes": i, "input": "x" * i} for i in range(1, 30)]
    put(corpus, "test_cases", *made)
    found = rows(corpus, "largest_test_cases")
    assert [row["ordinal"] for row in found] == list(range(29, 9, -1))
    assert (found[0]["input_bytes"], found[0]["output_bytes"]) == (29, 1)


def test_checkers(corpus):
    add(corpus, "a")
    add(corpus, "b", checker="tokens", many_answers_stated=True, trust="quarantined")
    add(corpus, "c", checker="float:1e-6", float_output=True)
    assert [
        (row["checker"], row["problems"], row["with_decimal_outputs"], row["quarantined"])
        for row in rows(corpus, "checkers")
    ] == [("tokens", 2, 0, 1), ("float:1e-6", 1, 1, 0)]


def test_trust_summary_counts_the_newest_replay_only(corpus):
    add(corpus, "a", trust="replayed")
    add(corpus, "b")
    put(corpus, "trust_replays", replay("a", "2020-01-01 00:00:00+00", wrong_accepted=2))
    put(corpus, "trust_replays", replay("a", wrong_accepted=1, failed_cases=[3]))
    by_trust = {row["trust"]: row for row in rows(corpus, "trust_summary")}
    names = ("problems", "replayed", "right_accepted", "wrong_accepted", "with_failing_cases")
    assert [by_trust["replayed"][name] for name in names] == [1, 1, 2, 1, 1]
    assert [by_trust["as the source gives them"][name] for name in names[:2]] == [1, 0]


def test_measured_difficulty_is_of_finished_base_evaluations_with_wilson_bounds(judged):
    add(judged, "p", "test")
    answered(judged, "e1", "small", {"p": "AC WA CE WA"})
    answered(judged, "e2", "small", {"p": "AC WA WA NC WA WA"})
    answered(judged, "running", "small", {"p": "AC AC"}, status="running")
    put(judged, "evaluations", evaluation("tuned", "c8", base_model="small"))
    put(judged, "completions", completion({"evaluation_id": "tuned"}, "p", 0, "AC"))
    (found,) = rows(judged, "select * from measured_difficulty")
    assert (found["completions"], found["solved"], found["pass_rate"]) == (10, 2, 0.2)
    # Wilson 95% of 2 in 10, as tabulated.
    assert found["pass_rate_low"] == pytest.approx(0.0567, abs=1e-4)
    assert found["pass_rate_high"] == pytest.approx(0.5098, abs=1e-4)
    assert found["solves"]


def test_what_was_sampled_again_to_the_letter_is_one_completion_as_it_was_judged_last(judged):
    """Four completions made three times, a judge mended in between, and a fifth that is new.

    Of sample 0 to 3 the newest judgements count, AC AC WA WA, and sample 4 is WA: 2 of 5.
    """
    add(judged, "p", "train")
    at = "2026-01-0{} 00:00:00+00".format
    answered(judged, "e1", "m", {"p": "AC WA WA WA"}, "same", finished_at=at(1))
    answered(judged, "e2", "m", {"p": "AC AC WA WA"}, "same", finished_at=at(2))
    answered(judged, "e3", "m", {"p": "AC AC WA WA WA"}, "same", finished_at=at(3))
    (found,) = rows(judged, "select * from measured_difficulty")
    assert (found["completions"], found["solved"]) == (5, 2)
    (asked,) = rows(judged, "worth_asking")
    assert (asked["completions"], asked["pass_percent"]) == (5, 40)
    path = SQL / "statements" / "training" / "select_measured_rates.sql"
    given = {"base_fingerprint": "b", "language": "c++", "compiles": False}
    assert run(judged, path, **given).fetchall() == [("p", 2, 5)]
    outcomes = rows(judged, "select verdict, completions, evaluation_ids from measured_outcomes")
    assert sorted(map(str, outcomes)) == sorted(
        str({"verdict": verdict, "completions": n, "evaluation_ids": ["e3"]})
        for verdict, n in (("AC", 2), ("WA", 3))
    )
    answered(judged, "e4", "m", {"p": "WA"}, "another text", finished_at=at(4))
    answered(judged, "e5", "m", {"p": "AC"}, "same", base_fingerprint="b2", finished_at=at(5))
    found = rows(judged, "select * from measured_difficulty order by base_fingerprint")
    assert [(row["completions"], row["solved"]) for row in found] == [(6, 2), (1, 1)]


TIERS = {
    "both": ("AC WA WA WA", "AC AC AC AC", "easy"),
    "small alone": ("AC WA WA WA", "WA WA WA WA", "easy"),
    "large alone": ("WA WA WA WA", "WA WA AC WA", "medium"),
    "neither": ("WA CE NC WA", "WA WA WA WA", "hard"),
    "too few": ("WA WA WA", "AC WA WA WA", None),
    "large too few": ("WA WA WA WA", "WA", None),
}


@pytest.fixture
def tiered(judged):
    for key in TIERS:
        add(judged, key, prior_rating=1500, bucket="medium")
    add(judged, "unseen", prior_rating=2000, bucket="hard")
    add(judged, "held out", "test", prior_rating=2000, bucket="hard")
    small = {key: verdicts[0] for key, verdicts in TIERS.items()} | {"held out": "AC AC"}
    answered(judged, "small", "m-1b", small)
    answered(judged, "large", "m-3b", {key: verdicts[1] for key, verdicts in TIERS.items()})
    return judged


def test_capability_tiers_are_the_grdpo_ones(tiered):
    where = "where small_model = 'm-1b' and large_model = 'm-3b' and problem_key <> 'held out'"
    found = rows(tiered, f"select problem_key, tier from capability_tiers {where}")
    assert {row["problem_key"]: row["tier"] for row in found} == {
        key: tier for key, (_, _, tier) in TIERS.items()
    }
    alone = rows(tiered, "select * from capability_tiers where large_model is null")
    by_model = {(row["small_model"], row["problem_key"]): row["tier"] for row in alone}
    assert (by_model["m-1b", "both"], by_model["m-1b", "large alone"]) == ("easy", None)
    assert by_model["m-3b", "large alone"] == "easy"
    counted = rows(tiered, "capability_tiers", small="m-1b", large="m-3b")
    train = {row["tier"]: row["problems"] for row in counted if row["split"] == "train"}
    assert train == {"easy": 2, "medium": 1, "hard": 1, "not known": 2}


def buckets(connection):
    found = connection.execute("select problem_key, bucket from problems").fetchall()
    return dict(found)


def refine(connection, small=None, large=None, load_ids=("train", "test"), **changes):
    path = SQL / "statements" / "corpus" / "refine_buckets.sql"
    weights = {"small_fingerprint": small and "b", "large_fingerprint": large and "b"}
    given = {"small": small, "large": large, "load_ids": list(load_ids), "language": "c++"}
    run(connection, path, **(given | weights | changes))


def test_refining_moves_measured_training_problems_and_no_others(tiered):
    before = buckets(tiered)
    refine(tiered, "m-1b", "m-3b")
    assert buckets(tiered) == before | {"both": "easy", "small alone": "easy", "neither": "hard"}
    view = {row["bucket"]: row for row in rows(tiered, "difficulty_buckets")}
    names = ("problems", "by_prior", "by_measure", "trainable", "held_out")
    assert {bucket: [row[name] for name in names] for bucket, row in view.items()} == {
        "easy": [2, 0, 2, 2, 0],
        "medium": [3, 6, 1, 3, 0],
        "hard": [3, 2, 1, 2, 1],
    }
    refine(tiered)
    assert buckets(tiered) == before


def test_languages_and_weights_are_measured_apart(tiered):
    put(tiered, "judgements", judgement("AC", judgement_id="jpy", limits='{"language": "python"}'))
    answered(tiered, "python", "m-1b", {})
    answered(tiered, "other weights", "m-1b", {"neither": "AC AC AC AC"}, base_fingerprint="b2")
    for sample in range(4):
        right = completion({"evaluation_id": "python"}, "neither", sample, "AC")
        put(tiered, "completions", right | {"judgement_id": "jpy"})
    asked = "select base_fingerprint, answer_language, completions, solved from measured_difficulty"
    of_it = "where base_model = 'm-1b' and problem_key = 'neither' order by all"
    assert tiered.execute(f"{asked} {of_it}").fetchall() == [
        *(("b", "c++", 4, 0), ("b", "python", 4, 4)),
        ("b2", "c++", 4, 4),
    ]
    small = [one for one in rows(tiered, "prior_against_measured") if one["base_model"] == "m-1b"]
    assert [one["problems"] for one in small if one["prior_bucket"] == "medium"] == [6, 1, 1]
    asked = [one for one in rows(tiered, "worth_asking") if one["problem_key"] == "neither"]
    assert sorted(one["completions"] for one in asked) == [4, 4, 4, 4]
    counted = rows(tiered, "capability_tiers", small="m-1b", large="m-3b")
    hard = [(one["small_fingerprint"], one["answer_language"]) for one in counted]
    assert set(hard) == {("b", "c++"), ("b", "python"), ("b2", "c++")}
    refine(tiered, "m-1b", "m-3b")
    assert buckets(tiered)["neither"] == "hard"
    refine(tiered, "m-1b", "m-3b", language="python")
    assert buckets(tiered)["neither"] == "easy"
    refine(tiered, "m-1b", "m-3b", small_fingerprint="b2")
    assert buckets(tiered)["neither"] == "easy"


def test_refining_one_profile_leaves_the_loads_of_others_alone(tiered):
    before = buckets(tiered)
    refine(tiered, "m-1b", "m-3b", load_ids=["test"])
    assert buckets(tiered) == before


def test_a_single_model_can_only_make_easy(tiered):
    refine(tiered, "m-1b")
    assert {key for key, bucket in buckets(tiered).items() if bucket == "easy"} == {
        "both",
        "small alone",
    }


def test_cut_points_that_moved_reach_what_is_stored(corpus):
    add(corpus, "p", prior_rating=1299, bucket="medium")
    add(corpus, "q", prior_rating=None, bucket="hard")
    refine(corpus)
    assert buckets(corpus) == {"p": "easy", "q": "unrated"}


def test_prior_against_measured(tiered):
    found = {
        (row["base_model"], row["prior_bucket"]): row
        for row in rows(tiered, "prior_against_measured")
    }
    medium = found["m-1b", "medium"]
    assert (medium["problems"], medium["completions"], medium["solved_problems"]) == (6, 23, 2)
    assert medium["pass_percent"] == 8.3  # two problems at 25% and four at 0
    assert found["m-1b", "hard"]["pass_percent"] == 100


def test_every_row_of_a_split_is_asked_or_says_why_not(migrated):
    migrated.begin()
    put(migrated, "dataset_loads", load("test", "test", read=11, kept=9), load("train", "train"))
    add(migrated, "asked", "test", extra='{"source": "CODEFORCES", "cf_index": "A"}')
    add(migrated, "hard", "test", cf_rating=2400, extra='{"source": "AIZU"}')
    add(migrated, "function", "test", io_mode="function")
    add(migrated, "called", "test", io_mode="function", function="f")
    why = '{"why_not_judged": "it does not say which"}'
    add(migrated, "nameless", "test", io_mode="function", extra=why)
    add(migrated, "file", "test", io_mode="file")
    put(migrated, "problems", problem("empty", "test"))
    put(migrated, "loaded_problems", {"load_id": "test", "problem_key": "empty"})
    add(migrated, "distrusted", "test", trust="quarantined")
    add(migrated, "again", "test", cases=[("1", "2")], duplicate_of="asked")
    put(migrated, "statement_signatures", signature("asked"))
    put(migrated, "statement_signatures", signature("again", statement_sha="asked"))
    add(migrated, "elsewhere", "train")
    refused = {"load_id": "test", "dataset": "code_contests", "stage": "read", "excerpt": "…"}
    put(
        migrated,
        "rejects",
        {**refused, "ordinal": 0, "native_id": "picture", "reason": "image_statement"},
        {**refused, "ordinal": 1, "native_id": "another", "reason": "image_statement"},
    )
    fates = {
        **{"asked": None, "hard": None},
        **dict.fromkeys(("function", "called", "nameless"), "asks for a function"),
        **{"file": "reads or writes files", "empty": "no test cases"},
        **{"distrusted": "tests not trusted", "again": "repeats another problem"},
        **dict.fromkeys(("picture", "another"), "refused: image_statement"),
    }

    def found(**given):
        return {row["native_id"]: row for row in rows(migrated, "problems_asked", **given)}

    told = found()
    assert {name: row["why_not"] for name, row in told.items()} == fates
    assert {name for name, row in told.items() if row["asked"]} == {"asked", "hard"}
    assert told["again"]["because_of"] == "code_contests default test asked"
    alike = {row["why_not"]: row["alike"] for row in told.values()}
    assert alike["refused: image_statement"] == alike[None] == 2
    assert sum(alike.values()) == len(told) == told["asked"]["rows_read"] == 11

    in_python = {name: row["why_not"] for name, row in found(language="python").items()}
    assert in_python == {
        **fates,
        "called": None,
        "nameless": "asks for a function, and it does not say which",
        "function": "asks for a function, and was loaded before functions could be judged",
    }

    only = '[{"splits": ["test"], "platforms": ["codeforces"]}, {"letters": ["C"]}]'
    chosen = found(only=only)
    assert chosen["asked"]["asked"] and chosen["hard"]["why_not"] == "left out by corpus.only"
    assert found(only='[{"letters": ["C"]}]')["hard"]["asked"]  # about train and valid alone
    only = '[{"splits": ["test"], "rating_from": 2000, "rating_below": 2500}]'
    assert [name for name, row in found(only=only).items() if row["asked"]] == ["hard"]

    put(migrated, "judgements", judgement("AC"))
    answered(migrated, "eval", "base", {"hard": "AC AC"})
    of_one = found(evaluation_id="eval")
    assert [name for name, row in of_one.items() if row["asked"]] == ["hard"]
    assert of_one["asked"]["why_not"] == "left out by settings of the evaluation"
    assert set(found(split="train")) == {"elsewhere"}
    assert found(config="other") == found(dataset="other") == {}
    migrated.rollback()
