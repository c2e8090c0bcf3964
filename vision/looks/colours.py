"""How a picture's colours are spread, with little weight on what surrounds the product."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from vision.looks.preparing import squared
from vision.picture import Image

Colours: TypeAlias = npt.NDArray[np.float32]
"""[HUES × SATURATIONS + GREYS], sums to one."""
HUES, SATURATIONS, GREYS = 16, 3, 6
_FAINT = 50
"""Saturation below which a pixel counts as grey."""


def colours_of(image: Image) -> Colours:
    """Return the histogram of hue and saturation, and of the lightness of what has no hue."""
    hsv = cv2.cvtColor(cv2.resize(squared(image), (64, 64), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2HSV)
    hue, saturation, value = (hsv[:, :, channel].astype(np.int64) for channel in range(3))
    bins = np.where(
        saturation >= _FAINT,
        (hue * HUES // 180) * SATURATIONS + (saturation - _FAINT) * SATURATIONS // (256 - _FAINT),
        HUES * SATURATIONS + value * GREYS // 256,
    )
    across = np.linspace(-1, 1, 64)
    weight = np.exp(-(across[:, None] ** 2 + across[None] ** 2) / 0.4)
    counts = np.bincount(bins.ravel(), weight.ravel(), HUES * SATURATIONS + GREYS)
    return np.asarray(counts / counts.sum(), np.float32)


def alike(one: Colours, other: Colours) -> float:
    """Return the Bhattacharyya coefficient of two histograms, 0–1."""
    return float(np.sqrt(one * other).sum())
