"""The ledger: the warehouse's judgements as the cache a pool takes, so that none is made twice.

Which judgements there are is read once; a judgement itself only when its submission comes again,
with those stored after it: what comes again mostly comes in the same order.
New ones wait in memory until `writing` stores them, together with whatever belongs to them.
"""

import json
import logging
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from tinylora.cluster.judge_on import judge_on
from tinylora.cluster.settings import LOCAL, ExecutionSettings
from tinylora.code_identity import code_version
from tinylora.entry_points import JUDGE
from tinylora.errors import WarehouseBusy
from tinylora.judge.judge import Judge, Recent
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Judgement
from tinylora.warehouse import Row, Transaction, Warehouse

READ_PATIENCE_S = 5.0
"""Waiting longer for a judgement than making it takes gains nothing."""
REST_S = 60.0
"""For so long a warehouse that was busy is not asked again: each try holds up every worker."""
READ_AHEAD = 100
"""Judgements read at once: as many opened files saved."""
COLUMNS = tuple(field.name for field in fields(Judgement))
JSON_COLUMNS = ("limits", "first_failure", "cases")
log = logging.getLogger(__name__)


class Ledger:
    """A `Cache` of a pool over one warehouse. `writing` and the pool may run side by side.

    Raises:
        SourceMissing: there is no warehouse.
        WarehouseBusy: another process held the file for longer than the patience.
    """

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._reader = Warehouse(warehouse.path, patience_s=READ_PATIENCE_S)
        rows = warehouse.rows("select_judgement_ids", judge_version=code_version(JUDGE))
        self._stored = {row["judgement_id"] for row in rows}
        self._fresh: dict[str, Judgement] = {}
        self._read = Recent()
        self._last = time.monotonic()
        self._rests_until = 0.0

    def get(self, judgement_id: str) -> Judgement | None:
        """Return a judgement that is stored or waits to be, or None."""
        fresh = self._fresh.get(judgement_id)
        if fresh is not None or judgement_id not in self._stored:
            return fresh
        if judgement_id not in self._read and time.monotonic() >= self._rests_until:
            self._read_from(judgement_id)
        return self._read.get(judgement_id)

    def __setitem__(self, judgement_id: str, judgement: Judgement) -> None:
        """Keep a new judgement until the next `writing`."""
        self._fresh[judgement_id] = judgement

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Store what waits, in one transaction with what the caller adds to it.

        Raises:
            WarehouseBusy: another process held the file for longer than the patience.
        """
        fresh = self._fresh.copy()
        with self._warehouse.writing() as transaction:
            transaction.insert(
                "judgements", [one.to_row() for one in fresh.values()], on_conflict="ignore"
            )
            yield transaction
        self._stored |= fresh.keys()
        for judgement_id in fresh:
            del self._fresh[judgement_id]

    def forget(self, judgement_ids: Collection[str]) -> None:
        """Drop judgements in doubt (`Judge.doubtful`), and the completions that lean on them.

        Raises:
            WarehouseBusy: another process held the file for longer than the patience.
        """
        if not judgement_ids:
            return
        for judgement_id in judgement_ids:
            self._fresh.pop(judgement_id, None)
            self._read.pop(judgement_id, None)
        self._stored -= set(judgement_ids)
        take_back(self._warehouse, judgement_ids)

    def store(self, every_s: float = 0.0) -> None:
        """Store what waits, unless that was done less than `every_s` seconds ago."""
        if self._fresh and time.monotonic() - self._last >= every_s:
            with self.writing():
                self._last = time.monotonic()

    def _read_from(self, judgement_id: str) -> None:
        where = {"judgement_id": judgement_id, "judge_version": code_version(JUDGE)}
        try:
            rows = self._reader.rows("select_judgements_from", **where, most=READ_AHEAD)
        except WarehouseBusy as busy:
            self._rests_until = time.monotonic() + REST_S
            log.warning("judging again what is stored, for %g s: %s", REST_S, busy)
        else:
            for row in rows:
                self._read[row["judgement_id"]] = judgement_from(row)


@contextmanager
def judging(
    settings: JudgeSettings,
    home: Path,
    warehouse: Warehouse,
    execution: ExecutionSettings = LOCAL,
) -> Iterator[tuple[Judge, Ledger]]:
    """Yield a judge and its ledger. However the body ends, what was judged until then is stored.

    Where a canary was wrong, what it puts in doubt is not, and what of it was stored is taken back.

    Raises:
        JudgeFault: the judge does not start.
        ClusterMissing: the cluster that is to judge does not answer.
        SourceMissing: there is no warehouse.
        WarehouseBusy: another process held the file for longer than the patience.
    """
    ledger, judge = Ledger(warehouse), None
    try:
        with judge_on(execution, settings, home, ledger) as judge:
            yield judge, ledger
    finally:
        if judge is not None:
            ledger.forget(judge.doubtful)
        ledger.store()


def take_back(
    warehouse: Warehouse, judgement_ids: Collection[str], run_id: str | None = None
) -> None:
    """Delete judgements in doubt, and the completions of evaluations that lean on them.

    Those evaluations are finished no more, and are judged once more when they are next asked for;
    what their metrics were held against is checked anew then.

    Args:
        warehouse: where they are stored.
        judgement_ids: of the judgements in doubt.
        run_id: the training whose judge it was; its rollouts go too. Rollouts of other trainings
            stay, with their judgements: judges of their own stood behind those.

    Raises:
        WarehouseBusy: another process held the file for longer than the patience.
    """
    doubtful = {"judgement_ids": list(judgement_ids)}
    with warehouse.writing() as transaction:
        transaction.execute("delete_reward_terms_judged", **doubtful, run_id=run_id)
        transaction.execute("delete_metric_checks_judged", **doubtful)
        transaction.execute("reopen_evaluations_judged", **doubtful)
        transaction.execute("delete_completions_judged", **doubtful, run_id=run_id)
        transaction.execute("delete_judgements_unused", **doubtful)


def reuse(judge: Judge) -> str:
    """Return in words how much a judge judged and how much it knew."""
    return f"{judge.judged} judged, {judge.reused} reused"


def judgement_from(row: Row) -> Judgement:
    """Return the judgement that a row of `judgements` holds."""
    decoded = {name: json.loads(row[name]) for name in JSON_COLUMNS if row[name] is not None}
    return Judgement.from_row({name: row[name] for name in COLUMNS} | decoded)
