"""Lots: goods of one item that were made together and expire together."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, insert, select, update

from assistant.inventory.context import Context
from assistant.inventory.errors import LotMismatchError, UnknownLotError
from assistant.inventory.moment import day
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

    def get(self, item_id: int, sku: str, code: str) -> Lot:
        """Return the lot; raises `UnknownLotError`."""
        lot = self._find(item_id, code)
        if not lot:
            raise UnknownLotError(sku, code)
        return lot

    def none(self, item_id: int) -> Lot:
        """Return what stands for goods without a lot."""
        lot = self._find(item_id, "")
        assert lot, item_id
        return lot

    def ensure(self, item_id: int, sku: str, code: str | None, *, produced: date | None, expiry: date | None) -> Lot:
        """Return the lot, making it where it is new; without a code its expiry date names it.

        Dates that were not known before are added. Raises `LotMismatchError` where a known date is another one.
        """
        name = (code or "").strip() or (expiry.isoformat() if expiry else "")
        lot = self._find(item_id, name)
        if not lot:
            row = {"item_id": item_id, "code": name, "produced": _text(produced), "expiry": _text(expiry)}
            self._connection.execute(insert(LotRow).values(row))
            return self.get(item_id, sku, name)
        new: dict[str, str] = {}
        for field, known, said in (("produced", lot.produced, produced), ("expiry", lot.expiry, expiry)):
            if said and known and said != known:
                raise LotMismatchError(item=sku, lot=name, field=field, known=known, said=said)
            if said and not known:
                new[field] = said.isoformat()
        if not new or not name:
            return lot
        self._connection.execute(update(LotRow).where(LotRow.id == lot.id).values(new))
        return self.get(item_id, sku, name)

    def of(self, item_id: int) -> list[Lot]:
        """Return the item's lots, oldest first."""
        wanted = select(LotRow.__table__).where(LotRow.item_id == item_id).order_by(LotRow.id)
        return [_lot(row) for row in self._connection.execute(wanted)]

    def _find(self, item_id: int, code: str) -> Lot | None:
        wanted = select(LotRow.__table__).where(LotRow.item_id == item_id, LotRow.code == code.strip())
        row = self._connection.execute(wanted).first()
        return _lot(row) if row else None


def _lot(row: Row) -> Lot:  # type: ignore[type-arg]
    return Lot(row.id, row.code or None, day(row.produced), day(row.expiry))


def _text(value: date | None) -> str | None:
    return value.isoformat() if value else None
