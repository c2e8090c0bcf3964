"""What every part of a unit of work needs: the connection, and time and ids from outside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection

from assistant.inventory import moment

Clock = Callable[[], datetime]
"""Says what time it is, with a time zone: the zone's date decides what is past its expiry."""
Ids = Callable[[], str]
"""Makes ids that nobody else makes."""


def system_clock() -> datetime:
    """Return the time of this device, in its own zone."""
    return datetime.now(UTC).astimezone()


def random_id() -> str:
    """Return 32 hexadecimal digits."""
    return uuid4().hex


@dataclass(slots=True)
class Context:
    """Shared by the parts of one unit of work."""

    connection: Connection
    clock: Clock
    ids: Ids
    device: str

    def now(self) -> str:
        """Return the present as the database keeps it."""
        return moment.to_text(self.clock())
