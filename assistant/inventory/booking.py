"""Turns drafts into rows of the move table, choosing lots where the draft leaves them open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select

from assistant.inventory.allocation import Share, allocate
from assistant.inventory.chain import canonical
from assistant.inventory.context import Context
from assistant.inventory.errors import NotEnoughStockError, OnlyExpiredError, SamePlaceError, UnknownItemError
from assistant.inventory.lots import Lots
from assistant.inventory.move import MoveDraft, MoveKind, MoveState, Status
from assistant.inventory.places import OUTSIDE, OWN, Place, PlaceKind, Places
from assistant.inventory.projection import Cell, balances
from assistant.inventory.quantity import from_micros, to_micros
from assistant.inventory.schema import ItemRow

USABLE_ONLY = frozenset({MoveKind.ISSUE, MoveKind.PICK, MoveKind.RESERVE, MoveKind.CONSUME})
"""Kinds of move for which goods past their expiry date are not good enough."""

STATUS_ONLY = frozenset({MoveKind.RESERVE, MoveKind.RELEASE, MoveKind.BLOCK, MoveKind.UNBLOCK})
"""Kinds that leave the goods in their bins, whichever these are, and change what may be done with them."""


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What a move needs to know of its item."""

    id: int
    sku: str
    unit: str
    decimals: int


def item_key(connection: Connection, sku: str) -> ItemKey:
    """Return the item's row number and units; raises `UnknownItemError`."""
    row = connection.execute(_ITEM, {"wanted": sku}).first()
    if row is None:
        raise UnknownItemError(sku)
    return ItemKey(*row)


_ITEM = select(ItemRow.id, ItemRow.sku, ItemRow.unit, ItemRow.decimals).where(ItemRow.sku == bindparam("wanted"))


class Booking:
    """Makes the rows of a draft."""

    def __init__(self, context: Context, places: Places, lots: Lots) -> None:
        self._context = context
        self._places = places
        self._lots = lots

    def rows(self, draft: MoveDraft) -> list[dict[str, Any]]:
        """Return the pending rows of a draft: one, or several where it takes from several lots or bins.

        Raises `UnknownItemError`, `UnknownPlaceError`, `UnknownLotError`, `LotMismatchError`, `BadQuantityError`,
        `SamePlaceError`, `NotEnoughStockError` or `OnlyExpiredError`.
        """
        item = item_key(self._context.connection, draft.item)
        micros = to_micros(draft.quantity, item.decimals)
        destination = self._places.get(draft.destination)
        source = self._places.get(draft.source) if draft.source is not None else None
        if source == destination and draft.source_status == draft.destination_status:
            raise SamePlaceError(destination.name)
        shares = self._shares(draft, item, micros, source, destination)
        common = self._common(draft, item)
        stays = draft.kind in STATUS_ONLY
        return [
            {
                **common,
                "id": draft.id if number == 1 else f"{draft.id}/{number}",
                "lot_id": share.lot,
                "micros": share.micros,
                "source_id": share.place,
                "destination_id": share.place if stays else destination.id,
            }
            for number, share in enumerate(shares, 1)
        ]

    def _shares(
        self, draft: MoveDraft, item: ItemKey, micros: int, source: Place | None, destination: Place
    ) -> list[Share]:
        if source and source.kind in OUTSIDE:
            lot = self._lots.ensure(item.id, item.sku, draft.lot, produced=draft.produced, expiry=draft.expiry)
            return [Share(source.id, lot.id, micros)]
        usable = draft.kind in USABLE_ONLY or destination.kind is PlaceKind.CUSTOMER
        good_on = self._context.clock().date() if usable else None
        places = self._sources(source, destination, stays=draft.kind in STATUS_ONLY)
        if draft.lot is not None:
            return self._of_lot(draft, item, micros, places, good_on)
        try:
            return allocate(
                self._context.connection,
                item.id,
                item.sku,
                places,
                draft.source_status,
                micros,
                good_on=good_on,
                where=draft.source,
            )
        except NotEnoughStockError:
            if source and source.overdraft:
                return [Share(source.id, self._lots.none(item.id).id, micros)]
            raise

    def _sources(self, source: Place | None, destination: Place, *, stays: bool) -> list[Place]:
        if source:
            return self._places.below(source)
        return [place for place in self._places.all() if place.kind in OWN and (place != destination or stays)]

    def _of_lot(
        self, draft: MoveDraft, item: ItemKey, micros: int, places: Sequence[Place], good_on: date | None
    ) -> list[Share]:
        lot = self._lots.get(item.id, item.sku, draft.lot or "")
        cells = [Cell(item.id, place.id, lot.id, draft.source_status) for place in places]
        found = balances(self._context.connection, cells)
        have = sum(max(0, amount) for amount in found.values())
        if good_on and lot.expiry and lot.expiry < good_on:
            raise OnlyExpiredError(
                item=item.sku,
                have=from_micros(0),
                expired=from_micros(have),
                want=draft.quantity,
                place=draft.source,
            )
        shares: list[Share] = []
        missing = micros
        for cell, amount in found.items():
            taken = min(missing, max(0, amount))
            if taken:
                shares.append(Share(cell.place, lot.id, taken))
                missing -= taken
        if missing and len(places) == 1 and places[0].overdraft:
            return [Share(places[0].id, lot.id, micros)]
        if missing:
            raise NotEnoughStockError(
                item=item.sku, have=from_micros(have), want=draft.quantity, place=draft.source, lot=lot.code
            )
        return shares

    def _common(self, draft: MoveDraft, item: ItemKey) -> dict[str, Any]:
        return {
            "draft": draft.id,
            "fingerprint": draft.fingerprint(),
            "proposal": draft.proposal,
            "kind": draft.kind.value,
            "item_id": item.id,
            "source_status": Status(draft.source_status).value,
            "destination_status": Status(draft.destination_status).value,
            "at": self._context.now(),
            "device": self._context.device,
            "person": draft.person,
            "reason": draft.reason,
            "confidence": draft.confidence,
            "context": canonical({"evidence": draft.evidence, "models": draft.models}),
            "reverses": None,
            "document_id": None,
            "document_line": draft.document_line,
            "state": MoveState.PENDING.value,
            "decided_at": None,
            "decided_seq": None,
            "overdrawn": False,
        }
