"""How long goods keep, as printed: 12个月, 540天, 2年, 18 MONTHS."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_PRINTED = re.compile(
    r"(?<![\d.])(?P<number>\d{1,4}|[一二三四五六七八九十]{1,3})\s?(?P<unit>个月|月|天|日|年|周|MONTHS?|DAYS?|YEARS?|WEEKS?)",
    re.IGNORECASE,
)
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """A time in months or in days; the other is 0."""

    months: int = 0
    days: int = 0

    def after(self, produced: date) -> date:
        """Return the last day on which goods produced on `produced` are good.

        Months end on the same day of a later month, or on its last day where it is shorter.
        """
        if self.days:
            return produced + timedelta(days=self.days)
        years, month = divmod(produced.month - 1 + self.months, 12)
        year = produced.year + years
        return date(year, month + 1, min(produced.day, calendar.monthrange(year, month + 1)[1]))


def find_shelf_life(text: str) -> ShelfLife | None:
    """Return the first printed time in a text, None without one or where it is longer than twenty years."""
    match = _PRINTED.search(text)
    if not match or (match["unit"] in {"日", "月"} and re.search(r"\d\s?[年/.-]", text)):
        return None
    number = int(match["number"]) if match["number"].isascii() else _from_hanzi(match["number"])
    match match["unit"].upper()[0]:
        case "个" | "月" | "M":
            life = ShelfLife(months=number)
        case "年" | "Y":
            life = ShelfLife(months=12 * number)
        case "周" | "W":
            life = ShelfLife(days=7 * number)
        case _:
            life = ShelfLife(days=number)
    return life if 0 < life.months <= 240 or 0 < life.days <= 7300 else None


def _from_hanzi(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.index(text[-1])
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)
