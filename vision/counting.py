"""How many cartons there are: of each kind in one picture, with a confidence, and whether some may be hidden."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from vision.detector.boxes import shared_area
from vision.detector.detection import Detection
from vision.picture import Image
from vision.sighting import Count, Kind

CANDIDATE = 0.1
"""Score above which something may be a carton: below the threshold it only makes the count less sure."""
ALIKE = 0.55
"""Correlation of colours above which two cartons are of one kind."""
_ALIKE_IN_SIZE = 2.2
"""Ratio of areas up to which they can be: perspective makes a carton behind smaller."""
_COVERED = 0.12
"""Share of a carton that lies under another's box, above which a third may be hidden between or behind them."""
_EDGE = 0.01
"""Share of the picture's side that counts as its edge."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """From the scores of cartons to the probability that their number is right; fitted by `benchmarks.seeing`."""

    scale: float = 1.0
    offset: float = 0.0

    def __call__(self, scores: Sequence[float], doubtful: Sequence[float]) -> float:
        """Return the probability; `doubtful` are the scores of what was left out."""
        logit = self.scale * self.odds(scores, doubtful) + self.offset
        return 1 / (1 + math.exp(-min(50.0, max(-50.0, logit))))

    @staticmethod
    def odds(scores: Sequence[float], doubtful: Sequence[float]) -> float:
        """Return the logarithm of the probability that all of `scores` are cartons and none of `doubtful` is."""
        sure = sum(math.log(min(0.999, score)) for score in scores)
        return sure + sum(math.log(1 - min(0.999, score)) for score in doubtful)


@dataclass(frozen=True, slots=True)
class Counted:
    """A carton that was counted."""

    carton: Detection
    kind: int
    """The same for all cartons that look alike."""
    count: Count
    """Of its kind."""


def counted(image: Image, found: Sequence[Detection], threshold: float, calibration: Calibration) -> list[Counted]:
    """Return the cartons of a BGR picture, each with the number of its kind; `found` reaches down to `CANDIDATE`."""
    cartons = [one for one in found if one.kind is Kind.CARTON and one.confidence >= threshold]
    doubtful = [one.confidence for one in found if one.kind is Kind.CARTON and CANDIDATE <= one.confidence < threshold]
    kinds = _kinds(cartons, [colours(image, one) for one in cartons])
    told = []
    for carton, kind in zip(cartons, kinds, strict=True):
        mine = [other for other, name in zip(cartons, kinds, strict=True) if name == kind]
        sure = calibration([one.confidence for one in mine], doubtful)
        hidden = may_hide(mine, cartons, image.shape)
        told.append(Counted(carton, kind, Count(len(mine), round(sure, 4), at_least=hidden)))
    return told


def may_hide(mine: Sequence[Detection], cartons: Sequence[Detection], shape: tuple[int, ...]) -> bool:
    """Return whether more cartons of a kind may be there than are seen: one is covered, or cut by the picture."""
    height, width = shape[:2]
    for one in mine:
        x, y, wide, high = one.box
        left, right = x <= _EDGE * width, x + wide >= (1 - _EDGE) * width
        above, below = y <= _EDGE * height, y + high >= (1 - _EDGE) * height
        # A single carton that fills the picture from edge to edge is near, not one of many.
        if (left or right or above or below) and not (len(mine) == 1 and ((left and right) or (above and below))):
            return True
        for other in cartons:
            if other is not one and shared_area(one.box, other.box) > _COVERED * wide * high:
                return True
    return False


def colours(image: Image, one: Detection) -> Any:
    """Return the histogram of colours (a and b of CIELAB) of the middle of a thing, float32 [1024], unit length."""
    x, y, wide, high = one.box
    inner = image[y + high // 8 : y + high - high // 8, x + wide // 8 : x + wide - wide // 8]
    if inner.size == 0:
        inner = image[y : y + max(1, high), x : x + max(1, wide)]
    tones = cv2.cvtColor(inner, cv2.COLOR_BGR2LAB)
    histogram = cv2.calcHist([tones], [1, 2], None, [32, 32], [0, 256, 0, 256])
    smooth = cv2.GaussianBlur(histogram, (5, 5), 0).ravel()
    return smooth / (float(np.linalg.norm(smooth)) + 1e-6)


def alike(one: Any, other: Any) -> float:
    """Return how alike two histograms of `colours` are, 0–1."""
    return float(one @ other)


def _kinds(cartons: Sequence[Detection], looks: Sequence[Any]) -> list[int]:
    """Return a number for each carton, the same for those of one kind: chains of cartons that are alike."""
    names = list(range(len(cartons)))
    for first, one in enumerate(cartons):
        for second in range(first):
            other = cartons[second]
            areas = sorted((one.box[2] * one.box[3], other.box[2] * other.box[3]))
            if alike(looks[first], looks[second]) >= ALIKE and areas[1] <= _ALIKE_IN_SIZE * areas[0]:
                old, new = names[first], names[second]
                names = [new if name == old else name for name in names]
    return names
