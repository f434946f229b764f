"""Ingest one split of one dataset: raw files in, problems, test cases and rejects in the warehouse.

The row in dataset_loads is written last: a load without it was interrupted and is read again, which
changes nothing that was already right. A load that is there is reused, unless a later one wrote
other values into its problems: a problem's key does not cover its title or its difficulty.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from tinylora import entry_points
from tinylora.code_identity import code_of
from tinylora.corpus.hub import SourceFiles, fetch
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reader import RefusedRow
from tinylora.corpus.sources.readers import reader_module, reader_of
from tinylora.corpus.sources.reading import read, schema_fingerprint
from tinylora.identity import fingerprint
from tinylora.memory import peak_rss_mb
from tinylora.problem import Problem
from tinylora.stages.code_files import store_code
from tinylora.stages.corpus.problem_rows import case_rows, problem_row, solution_rows
from tinylora.stages.corpus.problem_set import load_choices
from tinylora.stages.progress import Progress, Report, silent
from tinylora.warehouse import Warehouse

BATCH_BYTES = 32 * 1024 * 1024
"""Text per transaction: bounds memory and how long the file is held."""


@dataclass(frozen=True)
class LoadSummary:
    """What one load gave. rows_read = rows_kept + rows_rejected, always."""

    load_id: str
    dataset: str
    config: str
    split: str
    rows_read: int
    rows_kept: int
    rows_rejected: int
    seconds: float
    reused: bool
    made_at: datetime
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What was loaded, and the load's id."""
        return f"load {self.load_id} of {self.dataset}/{self.config}/{self.split}"


def ingest(
    source: SourceSettings,
    corpus: CorpusSettings,
    warehouse: Warehouse,
    home: Path,
    report: Report = silent,
    flow_run_id: str | None = None,
) -> LoadSummary:
    """Read `source` into the warehouse, or reuse the load that did.

    Raises:
        SourceMissing: its files are not there.
        SchemaDrift: a column it needs is missing or changed its type.
    """
    return ingest_files(fetch(source, home), source, corpus, warehouse, report, flow_run_id)


def ingest_files(
    files: SourceFiles,
    source: SourceSettings,
    corpus: CorpusSettings,
    warehouse: Warehouse,
    report: Report = silent,
    flow_run_id: str | None = None,
) -> LoadSummary:
    """Read files that are at hand into the warehouse as `source`, or reuse the load that did.

    Raises:
        SourceMissing: a file does not open or breaks off.
        SchemaDrift: a column the reader needs is missing or changed its type.
    """
    code = code_of(entry_points.load(reader_module(source.dataset)))
    settings = {
        "source": source.model_dump(mode="json"),
        "non_ascii_samples": corpus.non_ascii_samples,
        "solutions_kept": corpus.trust.solutions_kept,
    }
    load_id = fingerprint([settings, files.revision, code.version])
    stored = warehouse.rows("select_dataset_load", load_id=load_id)
    if stored and not stored[0]["overwritten"]:
        with warehouse.writing() as transaction:
            transaction.execute("touch_dataset_load", load_id=load_id)
        return _summary(stored[0], reused=True)
    started_at, started = datetime.now(UTC), time.monotonic()
    schema = schema_fingerprint(files.files, reader_of(source.dataset).columns_of)
    counts, reasons = Counter(), Counter()
    for batch in _batches(read(source, files.files, corpus)):
        _write(batch, load_id, counts["rejected"], warehouse)
        rejects = [record for record in batch if isinstance(record, RefusedRow)]
        kept = sum(isinstance(record, Problem) for record in batch)
        counts.update(read=len(batch), kept=kept, rejected=len(rejects))
        reasons.update(str(record.reason) for record in rejects)
        report(Progress(counts["read"], None, f"{_name(source)}: {counts['read']} rows read"))
        del batch, rejects  # else they stay in memory while the next batch is read
    row = {
        "load_id": load_id,
        **{"dataset": source.dataset, "config": source.config, "split": source.split},
        **{"origin": source.repo or source.path, "revision": files.revision},
        "choices": load_choices(source, corpus),
        **{"settings": settings, "code_version": code.version},
        "schema_fingerprint": schema,
        "rows_read": counts["read"],
        "rows_kept": counts["kept"],
        "rows_rejected": counts["rejected"],
        **{"started_at": started_at, "used_at": datetime.now(UTC)},
        "seconds": time.monotonic() - started,
        "peak_rss_mb": peak_rss_mb(),
        "overwritten": None,
        "flow_run_id": flow_run_id,
    }
    with warehouse.writing() as transaction:
        store_code(transaction, code)
        transaction.insert("dataset_loads", [row])
    return _summary({**row, "reasons": dict(reasons)}, reused=False)


def _batches(records: Iterable[Problem | RefusedRow]) -> Iterator[list[Problem | RefusedRow]]:
    batch, held = [], 0
    for record in records:
        batch.append(record)
        held += _size(record)
        if held >= BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _size(record: Problem | RefusedRow) -> int:
    if isinstance(record, RefusedRow):
        return len(record.excerpt) + len(record.statement or "")
    cases = sum(len(case.input) + len(case.output) for case in record.test_cases)
    solutions = sum(len(solution.source) for solution in record.solutions or ())
    return len(record.statement) + cases + solutions


def _write(
    batch: list[Problem | RefusedRow], load_id: str, rejected_before: int, warehouse: Warehouse
) -> None:
    problems = [record for record in batch if isinstance(record, Problem)]
    rejects = [record for record in batch if isinstance(record, RefusedRow)]
    keys = [{"problem_key": problem.problem_key} for problem in problems]
    with warehouse.writing() as transaction:
        transaction.apply("insert_problems", [problem_row(problem) for problem in problems])
        transaction.insert(
            "loaded_problems", [{"load_id": load_id, **key} for key in keys], on_conflict="ignore"
        )
        transaction.delete("test_cases", keys)  # so that a shorter list leaves none behind
        cases = list(chain.from_iterable(case_rows(problem) for problem in problems))
        transaction.insert("test_cases", cases, on_conflict="fail")
        solutions = list(chain.from_iterable(solution_rows(problem) for problem in problems))
        transaction.apply("delete_solutions", solutions)
        transaction.apply("insert_solutions", solutions)
        transaction.apply("apply_trust", keys)
        transaction.insert(
            "rejects",
            [_reject_row(reject, load_id, rejected_before + i) for i, reject in enumerate(rejects)],
        )


def _reject_row(reject: RefusedRow, load_id: str, ordinal: int) -> dict[str, Any]:
    return {
        **{"load_id": load_id, "ordinal": ordinal, "dataset": reject.dataset},
        **{"native_id": reject.native_id, "stage": reject.stage, "reason": str(reject.reason)},
        **{"excerpt": reject.excerpt, "statement": reject.statement},
    }


def _summary(row: dict[str, Any], reused: bool) -> LoadSummary:
    names = ("load_id", "dataset", "config", "split", "rows_read", "rows_kept", "rows_rejected")
    chosen = {name: row[name] for name in (*names, "seconds")}
    reasons = dict(row.get("reasons") or {})
    return LoadSummary(**chosen, reused=reused, made_at=row["started_at"], reasons=reasons)


def _name(source: SourceSettings) -> str:
    return f"{source.dataset}/{source.config}/{source.split}"
