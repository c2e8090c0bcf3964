"""Lots: goods of one item that were made together and expire together."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from assistant.inventory.context import Context
from assistant.inventory.errors import LotMismatchError, UnknownLotError
from assistant.inventory.item import ItemKey
from assistant.inventory.moment import day
from assistant.inventory.prepared import Prepared
from assistant.inventory.schema import LotRow


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot of an item."""

    id: int
    code: str | None
    """None: goods that came without a lot."""
    produced: date | None
    expiry: date | None


class Lots:
    """Finds and makes lots."""

    def __init__(self, context: Context) -> None:
        self._connection = context.connection

    def get(self, item: ItemKey, code: str) -> Lot:
        """Return the lot; raises `UnknownLotError`."""
        lot = self._find(item, code)
        if not lot:
            raise UnknownLotError(item.sku, code)
        return lot

    def none(self, item: ItemKey) -> Lot:
        """Return what stands for goods without a lot."""
        return Lot(item.without_lot, None, None, None)

    def ensure(self, item: ItemKey, code: str | None, *, produced: date | None, expiry: date | None) -> Lot:
        """Return the lot, making it where it is new; without a code its expiry date names it.

        Dates that were not known before are added. Raises `LotMismatchError` where a known date is another one.
        """
        name = (code or "").strip() or (expiry.isoformat() if expiry else "")
        if not name:
            return self.none(item)
        lot = self._find(item, name)
        if not lot:
            row = {"item_id": item.id, "code": name, "produced": _text(produced), "expiry": _text(expiry)}
            self._connection.execute(insert(LotRow).values(row))
            return self.get(item, name)
        new: dict[str, str] = {}
        for field, known, said in (("produced", lot.produced, produced), ("expiry", lot.expiry, expiry)):
            if said and known and said != known:
                raise LotMismatchError(item=item.sku, lot=name, field=field, known=known, said=said)
            if said and not known:
                new[field] = said.isoformat()
        if not new:
            return lot
        self._connection.execute(update(LotRow).where(LotRow.id == lot.id).values(new))
        return self.get(item, name)

    def of(self, item: ItemKey) -> list[Lot]:
        """Return the item's lots, oldest first, without the one that stands for none."""
        columns = (LotRow.id, LotRow.code, LotRow.produced, LotRow.expiry)
        wanted = select(*columns).where(LotRow.item_id == item.id, LotRow.code != "").order_by(LotRow.id)
        return [_lot(row) for row in self._connection.execute(wanted)]

    def _find(self, item: ItemKey, code: str) -> Lot | None:
        found = _FIND.run(self._connection, {"item": item.id, "wanted": code.strip()})
        return _lot(found[0]) if found else None


_FIND = Prepared(
    any=select(LotRow.id, LotRow.code, LotRow.produced, LotRow.expiry).where(
        LotRow.item_id == bindparam("item"), LotRow.code == bindparam("wanted")
    )
)


def _lot(row: Any) -> Lot:
    key, code, produced, expiry = row
    return Lot(key, code or None, day(produced), day(expiry))


def _text(value: date | None) -> str | None:
    return value.isoformat() if value else None
