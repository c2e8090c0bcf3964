"""Brings an item into the form in which it is kept, or says what is wrong with it."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from assistant.inventory.errors import BadItemError
from assistant.inventory.gtin import normal_code
from assistant.inventory.item import Item
from assistant.inventory.places import normal_name
from assistant.inventory.quantity import DECIMALS, from_micros, to_micros


def normal_item(item: Item) -> Item:
    """Return the item with trimmed names, exact numbers, 14-digit GTINs and no repetitions.

    Raises `BadItemError`, `BadCodeError` or `BadQuantityError`.
    """
    sku, name, unit = item.sku.strip(), item.name.strip(), item.unit.strip()
    for field, value, longest in (("sku", sku, 80), ("name", name, 400), ("unit", unit, 16)):
        if not value or len(value) > longest:
            raise BadItemError(sku or name, field, f"has to have 1 to {longest} characters")
    if not 0 <= item.precision <= DECIMALS:
        raise BadItemError(sku, "decimals", f"has to be 0 to {DECIMALS}")
    if item.shelf_life_days is not None and item.shelf_life_days <= 0:
        raise BadItemError(sku, "shelf_life_days", "has to be above zero")
    codes = dict.fromkeys((normal_code(code), packing or None) for code, packing in item.codes)
    packings = _packings(item, sku, unit)
    for code, packing in codes:
        if packing is not None and packing != unit and packing not in packings:
            raise BadItemError(sku, "codes", f"{code} names the packing {packing}, which the item does not have")
    aliases = dict.fromkeys(alias.strip() for alias in item.aliases)
    return replace(
        item,
        sku=sku,
        name=name,
        unit=unit,
        aliases=tuple(alias for alias in aliases if alias and alias != name),
        packings=packings,
        codes=tuple(sorted((code, None if packing == unit else packing) for code, packing in codes)),
        category=item.category.strip(),
        place=normal_name(item.place) if item.place and item.place.strip() else None,
        safety_stock=from_micros(to_micros(item.safety_stock, DECIMALS, zero=True)),
        price=_price(item, sku),
        decimals=item.precision,
    )


def _packings(item: Item, sku: str, unit: str) -> dict[str, Fraction]:
    packings: dict[str, Fraction] = {}
    for name, size in item.packings.items():
        exact = Fraction(size)
        if not name.strip() or exact <= 0 or exact.numerator > 10**12 or exact.denominator > 10**12:
            raise BadItemError(sku, "packings", f"{name}={size} is not a packing")
        if name.strip() == unit and exact != 1:
            raise BadItemError(sku, "packings", f"{name} is the base unit and holds exactly one")
        if name.strip() != unit:
            packings[name.strip()] = exact
    return packings


def _price(item: Item, sku: str) -> Decimal | None:
    if item.price is None:
        return None
    if not item.price.is_finite() or item.price < 0:
        raise BadItemError(sku, "price", "has to be zero or more")
    return item.price
