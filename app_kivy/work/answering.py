"""What a tap tells the clerk: values as the catalogue writes them, so that no word of it has to be understood."""

from collections.abc import Mapping

CORRECTED = ("item", "quantity", "destination", "lot", "expiry")
"""Slots that can be put right by touch, in the order in which they are offered."""
TAPPED = frozenset({*CORRECTED, "unit", "place", "source", "document", "reason"})
"""Slots whose choices the clerk takes by their value; other choices are said by their label."""


def amount(quantity: str, unit: str) -> Mapping[str, str]:
    """Return a quantity with its unit, where the item has one."""
    return {"quantity": quantity, **({"unit": unit} if unit else {})}
