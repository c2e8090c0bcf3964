"""Practice: a copy of the books in memory, in which everything may be tried and nothing is booked."""

import sqlite3
from contextlib import closing
from datetime import datetime
from uuid import uuid4

from assistant.clerk import Clerk, EventClock
from assistant.inventory.engine import database_url
from assistant.inventory.ledger import Ledger
from assistant.wiring import Shop, database, device


class PracticeNotPossibleError(Exception):
    """The books are not in a file that can be copied."""

    def __init__(self) -> None:
        super().__init__("practice needs the books in a file of this device; on a server's books it is switched off")


class PracticeShop(Shop):
    """A shop whose books vanish when it is closed."""

    def __init__(self, clerk: Clerk, anchor: sqlite3.Connection) -> None:
        super().__init__(clerk)
        self._anchor = anchor

    def close(self) -> None:
        """Forget everything."""
        Shop.close(self)
        self._anchor.close()


def open_practice(where: str | None = None, *, lang: str = "zh") -> Shop:
    """Return a shop before an exact copy of the books, open question included.

    Raises `PracticeNotPossibleError` for books on a server.
    """
    url = database_url(where or database())
    if url.get_backend_name() != "sqlite":
        raise PracticeNotPossibleError
    memory = f"file:practice-{uuid4().hex}?mode=memory&cache=shared"
    anchor = sqlite3.connect(memory, uri=True, check_same_thread=False)
    with closing(sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)) as real:
        real.backup(anchor)
    clock = EventClock(datetime.fromtimestamp(0).astimezone())
    ledger = Ledger.open(f"sqlite:///{memory}&uri=true", clock=clock, device=device(), evidence=False)
    return PracticeShop(Clerk(ledger, clock, lang=lang, device=device()), anchor)
