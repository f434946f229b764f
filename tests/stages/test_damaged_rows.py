"""Ten thousand damaged rows through every reader: nothing raises, and no row leaves the counts."""

from collections import Counter

from tests.stages.damaged_rows import INTACT, write
from tinylora.corpus.hub import SourceFiles
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reading import read
from tinylora.problem import Problem, Reject, RejectReason
from tinylora.stages.corpus.ingest import ingest_files

SHARES = {
    ("luogu_dpo", "default", "train"): 2500,
    ("code_contests", "default", "train"): 2500,
    ("deepcoder", "primeintellect", "train"): 1250,
    ("deepcoder", "taco", "train"): 1250,
    ("deepcoder", "lcbv5", "train"): 1250,
    ("deepcoder", "codeforces", "test"): 1250,
}
SEED = 20260306


def test_ten_thousand_damaged_rows(tmp_path, warehouse):
    read_in_all, reasons_seen = 0, Counter()
    for number, ((dataset, config, split), count) in enumerate(SHARES.items()):
        source = SourceSettings(dataset=dataset, config=config, split=split, path=str(tmp_path))
        corpus = CorpusSettings(sources=(source,))
        files = write(tmp_path / f"{dataset}-{config}", dataset, count, SEED + number)
        total = count + 2 * INTACT
        kept, reasons = 0, Counter()
        for record in read(source, files, corpus):
            kept += isinstance(record, Problem)
            if isinstance(record, Reject):
                assert record.reason in RejectReason
                assert len(record.excerpt) <= 300
                assert (
                    b"\0" not in (record.excerpt + record.native_id).encode()
                )  # raises on surrogates
                reasons[str(record.reason)] += 1
        assert kept + reasons.total() == total
        assert kept > INTACT
        load = ingest_files(SourceFiles(tuple(files), f"files-{config}"), source, corpus, warehouse)
        assert (load.rows_read, load.rows_kept, load.rows_rejected) == (
            total,
            kept,
            reasons.total(),
        )
        assert load.reasons == reasons
        read_in_all += load.rows_read - 2 * INTACT
        reasons_seen += reasons
    assert read_in_all == 10_000
    assert {
        *("not_a_row", "missing_field", "wrong_type", "broken_json", "empty_statement"),
        *("no_test_cases", "unpaired_test_cases", "sample_not_found", "unstorable_text"),
    } <= set(reasons_seen)
    assert "counts_do_not_add_up" not in warehouse.failed_checks()
    stored = warehouse.select("select reason, count(*) as n from rejects group by reason")
    assert {row["reason"]: row["n"] for row in stored.to_pylist()} == reasons_seen
