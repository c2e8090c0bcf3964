"""Backup and restore: every table of one unchanging picture of the books, and the evidence, in one file.

The file is a ZIP archive: `tables/NAME.jsonl` holds a row a line (lists in the order of the first line, the column
names), `evidence/` the clips and pictures, `manifest.json` the revision of the tables, the head of the journal and
the SHA-256 of every other member. It is the same whichever database it came from or goes to.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from assistant.inventory.errors import LedgerError
from assistant.inventory.failures import DatabaseFullError, DatabaseReadOnlyError
from assistant.inventory.migrations import HEAD, revision_of
from assistant.inventory.schema import Base, EvidenceRow, HeadRow, ItemRow, JournalRow

FORMAT = 1
_ROWS = 1000
"""Rows that are written to the database at once."""


class BackupDamagedError(LedgerError):
    """The file is no backup, or no longer whole."""

    code = "backup_damaged"

    def __init__(self, why: str) -> None:
        super().__init__(f"this is no whole backup ({why}); take another one", why=why)


class BooksNotEmptyError(LedgerError):
    """A restore would mix two sets of books."""

    code = "books_not_empty"

    def __init__(self) -> None:
        super().__init__("these books are in use already; restore into new ones (--db)")


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    revision: str
    entries: int
    """Of the journal."""
    head: str
    """Hash of the journal's last entry."""
    rows: int
    evidence: int
    """Clips and pictures."""


def backup(connection: Connection, evidence: Path | None, target: Path) -> Backup:
    """Write the books, as this transaction sees them, to a file that is complete or not there.

    Raises `DatabaseFullError` or `DatabaseReadOnlyError` for the target.
    """
    unfinished = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            made = _write(connection, evidence, archive)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    except PermissionError:
        raise DatabaseReadOnlyError(str(target)) from None
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise DatabaseFullError(str(error)) from error
    return made


def _write(connection: Connection, evidence: Path | None, archive: zipfile.ZipFile) -> Backup:
    hashes: dict[str, str] = {}
    rows = 0
    for table in Base.metadata.sorted_tables:
        name = f"tables/{table.name}.jsonl"
        digest = hashlib.sha256()
        with archive.open(name, "w", force_zip64=True) as member:
            for line in _lines(connection, table):
                member.write(line)
                digest.update(line)
                rows += 1
        rows -= 1
        hashes[name] = digest.hexdigest()
    kept = connection.execute(select(EvidenceRow.reference).where(EvidenceRow.dropped_at.is_(None))).scalars().all()
    files = 0
    for reference in kept if evidence else ():
        assert evidence
        file = evidence / reference[:2] / reference
        if file.is_file():
            archive.write(file, f"evidence/{reference}", zipfile.ZIP_STORED)
            hashes[f"evidence/{reference}"] = reference.partition(".")[0]
            files += 1
    seq, head = connection.execute(select(HeadRow.seq, HeadRow.hash)).one()
    made = Backup(revision_of(connection) or "", seq, head, rows, files)
    manifest = {"format": FORMAT, "revision": made.revision, "entries": seq, "head": head, "sha256": hashes}
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return made


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    columns = list(table.columns)
    yield _line([column.name for column in columns])
    ordered = select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=_ROWS).execute(ordered):
        yield _line(list(row))


def _line(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def restore(connection: Connection, evidence: Path | None, source: Path) -> Backup:
    """Fill empty books from a backup, in the caller's transaction.

    Raises `BackupDamagedError`, or `BooksNotEmptyError` where there are items or decisions already.
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
    if (manifest["format"], manifest["revision"]) != (FORMAT, HEAD):
        raise BackupDamagedError(f"form {manifest['format']}, revision {manifest['revision']}")
    tables = Base.metadata.sorted_tables
    for table in reversed(tables):
        connection.execute(table.delete())
    rows = sum(_fill(connection, archive, table, manifest["sha256"][f"tables/{table.name}.jsonl"]) for table in tables)
    if connection.dialect.name == "postgresql":
        _advance_sequences(connection, tables)
    files = [name for name in manifest["sha256"] if name.startswith("evidence/")]
    for name in files if evidence else ():
        assert evidence
        content = archive.read(name)
        if hashlib.sha256(content).hexdigest() != manifest["sha256"][name]:
            raise BackupDamagedError(name)
        reference = name.removeprefix("evidence/")
        target = evidence / reference[:2] / reference
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return Backup(manifest["revision"], manifest["entries"], manifest["head"], rows, len(files))


def _fill(connection: Connection, archive: zipfile.ZipFile, table: Table, wanted: str) -> int:
    digest = hashlib.sha256()
    rows = 0
    with archive.open(f"tables/{table.name}.jsonl") as member:
        first = member.readline()
        digest.update(first)
        columns = json.loads(first)
        batch: list[dict[str, Any]] = []
        for line in member:
            digest.update(line)
            batch.append(dict(zip(columns, json.loads(line), strict=True)))
            rows += 1
            if len(batch) == _ROWS:
                connection.execute(insert(table), batch)
                batch = []
        if batch:
            connection.execute(insert(table), batch)
    if digest.hexdigest() != wanted:
        raise BackupDamagedError(table.name)
    return rows


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
