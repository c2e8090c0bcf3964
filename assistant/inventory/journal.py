"""The journal of decisions: appended to in the transaction that it describes, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from assistant.inventory.chain import canonical, digest
from assistant.inventory.context import Context
from assistant.inventory.prepared import Prepared
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
        self._grown = False

    def append(self, kind: str, data: Mapping[str, Any]) -> Entry:
        """Add an entry; `data` may hold JSON values, `Decimal` and dates.

        Raises `TypeError` or `ValueError` for what canonical JSON cannot hold.
        """
        head = self._context.head
        seq = head.seq + 1
        body = canonical(
            {
                "at": self._context.now(),
                "data": data,
                "device": self._context.device,
                "kind": kind,
                "previous": head.hash,
                "seq": seq,
            }
        )
        entry = Entry(seq, kind, body, digest(body))
        _ADD.run(self._context.connection, {"seq": seq, "kind": kind, "body": body, "hash": entry.hash})
        head.seq, head.hash = seq, entry.hash
        self._grown = True
        return entry

    def entries(self, kind: str | None = None, limit: int = 100) -> list[Entry]:
        """Return the last entries, newest first."""
        wanted = select(JournalRow.__table__).order_by(JournalRow.seq.desc()).limit(limit)
        if kind:
            wanted = wanted.where(JournalRow.kind == kind)
        return [Entry(row.seq, row.kind, row.body, row.hash) for row in self._context.connection.execute(wanted)]

    def seal(self) -> None:
        """Write the head where it has changed; the unit of work calls it before its commit."""
        head = self._context.head
        if self._grown:
            signature = self._signer.sign(head_message(head.seq, head.hash)).hex()
            values = {"seq": head.seq, "hash": head.hash, "signer": self._signer.name, "signature": signature}
            _SET_HEAD.run(self._context.connection, {**values, "generation": head.generation})
        elif self._context.regenerated:
            self._context.connection.execute(update(HeadRow).values(generation=head.generation))


def head_message(seq: int, last: str) -> bytes:
    """Return what is signed: the number of entries and the hash of the last."""
    return f"{seq} {last}".encode()


_ADD = Prepared(any=insert(JournalRow), columns=("seq", "kind", "body", "hash"))
_SET_HEAD = Prepared(any=update(HeadRow), columns=("seq", "hash", "signer", "signature", "generation"))
