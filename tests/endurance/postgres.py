"""A PostgreSQL of a test's own: apt's programs, a private folder, a socket in it, gone afterwards.

It listens on no port, and asks for no password: whoever may enter the folder, which is its user's
alone, may connect. initdb refuses root, so root starts it as the user `postgres`.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import psutil

MISSING = "PostgreSQL is not installed: apt-get install postgresql"
OWNER = "prefect"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs; None where there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    newest = max(found, key=lambda one: int(one.parent.name), default=None)
    return newest or (Path(on_path).parent if on_path else None)


@dataclass(frozen=True)
class Postgres:
    """A server that runs.

    Args:
        folder: holds its socket and its data.
    """

    folder: Path

    def url(self, database: str) -> str:
        """Return what Prefect's setting names a database with."""
        return f"postgresql+asyncpg://{OWNER}@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template1") -> None:
        """Make a database anew, a copy of another that nobody is connected to."""
        self.run("dropdb", "--if-exists", "--force", database)
        self.run("createdb", "--template", template, database)

    def query(self, database: str, statement: str) -> list[tuple[Any, ...]]:
        """Return the rows that a statement selects."""

        async def rows() -> list[tuple[Any, ...]]:
            connection = await asyncpg.connect(self.url(database).replace("+asyncpg", ""))
            try:
                return [tuple(row) for row in await connection.fetch(statement)]
            finally:
                await connection.close()

        return asyncio.run(rows())

    def processes(self) -> list[psutil.Process]:
        """Return those that serve somebody: when one is killed, all connections are cut."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        return [
            one
            for one in psutil.Process(pid).children()
            if one.cmdline()[:1] and one.cmdline()[0].startswith(f"postgres: {OWNER} ")
        ]

    def run(self, program: str, *words: object) -> None:
        """Run one of PostgreSQL's programs as a client of this server."""
        connected = ["--host", self.folder, "--username", OWNER]
        _run(program, *connected, *words)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Hand out a server, empty but for its own databases; end it and delete all of it."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))  # short: a socket's path holds 107 bytes
    data = folder / "data"
    user = "postgres" if os.geteuid() == 0 else None
    try:
        if user:
            shutil.chown(folder, user, user)
        _run("initdb", "--pgdata", data, "--username", OWNER, "--auth", "trust", user=user)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        start = ["--pgdata", data, "--wait", "--log", folder / "log", "--options", options]
        _run("pg_ctl", "start", *start, user=user)
        try:
            yield Postgres(folder)
        finally:
            _run("pg_ctl", "stop", "--pgdata", data, "--mode", "immediate", user=user)
    finally:
        shutil.rmtree(folder)


def _run(program: str, *words: object, user: str | None = None) -> None:
    folder = programs()
    assert folder, MISSING
    command = [str(folder / program), *map(str, words)]
    # into a file: the server that pg_ctl starts keeps what it was given open
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command, cwd="/", user=user, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        said.seek(0)
        assert done.returncode == 0, f"{program}: {said.read().decode(errors='replace')}"
