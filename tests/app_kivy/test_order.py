"""A booking by touch: what it still needs, how it is said, and whether it was understood."""

from datetime import date
from fractions import Fraction

import pytest

from app_kivy.work.order import INTENTS, Order
from intents.context import Context
from intents.understanding import Understanding
from intents.vocabulary import ItemName, Place, Vocabulary

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


@pytest.fixture(scope="module")
def vocabulary():
    items = [ItemName("OIL", OIL, ("大豆油",), "桶", {"箱": Fraction(4)})]
    return Vocabulary.build(items, [Place("A1-01", ()), Place("A1-02", ())])


@pytest.mark.parametrize("intent", INTENTS)
def test_the_clerk_understands_what_it_says(vocabulary, intent):
    understanding = Understanding(vocabulary, lang="zh")
    order = full(intent)
    reading = understanding.read(order.sentence("zh"), context=Context(), today=date(2026, 3, 2))
    assert reading.understood, reading
    assert order.agrees(reading.intent, reading.slots)


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
