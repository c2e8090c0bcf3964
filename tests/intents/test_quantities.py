"""Amounts: halves, two units at once, exact arithmetic on packings, and what has to be asked."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import TODAY, understanding

from intents.numerals import zh
from intents.quantities import QuantityReader
from intents.tokens import sentence

READER = QuantityReader([])


def parts(text: str) -> list[tuple[str, str | None]]:
    tokens = sentence(text).tokens
    whole = [quantity for quantity in READER.read(tokens, 0) if quantity.end == len(tokens)]
    return [(str(number), unit) for number, unit in whole[0].parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("两箱半", [("5/2", "箱")]),
        ("半斤", [("1/2", "斤")]),
        ("三箱零五瓶", [("3", "箱"), ("5", "瓶")]),
        ("二十箱零三瓶", [("20", "箱"), ("3", "瓶")]),
        ("一打", [("1", "打")]),
        ("俩", [("2", "个")]),
        ("仨", [("3", "个")]),
        ("二点五公斤", [("5/2", "公斤")]),
        ("三米五", [("7/2", "米")]),
        ("一整箱", [("1", "箱")]),
        ("两个半", [("5/2", "个")]),
        ("20箱", [("20", "箱")]),
    ],
)
def test_parts(text: str, expected: list[tuple[str, str]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text", ["大概三箱", "三箱左右", "十来箱", "三四箱", "一百多箱", "三箱多", "好几箱", "三箱上下"]
)
def test_rough(text: str) -> None:
    tokens = sentence(text).tokens
    assert [quantity.vague for quantity in READER.read(tokens, 0) if quantity.end == len(tokens)][:1] == [True]


@pytest.mark.parametrize(
    ("amount", "base"),
    [
        ("两箱半", "60"),
        ("三箱零五瓶", "77"),
        ("一打", "12"),
        ("四分之一箱", "6"),
        ("三分之一箱", "8"),
        ("两提", "12"),
        ("半箱", "12"),
        ("仨", "3"),
    ],
)
def test_packings_are_reckoned_exactly(amount: str, base: str) -> None:
    reading = understanding().read(f"可口可乐入库{amount}", today=TODAY)
    assert reading.understood
    assert reading.slots["quantity_base"] == base


@pytest.mark.parametrize("amount", ["零箱", "负三箱", "-3箱", "零点三箱", "半瓶", "四分之一提"])
def test_what_cannot_be_booked_is_asked(amount: str) -> None:
    assert not understanding().read(f"可口可乐入库{amount}", today=TODAY).understood


@settings(deadline=None)
@given(st.integers(1, 9_999), st.integers(1, 23))
def test_any_boxes_and_bottles(boxes: int, bottles: int) -> None:
    said = f"可口可乐入库{zh.cardinal(boxes)}箱零{zh.cardinal(bottles)}瓶"
    reading = understanding().read(said, today=TODAY)
    assert Fraction(reading.slots["quantity_base"]) == boxes * 24 + bottles
