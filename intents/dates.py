"""Days and periods as people name them, in Chinese and English, to ISO dates. Never a guess: 3月45号 is no date."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from intents.numerals import en, zh

_DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2,
    "大后天": 3,
    "昨晚": -1, "今早": 0, "今晚": 0, "昨儿": -1, "今儿": 0, "明儿": 1, "前儿": -2, "当天": 0,
}  # fmt: skip
_DAYS_EN = {
    ("day", "before", "yesterday"): -2, ("the", "day", "before", "yesterday"): -2, ("yesterday",): -1, ("today",): 0,
    ("tomorrow",): 1, ("day", "after", "tomorrow"): 2, ("the", "day", "after", "tomorrow"): 2,
}  # fmt: skip
_WEEK = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "六": 5,
    "日": 6,
    "天": 6,
    "末": 5,
    "1": 0,
    "2": 1,
    "3": 2,
    "4": 3,
    "5": 4,
    "6": 5,
}
_WEEK_EN = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_MONTH_EN = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH_EN |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_ORDINAL_EN = {
    word: number + 1
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
    )
}
_WINDOW = 14


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a period with both ends in it."""

    start: int
    end: int
    """Behind the last token."""
    first: date
    last: date
    invalid: bool = False
    """Said like a date, but there is no such day (2月30号)."""

    @property
    def iso(self) -> str:
        """A day as `2026-03-15`, a period as `2026-03-01/2026-03-31`."""
        return self.first.isoformat() if self.first == self.last else f"{self.first}/{self.last}"


def month_later(day: date, months: int) -> date:
    """Return the same day some months on, the last of the month where there is none."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        raise ValueError(number)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _value(text: str) -> int | None:
    """Read the whole of a numeral."""
    tokens = re.findall(r"\d+|\D", text)
    for number in zh.read(tokens, 0) if tokens else ():
        if number.end == len(tokens) and not number.vague and number.value.denominator == 1:
            return int(number.value)
    return None


_NUMERAL = r"[\d零一二两三四五六七八九十]"
_YEAR = r"(\d{4}|\d{2}|[零一二三四五六七八九]{2,4}|今|明|去|前|后)"
_PATTERNS = (
    (re.compile(rf"{_YEAR}年({_NUMERAL}{{1,3}})月份?(?:({_NUMERAL}{{1,3}})[号日])?"), "year"),
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), "iso"),
    (re.compile(r"(20\d{2})(\d{2})(\d{2})(?!\d)"), "iso"),
    (re.compile(rf"(上上|上|这|本|下)?个?月({_NUMERAL}{{1,3}})[号日]"), "month_day"),
    (re.compile(rf"({_NUMERAL}{{1,3}})月份?({_NUMERAL}{{1,3}})[号日]?"), "day"),
    (re.compile(r"(\d{1,2})/(\d{1,2})"), "day"),
    (re.compile(rf"({_NUMERAL}{{1,3}})[号日]"), "of_month"),
    (re.compile(r"(上上|上|这|本|下下|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天末1-6])"), "weekday"),
    (re.compile(r"(上上|上|这|本|下下|下)个?(周|星期|礼拜|月|季度)"), "period"),
    (re.compile(r"(今|明|去|前|后)年"), "whole_year"),
    (re.compile(r"(这|本|上|下)?个?(月|年)(底|初|中)"), "part"),
    (re.compile(rf"({_NUMERAL}{{1,4}}|半)(?:个)?(天|日|周|星期|礼拜|月|年)(?:之|以)?(内|里|前|后)"), "span"),
    (re.compile(rf"({_NUMERAL}{{1,4}}|半)个?(天|周|星期|月|年)(?=(?:就|快|要|会|就要)?(?:到期|过期))"), "ahead"),
    (re.compile(rf"最近({_NUMERAL}{{1,3}}|半)个?(天|周|星期|月|年)"), "recent"),
    (re.compile(rf"({_NUMERAL}{{1,3}})月份?"), "month"),
)  # fmt: skip
_ENDING = re.compile(
    r"(之前|以前|前|内|之内|以内|就|快|要|会|快要|就要|有哪些|有什么|哪些|货|商品|东西|的)*(到期|过期|失效)"
)
"""Behind a date: it lies ahead."""
_AHEAD = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2, None: 0, "": 0}
_YEARS = {"今": 0, "明": 1, "去": -1, "前": -2, "后": 2}


class DateReader:
    """Finds dates; `today` settles what is relative."""

    def __init__(self, today: date, lang: str = "zh") -> None:
        self._today, self._lang = today, lang

    def read(self, tokens: Sequence[str], start: int, *, future: bool = False) -> list[When]:
        """Return the dates that begin at a token, longest first.

        A day without a year lies in the future if `future` (an expiry date), else in the past or today.
        """
        if self._lang == "en":
            return self._english(tuple(tokens), start, future) + self._written(tokens, start, future)
        return self._written(tokens, start, future)

    def _written(self, tokens: Sequence[str], start: int, future: bool) -> list[When]:
        window = tokens[start : start + _WINDOW]
        text = "".join(window)
        ends = {}
        length = 0
        for number, token in enumerate(window):
            length += len(token)
            ends[length] = start + number + 1
        found: list[When] = []
        given = future
        for word, days in _DAYS.items():
            if text.startswith(word) and len(word) in ends:
                day = self._today + timedelta(days)
                found.append(When(start, ends[len(word)], day, day))
        for pattern, kind in _PATTERNS:
            match = pattern.match(text)
            if match and match.end() in ends:
                future = given or bool(_ENDING.match(text[match.end() :]))
                try:
                    period = getattr(self, f"_{kind}")(future, *match.groups())
                except (ValueError, OverflowError):
                    period = None
                if period:
                    found.append(When(start, ends[match.end()], *period))
                elif kind in {"year", "iso", "day"}:
                    found.append(When(start, ends[match.end()], self._today, self._today, invalid=True))
        return sorted(set(found), key=lambda when: -when.end)

    def _nearest(self, month: int, day: int, future: bool) -> tuple[date, date] | None:
        for year in (self._today.year + step for step in ((0, 1) if future else (0, -1))):
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if (found >= self._today) if future else (found <= self._today):
                return found, found
        return None

    def _year(self, _future: bool, year: str, month: str, day: str | None) -> tuple[date, date] | None:
        number = self._today.year + _YEARS[year] if year in _YEARS else _value(year)
        month_number = _value(month)
        if number is None or month_number is None:
            return None
        number += 2000 if number < 100 else 0
        if day is None:
            return _month(number, month_number)
        day_number = _value(day)
        found = date(number, month_number, day_number) if day_number else None
        return (found, found) if found else None

    def _iso(self, _future: bool, year: str, month: str, day: str) -> tuple[date, date]:
        found = date(int(year), int(month), int(day))
        return found, found

    def _month_day(self, _future: bool, which: str | None, day: str) -> tuple[date, date] | None:
        number = _value(day)
        if number is None or which is None:
            return None
        found = month_later(self._today.replace(day=1), _AHEAD[which]).replace(day=number)
        return found, found

    def _day(self, future: bool, month: str, day: str) -> tuple[date, date] | None:
        month_number, day_number = _value(month), _value(day)
        return self._nearest(month_number, day_number, future) if month_number and day_number else None

    def _of_month(self, future: bool, day: str) -> tuple[date, date] | None:
        number = _value(day)
        if not number:
            return None
        for step in (0, 1, 2) if future else (0, -1, -2):
            month = month_later(self._today.replace(day=1), step)
            if number > calendar.monthrange(month.year, month.month)[1]:
                continue
            found = month.replace(day=number)
            if (found >= self._today) if future else (found <= self._today):
                return found, found
        return None

    def _weekday(self, future: bool, which: str | None, day: str) -> tuple[date, date]:
        monday = self._today - timedelta(self._today.weekday())
        found = monday + timedelta(7 * _AHEAD[which] + _WEEK[day])
        if not which and not future and found > self._today:
            found -= timedelta(7)
        if not which and future and found < self._today:
            found += timedelta(7)
        return (found, found + timedelta(1)) if day == "末" else (found, found)

    def _period(self, _future: bool, which: str, unit: str) -> tuple[date, date]:
        step = _AHEAD[which]
        if unit == "月":
            month = month_later(self._today.replace(day=1), step)
            return _month(month.year, month.month)
        if unit == "季度":
            first = month_later(self._today.replace(month=(self._today.month - 1) // 3 * 3 + 1, day=1), 3 * step)
            return first, month_later(first, 3) - timedelta(1)
        monday = self._today - timedelta(self._today.weekday() - 7 * step)
        return monday, monday + timedelta(6)

    def _whole_year(self, _future: bool, which: str) -> tuple[date, date]:
        year = self._today.year + _YEARS[which]
        return date(year, 1, 1), date(year, 12, 31)

    def _part(self, _future: bool, which: str | None, unit: str, part: str) -> tuple[date, date]:
        if unit == "年":
            year = self._today.year + _AHEAD[which]
            found = date(year, 12, 31) if part == "底" else date(year, 1, 1)
            return (found, found) if part != "中" else (date(year, 6, 1), date(year, 7, 31))
        first, last = _month(*month_later(self._today.replace(day=1), _AHEAD[which]).timetuple()[:2])
        if part == "底":
            return last, last
        return (first, first.replace(day=10)) if part == "初" else (first.replace(day=11), first.replace(day=20))

    def _shift(self, many: str, unit: str, direction: int) -> date | None:
        if many == "半":
            halves = {"年": 6, "月": 0}
            if unit == "月":
                return self._today + timedelta(15 * direction)
            return month_later(self._today, halves[unit] * direction) if unit in halves else None
        number = _value(many)
        if not number:
            return None
        if unit in {"天", "日"}:
            return self._today + timedelta(number * direction)
        if unit in {"周", "星期", "礼拜"}:
            return self._today + timedelta(7 * number * direction)
        return month_later(self._today, number * direction * (12 if unit == "年" else 1))

    def _span(self, future: bool, many: str, unit: str, side: str) -> tuple[date, date] | None:
        if side in {"内", "里"}:
            other = self._shift(many, unit, 1 if future else -1)
            return (min(self._today, other), max(self._today, other)) if other else None
        found = self._shift(many, unit, -1 if side == "前" else 1)
        return (found, found) if found else None

    def _ahead(self, _future: bool, many: str, unit: str) -> tuple[date, date] | None:
        return self._span(True, many, unit, "内")

    def _recent(self, _future: bool, many: str, unit: str) -> tuple[date, date] | None:
        other = self._shift(many, unit, -1)
        return (other, self._today) if other else None

    def _month(self, future: bool, month: str) -> tuple[date, date] | None:
        number = _value(month)
        if not number or not 1 <= number <= 12:
            return None
        year = self._today.year
        if future and number < self._today.month:
            year += 1
        if not future and number > self._today.month:
            year -= 1
        return _month(year, number)

    def _english(self, tokens: tuple[str, ...], start: int, future: bool) -> list[When]:
        found: list[When] = []

        def add(end: int, period: tuple[date, date] | None) -> None:
            if period:
                found.append(When(start, end, *period))

        rest = tokens[start:]
        for words, days in _DAYS_EN.items():
            if rest[: len(words)] == words:
                add(start + len(words), (self._today + timedelta(days),) * 2)
        which = {"last": "上", "this": "本", "next": "下"}.get(rest[0])
        place = 1 if which else 0
        word = rest[place] if len(rest) > place else ""
        if word in _WEEK_EN:
            add(start + place + 1, self._weekday(future, which, "一二三四五六日"[_WEEK_EN[word]]))
        if which and word in {"week", "month", "quarter", "year"}:
            if word == "year":
                add(start + 2, self._whole_year(future, {"上": "去", "本": "今", "下": "明"}[which]))
            else:
                add(start + 2, self._period(future, which, {"week": "周", "month": "月", "quarter": "季度"}[word]))
        add(*self._english_month(rest, start, future))
        add(*self._english_span(rest, start, future))
        return sorted(set(found), key=lambda when: -when.end)

    def _english_day(self, rest: tuple[str, ...], place: int) -> tuple[int, int] | None:
        if place < len(rest) and rest[place] == "the":
            place += 1
        token = rest[place] if place < len(rest) else ""
        if token.isdigit() and len(token) <= 2:
            suffix = place + 1 < len(rest) and rest[place + 1] in {"st", "nd", "rd", "th"}
            return int(token), place + (2 if suffix else 1)
        if token in _ORDINAL_EN:
            return _ORDINAL_EN[token], place + 1
        if token in {"twenty", "thirty"} and place + 2 < len(rest) and rest[place + 1] == "-":
            return en.TENS[token] + _ORDINAL_EN.get(rest[place + 2], 0), place + 3
        return None

    def _english_month(self, rest: tuple[str, ...], start: int, future: bool) -> tuple[int, tuple[date, date] | None]:
        if rest[0] in _MONTH_EN:
            month, day = _MONTH_EN[rest[0]], self._english_day(rest, 1)
            end = day[1] if day else 1
        else:
            day = self._english_day(rest, 0)
            end = day[1] if day else 0
            end += rest[end : end + 1] == ("of",)
            if not day or end >= len(rest) or rest[end] not in _MONTH_EN:
                return start, None
            month, end = _MONTH_EN[rest[end]], end + 1
        if end < len(rest) and rest[end].isdigit() and len(rest[end]) == 4:
            try:
                year = int(rest[end])
                if day is None:
                    return start + end + 1, _month(year, month)
                return start + end + 1, (date(year, month, day[0]),) * 2
            except ValueError:
                return start, None
        if day is None:
            return start + 1, self._month(future, str(month)) if rest[0] != "may" else None
        return start + end, self._nearest(month, day[0], future)

    def _english_span(self, rest: tuple[str, ...], start: int, future: bool) -> tuple[int, tuple[date, date] | None]:
        lead = 1 if rest[0] in {"in", "within", "next", "last"} else 0
        if lead and rest[1:2] == ("the",):
            return start, None
        numbers = en.read(rest, lead) if lead < len(rest) else []
        units = {"day": "天", "week": "周", "month": "月", "year": "年"}
        for number in numbers:
            word = rest[number.end].removesuffix("s") if number.end < len(rest) else ""
            if word in units and number.value.denominator == 1 and not number.vague:
                after = rest[number.end + 1] if number.end + 1 < len(rest) else ""
                many, unit = str(int(number.value)), units[word]
                if after == "ago":
                    return start + number.end + 2, self._span(future, many, unit, "前")
                if rest[0] == "in":
                    return start + number.end + 1, self._span(future, many, unit, "后")
                if rest[0] in {"within", "next"}:
                    return start + number.end + 1, self._span(True, many, unit, "内")
                if rest[0] == "last":
                    return start + number.end + 1, self._span(False, many, unit, "内")
        return start, None
