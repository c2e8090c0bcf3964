"""One row of a catalogue becomes an item, or says why it cannot."""

import hashlib
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from assistant.catalogue.errors import RowError
from assistant.catalogue.table import Row
from assistant.inventory.item import Item

SEPARATOR = "|"


def item_of(row: Row) -> Item:
    """Return the item of a row; raises `RowError`."""
    name = row.get("name", "")
    if not name:
        raise RowError("the name is missing; fill it in", "缺少名称，请补上")
    shelf_life = _number(row, "shelf_life_days")
    return Item(
        sku=row.get("sku") or made_up_sku(name),
        name=name,
        aliases=tuple(filter(None, _list(row, "aliases"))),
        unit=row.get("unit") or "个",
        packings=dict(_packing(entry) for entry in _list(row, "packings")),
        codes=tuple(_code(entry) for entry in _list(row, "barcodes")),
        category=row.get("category", ""),
        place=row.get("place") or None,
        shelf_life_days=None if shelf_life is None else int(shelf_life),
        safety_stock=_number(row, "safety_stock") or Decimal(0),
        price=_number(row, "price"),
    )


def made_up_sku(name: str) -> str:
    """Return a SKU for an item without one: the same for the same name, so that a second import changes nothing."""
    return "X" + hashlib.sha256(name.encode()).hexdigest()[:10].upper()


def _list(row: Row, column: str) -> list[str]:
    return [entry.strip() for entry in row.get(column, "").split(SEPARATOR) if entry.strip()]


def _number(row: Row, column: str) -> Decimal | None:
    text = row.get(column, "").replace(",", "")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise RowError(f"{column}: {text!r} is not a number from zero up", f"{column}:“{text}”不是大于等于零的数")
    return number


def _packing(entry: str) -> tuple[str, Fraction]:
    unit, _, size = entry.partition("=")
    try:
        exact = Fraction(size)
    except (ValueError, ZeroDivisionError):
        exact = Fraction(0)
    if not unit.strip() or exact <= 0:
        raise RowError(f"packing {entry!r}: write it like 箱=24", f"包装“{entry}”要写成 箱=24 这样")
    return unit.strip(), exact


def _code(entry: str) -> tuple[str, str | None]:
    code, _, packing = entry.partition(":")
    return code.strip(), packing.strip() or None
