"""Exact quantities: integers of a millionth of the item's base unit.

SQLite has no decimal type and a float would lose pennies, so that every quantity is kept as a whole number of
millionths ("micros"). Sums in the database are exact, and a 64-bit column holds nine million million units.
"""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from assistant.inventory.errors import BadQuantityError

DECIMALS = 6
"""Decimal places of a micro; no item can be divided more finely."""
MICROS: int = 10**DECIMALS
LARGEST = Decimal(1_000_000_000)
"""Most units in one move: beyond it a slip of the tongue is likelier than a delivery."""

_DIVISIBLE = frozenset(
    (
        *("kg", "g", "t", "公斤", "千克", "斤", "市斤", "两", "克", "吨"),
        *("l", "ml", "升", "毫升"),
        *("m", "cm", "米", "厘米", "尺"),
        *("m2", "m3", "㎡", "平米", "平方米", "立方米"),
    )
)


def plain(quantity: Decimal) -> str:
    """Return the number without exponent and trailing zeros: `1E+1` → `10`, `2.50` → `2.5`."""
    text = format(quantity, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals_of(unit: str) -> int:
    """Return how many decimal places a unit is counted in: 3 for weights, volumes and lengths, else 0."""
    return 3 if unit.strip().lower() in _DIVISIBLE else 0


def to_micros(quantity: Decimal | Fraction | int, decimals: int, *, zero: bool = False) -> int:
    """Return the quantity in micros.

    `decimals` is how finely the item may be divided; `zero` admits nothing at all, as in a count.
    Raises `BadQuantityError` for what is not finite, not positive, too large or too fine.
    """
    try:
        if not isinstance(quantity, Fraction | int) and not quantity.is_finite():
            raise BadQuantityError(quantity, "not_a_number")
        if isinstance(quantity, Decimal) and 0 < quantity <= LARGEST and quantity == quantity.to_integral_value():
            # Whole numbers are nearly all that is ever booked, and fractions are slow.
            return int(quantity) * MICROS
        exact = Fraction(quantity)
    except (AttributeError, ValueError, TypeError, InvalidOperation):
        raise BadQuantityError(quantity, "not_a_number") from None
    if exact < 0 and zero:
        raise BadQuantityError(quantity, "negative")
    if exact <= 0 and not zero:
        raise BadQuantityError(quantity, "not_positive")
    if exact > LARGEST:
        raise BadQuantityError(quantity, "too_large")
    if (exact * 10**decimals).denominator != 1:
        raise BadQuantityError(quantity, "too_fine")
    return int(exact * MICROS)


def from_micros(micros: int) -> Decimal:
    """Return the quantity as a decimal without trailing zeros: 1_500_000 → `1.5`, 10_000_000 → `10`."""
    whole, rest = divmod(micros, MICROS)
    if not rest:
        return Decimal(whole)
    return Decimal(plain(Decimal(micros).scaleb(-DECIMALS)))
