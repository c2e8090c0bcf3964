"""What a document is: goods that somebody is to move, line by line, and how far that has come."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class DocumentKind(StrEnum):
    """What a document asks for, or says was done."""

    PURCHASE_ORDER = "purchase_order"
    RECEIPT = "receipt"
    SALES_ORDER = "sales_order"
    ISSUE = "issue"
    TRANSFER = "transfer"
    RETURN = "return"
    COUNT = "count"
    SCRAP = "scrap"
    PICK_LIST = "pick_list"


class DocumentState(StrEnum):
    """How far it has come."""

    DRAFT = "draft"
    OPEN = "open"
    """Released: goods may be moved for it."""
    PARTIAL = "partial"
    """Some of it was moved."""
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class LineDraft:
    """So much of an item."""

    item: str
    """SKU."""
    quantity: Decimal
    """Base units."""
    source: str | None = None
    destination: str | None = None
    lot: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """What a client wants to be written down."""

    number: str
    """Made by the client, so that a retry writes once."""
    kind: DocumentKind
    lines: tuple[LineDraft, ...]
    owner: str = ""
    """Person or department that has to deal with it."""
    party: str = ""
    """Supplier or customer."""
    due: date | None = None
    note: str = ""
    created_by: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document, and how far it has come."""

    number: int
    """Counts from one."""
    item: str
    name: str
    quantity: Decimal
    unit: str
    done: Decimal
    """Moved for this line and not undone."""
    source: str | None
    destination: str | None
    lot: str | None
    note: str
    counted: Decimal | None = None
    """What was found, on a count sheet."""

    @property
    def outstanding(self) -> Decimal:
        """What is still to be moved."""
        return max(self.quantity - self.done, Decimal(0))


@dataclass(frozen=True, slots=True)
class Document:
    """A document."""

    number: str
    kind: DocumentKind
    state: DocumentState
    owner: str
    party: str
    at: datetime
    """When it was written."""
    due: date | None
    note: str
    created_by: str
    lines: tuple[Line, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values: quantities as strings, times in ISO 8601."""
        return {
            "number": self.number,
            "kind": self.kind.value,
            "state": self.state.value,
            "owner": self.owner,
            "party": self.party,
            "at": self.at.isoformat(),
            "due": self.due.isoformat() if self.due else None,
            "note": self.note,
            "created_by": self.created_by,
            "lines": [
                {
                    "line": line.number,
                    "item": line.item,
                    "name": line.name,
                    "quantity": format(line.quantity, "f"),
                    "done": format(line.done, "f"),
                    "unit": line.unit,
                    "source": line.source,
                    "destination": line.destination,
                    "lot": line.lot,
                    "note": line.note,
                    "counted": None if line.counted is None else format(line.counted, "f"),
                }
                for line in self.lines
            ],
        }
