"""Which lots leave: first expired, first out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from assistant.inventory.errors import NotEnoughStockError, OnlyExpiredError
from assistant.inventory.item import ItemKey
from assistant.inventory.lots import Lot
from assistant.inventory.moment import day
from assistant.inventory.places import Place
from assistant.inventory.prepared import Prepared
from assistant.inventory.quantity import from_micros
from assistant.inventory.schema import LotRow, StockRow


class Share(NamedTuple):
    """What is taken of one lot from one place."""

    place: Place
    lot: Lot
    micros: int


@dataclass(frozen=True, slots=True)
class Demand:
    """What is to be taken, and from where."""

    item: ItemKey
    micros: int
    places: Sequence[Place]
    status: str
    lot: str | None = None
    """Only this lot; None: whichever expires first."""
    good_on: date | None = None
    """Leave out what has expired before that day."""
    where: str | None = None
    """What the places together are called."""


def allocate(connection: Connection, demand: Demand) -> list[Share]:
    """Pick lots for a quantity, the one that expires first before the others, lots without a date last.

    Raises `NotEnoughStockError`, or `OnlyExpiredError` where expired goods would have been enough.
    """
    there = _shares(connection, demand)
    good = [share for share in there if not (demand.good_on and share.lot.expiry and share.lot.expiry < demand.good_on)]
    taken: list[Share] = []
    missing = demand.micros
    for share in good:
        if not missing:
            break
        part = min(missing, share.micros)
        taken.append(share._replace(micros=part))
        missing -= part
    if missing:
        raise _refusal(demand, sum(share.micros for share in good), sum(share.micros for share in there))
    return taken


def _refusal(demand: Demand, good: int, there: int) -> NotEnoughStockError | OnlyExpiredError:
    item, want = demand.item.sku, from_micros(demand.micros)
    if there >= demand.micros:
        return OnlyExpiredError(
            item=item, have=from_micros(good), expired=from_micros(there - good), want=want, place=demand.where
        )
    return NotEnoughStockError(item=item, have=from_micros(good), want=want, place=demand.where, lot=demand.lot)


def _shares(connection: Connection, demand: Demand) -> list[Share]:
    """Return all that is there, in the order in which it should leave."""
    inside = {place.id: place for place in demand.places}
    if len(inside) == 1:
        rows = _AT_PLACE.run(
            connection, {"item": demand.item.id, "status": demand.status, "place": demand.places[0].id}
        )
    else:
        rows = _ANYWHERE.run(connection, {"item": demand.item.id, "status": demand.status})
    shares = [
        Share(inside[place], Lot(lot, code or None, day(produced), day(expiry)), micros)
        for place, lot, micros, code, produced, expiry in rows
        if place in inside and (demand.lot is None or code == demand.lot)
    ]
    return sorted(shares, key=lambda share: (share.lot.expiry or date.max, share.lot.id, share.place.id))


_THERE = (
    select(StockRow.place_id, StockRow.lot_id, StockRow.micros, LotRow.code, LotRow.produced, LotRow.expiry)
    .join(LotRow, LotRow.id == StockRow.lot_id)
    .where(StockRow.item_id == bindparam("item"), StockRow.status == bindparam("status"), StockRow.micros > 0)
)
_ANYWHERE = Prepared(any=_THERE)
_AT_PLACE = Prepared(any=_THERE.where(StockRow.place_id == bindparam("place")))
