"""A booking put together by touch, and the sentence that says it to the clerk."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

INTENTS = ("Receive", "Issue", "PutAway", "Move", "Count", "Scrap", "ReturnFromCustomer", "ReturnToSupplier")
"""What can be booked by touch, most frequent first."""

_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "Receive": "入库{item}{amount}",
        "Issue": "出库{item}{amount}",
        "PutAway": "上架{item}{amount}",
        "Move": "移库{item}{amount}到{place}",
        "Count": "盘点{item}{amount}",
        "Scrap": "报废{item}{amount}",
        "ReturnFromCustomer": "客户退货{item}{amount}",
        "ReturnToSupplier": "退给供应商{item}{amount}",
    },
    "en": {
        "Receive": "receive {amount} of {item}",
        "Issue": "issue {amount} of {item}",
        "PutAway": "put away {amount} of {item}",
        "Move": "move {amount} of {item} to {place}",
        "Count": "count {item} {amount}",
        "Scrap": "scrap {amount} of {item}",
        "ReturnFromCustomer": "customer returned {amount} of {item}",
        "ReturnToSupplier": "return {amount} of {item} to the supplier",
    },
}


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

    def sentence(self, lang: str) -> str:
        """Return the order as a person would say it."""
        gap = "" if lang == "zh" else " "
        return _SENTENCES[lang][self.intent].format(
            item=self.name, amount=f"{self.quantity}{gap}{self.unit}", place=self.place
        )

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
