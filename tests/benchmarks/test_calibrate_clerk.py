"""Decisions of people in the review queue are labels for the next fit."""

from datetime import UTC, datetime

import pytest

from assistant.clerk import Clerk, EventClock
from assistant.event import Event, Said
from assistant.inventory.item import Item
from assistant.inventory.ledger import Ledger
from assistant.risk import Level, Policy, Rule
from benchmarks.calibrate_clerk import reviewed

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("decision", "slots", "right"),
    [("approve", {}, True), ("reject", {}, False), ("change", {"quantity": "5"}, False)],
)
def test_a_decided_review_counts_with_the_belief_it_was_made_with(tmp_path, decision, slots, right):
    where = str(tmp_path / "books.db")
    clock = EventClock(NOW)
    with Ledger.open(where, clock=clock, device="test") as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put(Item("OIL", "金龙鱼大豆油", unit="桶", place="A1-01"))
        clerk = Clerk(ledger, clock, device="test", policy=Policy([Rule(Level.REVIEW, frozenset({"Receive"}))]))
        turn = clerk.handle(Event("e1", NOW, Said("入库三桶金龙鱼大豆油"), "老王"))
        assert reviewed(where) == []
        clerk.decide(Event("e2", NOW, Said(""), "店长"), turn.proposal.id, decision, slots)
    (label,) = reviewed(where)
    assert label[1] is right
    assert 0.9 < label[0] < 1.0
