"""A camera on this machine, through OpenCV."""

import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np

from vision.errors import CameraMissingError
from vision.sources.port import Frame


class Camera:
    """A camera as a source. `device` is its number, or an address that OpenCV opens; `clock` gives seconds."""

    def __init__(self, device: int | str = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._device = device
        self._clock = clock
        self._closed = False

    @property
    def name(self) -> str:
        """The device as it was asked for."""
        return f"camera {self._device}"

    def frames(self) -> Iterator[Frame]:
        """Yield frames as fast as they are fetched; raises `CameraMissingError` when there are none (any more)."""
        capture = self._open()
        try:
            # One frame waits at most: a clerk that is busy must not be shown the past.
            capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            began, number = self._clock(), 0
            while not self._closed:
                usable, image = capture.read()
                if not usable:
                    raise CameraMissingError(str(self._device))
                yield Frame(np.asarray(image, np.uint8), f"{self.name}#{number}", self._clock() - began)
                number += 1
        finally:
            capture.release()

    def problem(self) -> CameraMissingError | None:
        """Return why it cannot be opened, None where it can; takes no picture."""
        capture = self._open()
        try:
            return None if capture.isOpened() else CameraMissingError(str(self._device))
        finally:
            capture.release()

    def close(self) -> None:
        """Stop before the next frame."""
        self._closed = True

    def _open(self) -> cv2.VideoCapture:
        # Whoever has no camera is told so in his language, not by ten lines of OpenCV's.
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        return cv2.VideoCapture(self._device)
