"""Makes the moves that fulfil a document, whole or in part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assistant.inventory.catalogue import Catalogue
from assistant.inventory.document import Document, DocumentKind, DocumentState, Line
from assistant.inventory.document_errors import (
    BadDocumentError,
    DocumentStateError,
    MoreThanOrderedError,
    MoreThanSentError,
)
from assistant.inventory.documents import Documents
from assistant.inventory.move import MoveDraft, MoveKind
from assistant.inventory.party import Parties, PartyKind
from assistant.inventory.places import CUSTOMER, DOCK, LOSS, SUPPLIER, TRANSIT
from assistant.inventory.quantity import from_micros
from assistant.inventory.stock import Stock

_RELEASED = frozenset({DocumentState.OPEN, DocumentState.PARTIAL})


@dataclass(frozen=True, slots=True)
class _Way:
    kind: MoveKind
    source: str | None
    destination: str


class Fulfilling:
    """Turns lines of a document into drafts of moves that carry its number and line."""

    def __init__(self, documents: Documents, catalogue: Catalogue, parties: Parties, stock: Stock) -> None:
        self._documents = documents
        self._catalogue = catalogue
        self._parties = parties
        self._stock = stock

    def drafts(
        self, number: str, proposal: str, quantities: Mapping[int, Decimal] | None = None, **common: Any
    ) -> list[MoveDraft]:
        """Return the drafts for what is outstanding, or for the quantities by line; to be proposed or booked.

        `proposal` is the client's id, `common` sets further fields of each draft, as `person` or `lot`. Raises
        `UnknownDocumentError`, `DocumentStateError`, `MoreThanOrderedError` or `BadDocumentError`.
        """
        document = self._documents.get(number)
        if document.state not in _RELEASED or document.kind is DocumentKind.COUNT:
            raise DocumentStateError(number, document.state)
        lines = {line.number: line for line in document.lines}
        wanted = quantities or {line.number: line.outstanding for line in document.lines if line.outstanding}
        drafts = []
        for position, quantity in wanted.items():
            if position not in lines:
                raise BadDocumentError(number, "no_line")
            line = lines[position]
            if quantity > line.outstanding:
                raise MoreThanOrderedError(document=number, item=line.item, want=quantity, rest=line.outstanding)
            way = self._way(document, line)
            fields = {"lot": line.lot, **common}
            drafts.append(
                MoveDraft(
                    id=f"{proposal}-{position}",
                    kind=way.kind,
                    item=line.item,
                    quantity=quantity,
                    source=way.source,
                    destination=way.destination,
                    proposal=proposal,
                    document=number,
                    document_line=position,
                    **fields,
                )
            )
        return drafts

    def count(self, number: str, line: int, quantity: Decimal, proposal: str, **common: Any) -> MoveDraft | None:
        """Write down what was counted, and return the draft that puts the books right; None where they are.

        The line's source is the place that was counted. Raises the errors of `Documents.counted`.
        """
        self._documents.counted(number, line, quantity)
        counted = self._documents.get(number).lines[line - 1]
        place = counted.source or DOCK
        there = self._stock.on_hand(counted.item, place, counted.lot)
        difference = quantity - sum((one.quantity for one in there), Decimal(0))
        if not difference:
            return None
        source, destination = (LOSS, place) if difference > 0 else (place, LOSS)
        fields = {"lot": counted.lot, **common}
        return MoveDraft(
            id=f"{proposal}-{line}",
            kind=MoveKind.COUNT,
            item=counted.item,
            quantity=abs(difference),
            source=source,
            destination=destination,
            proposal=proposal,
            document=number,
            document_line=line,
            **fields,
        )

    def _way(self, document: Document, line: Line) -> _Way:
        at_home = line.destination or self._catalogue.item(line.item).place or DOCK
        party = self._parties.get(document.party) if document.party else None
        outside = party.place if party else None
        match document.kind:
            case DocumentKind.PURCHASE_ORDER | DocumentKind.RECEIPT:
                way = _Way(MoveKind.RECEIVE, line.source or outside or SUPPLIER, at_home)
            case DocumentKind.RETURN if party and party.kind is PartyKind.SUPPLIER:
                way = _Way(MoveKind.RETURN_TO_SUPPLIER, line.source, outside or SUPPLIER)
            case DocumentKind.RETURN:
                way = _Way(MoveKind.RETURN_FROM_CUSTOMER, line.source or outside or CUSTOMER, at_home)
            case DocumentKind.SCRAP:
                way = _Way(MoveKind.SCRAP, line.source, LOSS)
            case DocumentKind.SALES_ORDER | DocumentKind.ISSUE:
                way = _Way(MoveKind.ISSUE, line.source, line.destination or outside or CUSTOMER)
            case DocumentKind.PICK_LIST:
                way = _Way(MoveKind.PICK, line.source, line.destination or DOCK)
            case _ if line.destination:
                way = _Way(MoveKind.MOVE, line.source, line.destination)
            case _:
                raise BadDocumentError(document.number, "no_destination")
        return way

    def ship(self, number: str, proposal: str, quantities: Mapping[int, Decimal], **common: Any) -> list[MoveDraft]:
        """Return the drafts that put goods of a purchase order or a transfer into transit.

        They still have to arrive: `arrive` brings them from there. Raises the errors of `drafts`, and
        `MoreThanSentError` for more than is left to send.
        """
        drafts = self.drafts(number, proposal, quantities, **common)
        travel = self._documents.travelled(number)
        for line in self._documents.get(number).lines:
            self._limit(number, line, quantities, line.quantity - from_micros(travel[line.number].sent))
        return [replace(draft, kind=MoveKind.SHIP, destination=TRANSIT) for draft in drafts]

    def arrive(self, number: str, proposal: str, quantities: Mapping[int, Decimal], **common: Any) -> list[MoveDraft]:
        """Return the drafts that bring goods in from transit.

        Raises the errors of `drafts`, and `MoreThanSentError` for more than this document has under way.
        """
        drafts = self.drafts(number, proposal, quantities, **common)
        travel = self._documents.travelled(number)
        for line in self._documents.get(number).lines:
            self._limit(number, line, quantities, from_micros(travel[line.number].in_transit))
        return [replace(draft, source=TRANSIT) for draft in drafts]

    @staticmethod
    def _limit(number: str, line: Line, quantities: Mapping[int, Decimal], rest: Decimal) -> None:
        want = quantities.get(line.number, Decimal(0))
        if want > rest:
            raise MoreThanSentError(document=number, item=line.item, want=want, rest=max(rest, Decimal(0)))
