"""From a picture to its lines of print: find, straighten, read, and read again upside down where it reads badly."""

from typing import Any

import cv2
import numpy as np

from models import registry
from models.registry import Model
from models.stamp import ModelStamp
from vision.picture import Image, Points
from vision.text.detector import Detector
from vision.text.line import Line, in_reading_order
from vision.text.recogniser import Recogniser

_SURE = 0.85
"""Mean probability below which a line is read upside down as well."""
_LEAST = 0.5
"""Mean probability below which it is no print."""
_UPRIGHT = 1.5
"""A strip so many times higher than wide is turned by a quarter first."""


class TextReader:
    """Reads print in any direction. Loading takes a tenth of a second and some 60 MB."""

    def __init__(self, model: Model | None = None, threads: int = 1) -> None:
        """Load `models/label-text`, or another model of its form.

        Raises `ModelMissingError` or `ModelDamagedError` of `models.registry`.
        """
        model = model or registry.load("label-text")
        self.stamp: ModelStamp = model.stamp
        characters = model.path("characters.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
        self._find = Detector(_session(model.path("det.onnx"), threads))
        self._recognise = Recogniser(_session(model.path("rec.onnx"), threads), characters)

    def __call__(self, image: Image) -> list[Line]:
        """Return the lines of a BGR picture in reading order."""
        lines = [self._line(image, corners) for corners in self._find(image)]
        return in_reading_order([line for line in lines if line.text.strip() and line.confidence >= _LEAST])

    def _line(self, image: Image, corners: Points) -> Line:
        strip, corners = _straightened(image, corners)
        read = self._recognise(strip)
        if read.confidence < _SURE:
            other = self._recognise(np.ascontiguousarray(strip[::-1, ::-1]))
            if other.confidence > read.confidence:
                read, corners = other, np.roll(corners, -2, axis=0)
        return Line(read.text, read.probabilities, corners)


def _straightened(image: Image, corners: Points) -> tuple[Image, Points]:
    wide, high = _size(corners)
    if high > _UPRIGHT * wide:
        # Print that runs upwards: its beginning is at the bottom left.
        corners = np.roll(corners, 1, axis=0)
        wide, high = high, wide
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    size = (max(1, round(wide)), max(1, round(high)))
    strip = cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(strip, np.uint8), corners


def _size(corners: Points) -> tuple[float, float]:
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float(max(sides[0], sides[2])), float(max(sides[1], sides[3]))


def _session(path: Any, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
