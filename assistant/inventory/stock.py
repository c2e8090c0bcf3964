"""What is where: reads the projection."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from assistant.inventory.context import Context
from assistant.inventory.errors import UnknownItemError
from assistant.inventory.measuring import TermWarning, amount, warnings
from assistant.inventory.moment import day
from assistant.inventory.move import Status
from assistant.inventory.places import OWN, Places
from assistant.inventory.prepared import Prepared
from assistant.inventory.quantity import from_micros
from assistant.inventory.schema import ItemRow, LotRow, StockRow
from assistant.inventory.terms import Terms, standard


@dataclass(frozen=True, slots=True)
class StockLine:
    """How much of one lot is at one place."""

    item: str
    place: str
    lot: str | None
    expiry: date | None
    quantity: Decimal
    """All that is there, in base units."""
    unit: str
    reserved: Decimal = Decimal(0)
    """Part of the quantity that is promised to somebody."""
    blocked: Decimal = Decimal(0)
    """Part of the quantity that may not be used."""

    @property
    def available(self) -> Decimal:
        """The part that is neither promised nor blocked."""
        return self.quantity - self.reserved - self.blocked


class Stock:
    """Answers how much there is."""

    def __init__(self, context: Context, places: Places) -> None:
        self._context = context
        self._connection = context.connection
        self._places = places

    def on_hand(self, item: str | None = None, place: str | None = None, lot: str | None = None) -> list[StockLine]:
        """Return what is in the house, first expired first.

        A place in the house includes all places inside it; transit, a customer, … are answered when named. Raises
        `UnknownItemError` or `UnknownPlaceError`.
        """
        inside = None if place is None else {one.id for one in self._places.below(self._places.get(place))}
        cells: dict[tuple[int, int], dict[str, int]] = {}
        names: dict[tuple[int, int], tuple[str, str, str | None, date | None, str]] = {}
        for place_id, lot_id, status, micros, sku, unit, code, expiry in self._cells(item, inside):
            where = self._places.by_id(place_id)
            if (where.kind in OWN if inside is None else place_id in inside) and lot in {None, code}:
                key = (place_id, lot_id)
                cells.setdefault(key, {})[status] = micros
                names[key] = (sku, where.name, code or None, day(expiry), unit)
        lines = [_line(names[key], amounts) for key, amounts in cells.items()]
        return sorted(lines, key=lambda line: (line.item, line.expiry or date.max, line.place, line.lot or ""))

    def available(self, item: str, place: str | None = None) -> Decimal:
        """Return how much may be promised: the stock term, or at a place what is neither reserved nor blocked."""
        if place is None:
            return self.term("available", item)
        return sum((line.available for line in self.on_hand(item, place)), Decimal(0))

    @property
    def terms(self) -> Terms:
        """The registered stock terms."""
        return standard()

    def term(self, term: str, sku: str) -> Decimal:
        """Return the quantity that a stock term, or a word for it, stands for: base units of the item.

        Raises `UnknownTermError` or `UnknownItemError`.
        """
        return from_micros(amount(self._context, self._places, self.terms.named(term), sku))

    def warnings(self, sku: str) -> list[TermWarning]:
        """Return the checks of stock terms that do not hold for an item; raises `UnknownItemError`."""
        return warnings(self._context, self._places, self.terms, sku)

    def _cells(self, item: str | None, inside: Collection[int] | None) -> Iterable[Any]:
        if item is not None:
            found = _ITEM.run(self._connection, {"wanted": item})
            if not found:
                raise UnknownItemError(item)
            return _OF_ITEM.run(self._connection, {"item": found[0][0]})
        if inside is not None and len(inside) < FEW_PLACES:
            return self._connection.execute(_CELLS.where(StockRow.place_id.in_(inside)))
        return self._connection.execute(_CELLS)


FEW_PLACES = 500
"""As many as fit into the parameters of one statement."""
_CELLS = (
    select(
        *(StockRow.place_id, StockRow.lot_id, StockRow.status, StockRow.micros),
        *(ItemRow.sku, ItemRow.unit, LotRow.code, LotRow.expiry),
    )
    .join(ItemRow, ItemRow.id == StockRow.item_id)
    .join(LotRow, LotRow.id == StockRow.lot_id)
    .where(StockRow.micros != 0)
)
_OF_ITEM = Prepared(any=_CELLS.where(StockRow.item_id == bindparam("item")))
_ITEM = Prepared(any=select(ItemRow.id).where(ItemRow.sku == bindparam("wanted")))


def _line(names: tuple[str, str, str | None, date | None, str], amounts: dict[str, int]) -> StockLine:
    sku, place, lot, expiry, unit = names
    return StockLine(
        item=sku,
        place=place,
        lot=lot,
        expiry=expiry,
        quantity=from_micros(sum(amounts.values())),
        unit=unit,
        reserved=from_micros(amounts.get(Status.RESERVED.value, 0)),
        blocked=from_micros(amounts.get(Status.BLOCKED.value, 0)),
    )
