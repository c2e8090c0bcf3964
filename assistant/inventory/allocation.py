"""Which lots leave: first expired, first out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, select

from assistant.inventory.errors import NotEnoughStockError, OnlyExpiredError
from assistant.inventory.moment import day
from assistant.inventory.places import Place
from assistant.inventory.quantity import from_micros
from assistant.inventory.schema import LotRow, StockRow


class Share(NamedTuple):
    """What is taken of one lot from one place."""

    place: int
    lot: int
    micros: int


class _Line(NamedTuple):
    place: int
    lot: int
    expiry: date | None
    micros: int


def allocate(
    connection: Connection,
    item_id: int,
    sku: str,
    places: Sequence[Place],
    status: str,
    micros: int,
    *,
    good_on: date | None,
    where: str | None,
) -> list[Share]:
    """Pick lots for a quantity, the one that expires first before the others, lots without a date last.

    `good_on` leaves out what has expired before that day. `where` names the places in an error. Raises
    `NotEnoughStockError`, or `OnlyExpiredError` where expired goods would have been enough.
    """
    lines = _lines(connection, item_id, [place.id for place in places], status)
    good = [line for line in lines if good_on is None or line.expiry is None or line.expiry >= good_on]
    shares: list[Share] = []
    missing = micros
    for line in good:
        if not missing:
            break
        taken = min(missing, line.micros)
        shares.append(Share(line.place, line.lot, taken))
        missing -= taken
    if not missing:
        return shares
    have, there = _total(good), _total(lines)
    want = from_micros(micros)
    if there >= want:
        raise OnlyExpiredError(item=sku, have=have, expired=there - have, want=want, place=where)
    raise NotEnoughStockError(item=sku, have=have, want=want, place=where)


def _total(lines: Sequence[_Line]) -> Decimal:
    return from_micros(sum(line.micros for line in lines))


def _lines(connection: Connection, item_id: int, places: Sequence[int], status: str) -> list[_Line]:
    wanted = (
        select(StockRow.place_id, StockRow.lot_id, LotRow.expiry, StockRow.micros)
        .join(LotRow, LotRow.id == StockRow.lot_id)
        .where(StockRow.item_id == item_id, StockRow.status == status, StockRow.micros > 0)
    )
    inside = set(places)
    rows = connection.execute(wanted)
    lines = [_Line(row[0], row[1], day(row[2]), row[3]) for row in rows if row[0] in inside]
    return sorted(lines, key=lambda line: (line.expiry or date.max, line.lot, line.place))
