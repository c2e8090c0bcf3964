"""Clips and pictures behind a decision, kept beside the database under the hash of their content."""

import hashlib
import os
import re
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, insert, select, update

from assistant.inventory import moment
from assistant.inventory.context import Context
from assistant.inventory.errors import LedgerError
from assistant.inventory.failures import DatabaseFullError, DatabaseReadOnlyError
from assistant.inventory.reviews import Reviews
from assistant.inventory.schema import EvidenceRow


class EvidenceMissingError(LedgerError):
    """The clip or picture is no longer kept, or never was."""

    code = "evidence_missing"

    def __init__(self, reference: str) -> None:
        super().__init__(f"the recording or picture {reference} is not kept any more", reference=reference)


class EvidenceDamagedError(LedgerError):
    """The file is not what its name says."""

    code = "evidence_damaged"

    def __init__(self, reference: str) -> None:
        super().__init__(f"the recording or picture {reference} was changed after it was kept", reference=reference)


class Evidence:
    """The store. Without a folder it is switched off: references are still made, so that the journal names them."""

    def __init__(self, context: Context, folder: Path | None, reviews: Reviews) -> None:
        self._context = context
        self._connection = context.connection
        self._folder = folder
        self._reviews = reviews

    def keep(self, content: bytes, suffix: str = "") -> str:
        """Write the content to the disk and return its reference, `<SHA-256><suffix>`.

        Raises `DatabaseFullError` or `DatabaseReadOnlyError`.
        """
        if not re.fullmatch(r"(\.[a-z0-9]{1,8})?", suffix):
            raise ValueError(f"not a file suffix: {suffix!r}")
        reference = hashlib.sha256(content).hexdigest() + suffix
        if self._folder is None:
            return reference
        row = self._connection.execute(select(EvidenceRow.dropped_at).where(EvidenceRow.reference == reference)).first()
        if row is None or row.dropped_at is not None or not self._path(reference).is_file():
            self._write(reference, content)
        values = {"at": self._context.now(), "bytes": len(content), "dropped_at": None}
        if row is None:
            self._connection.execute(insert(EvidenceRow).values(reference=reference, **values))
        else:
            self._connection.execute(update(EvidenceRow).where(EvidenceRow.reference == reference).values(values))
        return reference

    def path(self, reference: str) -> Path:
        """Return the file; raises `EvidenceMissingError` or, where its content has changed, `EvidenceDamagedError`."""
        if self._folder is None or not self._path(reference).is_file():
            raise EvidenceMissingError(reference)
        path = self._path(reference)
        if hashlib.sha256(path.read_bytes()).hexdigest() != reference.partition(".")[0]:
            raise EvidenceDamagedError(reference)
        return path

    def prune(self, days: int, megabytes: float) -> list[str]:
        """Drop what is older than that, then the oldest until the rest fits; return the references that were dropped.

        What is in an open review stays, however old it is.
        """
        held = {reference for review in self._reviews.queue(limit=1_000_000) for reference in review.evidence}
        kept = select(EvidenceRow.reference, EvidenceRow.at, EvidenceRow.bytes).where(EvidenceRow.dropped_at.is_(None))
        rows = self._connection.execute(kept.order_by(EvidenceRow.at)).all()
        excess = sum(row.bytes for row in rows) - int(megabytes * 1_000_000)
        before = moment.to_text(self._context.clock() - timedelta(days=days))
        dropped: list[str] = []
        for reference, at, size in rows:
            if reference not in held and (at < before or excess > 0):
                self._drop(reference)
                dropped.append(reference)
                excess -= size
        return dropped

    def megabytes(self) -> float:
        """Return how much is kept."""
        total = select(func.coalesce(func.sum(EvidenceRow.bytes), 0)).where(EvidenceRow.dropped_at.is_(None))
        return float(self._connection.execute(total).scalar_one()) / 1_000_000

    def _path(self, reference: str) -> Path:
        assert self._folder
        return self._folder / reference[:2] / reference

    def _write(self, reference: str, content: bytes) -> None:
        path = self._path(reference)
        unfinished = path.with_name(f"{path.name}.{self._context.ids()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except PermissionError:
            raise DatabaseReadOnlyError("evidence folder") from None
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise DatabaseFullError(str(error)) from error

    def _drop(self, reference: str) -> None:
        if self._folder is not None:
            self._path(reference).unlink(missing_ok=True)
        gone = update(EvidenceRow).where(EvidenceRow.reference == reference)
        self._connection.execute(gone.values(dropped_at=self._context.now()))
