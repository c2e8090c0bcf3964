"""Values that come ready-made, from a form or a command line: checked before they are believed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from assistant.desk import Desk
from assistant.inventory.errors import LedgerError

KNOWN = frozenset(
    {"item", "quantity", "unit", "place", "source", "destination", "lot", "expiry", "produced"}
    | {"reason", "document", "person", "date", "term", "check"}
)
LONGEST = 200
"""Characters of a value."""


class BadSlotError(LedgerError):
    """A slot that there is not, or a value that it cannot have."""

    code = "bad_slot"

    def __init__(self, slot: str, value: str) -> None:
        super().__init__(f"{slot}={value}: this cannot be; give item=SKU, quantity=3, expiry=2027-01-31 …", slot=slot,
                         value=value)  # fmt: skip


def checked(desk: Desk, slots: Mapping[str, str]) -> dict[str, str]:
    """Return the slots that have a value; raises `BadSlotError`, or `UnknownItemError`."""
    values = {slot: value.strip() for slot, value in slots.items() if value.strip()}
    for slot, value in values.items():
        if slot not in KNOWN or len(value) > LONGEST or not _fits(slot, value):
            raise BadSlotError(slot, value)
    if "item" in values:
        desk.item(values["item"])
    return values


def _fits(slot: str, value: str) -> bool:
    try:
        if slot == "quantity":
            return Decimal(value).is_finite()
        if slot in {"expiry", "produced"}:
            date.fromisoformat(value)
    except (InvalidOperation, ValueError):
        return False
    return True
