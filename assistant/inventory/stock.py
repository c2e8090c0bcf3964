"""What is where: reads the projection."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from assistant.inventory.context import Context
from assistant.inventory.errors import UnknownItemError
from assistant.inventory.measuring import TermWarning, amount, warnings
from assistant.inventory.moment import day
from assistant.inventory.move import Status
from assistant.inventory.places import OWN, Place, Places
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
        where = self._places.below(self._places.get(place)) if place is not None else self._own()
        inside = {one.id: one.name for one in where}
        wanted = (
            select(StockRow.__table__, ItemRow.sku, ItemRow.unit, LotRow.code, LotRow.expiry)
            .join(ItemRow, ItemRow.id == StockRow.item_id)
            .join(LotRow, LotRow.id == StockRow.lot_id)
            .where(StockRow.micros != 0)
        )
        if item is not None:
            wanted = wanted.where(StockRow.item_id == self._item_id(item))
        elif place is not None and len(inside) < 500:
            wanted = wanted.where(StockRow.place_id.in_(inside))
        if lot is not None:
            wanted = wanted.where(LotRow.code == lot)
        cells: dict[tuple[int, int], dict[str, int]] = {}
        names: dict[tuple[int, int], tuple[str, str, str | None, date | None, str]] = {}
        for row in self._connection.execute(wanted):
            if row.place_id in inside:
                key = (row.place_id, row.lot_id)
                cells.setdefault(key, {})[row.status] = row.micros
                names[key] = (row.sku, inside[row.place_id], row.code or None, day(row.expiry), row.unit)
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

    def _own(self) -> Iterable[Place]:
        return (place for place in self._places.all() if place.kind in OWN)

    def _item_id(self, sku: str) -> int:
        found = self._connection.execute(select(ItemRow.id).where(ItemRow.sku == sku)).scalar()
        if found is None:
            raise UnknownItemError(sku)
        return found


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
