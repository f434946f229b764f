"""Look-alikes within and across datasets, from raw files to the set a run works on."""

import json

import duckdb
import pytest

from tests.corpus.alike_statements import (
    AS_CODE_CONTESTS,
    AS_DEEPCODER,
    EASY_VERSION,
    HARD_VERSION,
    SAME_FORMAT_OTHER_TASK,
)
from tests.corpus.corpus_rows import (
    CODE_CONTESTS,
    code_contests_row,
    deepcoder_row,
    write_jsonl,
    write_parquet,
)
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.errors import SourceMissing
from tinylora.stages.corpus import duplicates as module
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.corpus.problem_set import current_load_ids, problem_set

CHAIN = [" ".join(f"w{i}" for i in range(start, start + 100)) for start in (0, 20, 40)]
"""Each shares 76 runs of 116 with its neighbour (0.66), the ends 56 of 136 (0.41)."""

TWO_TESTS = json.dumps([{"input": str(i), "output": str(i), "testtype": "stdin"} for i in range(2)])


@pytest.fixture
def load(warehouse, home, tmp_path):
    """Write rows as raw files of one split and ingest them; return the source."""

    def write(dataset, config, split, rows):
        folder = tmp_path / f"{dataset}-{config}-{split}"
        schema = None
        if dataset == "code_contests":
            path, schema = folder / "data" / f"{split}-00000-of-00001-0.parquet", CODE_CONTESTS
        else:
            path = folder / config / f"{split}-00000-of-00001.parquet"
        write_parquet(path, rows, schema)
        source = SourceSettings(dataset=dataset, config=config, split=split, path=str(folder))
        ingest(source, CorpusSettings(sources=(source,)), warehouse, home)
        return source

    return write


@pytest.fixture
def train(load):
    def write(*statements):
        return load("deepcoder", "primeintellect", "train", [deepcoder_row(s) for s in statements])

    return write


@pytest.fixture
def held_out(load):
    def write(*statements):
        rows = [
            code_contests_row(f"{i}_A. Held out", description=s) for i, s in enumerate(statements)
        ]
        return load("code_contests", "default", "test", rows)

    return write


def marks(warehouse):
    """Return {statement: the statement of the problem it points to} of what is marked."""
    found = warehouse.select(
        "select this.statement as repeats, other.statement as stays from problems as this "
        "left join problems as other on other.problem_key = this.duplicate_of "
        "where this.duplicate_of is not null"
    ).to_pylist()
    return {row["repeats"]: row["stays"] for row in found}


def chosen(warehouse, sources, split):
    corpus = CorpusSettings(sources=sources)
    return {problem.statement for problem in problem_set(warehouse, corpus, split).problems}


def everything(warehouse):
    tables = ("statement_signatures", "near_duplicates")
    rows = [warehouse.select(f"from {table} order by all").to_pylist() for table in tables]
    return [*rows, marks(warehouse)]


def test_training_leaves_out_what_is_held_out(warehouse, train, held_out):
    sources = [train(AS_DEEPCODER, SAME_FORMAT_OTHER_TASK), held_out(AS_CODE_CONTESTS)]
    assert mark_duplicates(warehouse) == 1
    assert marks(warehouse) == {AS_DEEPCODER: AS_CODE_CONTESTS}
    assert chosen(warehouse, sources, "train") == {SAME_FORMAT_OTHER_TASK}
    assert chosen(warehouse, sources, "test") == {AS_CODE_CONTESTS}
    assert warehouse.failed_checks() == {}
    # Nor does a run that does not name the held-out source: another will be evaluated on it.
    assert chosen(warehouse, sources[:1], "train") == {SAME_FORMAT_OTHER_TASK}


def test_what_is_held_out_elsewhere_moves_no_test_set(warehouse, load, held_out):
    validating = load(
        "code_contests", "default", "valid", [code_contests_row(description=s) for s in CHAIN[1:]]
    )
    own = load(
        "deepcoder", "lcbv5", "test", [deepcoder_row(EASY_VERSION, metadata="{}", starter_code="")]
    )
    mark_duplicates(warehouse)
    assert chosen(warehouse, [validating], "valid") == {CHAIN[1]}
    held_out(HARD_VERSION, CHAIN[0])
    mark_duplicates(warehouse)
    assert chosen(warehouse, [own], "test") == {EASY_VERSION}
    with pytest.raises(SourceMissing, match="no judgeable problem"):
        chosen(warehouse, [validating], "valid")


def test_the_easy_version_of_a_held_out_problem_is_a_leak(warehouse, train, held_out):
    train(EASY_VERSION, SAME_FORMAT_OTHER_TASK)
    held_out(HARD_VERSION)
    mark_duplicates(warehouse)
    assert marks(warehouse) == {EASY_VERSION: HARD_VERSION}
    (pair, turned) = warehouse.select("from near_duplicates").to_pylist()
    assert pair["similarity"] == turned["similarity"] > 0.8
    assert pair["statement_sha"] == turned["other_sha"]


def test_a_load_of_unusable_problems_fails_the_checks_of_its_own_run(warehouse, train, held_out):
    others, own = train(SAME_FORMAT_OTHER_TASK), held_out(HARD_VERSION)
    mark_duplicates(warehouse)
    loads = current_load_ids(warehouse, CorpusSettings(sources=(others, own)))
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute("update problems set io_mode = 'file' where split = 'test'")
    (fault,) = warehouse.failed_checks()["loads_without_usable_problems"]
    assert fault["load_id"] in loads
    assert warehouse.failed_checks([one for one in loads if one != fault["load_id"]]) == {}


def test_a_leak_that_is_not_marked_fails_the_checks(warehouse, train, held_out):
    train(EASY_VERSION)
    held_out(HARD_VERSION)
    module.compare_statements(warehouse)
    (leak,) = warehouse.failed_checks()["split_overlap_by_near_duplicate"]
    assert (leak["held_out_title"], leak["held_out_split"]) == ("Held out", "test")
    assert "prepare-corpus" in leak["remedy"]


def test_a_chain_ends_at_the_one_that_stays(warehouse, load, held_out):
    rows = [deepcoder_row(CHAIN[1], tests=TWO_TESTS), deepcoder_row(CHAIN[2])]
    sources = [load("deepcoder", "primeintellect", "train", rows), held_out(CHAIN[0])]
    mark_duplicates(warehouse)
    # The last is no look-alike of the first; it gives way to the second, which gives way too.
    assert marks(warehouse) == {CHAIN[1]: CHAIN[0], CHAIN[2]: CHAIN[0]}
    assert chosen(warehouse, sources, "test") == {CHAIN[0]}


def test_the_far_end_of_a_chain_may_stay(warehouse, load, held_out):
    rows = [deepcoder_row(CHAIN[1]), deepcoder_row(CHAIN[2], tests=TWO_TESTS)]
    sources = [load("deepcoder", "primeintellect", "train", rows), held_out(CHAIN[0])]
    mark_duplicates(warehouse)
    assert marks(warehouse) == {CHAIN[1]: CHAIN[0]}
    assert chosen(warehouse, sources, "train") == {CHAIN[2]}


def test_of_equal_splits_the_better_tested_stays(warehouse, load):
    few = {"generated_tests": {"input": [], "output": []}}
    rows = [
        code_contests_row("1_A. Few", description=HARD_VERSION, **few),
        code_contests_row("2_A. Many", description=EASY_VERSION),
    ]
    load("code_contests", "default", "train", rows)
    load("deepcoder", "codeforces", "test", [deepcoder_row(CHAIN[0])])
    load("code_contests", "default", "test", [code_contests_row(description=CHAIN[1], **few)])
    mark_duplicates(warehouse)
    # A dataset of samples alone stands back, whatever its key.
    assert marks(warehouse) == {HARD_VERSION: EASY_VERSION, CHAIN[0]: CHAIN[1]}


def test_what_cannot_be_judged_displaces_nothing(warehouse, load, train):
    call = [{"input": "1", "output": "2", "testtype": "functional"}]
    row = deepcoder_row(
        HARD_VERSION, tests=json.dumps(call), starter_code="def f(x):", metadata="{}"
    )
    source = train(EASY_VERSION)
    load("deepcoder", "lcbv5", "test", [row])
    mark_duplicates(warehouse)
    assert marks(warehouse) == {HARD_VERSION: EASY_VERSION}
    assert chosen(warehouse, [source], "train") == {EASY_VERSION}


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_batches_and_kills_change_nothing(warehouse, train, held_out, monkeypatch, batch):
    train(AS_DEEPCODER, EASY_VERSION, SAME_FORMAT_OTHER_TASK, *CHAIN[1:])
    held_out(AS_CODE_CONTESTS, CHAIN[0])
    mark_duplicates(warehouse)
    whole = everything(warehouse)
    with warehouse.writing() as transaction:
        transaction.execute("delete_stale_pairs", version="another")
        transaction.execute("delete_stale_signatures", version="another")
    monkeypatch.setattr(module, "BATCH", batch)
    reports = []

    def stop(progress):
        reports.append(progress)
        if len(reports) == 2:
            raise KeyboardInterrupt

    if batch < 100:
        with pytest.raises(KeyboardInterrupt):
            mark_duplicates(warehouse, stop)
        assert [(one.done, one.total) for one in reports] == [(batch, 7), (2 * batch, 7)]
    mark_duplicates(warehouse)
    assert everything(warehouse) == whole


def test_two_that_compare_at_once_miss_no_pair(warehouse, train, held_out, monkeypatch):
    train(AS_DEEPCODER, EASY_VERSION)
    held_out(HARD_VERSION)
    mark_duplicates(warehouse)
    whole = everything(warehouse)
    assert len(whole[1]) == 6
    with warehouse.writing() as transaction:
        transaction.execute("delete_stale_pairs", version="another")
        transaction.execute("delete_stale_signatures", version="another")
    monkeypatch.setattr(module, "BATCH", 1)

    def stop(progress):
        raise KeyboardInterrupt

    def meanwhile(progress):
        if progress.done == 1:  # of the three: the other one stores the second and goes
            with pytest.raises(KeyboardInterrupt):
                module.compare_statements(warehouse, stop)

    mark_duplicates(warehouse, meanwhile)
    assert everything(warehouse) == whole


def test_only_what_is_new_is_compared(warehouse, train, held_out):
    reports = []
    train(AS_DEEPCODER)
    mark_duplicates(warehouse, reports.append)
    mark_duplicates(warehouse, reports.append)
    held_out(AS_CODE_CONTESTS, HARD_VERSION)
    assert mark_duplicates(warehouse, reports.append) == 2  # of three alike one stays
    assert [(one.done, one.total) for one in reports] == [(1, 1), (2, 2)]


def test_signatures_of_other_code_are_made_again(warehouse, train, held_out):
    train(EASY_VERSION)
    held_out(HARD_VERSION)
    mark_duplicates(warehouse)
    whole = everything(warehouse)
    old = [{**row, "version": "old", "minhash": b"old"} for row in whole[0]]
    with warehouse.writing() as transaction:
        transaction.insert("statement_signatures", old)
    mark_duplicates(warehouse)
    assert everything(warehouse) == whole


def test_real_doubled_rows_collapse(warehouse, home, tmp_path, real_rows):
    rows = [json.loads(line) for line in real_rows.read_text(encoding="utf-8").splitlines()]
    write_jsonl(tmp_path / "luogu" / "rows.jsonl", [*rows, *rows])
    source = SourceSettings(dataset="luogu_dpo", path=str(tmp_path / "luogu"))
    load = ingest(source, CorpusSettings(sources=(source,)), warehouse, home)
    assert load.rows_read == 2 * len(rows) == load.rows_kept + load.rows_rejected
    assert load.rows_kept == len({row["problem_key"] for row in problems(warehouse)}) == 1
    assert load.reasons["duplicate_row"] == count_of(rows, "P1006") * 2 - 1
    assert mark_duplicates(warehouse) == 0


def test_our_own_doubled_rows_collapse(filled):
    titles = [row["title"] for row in problems(filled) if row["dataset"] == "luogu_dpo"]
    assert len(titles) == len(set(titles)) == 24
    assert marks(filled) == {}


def problems(warehouse):
    return warehouse.select("select problem_key, dataset, title from problems").to_pylist()


def count_of(rows, name):
    return sum(f"# {name} " in row["conversations"][0]["value"] for row in rows)
