"""From where to where each intent moves goods: places are given, said, or found in the stock."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.inventory.move import MoveKind, Status


class End(StrEnum):
    """How one end of a move is found when nobody named it."""

    SUPPLIER = "SUPPLIER"
    CUSTOMER = "CUSTOMER"
    LOSS = "LOSS"
    HOME = "home"
    """The item's own place, else the dock."""
    STOCK = "stock"
    """Wherever the goods are, first expired first."""
    DOCK = "DOCK"
    """Where goods lie that came without a bin."""
    MAIN = "MAIN"
    """The house: goods that change only in what may be done with them."""
    ASK = "ask"
    """The person has to say it."""


@dataclass(frozen=True, slots=True)
class Route:
    """The two ends of an intent's move."""

    kind: MoveKind
    source: End
    destination: End
    source_status: Status = Status.FREE
    destination_status: Status = Status.FREE

    @property
    def takes_stock(self) -> bool:
        """Whether goods leave a place where we keep them."""
        return self.source in {End.STOCK, End.DOCK}

    @property
    def brings_in(self) -> bool:
        """Whether goods come into the house, so that their lot and expiry date have to be told."""
        return self.source in {End.SUPPLIER, End.CUSTOMER}

    @property
    def direction(self) -> str:
        """Where the goods go: `in`, `out`, or stay `inside` the house."""
        if self.brings_in:
            return "in"
        return "out" if self.destination in {End.SUPPLIER, End.CUSTOMER, End.LOSS} else "inside"


ROUTES = {
    "Receive": Route(MoveKind.RECEIVE, End.SUPPLIER, End.HOME),
    "Issue": Route(MoveKind.ISSUE, End.STOCK, End.CUSTOMER),
    "Pick": Route(MoveKind.PICK, End.STOCK, End.CUSTOMER),
    "Move": Route(MoveKind.MOVE, End.STOCK, End.ASK),
    "PutAway": Route(MoveKind.PUT_AWAY, End.DOCK, End.HOME),
    "ReturnFromCustomer": Route(MoveKind.RETURN_FROM_CUSTOMER, End.CUSTOMER, End.HOME),
    "ReturnToSupplier": Route(MoveKind.RETURN_TO_SUPPLIER, End.STOCK, End.SUPPLIER),
    "Scrap": Route(MoveKind.SCRAP, End.STOCK, End.LOSS),
    "Reserve": Route(MoveKind.RESERVE, End.STOCK, End.MAIN, destination_status=Status.RESERVED),
    "Release": Route(MoveKind.RELEASE, End.STOCK, End.MAIN, source_status=Status.RESERVED),
    "Count": Route(MoveKind.COUNT, End.HOME, End.HOME),
}
"""Intents that book. `Count` books the difference between what was counted and what the books say."""
