"""From where to where each intent moves goods: places are given, said, or found in the stock."""

from dataclasses import dataclass
from enum import StrEnum


class End(StrEnum):
    """How one end of a move is found when nobody named it."""

    SUPPLIER = "SUPPLIER"
    CUSTOMER = "CUSTOMER"
    LOSS = "LOSS"
    HOME = "home"
    """The item's own place, else the receiving area."""
    STOCK = "stock"
    """Wherever the goods are, first expired first."""
    DOCK = "RECEIVING"
    """The receiving area."""
    ASK = "ask"
    """The person has to say it."""


@dataclass(frozen=True, slots=True)
class Route:
    """The two ends of an intent's move."""

    source: End
    destination: End

    @property
    def takes_stock(self) -> bool:
        """Whether goods leave a place where we keep them."""
        return self.source in {End.STOCK, End.DOCK}


ROUTES = {
    "Receive": Route(End.SUPPLIER, End.HOME),
    "Issue": Route(End.STOCK, End.CUSTOMER),
    "Pick": Route(End.STOCK, End.CUSTOMER),
    "Move": Route(End.STOCK, End.ASK),
    "PutAway": Route(End.DOCK, End.HOME),
    "ReturnFromCustomer": Route(End.CUSTOMER, End.HOME),
    "ReturnToSupplier": Route(End.STOCK, End.SUPPLIER),
    "Scrap": Route(End.STOCK, End.LOSS),
    "Count": Route(End.HOME, End.HOME),
}
"""Intents that book. `Count` books the difference between what was counted and what the books say."""
