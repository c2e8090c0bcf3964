"""Whether a character is missing from a value: there is a hole in the print that one would fill.

A crease may swallow a digit and leave the rest in perfect order; the recogniser is then sure of every character that
is left. What gives it away is the space where it stood.
"""

from itertools import pairwise
from statistics import median

from vision.label.rows import Row, Spot, Value

_WITHIN = 1.7
"""Pitches between two neighbours, from which one is missing between them."""
_BEFORE, _BEFORE_WIDE = 2.4, 2.8
"""The same after a colon, and where one of the two is a hanzi or a full-width sign."""
_AT_THE_END = 1.3
"""Pitches by which the margin behind the last character may be wider than before the first."""
_USUAL, _NARROWEST = 0.5, 0.42
"""Pitch in heights of a line, where a value is too short to have one of its own, and the least that is believed."""
_COLONS = frozenset(":：")


def looks_whole(value: Value, start: int, end: int) -> bool:
    """Return whether nothing seems missing in or beside `start:end` of a value; True where places are not known."""
    row = value.row
    if row is None or not any(row.spots):
        return True
    first, last = value.at + start, value.at + end - 1
    places = [(index, spot) for index in range(first, last + 1) if (spot := _at(row, index))]
    steps = [
        (after.place - before.place, row.text[left : right + 1])
        for (left, before), (right, after) in pairwise(places)
        if before.line == after.line and right == left + 1
    ]
    narrow = [step for step, pair in steps if pair.isascii() and " " not in pair]
    pitch = max(_NARROWEST, median(narrow)) if len(narrow) >= 3 else _USUAL
    if any(step > _WITHIN * pitch for step, pair in steps if pair.isascii() and " " not in pair):
        return False
    within = end < len(value.text)
    return _whole_before(row, first, pitch) and _whole_behind(row, last, pitch, within=within)


def _whole_before(row: Row, first: int, pitch: float) -> bool:
    here, before = _at(row, first), _at(row, first - 1)
    if here is None or before is None or before.line != here.line or row.text[first - 1] not in _COLONS:
        return True
    room = _BEFORE if row.text[first - 1].isascii() else _BEFORE_WIDE
    return here.place - before.place <= room * pitch


def _whole_behind(row: Row, last: int, pitch: float, *, within: bool) -> bool:
    here, behind = _at(row, last), _at(row, last + 1)
    if here is None:
        return True
    if behind is not None and behind.line == here.line:
        room = _BEFORE if row.text[last + 1].isascii() else _BEFORE_WIDE
        return not within or row.text[last + 1].isspace() or behind.place - here.place <= room * pitch
    beginning = next((spot for spot in row.spots if spot is not None and spot.line == here.line), here)
    return (here.length - here.place) - beginning.place <= _AT_THE_END * pitch


def _at(row: Row, index: int) -> Spot | None:
    return row.spots[index] if 0 <= index < len(row.spots) else None
