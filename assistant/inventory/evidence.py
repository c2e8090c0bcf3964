"""Clips and pictures behind a decision, kept beside the database under the hash of their content."""

import hashlib
import os
import re
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, insert, select, update

from assistant.inventory import moment
from assistant.inventory.context import Context
from assistant.inventory.errors import LedgerError
from assistant.inventory.failures import DatabaseFullError, DatabaseReadOnlyError
from assistant.inventory.reviews import Reviews
from assistant.inventory.schema import EvidenceRow
from assistant.inventory.state import State

_RETENTION, _TIDIED = "evidence/retention", "evidence/tidied"
"""Keys of the state."""
_TIDY_EVERY = timedelta(hours=1)


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


@dataclass(frozen=True, slots=True)
class Retention:
    """What the house keeps, and for how long."""

    on: bool = True
    """Off: nothing new is kept; references are still made, so that the journal names them."""
    days: int = 90
    megabytes: float = 2000.0


class Evidence:
    """The store. Without a folder it is switched off, whatever the retention says."""

    def __init__(self, context: Context, folder: Path | None, reviews: Reviews, state: State) -> None:
        self._context = context
        self._connection = context.connection
        self._folder = folder
        self._reviews = reviews
        self._state = state

    @property
    def retention(self) -> Retention:
        """What is kept, and for how long."""
        return Retention(**self._state.get(_RETENTION, {}))

    def retain(self, retention: Retention) -> None:
        """Change what is kept; raises `ValueError` for less than nothing."""
        if retention.days < 0 or retention.megabytes < 0:
            raise ValueError("days and megabytes are zero or more")
        self._state.put(_RETENTION, asdict(retention))

    def keep(self, content: bytes, suffix: str = "") -> str:
        """Write the content to the disk and return its reference, `<SHA-256><suffix>`.

        Raises `DatabaseFullError` or `DatabaseReadOnlyError`.
        """
        if not re.fullmatch(r"(\.[a-z0-9]{1,8})?", suffix):
            raise ValueError(f"not a file suffix: {suffix!r}")
        reference = hashlib.sha256(content).hexdigest() + suffix
        if self._folder is None or not self.retention.on:
            return reference
        row = self._connection.execute(select(EvidenceRow.dropped_at).where(EvidenceRow.reference == reference)).first()
        if row is None or row.dropped_at is not None or not self._path(reference).is_file():
            self._write(reference, content)
        values = {"at": self._context.now(), "bytes": len(content), "dropped_at": None}
        if row is None:
            self._connection.execute(insert(EvidenceRow).values(reference=reference, **values))
        else:
            self._connection.execute(update(EvidenceRow).where(EvidenceRow.reference == reference).values(values))
        self._tidy()
        return reference

    def _tidy(self) -> None:
        """Drop what is too old or too much, once an hour: nobody has to remember it."""
        now, last = self._context.clock(), self._state.get(_TIDIED)
        if last is None or abs(now - moment.from_text(last)) >= _TIDY_EVERY:
            self._state.put(_TIDIED, moment.to_text(now))
            self.prune()

    def path(self, reference: str) -> Path:
        """Return the file; raises `EvidenceMissingError` or, where its content has changed, `EvidenceDamagedError`."""
        if self._folder is None or not self._path(reference).is_file():
            raise EvidenceMissingError(reference)
        path = self._path(reference)
        if hashlib.sha256(path.read_bytes()).hexdigest() != reference.partition(".")[0]:
            raise EvidenceDamagedError(reference)
        return path

    def prune(self, days: int | None = None, megabytes: float | None = None) -> list[str]:
        """Drop what is older than that, then the oldest until the rest fits; return the references that were dropped.

        Left out, the retention says how much. What is in an open review stays, however old it is.
        """
        days = self.retention.days if days is None else days
        megabytes = self.retention.megabytes if megabytes is None else megabytes
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
            path = self._path(reference)
            self._context.after_commit.append(lambda: path.unlink(missing_ok=True))
        gone = update(EvidenceRow).where(EvidenceRow.reference == reference)
        self._connection.execute(gone.values(dropped_at=self._context.now()))
