"""Dates, as seen from Tuesday the 24th of November 2026."""

import pytest
from world import TODAY

from intents.dates import DateReader
from intents.tokens import sentence

ZH = {
    "昨天": "2026-11-23", "大前天": "2026-11-21", "上周五": "2026-11-20", "周三": "2026-11-18", "这周六": "2026-11-28",
    "月底": "2026-11-30",
    "3月15号": "2026-03-15", "三月十五日": "2026-03-15", "2027年3月15日": "2027-03-15", "二七年五月一号": "2027-05-01",
    "2027-03-15": "2027-03-15",
    "2027.3.5": "2027-03-05", "20270315": "2027-03-15", "上个月15号": "2026-10-15", "15号": "2026-11-15",
    "3天前": "2026-11-21",
    "上个月": "2026-10-01/2026-10-31", "去年": "2025-01-01/2025-12-31", "最近一周": "2026-11-17/2026-11-24",
    "明年三月": "2027-03-01/2027-03-31",
    "上周": "2026-11-16/2026-11-22", "下周末": "2026-12-05/2026-12-06", "年底": "2026-12-31",
}  # fmt: skip
EN = {
    "yesterday": "2026-11-23", "the day before yesterday": "2026-11-22", "last friday": "2026-11-20",
    "march 15th": "2026-03-15",
    "15 march 2027": "2027-03-15", "in three months": "2027-02-24", "within 30 days": "2026-11-24/2026-12-24",
    "last month": "2026-10-01/2026-10-31", "2027-03-15": "2027-03-15", "3 days ago": "2026-11-21",
}  # fmt: skip


def first(text: str, lang: str, *, future: bool = False) -> tuple[str, bool]:
    tokens = sentence(text).tokens
    when = DateReader(TODAY, lang).read(tokens, 0, future=future)[0]
    assert when.end == len(tokens)
    return when.iso, when.invalid


@pytest.mark.parametrize(("text", "iso"), ZH.items())
def test_chinese(text: str, iso: str) -> None:
    assert first(text, "zh") == (iso, False)


@pytest.mark.parametrize(("text", "iso"), EN.items())
def test_english(text: str, iso: str) -> None:
    assert first(text, "en") == (iso, False)


@pytest.mark.parametrize(
    ("text", "iso"), [("3月15号", "2027-03-15"), ("15号", "2026-12-15"), ("三个月内", "2026-11-24/2027-02-24")]
)
def test_what_expires_lies_ahead(text: str, iso: str) -> None:
    assert first(text, "zh", future=True) == (iso, False)


@pytest.mark.parametrize("text", ["2月30号", "3月45号", "2027年2月29日", "2027-13-01"])
def test_a_day_that_there_is_not(text: str) -> None:
    assert first(text, "zh")[1]
