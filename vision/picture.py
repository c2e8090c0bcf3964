"""The form every picture has inside: BGR, 8 bit, [height, width, 3]; and the few transforms that all eyes share."""

from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Image: TypeAlias = npt.NDArray[np.uint8]
"""BGR [height, width, 3] or grey [height, width]."""
Points: TypeAlias = npt.NDArray[np.float32]
"""Corners [n, 2] as x, y in pixels."""
Box: TypeAlias = tuple[int, int, int, int]
"""x, y, width, height in pixels."""
PicturePath: TypeAlias = Path | str


def grey(image: Image) -> Image:
    """Return the luminance [height, width] of a BGR, BGRA or grey picture."""
    if image.ndim == 2:
        return image
    if image.shape[2] == 1:
        return image[:, :, 0]
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY if image.shape[2] == 3 else cv2.COLOR_BGRA2GRAY), np.uint8)


def colour(image: Image) -> Image:
    """Return BGR [height, width, 3] of a grey, BGR or BGRA picture."""
    if image.ndim == 2 or image.shape[2] == 1:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), np.uint8)
    return image if image.shape[2] == 3 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGRA2BGR), np.uint8)


def shrink(image: Image, longest: int) -> tuple[Image, float]:
    """Return the picture with its longer side at most `longest`, and the factor it was scaled by (≤ 1)."""
    height, width = image.shape[:2]
    factor = longest / max(height, width)
    if factor >= 1:
        return image, 1.0
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8), factor


def turned(image: Image, degrees: float) -> tuple[Image, Points]:
    """Return the picture turned counter-clockwise on a canvas that holds all of it, and the matrix [2, 3] back."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = int(height * sine + width * cosine), int(height * cosine + width * sine)
    matrix[0, 2] += (wide - width) / 2
    matrix[1, 2] += (high - height) / 2
    # Replicated borders: a hard edge beside a code would take its quiet zone.
    canvas = cv2.warpAffine(image, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(canvas, np.uint8), np.asarray(cv2.invertAffineTransform(matrix), np.float32)


def box_of(points: Points, shape: tuple[int, ...]) -> Box:
    """Return the upright box around corners, cut to a picture of `shape`."""
    height, width = shape[:2]
    left, top = np.clip(points.min(axis=0), 0, (width - 1, height - 1))
    right, bottom = np.clip(points.max(axis=0), 0, (width, height))
    return int(left), int(top), max(1, round(float(right - left))), max(1, round(float(bottom - top)))
