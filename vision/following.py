"""Carries boxes from the frame in which they were found to the newest one of a live camera: they go with what moves.

The eyes take longer for a frame than the camera for the next. Corners inside each box are followed by optical flow
(Lucas and Kanade, pyramids after Bouguet 2000), there and back again, so that a corner that was lost is known to be.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from vision.picture import Box, Image, grey, shrink

_LONGEST = 240
"""Pixels of the longer side at which movement is measured."""
_POINTS, _LEAST = 12, 3
"""Corners in a box, and how many of them must be followed for the box to be believed."""
_BACK = 1.0
"""Pixels that a corner may be off when it is followed there and back."""
_TRAIL = 32
"""Frames that are kept while the eyes look at an older one; what they find in one that is gone is not drawn."""
_WINDOW, _LEVELS = (15, 15), 3
_NOWHERE: Any = None
"""OpenCV wants room for the result or nothing; its types know only the room."""


@dataclass(slots=True)
class _Followed:
    box: Box
    moved: Any
    """Float32 [2]: how far it has gone, in pixels of the small picture."""
    points: Any
    """Float32 [n, 2]: its corners in the newest small picture."""
    lost: bool = False


class Follower:
    """Takes every frame by its number, and now and then the boxes that were found in an earlier one."""

    def __init__(self) -> None:
        self._trail: deque[tuple[int, Image]] = deque(maxlen=_TRAIL)
        self._factor = 1.0
        self._size = (0, 0)
        self._followed: list[_Followed] = []
        self._whole: _Followed | None = None
        """The picture as a whole: a box without corners goes with it."""

    def frame(self, number: int, image: Image) -> None:
        """Take the next frame, BGR or grey [height, width, …]."""
        small, factor = shrink(image, _LONGEST)
        small = grey(small)
        if self._trail and self._trail[-1][1].shape != small.shape:
            self._trail.clear()
            self._followed, self._whole = [], None
        if self._trail:
            self._step(self._trail[-1][1], small)
        self._factor, self._size = factor, (image.shape[1], image.shape[0])
        self._trail.append((number, small))

    def found(self, number: int, boxes: Sequence[Box]) -> None:
        """Follow other boxes from now on: those that were found in the frame of that number."""
        trail = list(self._trail)
        start = next((index for index, (known, _) in enumerate(trail) if known == number), None)
        if start is None:
            self._followed, self._whole = [_Followed(box, None, None, lost=True) for box in boxes], None
            return
        anchor = trail[start][1]
        self._followed = [self._begin(anchor, box) for box in boxes]
        self._whole = self._begin(anchor, (0, 0, *self._size)) if boxes else None
        for (_, before), (_, now) in zip(trail[start:], trail[start + 1 :], strict=False):
            self._step(before, now)

    def boxes(self) -> list[Box | None]:
        """Return where each box is in the newest frame, None for one that was lost or has left the picture."""
        return [self._place(one) for one in self._followed]

    def _begin(self, light: Image, box: Box) -> _Followed:
        left, top = (max(0, int(part * self._factor)) for part in box[:2])
        wide, high = (max(1, round(part * self._factor)) for part in box[2:])
        part = light[top : top + high, left : left + wide]
        corners = cv2.goodFeaturesToTrack(part, _POINTS, 0.05, 3) if min(part.shape) > 2 else None
        points: Any = np.zeros((0, 2)) if corners is None else np.asarray(corners).reshape(-1, 2)
        return _Followed(box, np.zeros(2, np.float32), np.asarray(points + np.array((left, top)), np.float32))

    def _step(self, before: Image, now: Image) -> None:
        whole = [self._whole] if self._whole else []
        all_of_them = [one for one in (*self._followed, *whole) if not one.lost]
        if not all_of_them:
            return
        points = np.concatenate([one.points for one in all_of_them])
        there, good = _flow(before, now, points)
        begin = 0
        still: list[_Followed] = []
        for one in all_of_them:
            part = slice(begin, begin + len(one.points))
            begin = part.stop
            kept = there[part][good[part]]
            if len(kept) >= _LEAST:
                one.moved = one.moved + np.median(kept - points[part][good[part]], axis=0)
                one.points = kept
            elif len(one.points) >= _LEAST or one is self._whole:
                one.lost = True
            else:
                still.append(one)
        for one in still:
            if self._whole is None or self._whole.lost:
                one.lost = True
            else:
                one.moved = self._whole.moved

    def _place(self, one: _Followed) -> Box | None:
        if one.lost:
            return None
        x, y = (round(start + float(part) / self._factor) for start, part in zip(one.box[:2], one.moved, strict=True))
        wide, high = one.box[2:]
        inside = 0 <= x + wide / 2 < self._size[0] and 0 <= y + high / 2 < self._size[1]
        return (x, y, wide, high) if inside else None


def _flow(before: Image, now: Image, points: Any) -> tuple[Any, Any]:
    """Return where float32 [n, 2] points have gone, and which of them are believed."""
    if not len(points):
        return points, np.zeros(0, bool)
    start = points.reshape(-1, 1, 2)
    there, found, _ = cv2.calcOpticalFlowPyrLK(before, now, start, _NOWHERE, winSize=_WINDOW, maxLevel=_LEVELS)
    back, found_back, _ = cv2.calcOpticalFlowPyrLK(now, before, there, _NOWHERE, winSize=_WINDOW, maxLevel=_LEVELS)
    off = np.abs(back - start).reshape(-1, 2).max(axis=1)
    return there.reshape(-1, 2), (found.ravel() > 0) & (found_back.ravel() > 0) & (off <= _BACK)
