"""Video files, sampled in time."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from vision.errors import PictureMissingError, PictureTooLargeError, VideoBrokenError, VideoCutOffError
from vision.picture import PicturePath
from vision.sources.picture import MOST_PIXELS
from vision.sources.port import Frame

SUFFIXES = frozenset({".mp4", ".avi", ".mov", ".mkv", ".webm", ".m4v"})

EVERY_S = 0.2
"""Seconds between two frames that are looked at."""
_USUAL_RATE = 25.0
_CUT_OFF_BELOW = 0.9
"""Containers round the number of frames; a tenth that is missing is no rounding."""


class VideoSource:
    """A video as a source: one frame every `every_s` seconds of it, beginning with the first."""

    def __init__(self, path: PicturePath, every_s: float = EVERY_S) -> None:
        self._path = Path(path)
        self._every_s = every_s
        self._closed = False

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    def frames(self) -> Iterator[Frame]:
        """Yield the frames.

        Raises `PictureMissingError`, `VideoBrokenError` or `PictureTooLargeError` before the first frame, and
        `VideoCutOffError` after the last one of a video that ends before its time.
        """
        if not self._path.is_file():
            raise PictureMissingError(self._path)
        capture = cv2.VideoCapture(str(self._path))
        try:
            if not capture.isOpened():
                raise VideoBrokenError(self.name)
            yield from self._sampled(capture)
        finally:
            capture.release()

    def close(self) -> None:
        """Stop before the next frame."""
        self._closed = True

    def _sampled(self, capture: cv2.VideoCapture) -> Iterator[Frame]:
        pixels = capture.get(cv2.CAP_PROP_FRAME_WIDTH) * capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
        if pixels > MOST_PIXELS:
            raise PictureTooLargeError(
                self.name, f"{pixels / 1e6:.0f} megapixels", f"{MOST_PIXELS / 1e6:.0f} megapixels"
            )
        stated = capture.get(cv2.CAP_PROP_FPS)
        rate = stated if np.isfinite(stated) and 1 <= stated <= 1000 else _USUAL_RATE
        step = max(1, round(self._every_s * rate))
        number = 0
        while not self._closed and capture.grab():
            if number % step == 0:
                usable, image = capture.retrieve()
                if usable:
                    yield Frame(np.asarray(image, np.uint8), f"{self.name}#{number}", number / rate)
            number += 1
        if self._closed:
            return
        if number == 0:
            raise VideoBrokenError(self.name)
        if number < _CUT_OFF_BELOW * capture.get(cv2.CAP_PROP_FRAME_COUNT):
            raise VideoCutOffError(self.name, number / rate)
