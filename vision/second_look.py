"""Small labels are read a second time, from nearer: the part of the picture around them, enlarged.

The crop keeps a generous margin of what really is around the label: a tight crop padded with white loses codes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from vision.codes.code import Code
from vision.codes.reader import read_codes
from vision.detector.detection import Detection
from vision.picture import Box, Image
from vision.sighting import Kind
from vision.text.line import Line, in_reading_order

_MARGIN = 0.5
"""Of the box's longer side, on every side."""
_LARGE = 0.35
"""Share of the picture's longer side from which on the first look sees as much as a second one would."""
_LONGEST = 736
"""Pixels to which the crop's longer side is enlarged: what the text detector sees."""
_MOST_ENLARGED = 4.0
_MOST = 4
"""Labels that get a second look: bounds the time on a wall of labels."""

Reader = Callable[[Image], list[Line]]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read in a picture, in its own pixels."""

    codes: tuple[Code, ...]
    lines: list[Line]
    """In reading order."""


def look_again(image: Image, first: Read, found: Sequence[Detection], reader: Reader | None) -> Read:
    """Return what the first look read, and what the labels and codes that it could not read say from nearer."""
    for box in _worthwhile(image, first, found)[:_MOST]:
        crop, left, top, factor = _nearer(image, box)
        codes = [_moved(code, left, top, factor) for code in read_codes(crop, thorough=False)]
        fresh = [code for code in codes if all(code.text != known.text for known in first.codes)]
        lines = [_placed(line, left, top, factor) for line in reader(crop)] if reader else []
        inside = [line for line in first.lines if _within(line.centre, box)]
        better = _sureness([line for line in lines if _within(line.centre, box)]) > _sureness(inside)
        if better:
            kept = [line for line in first.lines if not _within(line.centre, box)]
            lines = [*kept, *(line for line in lines if _within(line.centre, box))]
        first = Read((*first.codes, *fresh), in_reading_order(lines) if better else first.lines)
    return first


def _worthwhile(image: Image, first: Read, found: Sequence[Detection]) -> list[Box]:
    """Return the boxes of small labels and codes without a code that was read, the surest first."""
    longest = max(image.shape[:2])
    boxes: list[Box] = []
    for one in found:
        if one.kind not in {Kind.LABEL, Kind.BARCODE} or max(one.box[2:]) > _LARGE * longest:
            continue
        centre = (one.box[0] + one.box[2] / 2, one.box[1] + one.box[3] / 2)
        coded = any(_within(tuple(np.mean(code.corners, axis=0)), one.box) for code in first.codes)
        if not coded and not any(_within(centre, box) for box in boxes):
            boxes.append(one.box)
    return boxes


def _nearer(image: Image, box: Box) -> tuple[Image, int, int, float]:
    """Return the enlarged part of the picture around a box, its left and top edge, and the factor of enlargement."""
    margin = round(_MARGIN * max(box[2:]))
    left, top = max(0, box[0] - margin), max(0, box[1] - margin)
    crop = image[top : box[1] + box[3] + margin, left : box[0] + box[2] + margin]
    factor = min(_MOST_ENLARGED, max(1.0, _LONGEST / max(crop.shape[:2])))
    enlarged = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return np.asarray(enlarged, np.uint8), left, top, factor


def _moved(code: Code, left: int, top: int, factor: float) -> Code:
    corners = tuple((x / factor + left, y / factor + top) for x, y in code.corners)
    return replace(code, corners=corners, rescued=True)


def _placed(line: Line, left: int, top: int, factor: float) -> Line:
    corners = np.asarray(line.corners / np.float32(factor) + np.array([left, top], np.float32), np.float32)
    return replace(line, corners=corners, again=tuple(_placed(other, left, top, factor) for other in line.again))


def _sureness(lines: Sequence[Line]) -> float:
    """Return how much was read and how surely: the sum of characters' probabilities beyond a half."""
    return sum(max(0.0, probability - 0.5) for line in lines for probability in line.probabilities)


def _within(point: tuple[float, ...], box: Box) -> bool:
    return box[0] <= point[0] <= box[0] + box[2] and box[1] <= point[1] <= box[1] + box[3]
