"""A clerk killed in the middle of its work loses nothing that it said was booked, and doubles nothing later."""

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from assistant.clerk import REMEMBERED, Clerk, EventClock
from assistant.event import Event, Pressed, Said
from assistant.inventory.item import Item
from assistant.inventory.ledger import Ledger
from assistant.inventory.move import MoveState

WORKER = Path(__file__).parent / "shift_worker.py"
BOOKINGS = 25
EACH = Decimal(12)
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def start(database, first, last):
    return subprocess.Popen(
        [sys.executable, str(WORKER), str(database), str(first), str(last)], stdout=subprocess.PIPE, text=True
    )


def posted(database):
    with Ledger.open(database) as ledger, ledger.view() as unit:
        moves = unit.moves.history(state=MoveState.POSTED, limit=10_000)
        on_hand = sum((line.quantity for line in unit.stock.on_hand("OIL")), Decimal(0))
        return {move.proposal for move in moves}, len(moves), on_hand


@pytest.mark.parametrize("seed", range(3))
def test_kill_and_go_on(tmp_path, seed):
    database = tmp_path / "shop.db"
    with start(database, 0, 10_000) as worker:
        told = [worker.stdout.readline().strip() for _ in range(3)]
        time.sleep(random.Random(seed).uniform(0.0, 0.3))
        worker.send_signal(signal.SIGKILL)
        told += worker.stdout.read().split()

    proposals, moves, on_hand = posted(database)
    assert {f"say-{number}" for number in told} <= proposals
    assert moves == len(proposals)
    assert on_hand == EACH * moves

    last = len(proposals) + BOOKINGS
    # Everything is sent again from the beginning, as a device does that never got its answers.
    again = start(database, 0, last)
    again.communicate(timeout=120)
    assert again.returncode == 0
    proposals, moves, on_hand = posted(database)
    assert (len(proposals), moves, on_hand) == (last, last, EACH * last)
    with Ledger.open(database) as ledger:
        assert ledger.journal_verify().ok


def test_what_was_given_up_is_booked_when_it_is_sent_again(tmp_path):
    clock = EventClock(START)
    with Ledger.open(tmp_path / "shop.db", clock=clock, device="worker", evidence=False) as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put(Item("OIL", "金龙鱼大豆油", unit="桶", packings={"箱": Fraction(4)}, place="A1-01"))
        clerk = Clerk(ledger, clock, device="worker")
        clerk.handle(Event("say", START, Said("入库三箱金龙鱼大豆油")))
        with ledger.unit() as unit:
            unit.moves.void("say")
        # Long enough ago that the turns of these events are no longer kept.
        for number in range(REMEMBERED):
            clerk.handle(Event(f"help-{number}", START, Said("帮助")))
        for _ in range(2):
            clerk.handle(Event("say", START, Said("入库三箱金龙鱼大豆油")))
            clerk.handle(Event("yes", START, Pressed("confirm")))
        with ledger.view() as unit:
            assert [move.state for move in unit.moves.history()] == [MoveState.POSTED, MoveState.VOIDED]
            assert unit.stock.available("OIL") == EACH
