"""Documents that were forwarded: "推给物流部" puts one into the department's inbox and makes it the owner."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from assistant.inventory import moment
from assistant.inventory.context import Context
from assistant.inventory.documents import Documents
from assistant.inventory.errors import LedgerError
from assistant.inventory.journal import Journal
from assistant.inventory.party import Parties
from assistant.inventory.schema import InboxRow


class SameIdDifferentForwardError(LedgerError):
    """A client's id comes a second time for something else."""

    code = "same_id_different_move"

    def __init__(self, forward: str) -> None:
        super().__init__(f"id {forward} was used before for something else; make a new id", move=forward)


@dataclass(frozen=True, slots=True)
class Forward:
    """A document on its way to somebody."""

    id: str
    document: str
    recipient: str
    """Person or department."""
    sender: str
    at: datetime
    note: str
    read_at: datetime | None = None


class Inbox:
    """Forwards documents and shows who has which."""

    def __init__(self, context: Context, documents: Documents, parties: Parties, journal: Journal) -> None:
        self._context = context
        self._connection = context.connection
        self._documents = documents
        self._parties = parties
        self._journal = journal

    def forward(self, identity: str, document: str, recipient: str, *, sender: str = "", note: str = "") -> Forward:
        """Put a document into somebody's inbox and hand it over; the client's id makes a retry happen once.

        Raises `UnknownDocumentError`, `UnknownPartyError` or `SameIdDifferentForwardError`.
        """
        to = self._parties.get(recipient).name
        known = self._find(identity)
        if known:
            if (known.document, known.recipient) != (document, to):
                raise SameIdDifferentForwardError(identity)
            return known
        self._documents.own(document, to)
        values = {
            "id": identity,
            "document": document,
            "recipient": to,
            "sender": sender,
            "at": self._context.now(),
            "note": note,
            "read_at": None,
        }
        self._connection.execute(insert(InboxRow).values(values))
        self._journal.append("forwarded", {"document": document, "to": to, "by": sender, "note": note})
        return self._get(identity)

    def of(self, recipient: str, *, unread: bool = False, limit: int = 100) -> list[Forward]:
        """Return what somebody was sent, newest first; a person also sees what the department was sent.

        Raises `UnknownPartyError`.
        """
        party = self._parties.get(recipient)
        names = [name for name in (party.name, party.department) if name]
        wanted = select(InboxRow.__table__).where(InboxRow.recipient.in_(names))
        if unread:
            wanted = wanted.where(InboxRow.read_at.is_(None))
        ordered = wanted.order_by(InboxRow.at.desc(), InboxRow.id.desc()).limit(limit)
        return [_forward(row) for row in self._connection.execute(ordered)]

    def read(self, identity: str, by: str = "") -> Forward:
        """Mark as read; again, it changes nothing."""
        known = self._get(identity)
        if known.read_at:
            return known
        now = self._context.now()
        self._connection.execute(update(InboxRow).where(InboxRow.id == identity).values(read_at=now))
        self._journal.append("read", {"document": known.document, "by": by or known.recipient})
        return self._get(identity)

    def _find(self, identity: str) -> Forward | None:
        row = self._connection.execute(select(InboxRow.__table__).where(InboxRow.id == identity)).first()
        return _forward(row) if row else None

    def _get(self, identity: str) -> Forward:
        found = self._find(identity)
        if found is None:
            raise KeyError(identity)
        return found


def _forward(row: Row[Any]) -> Forward:
    return Forward(
        id=row.id,
        document=row.document,
        recipient=row.recipient,
        sender=row.sender,
        at=moment.from_text(row.at),
        note=row.note,
        read_at=moment.from_text(row.read_at) if row.read_at else None,
    )
