"""The warehouse: one DuckDB file, opened briefly, written by one process at a time.

The only file that imports duckdb. Every statement lives in a named file under `sql/`: migrations
make the tables, comments say what their columns mean, views carry the science, statements write,
queries answer, checks return rows only when something is wrong. Views and queries that have a
column for each metric loop over the registry of metrics, as templates (Jinja, as in dbt), so a
metric is no edit of theirs. Nothing keeps a connection open while it computes: a reader or writer
that finds the file held by another process tries again until its patience ends.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import Any, Literal
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
from jinja2 import Environment, StrictUndefined
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_delay, wait_random

from tinylora.comments import comments_to_add
from tinylora.errors import DiskFault, QueryError, SourceMissing, WarehouseBusy, WarehouseNewer
from tinylora.evaluation.statistics.metrics import REGISTRY
from tinylora.files import REFUSALS, refused, room_for
from tinylora.identity import fingerprint
from tinylora.paths import SQL

SNAPSHOT = "snapshot.duckdb"
PATIENCE_S = 60.0
"""How long a reader waits for another process to let go of the file."""
WRITE_PATIENCE_S = 6 * 3600.0
"""How long a writer waits: somebody's open shell must not cost a night's training."""
SAY_AFTER_S = 5.0
MADE_FROM = ("migrations", "macros", "comments", "views")
"""Folders of `sql/` whose files make a warehouse, in this order; but for migrations, ever anew."""
LARGE_BYTES = 2**20
"""Rows of more than this are worth giving their memory back at once."""
_READER = {"enable_external_access": "false"}
_WRITER = {"max_vacuum_tasks": "0"}
"""No merging of small row groups at checkpoints. DuckDB holds 2,048 rows of one group at a time,
half a gigabyte where test cases are as long as lcbv5's; left as their transactions wrote them, row
groups are as small as a batch."""

BROKEN = (
    *(duckdb.IOException, duckdb.FatalException, duckdb.InternalException),
    duckdb.SerializationException,
)
"""What DuckDB raises of a file that is not as it wrote it."""

log = logging.getLogger(__name__)

Row = dict[str, Any]


class Transaction:
    """Statements that happen together or not at all."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def insert(
        self,
        table: str,
        rows: Sequence[Row],
        on_conflict: Literal["replace", "ignore", "fail"] = "replace",
    ) -> None:
        """Insert `rows` (same keys each) into `table`, by their columns' names.

        Args:
            table: its name.
            rows: dicts or lists of dicts in them are written as JSON text.
            on_conflict: what becomes of a row whose key is there: "replace" takes the new one,
                "ignore" keeps the old one, "fail" raises.
        """
        conflict = "" if on_conflict == "fail" else f"or {on_conflict} "
        self._with_incoming(f'insert {conflict}into "{table}" by name from incoming', rows)

    def delete(self, table: str, rows: Sequence[Row]) -> None:
        """Delete the rows of `table` whose columns are as in one of `rows` (same keys each)."""
        if rows:
            columns = ", ".join(f'"{name}"' for name in rows[0])
            self._with_incoming(
                f'delete from "{table}" where ({columns}) in (select ({columns}) from incoming)',
                rows,
            )

    def apply(self, statement: str, rows: Sequence[Row]) -> None:
        """Run the named file of sql/statements with `rows` (same keys each) as `incoming`."""
        self._with_incoming(statement_text(statement), rows)

    def _with_incoming(self, sql: str, rows: Sequence[Row]) -> None:
        if not rows:
            return
        columns = {name: _as_column([row[name] for row in rows]) for name in rows[0]}
        table = pa.table(columns)
        self._connection.register("incoming", table)
        self._connection.execute(sql)
        # Not in a `finally`: a statement that failed has ended the transaction, and the error of
        # this one would stand before its cause. The connection closes and forgets the name.
        self._connection.unregister("incoming")
        if table.nbytes > LARGE_BYTES:
            del columns, table
            pa.default_memory_pool().release_unused()  # which would keep it for the next one

    def execute(self, statement: str, **parameters: Any) -> None:
        """Run the statement named `statement` with named parameters."""
        self._connection.execute(statement_text(statement), parameters or None)

    def rows(self, statement: str) -> list[Row]:
        """Return the rows of the statement named `statement` as this transaction sees them."""
        return to_rows(self._connection.sql(statement_text(statement)).to_arrow_table())


class Warehouse:
    """One DuckDB file. Creating the object opens nothing."""

    def __init__(
        self,
        path: Path,
        patience_s: float = PATIENCE_S,
        write_patience_s: float = WRITE_PATIENCE_S,
    ) -> None:
        self.path = path
        self.patience_s = patience_s
        self.write_patience_s = write_patience_s
        self._opened: dict[int, duckdb.DuckDBPyConnection] = {}
        """By `reading`, for a thread."""

    @property
    def snapshot(self) -> Path:
        """Return where a copy of it lies, if one was taken, for clients that keep a file open."""
        return self.path.with_name(SNAPSHOT)

    def migrate(self) -> None:
        """Bring tables and views up to date; a warehouse that is up to date is left as it is.

        Raises:
            WarehouseBusy: another process held the file for longer than the patience.
            WarehouseNewer: it has had migrations that this code does not know.
            DiskFault: its disk is full or refuses it, or its folder is a file.
        """
        try:
            with room_for(self.path.parent):
                self.path.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise DiskFault(
                f"{self.path.parent} cannot be a folder, for a file is in its place: set "
                "TINYLORA_HOME to another"
            ) from error
        with self._whole(), self._connect(read_only=False) as connection:
            if _made_from(connection) == _sql_version():
                return
            connection.begin()
            _bring_up_to_date(connection)
            connection.commit()

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Open, begin, hand out a transaction, commit (or roll back), close. Keep the body short.

        Raises:
            WarehouseBusy: another process held the file for longer than the patience.
            DiskFault: its disk is full or refuses it; nothing of the transaction is stored.
            QueryError: the file is damaged.
        """
        with self._whole(), self._connect(read_only=False) as connection:
            connection.begin()
            try:
                yield Transaction(connection)
            except BaseException:
                with suppress(duckdb.Error):  # what ended it is the cause, and is raised
                    connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Answer what this thread asks in the body from one opening of the file.

        Opening takes DuckDB longer (30 to 50 ms) than most answers. Keep the body short, for
        writers wait, and write nothing in it.

        Raises:
            SourceMissing: there is no warehouse yet.
            WarehouseBusy: a writer held the file for longer than the patience.
        """
        if get_ident() in self._opened:
            yield
            return
        with self._reading() as connection:
            self._opened[get_ident()] = connection
            try:
                yield
            finally:
                del self._opened[get_ident()]

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """Keep writers waiting while the body runs: all of the warehouse is then in its one file.

        The body may ask questions. It may also read the file as bytes, once, at its end: on Linux a
        process that closes a file lets go of its locks on it.

        Raises:
            SourceMissing: there is no warehouse yet.
            WarehouseBusy: another process held the file for longer than the patience.
        """
        if with_log(self.path)[1].exists():  # of a writer that was killed
            with self._whole(), self._connect(read_only=False):
                """Opening takes the log in, closing writes it into the file."""
        with self._reading():
            yield

    def migrations(self) -> list[str]:
        """Return the names of the migrations that this warehouse has had, in their order."""
        return [row["name"] for row in self.rows("select_migrations")]

    def query(self, name: str, **parameters: Any) -> list[Row]:
        """Return the rows of sql/queries/`name`.sql."""
        return to_rows(self.select(query_text(name), **parameters))

    def rows(self, statement: str, **parameters: Any) -> list[Row]:
        """Return the rows of the statement named `statement`, a select that serves the stages."""
        return to_rows(self.select(statement_text(statement), **parameters))

    def select(self, sql: str, /, **parameters: Any) -> pa.Table:
        """Run any one statement read-only, without access to other files, and return its table.

        Raises:
            SourceMissing: there is no warehouse yet.
            WarehouseBusy: a writer held the file for longer than the patience.
            QueryError: the statement is wrong, would write, or is younger than the warehouse.
        """
        with self._reading() as connection:
            return self._answer(connection, sql, parameters)

    def failed_checks(self, load_ids: Sequence[str] | None = None) -> dict[str, list[Row]]:
        """Run every file of sql/checks; return, by name, the rows of those that found a fault.

        `load_ids` are those of a run, which another profile's unusable load need not stop. None:
        all that are current.
        """
        found = {}
        with self._reading() as connection:
            for path in sorted((SQL / "checks").glob("*.sql")):
                text = path.read_text(encoding="utf-8")
                given = {"load_ids": load_ids} if "$load_ids" in text else {}
                table = self._answer(connection, text, given)
                if table.num_rows:
                    found[path.stem] = to_rows(table)
        return found

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Say in a sentence what the disk refuses, or what of the file it has lost."""
        try:
            yield
        except duckdb.Error as error:
            if refusal := _refusal(self.path, error):
                raise refusal from error
            if not isinstance(error, BROKEN):
                raise
            raise self._damaged("written", error) from error

    def _damaged(self, done: str, error: duckdb.Error) -> QueryError:
        return QueryError(
            f"{self.path} cannot be {done}, and may be damaged: {error}. `tinylora restore "
            "--force` puts a backup in its place"
        )

    @contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if opened := self._opened.get(get_ident()):
            yield opened
            return
        if not self.path.exists():
            raise SourceMissing(
                f"there is no warehouse at {self.path}: "
                "run `make demo`, or set TINYLORA_HOME to the folder that holds one"
            )
        with self._connect(read_only=True) as connection:
            yield connection

    def _answer(self, connection: duckdb.DuckDBPyConnection, sql: str, parameters: Row) -> pa.Table:
        try:
            answer = connection.sql(sql, params=parameters or None)
            table = pa.table({}) if answer is None else answer.to_arrow_table()
        except duckdb.Error as error:
            if behind := _missing(connection):
                raise QueryError(
                    f"{self.path} is older than this code (it lacks {', '.join(behind)}): "
                    "run the prepare-corpus deployment or `tinylora ingest` first, which bring "
                    f"it up to date ({error})"
                ) from error
            if isinstance(error, BROKEN) and str(self.path) in str(error):
                raise self._damaged("read", error) from error
            raise QueryError(str(error)) from error
        if len(set(table.column_names)) < len(table.column_names):
            raise QueryError(f"two columns share a name: {', '.join(table.column_names)}")
        return table

    @contextmanager
    def _connect(self, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
        config = _READER if read_only else _WRITER
        patience = self.patience_s if read_only else self.write_patience_s
        attempts = Retrying(
            retry=retry_if_exception(_is_held),
            wait=wait_random(0.02, 0.2),
            stop=stop_after_delay(patience),
            before_sleep=self._say_once(),
            reraise=True,
        )
        try:
            connection = attempts(
                duckdb.connect, str(self.path), read_only=read_only, config=config
            )
        except duckdb.Error as error:
            if not _is_held(error):
                refusal = None if read_only else _refusal(self.path, error)
                unreadable = QueryError(f"{self.path} cannot be opened: {error}")
                raise refusal or unreadable from error
            raise WarehouseBusy(
                f"{self.path} was held by another process for {patience:.0f} s: "
                f"close the client that has it open and run again{self._meanwhile()} ({error})"
            ) from error
        try:
            connection.execute(statement_text("hide_progress"))
            refuse_newer(str(self.path), _had(connection))
            yield connection
        finally:
            connection.close()

    def _say_once(self) -> Callable[[RetryCallState], None]:
        said = False

        def say(state: RetryCallState) -> None:
            nonlocal said
            if not said and state.seconds_since_start > SAY_AFTER_S:
                said = True
                held = state.outcome.exception()
                log.warning("waiting for %s%s: %s", self.path, self._meanwhile(), held)

        return say

    def _meanwhile(self) -> str:
        """Return in words which copy of it can be read while it is held; empty: none."""
        with suppress(FileNotFoundError):
            taken = datetime.fromtimestamp(self.snapshot.stat().st_mtime, UTC)
            return f" (or read {self.snapshot}, which is as of {taken:%Y-%m-%d %H:%M} UTC)"
        return ""


def with_log(path: Path) -> tuple[Path, Path]:
    """Return a database's file, and that of what a client wrote and has not put into it yet."""
    return path, path.with_name(f"{path.name}.wal")


def refuse_newer(what: str, had: Iterable[str]) -> None:
    """Refuse a warehouse that has `had` migrations which this code does not know.

    Raises:
        WarehouseNewer: the message names `what` and those migrations.
    """
    known = _known_migrations()
    if unknown := sorted(set(had) - set(known)):
        raise WarehouseNewer(
            f"{what} was made by a newer version of this project: it has had "
            f"{', '.join(unknown)}, and this code knows migrations up to {known[-1]}. Update the "
            "code (git pull, make setup), or set TINYLORA_HOME to another folder"
        )


def query_text(name: str) -> str:
    """Return sql/queries/`name`.sql.

    Raises:
        SourceMissing: no such query; the message lists those there are.
    """
    path = SQL / "queries" / f"{name}.sql"
    if not path.is_file():
        raise SourceMissing(f"no query named {name!r}; there are: {', '.join(query_names())}")
    return sql_text(path)


def query_names() -> list[str]:
    """Return the names of the ready-made queries."""
    return sorted(path.stem for path in (SQL / "queries").glob("*.sql"))


def sql_text(path: Path) -> str:
    """Return the SQL of a view or query, its loops over the registered metrics written out."""
    text = path.read_text(encoding="utf-8")
    if "{" not in text:  # most of them: compiling a template takes longer than all else here
        return text.removesuffix("\n")
    return _templates().from_string(text).render(metrics=tuple(REGISTRY.values()))


@cache
def _templates() -> Environment:
    made = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["literal"] = _literal
    return made


def _literal(value: str | bool | None) -> str:
    """Return a value as SQL writes it."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "null" if value is None else str(value).lower()


def statement_text(name: str) -> str:
    """Return sql/statements/FOLDER/`name`.sql, whichever folder it is in."""
    return _statements()[name].read_text(encoding="utf-8")


@cache
def _statements() -> dict[str, Path]:
    return {path.stem: path for path in (SQL / "statements").rglob("*.sql")}


def to_rows(table: pa.Table) -> list[Row]:
    """Return a table's rows, equal to those of its `to_pylist`, which may import pandas.

    Arrow looks for pandas before it makes a time of day with a zone, though a time in microseconds
    needs none of it; the import costs half a second of CPU time in every process that reads one.
    (A cast would import Arrow's compute; a view does not.)
    """
    zones = {}
    for place, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit != "ns" and field.type.tz:
            zones[field.name] = ZoneInfo(field.type.tz)
            utc = pa.timestamp(field.type.unit)
            chunks = [chunk.view(utc) for chunk in table.column(place).chunks]
            table = table.set_column(place, field.name, pa.chunked_array(chunks, utc))
    rows = table.to_pylist()
    for name, zone in zones.items():
        for row in rows:
            if row[name] is not None:
                row[name] = row[name].replace(tzinfo=UTC).astimezone(zone)
    return rows


def select_empty(statement: str, **parameters: Any) -> pa.Table:
    """Run the statement named `statement` on an empty warehouse in memory, made from `sql/`.

    What the warehouse consists of is read from there: no file need exist, be free, or be of today.
    """
    with duckdb.connect() as connection:
        _bring_up_to_date(connection)
        return connection.sql(statement_text(statement), params=parameters).to_arrow_table()


def _bring_up_to_date(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply missing migrations; make macros, views and all comments anew."""
    for name, text in _migrations(connection):
        connection.execute(text)
        connection.execute("insert into schema_migrations (name) values (?)", [name])
    for folder in MADE_FROM[1:]:
        for path in sorted((SQL / folder).glob("*.sql")):
            connection.execute(sql_text(path))
    columns = connection.execute(statement_text("select_columns"), {"name": None}).fetchall()
    connection.execute(comments_to_add({(row[0], row[1]): row[3] for row in columns}))
    connection.execute(f"create or replace macro made_from() as '{_sql_version()}'")


@cache
def _sql_version() -> str:
    """Return 16 hex digits over what a warehouse is made from: files, and registered metrics."""
    made_of = [path for folder in MADE_FROM for path in sorted((SQL / folder).glob("*.sql"))]
    return fingerprint([[path.name, sql_text(path)] for path in made_of])


def _made_from(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Return the version of the files that this warehouse was last brought up to date with."""
    try:
        return connection.execute("select made_from()").fetchone()[0]
    except duckdb.CatalogException:  # an empty one, or one from before they were counted
        return None


def _missing(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return in words what of today's this warehouse lacks: migrations, metrics, or views."""
    if missing := [*_missing_migrations(connection), *_missing_metrics(connection)]:
        return missing
    return [] if _made_from(connection) == _sql_version() else ["today's views"]


def _migrations(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of the migrations this warehouse has not had, in order of their number."""
    folder = SQL / "migrations"
    connection.execute(min(folder.glob("*.sql")).read_text(encoding="utf-8"))
    for name in _missing_migrations(connection):
        yield name, (folder / f"{name}.sql").read_text(encoding="utf-8")


def _missing_migrations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the migrations this warehouse has not had, in order of their number."""
    had = _had(connection)
    return [name for name in _known_migrations() if name not in had]


@cache
def _known_migrations() -> list[str]:
    """Return the names of all migrations but the first, which makes the table that lists them."""
    _, *names = sorted(path.stem for path in (SQL / "migrations").glob("*.sql"))
    return names


def _had(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the migrations this warehouse has had."""
    try:
        found = connection.execute(statement_text("select_migrations")).fetchall()
    except duckdb.CatalogException:  # not even the table that lists them
        return []
    return [name for (name,) in found]


def _missing_metrics(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the registered metrics that came after this warehouse's views were last made."""
    try:
        had = connection.execute("select column_name from metrics").fetchall()
    except duckdb.CatalogException:  # made before there was a registry
        return []
    return [f"the metric {column}" for column in REGISTRY if (column,) not in had]


def _as_column(values: list[Any]) -> list[Any] | pa.Array:
    """Return the values as they are, or as JSON text where the column holds structures.

    Seeds may need all 64 bits, which Arrow has to be told.
    """
    if any(isinstance(value, int) and value >= 1 << 63 for value in values):
        return pa.array(values, pa.uint64())
    if not any(isinstance(value, dict) or _holds_dicts(value) for value in values):
        return values
    return [None if value is None else json.dumps(value) for value in values]


def _holds_dicts(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and any(isinstance(item, dict) for item in value)


def _refusal(path: Path, error: duckdb.Error) -> DiskFault | None:
    """Return in a sentence what the disk of a warehouse refuses, if that is what an error says."""
    said = [number for number in REFUSALS if os.strerror(number) in str(error)]
    return refused(path, OSError(said[0], os.strerror(said[0]))) if said else None


def _is_held(error: BaseException | None) -> bool:
    return isinstance(error, (duckdb.IOException, duckdb.ConnectionException)) and (
        "lock on file" in str(error) or "different configuration" in str(error)
    )
