"""Turns drafts into moves, choosing lots and bins where the draft leaves them open."""

from collections.abc import Sequence

from sqlalchemy import select

from assistant.inventory.allocation import Demand, Share, allocate
from assistant.inventory.catalogue import Catalogue
from assistant.inventory.context import Context
from assistant.inventory.document_errors import BadDocumentError, UnknownDocumentError
from assistant.inventory.errors import NotEnoughStockError, SamePlaceError
from assistant.inventory.item import ItemKey
from assistant.inventory.lots import Lots
from assistant.inventory.move import Move, MoveDraft, MoveKind, MoveState
from assistant.inventory.move_store import Stored
from assistant.inventory.places import OWN, Place, PlaceKind, Places
from assistant.inventory.projection import Cell, Leg
from assistant.inventory.quantity import from_micros, to_micros
from assistant.inventory.schema import DocumentLineRow, DocumentRow

USABLE_ONLY = frozenset({MoveKind.ISSUE, MoveKind.PICK, MoveKind.RESERVE, MoveKind.CONSUME})
"""Kinds of move for which goods past their expiry date are not good enough."""
STATUS_ONLY = frozenset({MoveKind.RESERVE, MoveKind.RELEASE, MoveKind.BLOCK, MoveKind.UNBLOCK})
"""Kinds that leave the goods in their bins, whichever these are, and change what may be done with them."""

_FROM_DRAFT = (
    *("kind", "source_status", "destination_status", "reason", "person", "confidence", "proposal"),
    *("document", "document_line", "evidence", "models"),
)
"""Fields that a move has from its draft as they are."""


class Booking:
    """Makes the moves of a draft."""

    def __init__(self, context: Context, catalogue: Catalogue, places: Places, lots: Lots) -> None:
        self._context = context
        self._catalogue = catalogue
        self._places = places
        self._lots = lots

    def moves(self, draft: MoveDraft) -> list[Stored]:
        """Return the pending moves of a draft: one, or several where it takes from several lots or bins.

        Raises `UnknownItemError`, `UnknownPlaceError`, `UnknownLotError`, `LotMismatchError`, `BadQuantityError`,
        `SamePlaceError`, `NotEnoughStockError`, `OnlyExpiredError`, `UnknownDocumentError` or `BadDocumentError`.
        """
        item = self._catalogue.key(draft.item)
        if draft.document is not None:
            self._check_document(draft.document, draft.document_line, item)
        micros = to_micros(draft.quantity, item.decimals)
        destination = self._places.get(draft.destination)
        source = self._places.get(draft.source) if draft.source is not None else None
        if source == destination and draft.source_status == draft.destination_status:
            raise SamePlaceError(destination.name)
        shares = self._shares(draft, item, micros, source, destination)
        common = {field: getattr(draft, field) for field in _FROM_DRAFT} | {
            "item": item.sku,
            "unit": item.unit,
            "state": MoveState.PENDING,
            "at": self._context.clock(),
            "decided_at": None,
            "device": self._context.device,
        }
        fingerprint = draft.fingerprint()
        stored = []
        for number, share in enumerate(shares, 1):
            into = share.place if draft.kind in STATUS_ONLY else destination
            move = Move(
                **common,
                id=draft.id if number == 1 else f"{draft.id}/{number}",
                lot=share.lot.code,
                expiry=share.lot.expiry,
                quantity=from_micros(share.micros),
                source=share.place.name,
                destination=into.name,
            )
            leg = Leg(
                Cell(item.id, share.place.id, share.lot.id, draft.source_status.value),
                Cell(item.id, into.id, share.lot.id, draft.destination_status.value),
                share.micros,
            )
            stored.append(Stored(move, leg, draft.id, fingerprint))
        return stored

    def _check_document(self, number: str, line: int | None, item: ItemKey) -> None:
        """Raise unless there is such a document, with that item in that line."""
        connection = self._context.connection
        document = connection.execute(select(DocumentRow.id).where(DocumentRow.number == number)).scalar()
        if document is None:
            raise UnknownDocumentError(number)
        if line is None:
            return
        here = (DocumentLineRow.document_id == document, DocumentLineRow.number == line)
        there = connection.execute(select(DocumentLineRow.item_id).where(*here)).scalar()
        if there != item.id:
            raise BadDocumentError(number, "no_line" if there is None else "other_item")

    def _shares(
        self, draft: MoveDraft, item: ItemKey, micros: int, source: Place | None, destination: Place
    ) -> Sequence[Share]:
        if source and source.unlimited:
            lot = self._lots.ensure(item, draft.lot, produced=draft.produced, expiry=draft.expiry)
            return [Share(source, lot, micros)]
        lot = self._lots.get(item, draft.lot) if draft.lot else self._lots.none(item)
        usable = draft.kind in USABLE_ONLY or destination.kind is PlaceKind.CUSTOMER
        demand = Demand(
            item=item,
            micros=micros,
            places=self._sources(draft, source, destination),
            status=draft.source_status.value,
            lot=lot.code,
            good_on=self._context.clock().date() if usable else None,
            where=draft.source,
        )
        try:
            return allocate(self._context.connection, demand)
        except NotEnoughStockError:
            if source and source.overdraft:
                return [Share(source, lot, micros)]
            raise

    def _sources(self, draft: MoveDraft, source: Place | None, destination: Place) -> Sequence[Place]:
        if source:
            return [source] if source.kind is PlaceKind.BIN else self._places.below(source)
        stays = draft.kind in STATUS_ONLY
        # What is set aside for a channel leaves only when its pool is named.
        shared = OWN - {PlaceKind.POOL}
        return [place for place in self._places.all() if place.kind in shared and (stays or place != destination)]
