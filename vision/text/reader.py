"""From a picture to its lines of print: find, straighten, read; upside down where that reads better; and once more.

Every line is read twice, as it is and narrower; where that differs anywhere, all are read in three more ways. What a
crease, a smear or a lamp does to a character seldom does the same in all of them: see `vision.label.agreement`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from models import registry
from models.registry import Model
from models.stamp import ModelStamp
from vision.picture import Image, Points
from vision.text.creases import doubted, edges
from vision.text.detector import Detector
from vision.text.line import Line, bare, in_reading_order
from vision.text.recogniser import Reading, Recogniser

_SURE = 0.85
"""Mean probability below which a line is read upside down as well."""
_LEAST = 0.5
"""Mean probability below which it is no print."""
_UPRIGHT = 1.5
"""A strip so many times higher than wide is turned by a quarter first."""
_CLEAR = 0.6
"""Probability of its weakest character from which a line that two ways read alike is not read again."""
_ROOM = 0.7
"""Heights of a line by which its outline is made longer at both ends."""
_LONG = 4
"""Characters from which a line has a say in which way up a label is: `60` and `09` read well either way."""
_FINEST = 96
"""Pixels of a line's height beyond which nothing more is to be seen of its paper."""
_OUTVOTED = 0.35
"""Mean probability by which a line may read worse the way up that the others are."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A line that was found, cut out and read."""

    outline: Points
    """As the detector gave it."""
    straight: tuple[Image, Points]
    """The strip as it was cut, and its corners in the picture."""
    reading: Reading
    upside_down: bool

    @property
    def strip(self) -> Image:
        """The strip the way up that it reads."""
        return _upside_down(self.straight[0]) if self.upside_down else self.straight[0]

    def line(self, reading: Reading, again: tuple[Line, ...] = ()) -> Line:
        """Return the line as read."""
        corners = np.roll(self.straight[1], -2, axis=0) if self.upside_down else self.straight[1]
        return Line(reading.text, reading.probabilities, corners, reading.places, again)


class TextReader:
    """Reads print in any direction. Loading takes a tenth of a second and some 60 MB."""

    def __init__(self, model: Model | None = None, threads: int = 1) -> None:
        """Load `models/label-text`, or another model of its form.

        Raises `ModelMissingError` or `ModelDamagedError` of `models.registry`.
        """
        model = model or registry.load("label-text")
        self.stamp: ModelStamp = model.stamp
        characters = model.path("characters.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
        self.find = Detector(_session(model.path("det.onnx"), threads))
        self.recognise = Recogniser(_session(model.path("rec.onnx"), threads), characters)

    def __call__(self, image: Image, *, thorough: bool = True) -> list[Line]:
        """Return the lines of a BGR picture in reading order; `thorough=False` reads each in one way only."""
        outlines = self.find(image)
        strips = [straightened(image, corners) for corners in outlines]
        read = [self._either_way_up(strip) for strip, _ in strips]
        found = [
            _Found(outline, straight, reading, upside_down)
            for outline, straight, (reading, upside_down) in zip(
                outlines, strips, self._same_way_up(strips, read), strict=True
            )
            if reading.text.strip() and reading.confidence >= _LEAST
        ]
        again = self._again(image, found) if thorough else [() for _ in found]
        lines = [one.line(one.reading, others) for one, others in zip(found, again, strict=True)]
        if any(len(others) > 1 for others in again):
            folds = edges(image, np.concatenate([line.corners for line in lines]))
            lines = [doubted(line, folds) for line in lines]
        return in_reading_order(lines)

    def _again(self, image: Image, found: Sequence[_Found]) -> list[tuple[Line, ...]]:
        """Return each line read once more; in all ways, where that says anything else or is not sure."""
        once: list[tuple[Line, ...]] = [(one.line(_narrower(self.recognise, one.strip)),) for one in found]
        if all(_same(one.reading, line) for one, (line,) in zip(found, once, strict=True)):
            return once
        return [(*first, *self._otherwise(image, one)) for one, first in zip(found, once, strict=True)]

    def _otherwise(self, image: Image, one: _Found) -> Iterator[Line]:
        for way in (_flattened, _softened):
            yield one.line(way(self.recognise, one.strip))
        # With more room at both ends, where the first or last character may be.
        longer = replace(one, straight=straightened(image, _longer(one.outline)))
        yield longer.line(self.recognise(longer.strip))

    def _either_way_up(self, strip: Image) -> tuple[Reading, bool]:
        read = self.recognise(strip)
        if read.confidence < _SURE:
            other = self.recognise(_upside_down(strip))
            if other.confidence > read.confidence:
                return other, True
        return read, False

    def _same_way_up(
        self, strips: Sequence[tuple[Image, Points]], read: list[tuple[Reading, bool]]
    ) -> list[tuple[Reading, bool]]:
        """Return the readings all one way up: the way of most of the long lines, as far as the others follow."""
        votes = [len(reading.text) * (-1 if turned else 1) for reading, turned in read if len(reading.text) >= _LONG]
        if len({turned for _, turned in read}) < 2 or not votes:
            return read
        upside_down = sum(votes) < 0
        kept = []
        for (strip, _), (reading, turned) in zip(strips, read, strict=True):
            if turned != upside_down:
                other = self.recognise(_upside_down(strip) if upside_down else strip)
                if other.confidence >= max(_LEAST, reading.confidence - _OUTVOTED):
                    kept.append((other, upside_down))
                    continue
            kept.append((reading, turned))
        return kept


def _same(reading: Reading, line: Line) -> bool:
    if bare(reading.text) != bare(line.text):
        return False
    pairs = [*zip(reading.text, reading.probabilities, strict=True), *zip(line.text, line.probabilities, strict=True)]
    return all(chance >= _CLEAR for character, chance in pairs if character.isalnum())


def _narrower(read: Recogniser, strip: Image) -> Reading:
    return read(strip, 0.85)


def _flattened(read: Recogniser, strip: Image) -> Reading:
    """Read with the light of the paper made even."""
    if strip.shape[0] > _FINEST:
        wide = max(1, strip.shape[1] * _FINEST // strip.shape[0])
        strip = np.asarray(cv2.resize(strip, (wide, _FINEST), interpolation=cv2.INTER_AREA), np.uint8)
    high = strip.shape[0]
    size = max(3, high // 3)
    paper = cv2.morphologyEx(strip, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), max(1.0, high / 6)).astype(np.float32)
    even = np.clip(strip.astype(np.float32) * 235 / np.maximum(paper, 20), 0, 255)
    return read(even.astype(np.uint8))


def _softened(read: Recogniser, strip: Image) -> Reading:
    return read(np.asarray(cv2.GaussianBlur(strip, (0, 0), 1.0), np.uint8))


def _upside_down(strip: Image) -> Image:
    return np.ascontiguousarray(strip[::-1, ::-1])


def straightened(image: Image, corners: Points) -> tuple[Image, Points]:
    """Return a line cut out of a BGR picture, horizontal, and its corners in the order in which it begins."""
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


def _longer(corners: Points) -> Points:
    """Return the outline of a line with room for a character more at both ends."""
    wide, high = _size(corners)
    # Of print that runs upwards the ends are above and below.
    first, second = ((0, 1), (3, 2)) if high <= _UPRIGHT * wide else ((0, 3), (1, 2))
    grown = corners.copy()
    for start, end in (first, second):
        along = (corners[end] - corners[start]) / (np.linalg.norm(corners[end] - corners[start]) + 1e-9)
        grown[start] -= _ROOM * min(wide, high) * along
        grown[end] += _ROOM * min(wide, high) * along
    return grown


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
