"""What a move of goods is: the draft that a client makes, and the move that the ledger keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.inventory.chain import canonical, digest


class MoveKind(StrEnum):
    """Why goods move."""

    OPENING = "opening"
    RECEIVE = "receive"
    ISSUE = "issue"
    MOVE = "move"
    PUT_AWAY = "put_away"
    PICK = "pick"
    COUNT = "count"
    RETURN_FROM_CUSTOMER = "return_from_customer"
    RETURN_TO_SUPPLIER = "return_to_supplier"
    SCRAP = "scrap"
    RESERVE = "reserve"
    RELEASE = "release"
    BLOCK = "block"
    UNBLOCK = "unblock"
    SHIP = "ship"
    """Into transit."""
    PRODUCE = "produce"
    CONSUME = "consume"
    REPACK = "repack"
    UNDO = "undo"


class Status(StrEnum):
    """What may be done with goods, wherever they are."""

    FREE = "free"
    RESERVED = "reserved"
    BLOCKED = "blocked"
    """Frozen: damaged, recalled, or waiting for an inspection."""


class MoveState(StrEnum):
    """How far a move has come. Only posted moves count as stock."""

    PENDING = "pending"
    POSTED = "posted"
    VOIDED = "voided"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """What a client wants to be moved."""

    id: str
    """Made by the client, so that a retry books once."""
    kind: MoveKind
    item: str
    """SKU."""
    quantity: Decimal
    """In base units, above zero."""
    source: str | None
    """Place; None: wherever in the house the goods are, first expired first. A zone means all its bins."""
    destination: str
    """Place."""
    lot: str | None = None
    """None when goods leave: first expired, first out, over several lots if need be."""
    expiry: date | None = None
    """Of the lot that comes in; without a lot code the date names the lot."""
    produced: date | None = None
    """Of the lot that comes in."""
    source_status: Status = Status.FREE
    destination_status: Status = Status.FREE
    reason: str = ""
    evidence: tuple[str, ...] = ()
    """References into the evidence store."""
    models: tuple[Mapping[str, str], ...] = ()
    """Name, version and hash of each model that had a say."""
    confidence: float | None = None
    """0–1, None where a person typed it."""
    person: str = ""
    proposal: str = ""
    """Moves of one proposal are posted or voided together; empty: the draft is a proposal of its own."""
    document: str | None = None
    """Number of the document that this fulfils."""
    document_line: int | None = None

    def __post_init__(self) -> None:
        if not self.proposal:
            object.__setattr__(self, "proposal", self.id)

    def fingerprint(self) -> str:
        """Return a hash of the content; a retry has the same one."""
        content = [
            *(self.kind, self.item, self.quantity.normalize(), self.source, self.destination, self.lot),
            *(self.expiry, self.produced, self.source_status, self.destination_status, self.proposal),
            *(self.document, self.document_line),
        ]
        return digest(canonical(content))[:32]


@dataclass(frozen=True, slots=True)
class Move:
    """A quantity of one lot from one place to another. It never changes, but for the decision on it."""

    id: str
    kind: MoveKind
    item: str
    lot: str | None
    expiry: date | None
    quantity: Decimal
    """Base units."""
    unit: str
    """Name of the base unit."""
    source: str
    destination: str
    source_status: Status
    destination_status: Status
    state: MoveState
    at: datetime
    """When it was proposed."""
    decided_at: datetime | None
    """When it was posted, voided or expired."""
    reason: str
    person: str
    device: str
    confidence: float | None
    proposal: str
    reverses: str | None = None
    """Id of the move that this one undoes."""
    document: str | None = None
    document_line: int | None = None
    overdrawn: bool = False
    """It took more than was there, as the place's policy allows."""
    evidence: tuple[str, ...] = ()
    """References into the evidence store."""
    models: tuple[Mapping[str, str], ...] = ()
    """Name, version and hash of each model that had a say."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract: quantities as strings, times in ISO 8601."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "item": self.item,
            "lot": self.lot,
            "expiry": self.expiry.isoformat() if self.expiry else None,
            "quantity": format(self.quantity, "f"),
            "unit": self.unit,
            "source": self.source,
            "destination": self.destination,
            "source_status": self.source_status.value,
            "destination_status": self.destination_status.value,
            "state": self.state.value,
            "at": (self.decided_at or self.at).isoformat(),
            "reason": self.reason,
            "person": self.person,
            "device": self.device,
            "confidence": self.confidence,
            "proposal": self.proposal,
            "reverses": self.reverses,
            "document": self.document,
            "document_line": self.document_line,
            "overdrawn": self.overdrawn,
        }
