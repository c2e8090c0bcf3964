"""A booking by touch: what it still needs, what the clerk is told, and whether that came out."""

import pytest

from app_kivy.work.order import INTENTS, Order

OIL = "金龙鱼大豆油"


def full(intent):
    return Order(intent, "OIL", OIL, "12", "箱", "A1-02" if intent == "Move" else "")


@pytest.mark.parametrize(
    ("order", "needs"),
    [
        (Order("Receive"), "item"),
        (Order("Receive", "OIL", OIL), "quantity"),
        (Order("Receive", "OIL", OIL, "3", "箱"), None),
        (Order("Move", "OIL", OIL, "3", "箱"), "place"),
        (Order("Move", "OIL", OIL, "3", "箱", "A1-01"), None),
    ],
)
def test_what_it_still_needs(order, needs):
    assert order.needs() == needs


@pytest.mark.parametrize("intent", INTENTS)
def test_what_the_clerk_is_told_agrees_with_it(intent):
    order = full(intent)
    assert {"item": "OIL", "quantity": "12", "unit": "箱"}.items() <= order.slots.items()
    assert order.agrees(intent, order.slots)


@pytest.mark.parametrize(
    ("intent", "slots"),
    [
        ("Issue", {"item": "OIL", "quantity": "12", "unit": "箱"}),
        ("Receive", {"item": "RICE", "quantity": "12", "unit": "箱"}),
        ("Receive", {"item": "OIL", "quantity": "2", "unit": "箱"}),
        ("Receive", {"item": "OIL", "quantity": "12", "unit": "桶"}),
        ("Receive", {"item": "OIL", "quantity": "many", "unit": "箱"}),
        ("Receive", {"item": "OIL"}),
        (None, {}),
    ],
)
def test_anything_else_does_not_agree(intent, slots):
    assert not full("Receive").agrees(intent, slots)


def test_the_same_number_written_otherwise_agrees():
    assert full("Receive").agrees("Receive", {"item": "OIL", "quantity": "12.0", "unit": "箱"})
