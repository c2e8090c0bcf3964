"""Finds lines of print: the probability map of a differentiable-binarisation net, turned into rectangles.

Source: Liao et al., "Real-time scene text detection with differentiable binarization", 2020; thresholds as the model's
own `inference.yml` states them. The net shrinks lines; a rectangle is grown back by area × ratio / perimeter.
"""

from typing import Any

import cv2
import numpy as np

from vision.picture import Image, Points

_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
_STEP = 32
_INK = 0.2
"""Probability above which a pixel belongs to print."""
_LINE = 0.4
"""Mean probability above which a region is a line."""
_GROW = 1.4
_THINNEST = 3
"""Pixels of the net's input below which nothing can be read."""
_MOST = 200
"""Regions that are looked at, largest first: bounds the time on a page full of print."""


class Detector:
    """The detection net. `session` is an onnxruntime session, [1, 3, height, width] → [1, 1, height, width]."""

    def __init__(self, session: Any, longest: int = 736) -> None:
        self._session = session
        self._longest = longest

    def __call__(self, image: Image) -> list[Points]:
        """Return the corners [4, 2] of each line in a BGR picture, clockwise from its top left."""
        height, width = image.shape[:2]
        factor = min(1.0, self._longest / max(height, width))
        wide, high = (max(_STEP, round(side * factor / _STEP) * _STEP) for side in (width, height))
        small = cv2.resize(image, (wide, high), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
        pixels = (small.astype(np.float32) / 255 - _MEAN) / _DEVIATION
        name = self._session.get_inputs()[0].name
        ink = self._session.run(None, {name: np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])})[0][0, 0]
        back = np.array([width / wide, height / high], np.float32)
        return [corners * back for corners in _rectangles(ink)]


def _rectangles(ink: Any) -> list[Points]:
    contours, _ = cv2.findContours((ink > _INK).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:_MOST]:
        (x, y), (wide, high), angle = cv2.minAreaRect(contour)
        if min(wide, high) < _THINNEST or _strength(ink, contour) < _LINE:
            continue
        grow = 2 * wide * high * _GROW / (2 * (wide + high))
        found.append(_from_top_left(cv2.boxPoints(((x, y), (wide + grow, high + grow), angle))))
    return found


def _strength(ink: Any, contour: Any) -> float:
    x, y, wide, high = cv2.boundingRect(contour)
    mask = np.zeros((high, wide), np.uint8)
    cv2.drawContours(mask, [contour], -1, 1, -1, offset=(-x, -y))
    return float(cv2.mean(ink[y : y + high, x : x + wide], mask)[0])


def _from_top_left(corners: Any) -> Points:
    points = np.asarray(corners, np.float32)
    middle = points.mean(axis=0)
    points = points[np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))]
    return np.asarray(np.roll(points, -int(np.argmin(points.sum(axis=1))), axis=0), np.float32)
