"""Products cut out of photos at training time: read from where they lie, kept in memory, never copied."""

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from models.training.scenes.goods import Sprite
from vision.picture import Image

_SIDE = 150
"""Pixels of the longer side of what is kept."""


def cut_ins(photos: Iterable[tuple[Path, tuple[int, int, int, int]]]) -> list[Sprite]:
    """Return what stands out inside the boxes (x, y, width, height) of photos; where nothing does, nothing."""
    found = (_cut(cv2.imread(str(path)), box) for path, box in photos)
    return [sprite for sprite in found if sprite is not None]


def _cut(image: Image | None, box: tuple[int, int, int, int]) -> Sprite | None:
    """Separate front from back by colour. Source: Rother et al., "GrabCut", 2004."""
    if image is None:
        return None
    factor = _SIDE / max(box[2:])
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    left, top, wide, high = (max(1, round(value * factor)) for value in box)
    wide, high = min(wide, small.shape[1] - left - 1), min(high, small.shape[0] - top - 1)
    if min(wide, high) < 20:
        return None
    mask = np.zeros(small.shape[:2], np.uint8)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)
    cv2.grabCut(small, mask, (left, top, wide, high), *models, 2, cv2.GC_INIT_WITH_RECT)
    front = np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8) * 255
    front = cv2.morphologyEx(front, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    front = front[top : top + high, left : left + wide]
    if front.mean() < 0.45 * 255:
        return None
    rows, columns = np.flatnonzero(front.max(axis=1)), np.flatnonzero(front.max(axis=0))
    area = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.dstack([small[top : top + high, left : left + wide][area], cv2.GaussianBlur(front, (3, 3), 0)[area]])
