"""A booking put together by touch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

INTENTS = ("Receive", "Issue", "PutAway", "Move", "Count", "Scrap", "ReturnFromCustomer", "ReturnToSupplier")
"""What can be booked by touch, most frequent first."""


@dataclass(frozen=True, slots=True)
class Order:
    """What has been tapped so far."""

    intent: str
    sku: str = ""
    name: str = ""
    quantity: str = ""
    unit: str = ""
    place: str = ""

    def needs(self) -> str | None:
        """Return the slot to ask for next, None when nothing is missing."""
        if not self.sku:
            return "item"
        if not self.quantity:
            return "quantity"
        if self.intent == "Move" and not self.place:
            return "place"
        return None

    def with_(self, **slots: str) -> "Order":
        """Return the order with more slots filled in."""
        return replace(self, **slots)

    @property
    def slots(self) -> Mapping[str, str]:
        """What was tapped, as the clerk takes it."""
        filled = {"item": self.sku, "quantity": self.quantity, "unit": self.unit, "destination": self.place}
        return {slot: value for slot, value in filled.items() if value}

    def agrees(self, intent: str | None, slots: Mapping[str, str]) -> bool:
        """Whether what the clerk understood is what was tapped: the last guard against a wrong booking."""
        return (
            intent == self.intent
            and slots.get("item") == self.sku
            and _same_number(slots.get("quantity"), self.quantity)
            and slots.get("unit", self.unit) == self.unit
            and (not self.place or slots.get("destination", slots.get("place")) == self.place)
        )


def _same_number(one: str | None, other: str) -> bool:
    try:
        return one is not None and Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
