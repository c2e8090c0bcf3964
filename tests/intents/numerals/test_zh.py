"""Chinese numbers, in every style that people use, come back exact."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.numerals import zh
from intents.numerals.number import decimal_string
from intents.tokens import sentence

EXACT = {
    "零": "0", "两": "2", "十": "10", "十二": "12", "二十": "20", "一百零五": "105", "一百五": "150",
    "一百五十": "150", "百八": "180",
    "二百五": "250", "两百三": "230", "三千零五": "3005", "三千五": "3500", "三千零五十": "3050", "千二": "1200",
    "万二": "12000",
    "一万二": "12000", "一万零二百": "10200", "十万八": "108000", "一百八十万": "1800000", "一亿零三十万": "100300000",
    "一千零一十二": "1012", "一千零十二": "1012", "廿五": "25", "卅": "30", "3万5": "35000", "1.5万": "15000",
    "2万3千": "23000",
    "5百": "500", "1,200": "1200", "２０": "20", "2.5": "2.5", "二点五": "2.5", "零点二五": "0.25",
    "一百零五点二": "105.2",
    "四分之一": "0.25", "负三": "-3", "-3": "-3", "幺拐洞勾": "1709", "三二五": "325", "二零二六": "2026",
    "壹佰贰拾叁": "123",
    "陸拾": "60", "叁萬伍仟": "35000",
}  # fmt: skip
ROUGH = (
    "十来",
    "十几",
    "几",
    "几十",
    "好几",
    "三四",
    "两三",
    "三五",
    "十五六",
    "二三十",
    "七八百",
    "一百多",
    "百八十",
    "百把",
    "上百",
    "若干",
    "一些",
)
NONE = ("点五", "百", "零零", "万", "一百十百", "三箱")


def whole(text: str) -> list[zh.Number]:
    tokens = sentence(text).tokens
    return [number for number in zh.read(tokens, 0) if number.end == len(tokens)]


@pytest.mark.parametrize(("text", "value"), EXACT.items())
def test_exact(text: str, value: str) -> None:
    first = whole(text)[0]
    assert (decimal_string(first.value), first.vague) == (value, False)


@pytest.mark.parametrize("text", ROUGH)
def test_a_rough_number_is_never_taken_for_an_exact_one(text: str) -> None:
    found = whole(text)
    assert found
    assert found[0].vague


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number(text: str) -> None:
    assert [number for number in whole(text) if not number.spelled] == []


@given(st.integers(0, 10**9))
def test_any_cardinal(value: int) -> None:
    assert whole(zh.cardinal(value))[0].value == value


@given(st.integers(0, 10**9))
def test_any_cardinal_with_two_as_liang(value: int) -> None:
    said = re.sub(r"(?<!十)二(?=[百千])|^二(?=[万亿])", "两", zh.cardinal(value))
    assert whole(said)[0].value == value


@given(st.integers(0, 10**9))
def test_any_written_in_digits(value: int) -> None:
    assert whole(str(value))[0].value == whole(f"{value:,}")[0].value == value


@given(st.text("0123456789", min_size=3, max_size=9))
def test_any_spelled(digits: str) -> None:
    said = "".join("零一二三四五六七八九"[int(digit)] for digit in digits)
    radio = "".join("洞幺二三四五六拐八勾"[int(digit)] for digit in digits)
    assert {whole(said)[0].value, whole(radio)[0].value} == {int(digits)}


@given(st.integers(0, 10**6), st.text("0123456789", min_size=1, max_size=3))
def test_any_decimal(head: int, tail: str) -> None:
    digits = "".join("零一二三四五六七八九"[int(digit)] for digit in tail)
    value = Fraction(f"{head}.{tail}")
    assert whole(f"{zh.cardinal(head)}点{digits}")[0].value == value
    assert whole(f"{head}.{tail}")[0].value == value


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["百", "千", "万"]))
def test_any_shortened(head: int, tail: int, unit: str) -> None:
    size = {"百": 100, "千": 1_000, "万": 10_000}[unit]
    said = f"{zh.cardinal(head)}{unit}{zh.cardinal(tail)}"
    assert whole(said)[0].value == head * size + tail * size // 10


@given(st.text("零一二三四五六七八九十百千万亿点半两几来多0123456789.", max_size=24))
def test_any_jumble_is_read_without_fault(text: str) -> None:
    tokens = sentence(text).tokens
    for start in range(len(tokens)):
        assert all(start < number.end <= len(tokens) for number in zh.read(tokens, start))
