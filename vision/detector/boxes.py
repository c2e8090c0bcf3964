"""Into the net's square and back, and the best of many overlapping boxes."""

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np

from vision.detector.detection import CLASSES, Detection
from vision.picture import Image
from vision.sighting import Kind

STRIDES = (8, 16, 32)
"""Pixels between the places of each of the net's three grids, which follow each other row by row in its output."""
_GREY = 114
"""What YOLO was trained to see beside a picture."""
_SAME = 0.6
"""Intersection over union above which two boxes of one kind are the same thing; cartons in a stack overlap less."""
MOST = 100
"""Things in one picture: bounds the time that a pattern full of corners takes."""


def letterbox(image: Image, side: int, share: float = 1.0) -> tuple[Any, float]:
    """Return RGB float32 [1, 3, side, side], 0–1, the picture at its top left, and the factor it was scaled by.

    The picture's longer side takes `share` of the square.
    """
    height, width = image.shape[:2]
    factor = share * side / max(height, width)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR)
    square = np.full((side, side, 3), _GREY, np.uint8)
    square[: size[1], : size[0]] = small
    return np.ascontiguousarray(square[None, :, :, ::-1].transpose(0, 3, 1, 2), np.float32) / 255, factor


def mirrored(output: Any, side: int) -> Any:
    """Return a net's output for a mirrored picture as if it had seen the picture itself; see `Backend` for its form."""
    turned = output.copy()
    turned[0] = side - output[0]
    grids, start = [], 0
    for stride in STRIDES:
        wide = side // stride
        grid = turned[:, start : start + wide * wide].reshape(-1, wide, wide)
        grids.append(grid[:, :, ::-1].reshape(len(turned), -1))
        start += wide * wide
    return np.concatenate(grids, axis=1)


def decoded(
    output: Any, factor: float, shape: tuple[int, ...], thresholds: Mapping[Kind, float]
) -> tuple[Detection, ...]:
    """Return what a net's output says about a picture of `shape`, best first; see `Backend` for the output's form."""
    found: list[Detection] = []
    height, width = shape[:2]
    output = np.nan_to_num(output, nan=0.0, posinf=0.0, neginf=0.0)
    for row, kind in enumerate(CLASSES):
        scores = output[4 + row]
        places = np.flatnonzero(scores >= thresholds[kind])
        places = places[np.argsort(-scores[places], kind="stable")][: 10 * MOST]
        middle, size = output[:2, places].T / factor, output[2:4, places].T / factor
        corners = np.concatenate([middle - size / 2, middle + size / 2], axis=1)
        corners = np.clip(corners, 0, (width, height, width, height))
        for index in _best(corners):
            left, top, right, bottom = (round(float(value)) for value in corners[index])
            if right > left and bottom > top:
                box = (left, top, right - left, bottom - top)
                found.append(Detection(kind, float(scores[places[index]]), box))
    return tuple(sorted(found, key=lambda one: -one.confidence)[:MOST])


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """Return intersection over union of two boxes, 0–1."""
    shared = shared_area(one, other)
    return shared / (one[2] * one[3] + other[2] * other[3] - shared) if shared else 0.0


def shared_area(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> int:
    """Return how many pixels two boxes share."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    high = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0, wide) * max(0, high)


def _best(corners: Any) -> list[int]:
    """Return the rows that no better one overlaps, `corners` [n, 4] best first (greedy non-maximum suppression)."""
    kept: list[int] = []
    areas = (corners[:, 2] - corners[:, 0]) * (corners[:, 3] - corners[:, 1])
    left = np.arange(len(corners))
    while left.size and len(kept) < MOST:
        best, left = int(left[0]), left[1:]
        kept.append(best)
        corner = np.maximum(corners[best, :2], corners[left, :2])
        size = np.clip(np.minimum(corners[best, 2:], corners[left, 2:]) - corner, 0, None)
        shared = size[:, 0] * size[:, 1]
        left = left[shared <= _SAME * (areas[best] + areas[left] - shared)]
    return kept
