"""Find the problems that repeat another, and mark all but the best of each.

    statements not compared yet -> signature -> candidates -> similarity -> marks

Every statement is compared once, with all that are there; a signature is stored in the same
transaction as the pairs it was found in, so that a killed run is simply continued. Where another
process stored signatures meanwhile, the batch is compared again, with those too. The marks follow
from the pairs and from what is loaded now (sql/macros/duplicates_within.sql).

datasketch, with scipy behind it, is imported where a statement is new: no other run waits for it.
"""

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from tinylora.code_identity import code_version
from tinylora.entry_points import DUPLICATES
from tinylora.identity import fingerprint
from tinylora.stages.progress import Progress, Report, silent
from tinylora.warehouse import Row, Warehouse

if TYPE_CHECKING:
    from tinylora.corpus.quality.dedupe import StatementIndex

BATCH = 1000
"""Statements per transaction: what a kill can cost, well under a second of work."""


def mark_duplicates(warehouse: Warehouse, report: Report = silent) -> int:
    """Compare what is new, mark anew; return how many problems of the current loads repeat one."""
    compare_statements(warehouse, report)
    with warehouse.writing() as transaction:
        transaction.execute("mark_duplicates")
    return warehouse.rows("count_duplicates")[0]["problems"]


def compare_statements(warehouse: Warehouse, report: Report = silent) -> None:
    """Store the signature of every statement that has none, and the pairs it is part of."""
    current = fingerprint([code_version(DUPLICATES), version("datasketch")])
    with warehouse.writing() as transaction:
        transaction.execute("delete_stale_pairs", version=current)
        transaction.execute("delete_stale_signatures", version=current)
    done, index = 0, None
    while batch := _uncompared(warehouse):
        if index is None:
            state, index = _index(warehouse)
        signed = [_signed(row, current) for row in batch]
        pairs = _pairs(signed, batch, index, warehouse)
        with warehouse.writing() as transaction:
            if transaction.rows("select_signatures_state") != state:
                index = None  # it lacks what somebody else stored, and holds what was not stored
                continue
            transaction.insert("statement_signatures", signed)
            transaction.insert("near_duplicates", pairs)
            state = transaction.rows("select_signatures_state")
        done, total = done + len(batch), done + batch[0]["remaining"]
        report(Progress(done, total, f"{done} of {total} new statements compared"))


def _index(warehouse: Warehouse) -> tuple[list[Row], "StatementIndex"]:
    """Return all signatures, and the state of the table, no younger than they are."""
    from tinylora.corpus.quality.dedupe import StatementIndex

    state = warehouse.rows("select_signatures_state")
    index = StatementIndex()
    for row in warehouse.rows("select_signatures"):
        index.add(row["statement_sha"], row["minhash"])
    return state, index


def _uncompared(warehouse: Warehouse) -> list[Row]:
    return warehouse.rows("select_uncompared_statements", most=BATCH)


def _signed(row: Row, current: str) -> dict[str, Any]:
    from tinylora.corpus.quality.dedupe import signature, statement_sha

    statement = row["statement"]
    return {
        "problem_key": row["problem_key"],
        "statement_sha": statement_sha(statement),
        "version": current,
        "minhash": signature(statement),
    }


def _pairs(
    signed: list[dict[str, Any]], batch: list[Row], index: "StatementIndex", warehouse: Warehouse
) -> list[dict[str, Any]]:
    """Return the near duplicates among new statements and between new and known ones."""
    from tinylora.corpus.quality.dedupe import NEAR_DUPLICATE, operators_differ, similarity

    texts: dict[str, str] = {}
    candidates: list[tuple[str, str]] = []
    for row, read in zip(signed, batch, strict=True):
        sha = row["statement_sha"]
        texts[sha] = read["statement"]
        if sha not in index:
            candidates += [(sha, other) for other in index.candidates(row["minhash"])]
            index.add(sha, row["minhash"])
    known = sorted({other for _, other in candidates} - set(texts))
    for row in warehouse.rows("select_statements", statement_shas=known):
        texts[row["statement_sha"]] = row["statement"]
    pairs = []
    for sha, other in candidates:
        found = similarity(texts[sha], texts[other])
        if found >= NEAR_DUPLICATE and not operators_differ(texts[sha], texts[other]):
            sides = ((sha, other), (other, sha))
            pairs += [{"statement_sha": a, "other_sha": b, "similarity": found} for a, b in sides]
    return pairs
