"""A sheet of pictures with a line of text over each: failures, to be looked at."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from vision.picture import Image

SIZE = (320, 240)
ACROSS = 3
_CAPTION = 24
_WHITE = 255


def thumbnail(image: Image, caption: str) -> Image:
    """Return a small copy of a BGR picture under its caption."""
    told = np.full((SIZE[1] + _CAPTION, SIZE[0], 3), _WHITE, np.uint8)
    factor = min(SIZE[0] / image.shape[1], SIZE[1] / image.shape[0])
    small = np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    told[_CAPTION : _CAPTION + small.shape[0], : small.shape[1]] = small[: SIZE[1], : SIZE[0]]
    cv2.putText(told, caption, (3, 16), (0, 0, 0), cv2.FontFace("sans"), 8, 500)
    return told


def write(thumbnails: Sequence[Image], path: Path) -> None:
    """Write the sheet, three across; nothing where there are none."""
    if not thumbnails:
        return
    blank = np.full_like(thumbnails[0], _WHITE)
    filled = [*thumbnails, *[blank] * (-len(thumbnails) % ACROSS)]
    cv2.imwrite(str(path), np.vstack([np.hstack(filled[at : at + ACROSS]) for at in range(0, len(filled), ACROSS)]))
