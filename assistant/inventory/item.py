"""An item of the catalogue, its units and packings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from assistant.inventory.errors import BadQuantityError, UnknownUnitError
from assistant.inventory.quantity import decimals_of, from_micros, to_micros


@dataclass(frozen=True, slots=True)
class Item:
    """A product: what is put into the catalogue is what comes out of it."""

    sku: str
    """Stock keeping unit: the item's own, unique name."""
    name: str
    """What people call it."""
    aliases: tuple[str, ...] = ()
    """What else they call it."""
    unit: str = "个"
    """Base unit, in which stock is counted."""
    packings: Mapping[str, Fraction] = field(default_factory=dict)
    """Packing → base units in it, exact: `{"箱": Fraction(24)}`."""
    codes: tuple[tuple[str, str | None], ...] = ()
    """Barcodes, each with the packing that it is printed on (None: the base unit)."""
    category: str = ""
    place: str | None = None
    """Where it usually lies."""
    shelf_life_days: int | None = None
    safety_stock: Decimal = Decimal(0)
    """Base units below which it should be ordered."""
    price: Decimal | None = None
    """Of one base unit."""
    decimals: int | None = None
    """How finely the base unit is divided; None: by the unit (3 for 公斤, 0 for 瓶)."""

    @property
    def precision(self) -> int:
        """Decimal places that a quantity may have."""
        return decimals_of(self.unit) if self.decimals is None else self.decimals

    def to_base(self, quantity: Decimal | Fraction | int, unit: str | None = None) -> Decimal:
        """Return a quantity of a packing in base units, exactly.

        Raises `UnknownUnitError`, and `BadQuantityError` where it does not come out even.
        """
        if unit is None or unit == self.unit:
            factor = Fraction(1)
        elif unit in self.packings:
            factor = Fraction(self.packings[unit])
        else:
            raise UnknownUnitError(self.sku, unit, (self.unit, *self.packings))
        if isinstance(quantity, Decimal) and not quantity.is_finite():
            raise BadQuantityError(quantity, "not_a_number")
        return from_micros(to_micros(Fraction(quantity) * factor, self.precision))


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What a move needs to know of its item."""

    id: int
    sku: str
    unit: str
    decimals: int
    without_lot: int
    """Row number of the lot that stands for goods without one."""
