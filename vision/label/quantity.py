"""Printed quantities: 12桶, 24 PCS, 1,200个."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_PRINTED = re.compile(r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(?P<unit>[^\d\s/×xX*()（）,，.:：]{0,6})")
_UNITS = frozenset(tomllib.loads(Path(__file__).with_name("keys.toml").read_text(encoding="utf-8"))["units"]["known"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as printed."""

    number: str
    """Decimal without thousands separators."""
    unit: str | None
    start: int
    end: int


def find_quantity(text: str) -> Quantity | None:
    """Return the quantity that a text states; None where there is none, or more than one, or an unknown unit.

    `1×24瓶`, `12桶/箱` and `50OPCS` could be meant in more than one way.
    """
    found = [match for match in _PRINTED.finditer(text) if match["number"]]
    if len(found) != 1:
        return None
    match = found[0]
    unit = match["unit"].lower()
    alone = not text[: match.start()].strip() and not text[match.end() :].strip(" .。,，")
    if not alone or (unit and unit not in _UNITS):
        return None
    return Quantity(match["number"].replace(",", ""), unit or None, match.start(), match.end())
