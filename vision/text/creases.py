"""Folds across print: edges that are straight for longer than any stroke of a character.

A fold swallows a digit, or turns one into another, and the recogniser is often sure of what is left. So a character
that a fold runs through counts for little in a lot, of which nothing but the print says what it is.
"""

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from vision.picture import Image, Points
from vision.text.line import Line

Segments = npt.NDArray[np.float32]
"""[n, 4]: x and y of one end, x and y of the other, in pixels."""

_LONG = 1.35
"""Heights of a line of print: no stroke is so long."""
_SLANT = 0.26
"""Sine of the least angle between a fold and the print: what runs along the print is a rule of a table."""
_REACH = 0.9
"""Heights of the line on either side in which a fold bends characters."""
_UPRIGHT = 0.985
"""Sine of the angle from which an edge may be a bar of a code or the rule between two columns …"""
_BESIDE_RULE = 0.45
"""… and has nothing to do with characters that are further off than this."""
_BEYOND = 2.0
"""Heights of the line for which a slanted fold goes on where print hides its edge."""
_MARGIN = 8
"""Part of the print's extent that is looked at on every side of it."""
_CERTAIN = 0.9
"""Probability from which even a character under a fold is believed: the recogniser has learnt what folds do."""
_DOUBTED = 0.55
"""Probability of others: below `vision.label.fields.LEAST_CHARACTER`, and not below `LEAST_OF_A_FORM`."""


def edges(image: Image, around: Points) -> Segments:
    """Return the straight edges of a BGR picture near the points `around`.

    Source: Grompone von Gioi et al., LSD, 2012.
    """
    left, top, wide, high = cv2.boundingRect(np.asarray(around, np.float32))
    margin = max(wide, high) // _MARGIN
    left, top = max(0, left - margin), max(0, top - margin)
    part = image[top : top + high + 2 * margin, left : left + wide + 2 * margin]
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(grey)[0]
    if found is None:
        return np.zeros((0, 4), np.float32)
    return np.asarray(found, np.float32).reshape(-1, 4) + np.array([left, top, left, top], np.float32)


def doubted(line: Line, segments: Segments) -> Line:
    """Return the line with the characters near a fold doubted that are not certain, in all ways it was read."""
    folds = list(_crossings(line, segments))
    if not folds:
        return line
    return replace(_weakened(line, folds), again=tuple(_weakened(other, folds) for other in line.again))


def _crossings(line: Line, segments: Segments) -> Iterable[tuple[float, float]]:
    """Yield where along the line long slanted edges cross its middle, and how far they reach there, both 0–1."""
    start = (line.corners[0] + line.corners[3]) / 2
    along = (line.corners[1] + line.corners[2]) / 2 - start
    length = float(np.linalg.norm(along))
    if length < 1 or not len(segments):
        return
    one, other = segments[:, :2], segments[:, 2:]
    spans = other - one
    sizes = np.linalg.norm(spans, axis=1) + 1e-6
    across = (along[0] * spans[:, 1] - along[1] * spans[:, 0]) / (length * sizes)
    kept = (sizes >= _LONG * line.height) & (np.abs(across) >= _SLANT)
    for begin, span, size, sine in zip(one[kept], spans[kept], sizes[kept], np.abs(across[kept]), strict=True):
        # start + place * along = begin + share * span
        place, share = np.linalg.solve(np.stack([along, -span], axis=1), begin - start)
        upright = sine >= _UPRIGHT
        beyond = 0.0 if upright else _BEYOND * line.height / size
        reach = (_BESIDE_RULE if upright else _REACH) / line.length
        if -beyond <= share <= 1 + beyond and -reach <= place <= 1 + reach:
            yield float(place), reach


def _weakened(line: Line, folds: list[tuple[float, float]]) -> Line:
    near = [any(abs(place - fold) < reach for fold, reach in folds) for place in line.places]
    chances = zip(line.probabilities, near, strict=True)
    return replace(
        line,
        probabilities=tuple(
            min(chance, _DOUBTED) if bent and chance < _CERTAIN else chance for chance, bent in chances
        ),
    )
