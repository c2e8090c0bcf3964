"""Books to try things on: a virtual clock, counted ids, a database of one's own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import create_engine, text

from assistant.inventory import Item, Ledger, MoveDraft

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
WATER = Item("W1", "矿泉水", unit="瓶", place="A7-12", codes=(("6901234567892", None),))


@dataclass
class VirtualClock:
    """Stands still until it is moved, in either direction."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Counting:
    """Ids 1, 2, 3, …"""

    last: int = 0

    def __call__(self) -> str:
        self.last += 1
        return f"id-{self.last}"


@dataclass
class Books:
    """A database of its own, and how to open it."""

    url: str
    clock: VirtualClock = field(default_factory=VirtualClock)

    def open(self, **more) -> Ledger:
        return Ledger.open(self.url, **{"clock": self.clock, "ids": Counting(), "device": "test", **more})


def draft(identity, kind, quantity, source, destination, *, item="W1", **more) -> MoveDraft:
    return MoveDraft(identity, kind, item, Decimal(quantity), source, destination, **more)


def damage(url: str, statement: str, **values) -> None:
    """Change a database behind the ledger's back."""
    engine = create_engine(url if "://" in url else f"sqlite:///{url}")
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()
