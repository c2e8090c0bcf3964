"""The way through the bins: aisle by aisle, up one and down the next, so that nobody walks back empty."""

import re
from collections.abc import Iterable
from itertools import groupby

from assistant.tasks.task import TaskLine

_PARTS = re.compile(r"\d+|\D+")


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts A2 before A10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in _PARTS.findall(text))


def _aisle(line: TaskLine) -> str:
    return line.place.rpartition("-")[0] or line.place


def ordered(lines: Iterable[TaskLine]) -> list[TaskLine]:
    """Return the lines in serpentine order; those without a place keep their order and come first."""
    listed = list(lines)
    way = [line for line in listed if not line.place]
    placed = sorted((line for line in listed if line.place), key=lambda line: _natural(_aisle(line)))
    for number, (_, aisle) in enumerate(groupby(placed, key=_aisle)):
        way += sorted(aisle, key=lambda line: _natural(line.place), reverse=number % 2 == 1)
    return way


def by_way(places: Iterable[str]) -> list[str]:
    """Return places in the same order."""
    return [line.place for line in ordered(TaskLine(place=place) for place in places)]
