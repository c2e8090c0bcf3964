"""What a line of print says and where it is; and the order in which a person reads lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vision.picture import Box, Points


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of print."""

    text: str
    probabilities: tuple[float, ...]
    """Of each character, 0–1."""
    corners: Points
    """[4, 2] in pixels, clockwise, beginning where the reading begins (of an upside-down line: bottom right)."""
    places: tuple[float, ...] = ()
    """Of each character: its middle along the line, 0–1; empty where that is not known."""
    again: tuple["Line", ...] = ()
    """The same line read in other ways, each with its own text."""

    @property
    def confidence(self) -> float:
        """Mean probability of its characters, 0 for an empty line."""
        return sum(self.probabilities) / max(1, len(self.probabilities))

    @property
    def centre(self) -> tuple[float, float]:
        """Middle in pixels."""
        x, y = self.corners.mean(axis=0)
        return float(x), float(y)

    @property
    def height(self) -> float:
        """Height of the print in pixels."""
        return float(np.linalg.norm(self.corners[3] - self.corners[0]))

    @property
    def length(self) -> float:
        """Length along the print in units of its height."""
        return float(np.linalg.norm(self.corners[1] - self.corners[0])) / max(1.0, self.height)

    @property
    def box(self) -> Box:
        """Upright box around it."""
        left, top = self.corners.min(axis=0)
        right, bottom = self.corners.max(axis=0)
        return int(left), int(top), max(1, int(right - left)), max(1, int(bottom - top))


def bare(text: str) -> str:
    """Return the letters and digits of a text: colons and spaces are read now this way and now that."""
    return "".join(character for character in text if character.isalnum())


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """Return lines row by row along the direction in which most of the print runs."""
    if not lines:
        return []
    along = np.sum([line.corners[1] - line.corners[0] for line in lines], axis=0)
    along = along / (np.linalg.norm(along) + 1e-9)
    down = np.array([-along[1], along[0]])
    placed = sorted(lines, key=lambda line: float(np.dot(line.centre, down)))
    rows: list[list[Line]] = []
    for line in placed:
        if rows:
            last = rows[-1][-1]
            apart = float(np.dot(line.centre, down) - np.dot(last.centre, down))
            if apart < 0.5 * min(line.height, last.height):
                rows[-1].append(line)
                continue
        rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: float(np.dot(line.centre, along)))]
