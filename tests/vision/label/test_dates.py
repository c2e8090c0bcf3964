"""Printed dates: all the days that they may mean, never a guess."""

from datetime import date

import pytest

from vision.label.dates import find_dates


def days(text):
    return [tuple(day.isoformat() for day in printed.days) for printed in find_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-15", "2026/3/15", "2026.03.15", "2026 03 15", "2026年3月15日", "2026年03月15", "20260315", "2026 0315",
        "26年3月15日", "15 MAR 2026", "15MAR2026", "15-Mar-26", "MAR 15, 2026", "15 March 2026", "15/03/2026",
        "03/15/2026", "26.03.15", "2026.03/15", "202603-15", "2026-0315",
    ],
)  # fmt: skip
def test_one_day(text):
    assert days(f"x：{text} ") == [("2026-03-15",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05/04/2026", ("2026-04-05", "2026-05-04")),
        ("05.04.2026", ("2026-04-05", "2026-05-04")),
        ("18-11-19", ("2018-11-19", "2019-11-18")),
        ("260718", ("2018-07-26", "2026-07-18")),
    ],
)
def test_several_days_are_all_given(text, expected):
    assert days(text) == [expected]


@pytest.mark.parametrize("text", ["2026-04", "2026/4", "04/2026", "APR 2026", "2026年4月"])
def test_a_month_alone_is_its_last_day_and_says_so(text):
    found = find_dates(text)
    assert [printed.days for printed in found] == [(date(2026, 4, 30),)]
    assert found[0].month_only


@pytest.mark.parametrize(
    "text",
    [
        "20260231", "2026-13-01", "2O26.03.15", "6901234567892", "L20260315A", "120g×12", "1995-03-15", "12个月",
        "0510-8888888", "2026",
    ],
)  # fmt: skip
def test_what_is_no_date(text):
    assert days(text) == []


@pytest.mark.parametrize("text", ["2026/03/1", "2026/3/01", "2026年03月1日", "1/03/2026"])
def test_of_a_date_with_a_nought_in_one_part_only_a_digit_is_missing(text):
    assert days(text) == []


def test_two_dates_in_a_line():
    assert days("2026/3/5 2027/3/4") == [("2026-03-05",), ("2027-03-04",)]
