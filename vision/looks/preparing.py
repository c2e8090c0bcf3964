"""What every part of the looks does to a picture first: dark ones are brightened, all get one size."""

import cv2
import numpy as np

from vision.picture import Image, colour

SIDE = 224
"""Pixels a side of what the net sees."""
_BRIGHT = 250.0
"""Where the brightest hundredth of the pixels is put."""
_LEAST = 16.0
"""So dark that a gain beyond it would only show noise."""


def auto_gain(image: Image) -> Image:
    """Return the picture with its light scaled so that it fills the range; a bright one as it is."""
    high = max(_LEAST, float(np.percentile(image, 99)))
    if high >= 0.94 * _BRIGHT:
        return image
    return np.asarray(cv2.convertScaleAbs(image, alpha=_BRIGHT / high), np.uint8)


def squared(image: Image) -> Image:
    """Return a BGR picture of `SIDE` × `SIDE`, stretched and brightened, as the net was trained on."""
    small = cv2.resize(colour(image), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return auto_gain(np.asarray(small, np.uint8))


def batch(images: list[Image]) -> np.ndarray[tuple[int, int, int, int], np.dtype[np.float32]]:
    """Return squared pictures as the net's input, [n, 3, SIDE, SIDE], RGB about −1 to 1."""
    pixels = np.stack([image[:, :, ::-1] for image in images]).astype(np.float32)
    return np.ascontiguousarray(((pixels - 127) / 128).transpose(0, 3, 1, 2))
