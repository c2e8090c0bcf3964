"""Lines that stand side by side make a row; a row falls into keys with the values behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from vision.label.keys import Key, find_keys
from vision.text.line import Line

GAP = "   "
"""Between two lines of one row."""
_PAIRS = frozenset(("()", "（）", "[]", "【】"))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a character stands in its line, in heights of the line."""

    line: int
    """Number of the line in its row."""
    place: float
    """Its middle, from where the line begins."""
    length: float
    """Of the whole line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a label."""

    text: str
    probabilities: tuple[float, ...]
    height: float
    """Of the print, in pixels."""
    spots: tuple[Spot | None, ...] = ()
    """Of each character; None for the gap between two lines. Empty where the reader does not tell."""


@dataclass(frozen=True, slots=True)
class Value:
    """The text behind a key."""

    key: Key
    text: str
    probabilities: tuple[float, ...]
    """Of each character of `text`; of a gap 1."""
    row: Row | None = None
    """The row that it stands in, and where in the row's text it begins."""
    at: int = 0

    def confidence(self, start: int = 0, end: int | None = None) -> float:
        """Return the lowest probability among the letters and digits of `start:end`, 0 without any.

        What stands between them is often hardly there, and does not change what they say.
        """
        pairs = zip(self.text[start:end], self.probabilities[start:end], strict=True)
        return min((chance for character, chance in pairs if character.isalnum()), default=0.0)


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Return rows; `lines` come in reading order."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and _beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(row) for row in rows]


def values_of(rows: Sequence[Row]) -> list[Value]:
    """Return the values of all keys; a key that ends its row takes the next row, if that begins with no key."""
    values: list[Value] = []
    for row, following in zip_longest(rows, rows[1:]):
        keys = find_keys(row.text)
        for index, key in enumerate(keys):
            end = keys[index + 1].start if index + 1 < len(keys) else len(row.text)
            value = _stripped(row, key.end, end, key.key)
            if not value.text and index + 1 < len(keys):
                after = keys[index + 1]
                if after.key != key.key and not _only_joined(row.text[key.start : after.start]):
                    continue
                # 生产日期/批号: two keys share one value; 批号 LOT: one key said twice.
                if after.key != key.key:
                    stop = keys[index + 2].start if index + 2 < len(keys) else len(row.text)
                    value = _stripped(row, after.end, stop, key.key)
            if not value.text and index + 1 == len(keys) and following and not _begins_with_key(following):
                value = _stripped(following, 0, len(following.text), key.key)
            if value.text:
                values.append(value)
    return values


def _beside(left: Line, right: Line) -> bool:
    along = left.corners[1] - left.corners[0]
    along = along / (np.linalg.norm(along) + 1e-9)
    step = np.subtract(right.centre, left.centre)
    aside = float(np.dot(step, along))
    down = abs(float(along[0] * step[1] - along[1] * step[0]))
    return aside > 0 and down < 0.5 * min(left.height, right.height)


def _joined(row: Sequence[Line]) -> Row:
    text = GAP.join(line.text for line in row)
    probabilities: list[float] = []
    spots: list[Spot | None] = []
    for number, line in enumerate(row):
        probabilities += [*([1.0] * len(GAP) if number else []), *line.probabilities]
        spots += [*([None] * len(GAP) if number else []), *_spots(number, line)]
    return Row(text, tuple(probabilities), max(line.height for line in row), tuple(spots))


def _spots(number: int, line: Line) -> list[Spot | None]:
    if len(line.places) != len(line.text):
        return [None] * len(line.text)
    return [Spot(number, place * line.length, line.length) for place in line.places]


def _stripped(row: Row, start: int, end: int, key: Key) -> Value:
    noise = " :：;,，。|/&、"
    while start < end and row.text[start] in noise:
        start += 1
    while end > start and row.text[end - 1] in noise:
        end -= 1
    # A pair of brackets goes; one alone may be what is left of a digit: `48)` for 480.
    if end - start > 1 and row.text[start] + row.text[end - 1] in _PAIRS:
        start, end = start + 1, end - 1
    return Value(key, row.text[start:end], row.probabilities[start:end], row, start)


def _only_joined(text: str) -> bool:
    return text.rstrip().endswith(("/", "及", "和", "&", "(", "（", "、"))


def _begins_with_key(row: Row) -> bool:
    keys = find_keys(row.text)
    return bool(keys) and keys[0].start < 3
