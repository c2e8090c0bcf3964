"""Books receipts one after the other until it is killed; says the number of each that it has been told is booked.

python shift_worker.py DATABASE FIRST LAST
"""

import sys
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from assistant.clerk import Clerk, EventClock
from assistant.event import Event, Pressed, Said
from assistant.inventory.item import Item
from assistant.inventory.ledger import Ledger

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def main(database: str, first: int, last: int) -> None:
    clock = EventClock(START)
    with Ledger.open(database, clock=clock, device="worker", evidence=False) as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put(Item("OIL", "金龙鱼大豆油", unit="桶", packings={"箱": Fraction(4)}, place="A1-01"))
        clerk = Clerk(ledger, clock, device="worker")
        for number in range(first, last):
            at = START + timedelta(minutes=number)
            clerk.handle(Event(f"say-{number}", at, Said("入库三箱金龙鱼大豆油")))
            turn = clerk.handle(Event(f"yes-{number}", at, Pressed("confirm")))
            if turn.moves:
                print(number, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
