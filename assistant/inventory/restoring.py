"""Restore: empty books filled from a backup, of the present form or of an earlier one."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, select, text

from assistant.inventory.backup import FORMAT, Backup, BackupDamagedError
from assistant.inventory.engine import connect, database_url
from assistant.inventory.errors import LedgerError
from assistant.inventory.migrations import HEAD, is_known, migrate
from assistant.inventory.schema import Base, ItemRow, JournalRow

_ROWS = 1000
"""Rows that are written to the database at once."""

Row = dict[str, Any]


class BooksNotEmptyError(LedgerError):
    """A restore would mix two sets of books."""

    code = "books_not_empty"

    def __init__(self) -> None:
        super().__init__("these books are in use already; restore into new ones (--db)")


class BackupTooNewError(LedgerError):
    """The backup was made by a later version of the clerk."""

    code = "backup_too_new"

    def __init__(self, revision: str) -> None:
        super().__init__(f"this backup has the later form {revision}; install the newer clerk", revision=revision)


def restore(connection: Connection, evidence: Path | None, source: Path) -> Backup:
    """Fill empty books from a backup, in the caller's transaction; one of an earlier form is brought up to date.

    Raises `BackupDamagedError`, `BackupTooNewError`, or `BooksNotEmptyError` where there are items or decisions
    already.
    """
    used = sum(
        connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (ItemRow, JournalRow)
    )
    if used:
        raise BooksNotEmptyError
    try:
        with zipfile.ZipFile(source) as archive:
            return _read(connection, evidence, archive)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, EOFError) as error:
        raise BackupDamagedError(str(error) or type(error).__name__) from error


def _read(connection: Connection, evidence: Path | None, archive: zipfile.ZipFile) -> Backup:
    manifest = json.loads(archive.read("manifest.json"))
    form, revision = manifest["format"], str(manifest["revision"])
    if form > FORMAT or not is_known(revision):
        raise BackupTooNewError(f"{form}/{revision}")
    hashes = manifest["sha256"]

    def stored(table: Table) -> Iterator[Row]:
        return _stored(archive, table.name, hashes[f"tables/{table.name}.jsonl"])

    if revision == HEAD:
        rows = _fill(connection, Base.metadata, stored)
    else:
        rows = _fill_upgraded(connection, revision, stored)
    if connection.dialect.name == "postgresql":
        _advance_sequences(connection, Base.metadata.sorted_tables)
    files = [name for name in hashes if name.startswith("evidence/")]
    if evidence:
        _write_evidence(archive, evidence, {name: hashes[name] for name in files})
    return Backup(revision, manifest["entries"], manifest["head"], rows, len(files))


def _fill(connection: Connection, form: MetaData, stored: Callable[[Table], Iterator[Row]]) -> int:
    """Put what `stored` yields for each table of a form into it, in place of what is there; return the rows."""
    for table in reversed(form.sorted_tables):
        connection.execute(table.delete())
    count = 0
    for table in form.sorted_tables:
        batch: list[Row] = []
        for row in stored(table):
            batch.append(row)
            count += 1
            if len(batch) == _ROWS:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)
    return count


def _fill_upgraded(connection: Connection, revision: str, stored: Callable[[Table], Iterator[Row]]) -> int:
    """Let a database of that revision take the rows, migrate it, and copy what it has become."""
    with tempfile.TemporaryDirectory(prefix="clerk-restore-") as folder:
        engine = connect(database_url(Path(folder) / "earlier.db"))
        try:
            migrate(engine, revision)
            earlier = MetaData()
            with engine.connect().execution_options(write=True) as old, old.begin():
                earlier.reflect(old)
                earlier.remove(earlier.tables["alembic_version"])
                _fill(old, earlier, stored)
            migrate(engine)
            with engine.connect() as old, old.begin():

                def copied(table: Table) -> Iterator[Row]:
                    rows = old.execution_options(yield_per=_ROWS).execute(select(table))
                    return (dict(row._mapping) for row in rows)  # noqa: SLF001 - public, whatever its name says

                return _fill(connection, Base.metadata, copied)
        finally:
            engine.dispose()


def _stored(archive: zipfile.ZipFile, table: str, wanted: str) -> Iterator[Row]:
    """Yield the rows of a member; raises `BackupDamagedError` after the last one where they are not what they were."""
    digest = hashlib.sha256()
    with archive.open(f"tables/{table}.jsonl") as member:
        first = member.readline()
        digest.update(first)
        columns = json.loads(first)
        for line in member:
            digest.update(line)
            yield dict(zip(columns, json.loads(line), strict=True))
    if digest.hexdigest() != wanted:
        raise BackupDamagedError(table)


def _write_evidence(archive: zipfile.ZipFile, folder: Path, hashes: Mapping[str, str]) -> None:
    for name, wanted in hashes.items():
        content = archive.read(name)
        if hashlib.sha256(content).hexdigest() != wanted:
            raise BackupDamagedError(name)
        reference = name.removeprefix("evidence/")
        target = folder / reference[:2] / reference
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _advance_sequences(connection: Connection, tables: Sequence[Table]) -> None:
    """Row numbers came with the rows: PostgreSQL has to count on from the last of them."""
    for table in tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = connection.execute(
                text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
            ).scalar()
            if sequence:
                last = connection.execute(select(func.max(column))).scalar()
                connection.execute(text("SELECT setval(:sequence, :last, :used)"),
                                   {"sequence": sequence, "last": last or 1, "used": last is not None})  # fmt: skip
