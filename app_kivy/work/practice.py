"""Practice: a copy of the books in memory, in which everything may be tried and nothing is booked."""

import sqlite3
from contextlib import closing
from datetime import datetime

from assistant.clerk import Clerk, EventClock
from assistant.inventory.engine import database_url
from assistant.inventory.ledger import Ledger
from assistant.machine import database, device
from assistant.wiring import Shop


class PracticeNotPossibleError(Exception):
    """The books are not in a file that can be copied."""

    def __init__(self) -> None:
        super().__init__("practice needs books in a file of this device; on a server's books it is not possible")

    def say(self, lang: str) -> str:
        """Return the sentence in `zh` or `en`."""
        return "账本在服务器上,不能练习;请用这台设备上的账本。" if lang == "zh" else str(self)


def open_practice(where: str | None = None, *, lang: str = "zh", person: str = "") -> Shop:
    """Return a shop before an exact copy of the books, open question included; it vanishes when it is closed.

    Raises `PracticeNotPossibleError` for books on a server.
    """
    url = database_url(where or database())
    if url.get_backend_name() != "sqlite":
        raise PracticeNotPossibleError
    clock = EventClock(datetime.fromtimestamp(0).astimezone())
    ledger = Ledger.open("sqlite://", clock=clock, device=device(), evidence=False)
    with closing(sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)) as real:
        _copy(real, ledger)
    return Shop(Clerk(ledger, clock, lang=lang, device=device(), person=person))


def _copy(real: sqlite3.Connection, ledger: Ledger) -> None:
    """Replace the content of a ledger in memory."""
    with ledger.view() as unit:
        engine = unit.context.connection.engine
    with closing(engine.raw_connection()) as memory:
        real.backup(memory.driver_connection)  # type: ignore[arg-type]
