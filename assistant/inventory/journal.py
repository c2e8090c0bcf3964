"""The journal of decisions: appended to in the transaction that it describes, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from assistant.inventory.chain import START, canonical, digest
from assistant.inventory.context import Context
from assistant.inventory.schema import HeadRow, JournalRow
from assistant.inventory.signing import Signer


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision in the journal."""

    seq: int
    """Counts from one without a gap."""
    kind: str
    """`heard`, `seen`, `understood`, `asked`, `confirmed`, `refused`, `booked`, `undone`, …"""
    body: str
    """Canonical JSON of the whole entry."""
    hash: str


class Journal:
    """Appends entries; the new head is written, and signed, once when the unit of work ends."""

    def __init__(self, context: Context, signer: Signer) -> None:
        self._context = context
        self._signer = signer
        self._head: tuple[int, str] | None = None
        self._grown = False

    @property
    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry; (0, zeros) where there is none."""
        if self._head is None:
            row = self._context.connection.execute(_READ_HEAD).first()
            self._head = (row.seq, row.hash) if row else (0, START)
        return self._head

    def append(self, kind: str, data: Mapping[str, Any]) -> Entry:
        """Add an entry; `data` may hold JSON values, `Decimal` and dates.

        Raises `TypeError` or `ValueError` for what canonical JSON cannot hold.
        """
        seq, previous = self.head
        body = canonical(
            {
                "at": self._context.now(),
                "data": data,
                "device": self._context.device,
                "kind": kind,
                "previous": previous,
                "seq": seq + 1,
            }
        )
        entry = Entry(seq + 1, kind, body, digest(body))
        row = {"seq": entry.seq, "kind": kind, "body": body, "hash": entry.hash}
        self._context.connection.execute(_ADD, row)
        self._head = (entry.seq, entry.hash)
        self._grown = True
        return entry

    def entries(self, kind: str | None = None, limit: int = 100) -> list[Entry]:
        """Return the last entries, newest first."""
        wanted = select(JournalRow.__table__).order_by(JournalRow.seq.desc()).limit(limit)
        if kind:
            wanted = wanted.where(JournalRow.kind == kind)
        return [Entry(row.seq, row.kind, row.body, row.hash) for row in self._context.connection.execute(wanted)]

    def seal(self) -> None:
        """Write the head of a journal that has grown; the unit of work calls it before its commit."""
        if not self._grown:
            return
        seq, last = self.head
        signature = self._signer.sign(head_message(seq, last)).hex()
        self._context.connection.execute(
            _SET_HEAD, {"seq": seq, "hash": last, "signer": self._signer.name, "signature": signature}
        )
        self._grown = False


def head_message(seq: int, last: str) -> bytes:
    """Return what is signed: the number of entries and the hash of the last."""
    return f"{seq} {last}".encode()


_READ_HEAD = select(HeadRow.seq, HeadRow.hash)
_ADD = insert(JournalRow)
_SET_HEAD = update(HeadRow)
