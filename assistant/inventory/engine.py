"""Opens SQLite or PostgreSQL so that a commit is on the disk when it returns."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from assistant.inventory.failures import DatabaseMissingError, translate
from assistant.inventory.prepared import Prepared

BUSY_MS = 10_000
"""How long a writer waits for another process before it gives up."""
CHECKPOINT_PAGES = 4000
"""16 MB of write-ahead log before it is copied into the database: a booking touches some ten pages."""

_WRITER_LOCK = 0x0C1E_4B00C
"""PostgreSQL's advisory lock that makes writers take turns, as SQLite's do: the journal is one chain."""


def database_url(where: str | Path) -> URL:
    """Read an SQLAlchemy URL, or the path of an SQLite file."""
    name = str(where)
    if "://" not in name:
        return URL.create("sqlite", database=name)
    try:
        url = make_url(name)
    except ArgumentError:
        raise DatabaseMissingError(name) from None
    if url.drivername in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    return url


def connect(url: URL) -> Engine:
    """Return an engine whose transactions are begun by `begin` below and whose errors are the ledger's own."""
    sqlite = url.get_backend_name() == "sqlite"
    in_memory = sqlite and url.database in {None, "", ":memory:"}
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    if sqlite:
        options["connect_args"] = {"check_same_thread": False, "timeout": BUSY_MS / 1000}
    try:
        engine = create_engine(url, **options)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseMissingError(str(error)) from error
    event.listen(engine, "handle_error", translate)
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", begin)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: `begin` does, and says at once that it is going to write.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    except sqlite3.OperationalError as error:
        # A read-only file can still be read; whoever wants to write is told by the first write.
        if "readonly" not in str(error):
            raise
    cursor.close()


def begin(connection: Connection) -> None:
    """Begin a transaction; with the execution option `write` as the only writer."""
    write = connection.get_execution_options().get("write", False)
    if connection.dialect.name == "sqlite":
        (_BEGIN_WRITING if write else _BEGIN_READING).run(connection, {})
    elif write:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


_BEGIN_WRITING = Prepared(any=text("BEGIN IMMEDIATE"))
_BEGIN_READING = Prepared(any=text("BEGIN"))
