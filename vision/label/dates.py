"""Printed dates, strictly: every day that a print may mean, or none; never a guess.

`2026-03-15`, `2026年3月15日`, `20260315`, `15 MAR 2026` mean one day; `05/04/2026` two; `2026-04` a month. A date that
does not exist (`20260231`) is none. Two-digit years belong to this century.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

EARLIEST, LATEST = 2018, 2059
"""Years that goods in a warehouse carry; beyond, a digit was misread."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, with all the days that it may mean."""

    days: tuple[date, ...]
    """Earliest first; of a month alone its last day."""
    start: int
    """Where it begins in the text."""
    end: int
    month_only: bool = False


_MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if name}
# Recognisers take the O of OCT and NOV for a nought.
_MONTHS |= {name.replace("O", "0"): number for name, number in _MONTHS.items()}
_MONTH = "(?P<mon>" + "|".join(_MONTHS) + ")[A-Z]*"
_BEFORE, _AFTER = r"(?<![0-9A-Z])", r"(?![0-9])"

_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?P<Y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日?", ("Ymd",)),
    (r"(?P<y>\d{2})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日?", ("ymd",)),
    (r"(?P<Y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月", ("Ym",)),
    (r"(?P<Y>\d{4})\s?(?P<s>[-/. ])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})", ("Ymd",)),
    (r"(?P<a>\d{1,2})\s?(?P<s>[-/. ])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<Y>\d{4})", ("abY", "baY")),
    (rf"(?P<d>\d{{1,2}})[-/. ]{{0,2}}{_MONTH}[-/., ]{{0,2}}(?P<Y>\d{{4}})", ("dMY",)),
    (rf"{_MONTH}[-/. ]{{0,2}}(?P<d>\d{{1,2}})[-/., ]{{1,2}}(?P<Y>\d{{4}})", ("dMY",)),
    (rf"(?P<d>\d{{1,2}})[-/. ]{{0,2}}{_MONTH}[-/., ]{{0,2}}(?P<y>\d{{2}})", ("dMy",)),
    (rf"{_MONTH}[-/. ]{{0,2}}(?P<Y>\d{{4}})", ("MY",)),
    # Of two separators a fold may swallow one, or make another of it.
    (r"(?P<Y>\d{4})[-/.]?(?P<m>\d{2})[-/.]?(?P<d>\d{2})", ("Ymd",)),
    (r"(?P<Y>\d{4}) ?(?P<m>\d{2}) ?(?P<d>\d{2})", ("Ymd",)),
    (r"(?P<a>\d{2})\s?(?P<s>[-/.])\s?(?P<b>\d{2})\s?(?P=s)\s?(?P<c>\d{2})", ("abc", "cba", "cab")),
    (r"(?P<Y>\d{4})\s?[-/.]\s?(?P<m>\d{1,2})", ("Ym",)),
    (r"(?P<m>\d{1,2})\s?[-/.]\s?(?P<Y>\d{4})", ("Ym",)),
    (r"(?P<a>\d{2})(?P<b>\d{2})(?P<c>\d{2})", ("abc", "cba", "cab")),
)
"""Pattern, and the readings of its groups: Y year, y two-digit year, m month, M month's name, d day; of abc the first
letter of the reading is the year, then month, then day, but for `abY` (month, day, year) and `baY`."""

_COMPILED = tuple((re.compile(_BEFORE + form + _AFTER), readings) for form, readings in _FORMS)


def find_dates(text: str) -> list[PrintedDate]:
    """Return the dates in a text from left to right; the longest form at a place wins."""
    upper = text.upper()
    found: list[PrintedDate] = []
    taken: list[tuple[int, int]] = []
    for pattern, readings in _COMPILED:
        for match in pattern.finditer(upper):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            # Even a form that names no existing day keeps its place: 20260231 must not be read as 202602 or 0231.
            taken.append((start, end))
            days = tuple(sorted(set(_days(match, readings)))) if _evenly_padded(match) else ()
            if days:
                month_only = "d" not in match.groupdict() and "a" not in match.groupdict()
                found.append(PrintedDate(days, start, end, month_only))
    return sorted(found, key=lambda printed: printed.start)


def _evenly_padded(match: re.Match[str]) -> bool:
    """Whether month and day are both written with two digits where either begins with a nought: 2026/03/1 lacks one."""
    parts = [value for name, value in match.groupdict().items() if name in {"m", "d", "a", "b"} and value]
    return len({len(part) for part in parts}) == 1 or not any(part.startswith("0") for part in parts)


def _days(match: re.Match[str], readings: tuple[str, ...]) -> Iterator[date]:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    for reading in readings:
        year, month, day = _parts(groups, reading)
        if not (EARLIEST <= year <= LATEST and 1 <= month <= 12):
            continue
        last = calendar.monthrange(year, month)[1]
        if day is None:
            yield date(year, month, last)
        elif 1 <= day <= last:
            yield date(year, month, day)


def _parts(groups: dict[str, str], reading: str) -> tuple[int, int, int | None]:
    if reading in {"abY", "baY"}:
        return int(groups["Y"]), int(groups[reading[0]]), int(groups[reading[1]])
    if "a" in groups:
        year, month, day = (int(groups[letter]) for letter in reading)
        return 2000 + year, month, day
    year = int(groups["Y"]) if "Y" in groups else 2000 + int(groups["y"])
    month = _MONTHS[groups["mon"]] if "mon" in groups else int(groups["m"])
    return year, month, int(groups["d"]) if "d" in groups else None
