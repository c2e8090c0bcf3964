"""English numbers come back exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.numerals import en
from intents.numerals.number import decimal_string
from intents.tokens import sentence

EXACT = {
    "twenty-five": "25", "twenty five": "25", "a hundred and five": "105", "one hundred five": "105",
    "two and a half": "2.5",
    "half a dozen": "6", "a dozen": "12", "three dozen": "36", "one oh five": "105", "three point one four": "3.14",
    "twenty five hundred": "2500", "a thousand": "1000", "ten thousand and one": "10001", "1,200": "1200", "2.5": "2.5",
    "half a": "0.5", "minus three": "-3", "a": "1", "two million": "2000000",
}  # fmt: skip
ROUGH = ("a couple of", "several", "a few", "five or six", "ten or so", "some")


def whole(text: str) -> list[en.Number]:
    tokens = sentence(text).tokens
    return [number for number in en.read(tokens, 0) if number.end == len(tokens)]


@pytest.mark.parametrize(("text", "value"), EXACT.items())
def test_exact(text: str, value: str) -> None:
    first = whole(text)[0]
    assert (decimal_string(first.value), first.vague) == (value, False)


@pytest.mark.parametrize("text", ROUGH)
def test_rough(text: str) -> None:
    assert whole(text)[0].vague


@given(st.integers(0, 10**9))
def test_any_cardinal(value: int) -> None:
    assert value in {number.value for number in whole(en.cardinal(value))}
