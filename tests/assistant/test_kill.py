"""A clerk killed in the middle of its work loses nothing that it said was booked, and doubles nothing later."""

import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.inventory.ledger import Ledger
from assistant.inventory.move import MoveState

WORKER = Path(__file__).parent / "shift_worker.py"
BOOKINGS = 25
EACH = Decimal(12)


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
