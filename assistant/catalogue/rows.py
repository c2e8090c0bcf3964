"""One row of a catalogue becomes an item, or says why it cannot."""

import hashlib
import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from assistant.catalogue.errors import RowError
from assistant.catalogue.table import Row
from assistant.inventory.item import Item

SEPARATOR = "|"
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_THOUSANDS = re.compile(",")


def item_of(row: Row) -> Item:
    """Return the item of a row; raises `RowError`."""
    refuse_formulas(row)
    name = row.get("name", "")
    if not name:
        raise RowError("the name is missing; fill it in", "缺少名称，请补上")
    return Item(
        sku=row.get("sku") or made_up_sku(name),
        name=name,
        aliases=tuple(filter(None, _list(row, "aliases"))),
        unit=row.get("unit") or "个",
        packings=dict(_packing(entry) for entry in _list(row, "packings")),
        codes=tuple(_code(entry) for entry in _list(row, "barcodes")),
        category=row.get("category", ""),
        place=row.get("place") or None,
        shelf_life_days=_whole(row, "shelf_life_days"),
        safety_stock=number(row, "safety_stock") or Decimal(0),
        price=number(row, "price"),
    )


def refuse_formulas(row: Row) -> None:
    """Raise `RowError` for a cell that holds a formula instead of its value."""
    for column, text in row.items():
        if text.startswith("="):
            raise RowError(
                f"{column}: {text!r} is a formula; save the table with values", f"{column}:“{text}”是公式，请存成数值"
            )


def made_up_sku(name: str) -> str:
    """Return a SKU for an item without one: the same for the same name, so that a second import changes nothing."""
    return "X" + hashlib.sha256(name.encode()).hexdigest()[:10].upper()


def _list(row: Row, column: str) -> list[str]:
    return [entry.strip() for entry in row.get(column, "").split(SEPARATOR) if entry.strip()]


def number(row: Row, column: str) -> Decimal | None:
    """Return the number of a column, None where it is empty; raises `RowError`.

    A comma may only part thousands: "12,5" is refused, for as 125 it would be ten times too much.
    """
    text = row.get(column, "").strip()
    if not text:
        return None
    try:
        found = Decimal(_THOUSANDS.sub("", text) if _GROUPED.fullmatch(text) else text)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found < 0:
        raise RowError(f"{column}: {text!r} is not a number from zero up", f"{column}:“{text}”不是大于等于零的数")
    return found


def amount(row: Row) -> Decimal:
    """Return the quantity of a row, which it must have; raises `RowError`."""
    found = number(row, "quantity")
    if found is None:
        raise RowError("the quantity is missing; fill it in", "缺少数量，请补上")
    return found


def _whole(row: Row, column: str) -> int | None:
    found = number(row, column)
    if found is not None and found != int(found):
        raise RowError(f"{column}: {found} is not a whole number", f"{column}:“{found}”不是整数")
    return None if found is None else int(found)


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
