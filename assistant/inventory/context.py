"""What every part of a unit of work needs: connection, time and ids from outside, names that were read before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex
from time import time_ns
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from assistant.inventory import moment
from assistant.inventory.prepared import Prepared
from assistant.inventory.schema import HeadRow

if TYPE_CHECKING:
    from assistant.inventory.item import ItemKey
    from assistant.inventory.places import Place

Clock = Callable[[], datetime]
"""Says what time it is, with a time zone: the zone's date decides what is past its expiry."""
Ids = Callable[[], str]
"""Makes ids that nobody else makes."""


def system_clock() -> datetime:
    """Return the time of this device, in its own zone."""
    return datetime.now(UTC).astimezone()


def random_id() -> str:
    """Return 32 hexadecimal digits, milliseconds first (as in RFC 9562's version 7): new ids lie close together."""
    return f"{time_ns() // 1_000_000:012x}{token_hex(10)}"


@dataclass(slots=True)
class Names:
    """Places and items by name, as they are in one generation of the catalogue."""

    generation: int
    items: dict[str, "ItemKey"] = field(default_factory=dict)
    places: dict[str, "Place"] = field(default_factory=dict)
    places_by_id: dict[int, "Place"] = field(default_factory=dict)
    all_places: bool = False
    """`places` holds every one of them."""


@dataclass(slots=True)
class House:
    """What all units of work of a ledger have in common."""

    clock: Clock
    ids: Ids
    device: str
    names: Names = field(default_factory=lambda: Names(-1))
    """Valid as long as the database has the same generation, whoever else writes to it."""


@dataclass(slots=True)
class Head:
    """The row that every unit of work reads first and every booking writes last."""

    seq: int
    """Number of the last journal entry."""
    hash: str
    generation: int
    """Counts the changes of catalogue and places."""


class Context:
    """Shared by the parts of one unit of work."""

    def __init__(self, connection: Connection, house: House) -> None:
        self.connection = connection
        self.clock = house.clock
        self.ids = house.ids
        self.device = house.device
        self.regenerated = False
        self.after_commit: list[Callable[[], object]] = []
        """What must not happen unless the transaction is committed, as deleting a file."""
        self._house = house
        self._head: Head | None = None
        self._names: Names | None = None

    def now(self) -> str:
        """Return the present as the database keeps it."""
        return moment.to_text(self.clock())

    @property
    def head(self) -> Head:
        """The head as this transaction sees it and changes it."""
        if self._head is None:
            self._head = Head(*_READ_HEAD.run(self.connection, {})[0])
        return self._head

    @property
    def names(self) -> Names:
        """Names that are known to be right in this transaction; whoever reads one adds it."""
        if self._names is None:
            if self._house.names.generation != self.head.generation:
                self._house.names = Names(self.head.generation)
            self._names = self._house.names
        return self._names

    def forget(self) -> None:
        """Say that everything may have changed: what was read before counts no longer."""
        self._head = None
        self._names = None
        self._house.names = Names(-1)

    def rename(self) -> None:
        """Say that items or places change: what others know of them is out of date after the commit."""
        if not self.regenerated:
            self.head.generation += 1
            self.regenerated = True
        self._names = Names(self.head.generation)


_READ_HEAD = Prepared(any=select(HeadRow.seq, HeadRow.hash, HeadRow.generation))
