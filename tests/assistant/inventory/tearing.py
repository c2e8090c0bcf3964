"""Books moves as fast as it can until it is killed; says each proposal once the commit has returned."""

import os
import random
from decimal import Decimal

from assistant.inventory import Item, Ledger, MoveKind, Status
from assistant.inventory.errors import LedgerError
from tests.assistant.inventory.books import draft

PLACES = ("A1-01", "A1-02", "B2-01", "DOCK")
SKUS = ("W1", "W2", "W3")


def prepare(url: str) -> None:
    with Ledger.open(url, evidence=False) as ledger, ledger.unit() as unit:
        for place in PLACES:
            unit.places.ensure(place)
        for sku in SKUS:
            unit.catalogue.put(Item(sku, f"货品{sku}", unit="瓶"))


def work(url: str, seed: int, told: int) -> None:
    """Book forever; the ids that were booked go to the file descriptor `told`, a line each."""
    rng = random.Random(seed)
    with Ledger.open(url, evidence=False, device=f"worker {seed}") as ledger:
        number = 0
        while True:
            number += 1
            proposal = f"{seed}-{number}"
            try:
                with ledger.unit() as unit:
                    for draft_ in _drafts(rng, proposal):
                        unit.moves.propose(draft_)
                    if rng.random() < 0.9:
                        unit.moves.post(proposal)
            except LedgerError:
                continue
            os.write(told, f"{proposal}\n".encode())


def _drafts(rng: random.Random, proposal: str):
    for part in range(rng.randint(1, 4)):
        sku, quantity = rng.choice(SKUS), rng.randint(1, 50)
        source, destination = rng.sample(PLACES, 2)
        kind, ends, more = rng.choice((
            (MoveKind.RECEIVE, ("SUPPLIER", destination), {}),
            (MoveKind.RECEIVE, ("SUPPLIER", destination), {"lot": f"L{rng.randint(1, 3)}"}),
            (MoveKind.ISSUE, (None, "CUSTOMER"), {}),
            (MoveKind.MOVE, (source, destination), {}),
            (MoveKind.RESERVE, (None, destination), {"destination_status": Status.RESERVED}),
        ))  # fmt: skip
        identity = f"{proposal}-{part}"
        yield draft(identity, kind, Decimal(quantity), *ends, item=sku, proposal=proposal, **more)
