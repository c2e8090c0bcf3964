"""What a code says. Standard library only."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Corners: TypeAlias = tuple[tuple[float, float], ...]
"""Four corners x, y in pixels, clockwise, beginning at the code's own top left."""


@dataclass(frozen=True, slots=True)
class Elements:
    """What the text of a code means; each is None where the code does not say it."""

    gtin: str | None = None
    """GTIN-14, check digit verified."""
    lot: str | None = None
    expiry: date | None = None
    """Best before or use by, whichever is given; the latter where both are."""
    produced: date | None = None
    quantity: str | None = None
    """Decimal: count of items in a carton, or of a variable measure."""
    serial: str | None = None
    sscc: str | None = None
    """Serial number of a logistic unit, 18 digits."""
    problem: str | None = None
    """Why the text is not what its form promises, in English, for the log."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code in a picture."""

    text: str
    """As printed; FNC1 between GS1 elements is the character 0x1D."""
    format: str
    """Symbology as zxing names it, without spaces: `EAN13`, `QRCode`, …"""
    corners: Corners
    elements: Elements
    rescued: bool = False
    """Read only after the picture was changed (turned, enlarged, brightened)."""
