"""A PostgreSQL server for the tests: made in a temporary folder, reached through a socket, gone afterwards.

Set CLERK_TEST_POSTGRES to the SQLAlchemy URL of a server whose role may create databases to use that one instead.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

from assistant.inventory.chain import START
from assistant.inventory.schema import Base

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian puts the server's programs, one folder a version."""
UNPRIVILEGED = ("postgres", "nobody")
"""The server refuses to run as root: who runs it then."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    base: URL
    made: set[str] = field(default_factory=set)

    def url(self, database: str) -> str:
        return self.base.set(database=database).render_as_string(hide_password=False)

    def empty(self, database: str) -> str:
        """Return the URL of a database without books, making it where it is new."""
        url = self.url(database)
        if database in self.made:
            # Making a database and its tables costs seconds on a busy machine, emptying them nearly nothing.
            tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            run(url, f"TRUNCATE {tables} RESTART IDENTITY; {_HEAD}")
        else:
            self.bare(database)
            self.made.add(database)
        return url

    def bare(self, database: str) -> str:
        """Return the URL of a new database without tables."""
        run(self.base, f'CREATE DATABASE "{database}" TEMPLATE template0')
        return self.url(database)


_HEAD = f"INSERT INTO journal_head VALUES (1, 0, '{START}', '', '', 0)"


def run(url: URL | str, statement: str) -> None:
    """Run a statement outside of any transaction."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@contextmanager
def start() -> Iterator[Server]:
    """Start a server; skips the test where there is none to start."""
    pytest.importorskip("psycopg", reason="needs the extra `postgres`")
    given = os.environ.get("CLERK_TEST_POSTGRES")
    if given:
        yield Server(make_url(given).set(drivername="postgresql+psycopg"))
        return
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server here: install the package `postgresql`, or set CLERK_TEST_POSTGRES")
    # Not below pytest's own folder: that is for its owner only, and root's server runs as somebody else.
    with tempfile.TemporaryDirectory(prefix="clerk-postgres-") as name, _running(programs, Path(name)) as server:
        yield server


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[Server]:
    demoted = _demoted(folder)
    data = folder / "data"

    def program(*command: str | Path) -> None:
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **demoted)

    program(programs / "initdb", "-D", data, "-U", "clerk", "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync")
    # Socket paths are short; the port only names the socket, nothing listens on the network.
    options = f"-k {folder} -h '' -p 54329 -c fsync=off -c full_page_writes=off -c max_connections=30"
    program(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        where = {"host": str(folder), "port": "54329"}
        yield Server(URL.create("postgresql+psycopg", username="clerk", database="postgres", query=where))
    finally:
        program(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _programs() -> Path | None:
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).parent
    versions = sorted(DEBIAN.glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def _demoted(folder: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = next(name for name in UNPRIVILEGED if name in names)
    user = pwd.getpwnam(name)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
