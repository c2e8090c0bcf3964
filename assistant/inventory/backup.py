"""Backup: every table of one unchanging picture of the books, and the evidence, in one file.

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

from sqlalchemy import Connection, Table, select

from assistant.inventory.errors import LedgerError
from assistant.inventory.failures import DatabaseFullError, DatabaseReadOnlyError
from assistant.inventory.migrations import revision_of
from assistant.inventory.schema import Base, EvidenceRow, HeadRow

FORMAT = 1
_ROWS = 1000
"""Rows that are read from the database at once."""


class BackupDamagedError(LedgerError):
    """The file is no backup, or no longer whole."""

    code = "backup_damaged"

    def __init__(self, why: str) -> None:
        super().__init__(f"this is no whole backup ({why}); take another one", why=why)


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
