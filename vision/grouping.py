"""Which lines of print and which codes belong to one label: what stands close together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vision.codes.code import Code
from vision.picture import Box, Points
from vision.text.line import Line

_REACH = 1.6
"""Heights of print that may lie empty between two parts of a label."""


@dataclass(frozen=True, slots=True)
class Group:
    """The parts of one label."""

    codes: tuple[Code, ...]
    lines: tuple[Line, ...]
    """In reading order."""


def grouped(codes: Sequence[Code], lines: Sequence[Line]) -> list[Group]:
    """Return the groups, top to bottom; `lines` come in reading order and keep it. Print inside a code is dropped."""
    outlines = [np.asarray(code.corners, np.float32) for code in codes]
    kept = [line for line in lines if not any(_inside(line.centre, outline) for outline in outlines)]
    usual = float(np.median([line.height for line in kept])) if kept else 16.0
    areas = [_grown(outline, _REACH * usual) for outline in outlines]
    areas += [_grown(line.corners, _REACH * line.height) for line in kept]
    names = _connected(areas)
    groups = [
        Group(
            tuple(code for code, mine in zip(codes, names, strict=False) if mine == name),
            tuple(line for line, mine in zip(kept, names[len(codes) :], strict=True) if mine == name),
        )
        for name in dict.fromkeys(names)
    ]
    return sorted(groups, key=lambda group: box_around(group)[1])


def box_around(group: Group) -> Box:
    """Return the upright box around a group, in pixels, not cut to the picture."""
    corners = [np.asarray(code.corners, np.float32) for code in group.codes] + [line.corners for line in group.lines]
    points = np.concatenate(corners)
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return int(left), int(top), max(1, round(float(right - left))), max(1, round(float(bottom - top)))


def _grown(corners: Points, reach: float) -> tuple[float, float, float, float]:
    left, top = corners.min(axis=0) - reach / 2
    right, bottom = corners.max(axis=0) + reach / 2
    return float(left), float(top), float(right), float(bottom)


def _connected(areas: Sequence[tuple[float, float, float, float]]) -> list[int]:
    names = list(range(len(areas)))
    for first, one in enumerate(areas):
        for second in range(first):
            other = areas[second]
            if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]:
                old, new = names[first], names[second]
                names = [new if name == old else name for name in names]
    return names


def _inside(point: tuple[float, float], outline: Points) -> bool:
    left, top = outline.min(axis=0)
    right, bottom = outline.max(axis=0)
    return bool(left < point[0] < right and top < point[1] < bottom)
