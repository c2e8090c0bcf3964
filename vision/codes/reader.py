"""Reads every code in a picture with zxing-cpp: the plain picture first, changed pictures only if it shows nothing.

The order and the choice of passes were measured on photos, see `models/label-text/card.md`: local contrast
equalisation rescues most of what the plain passes miss. Nothing is cropped or padded with white, which loses codes.
"""

from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
import zxingcpp

from vision.codes.code import Code, Corners
from vision.codes.gs1 import RETAIL, elements_of
from vision.picture import Image, Points, grey, shrink, turned

_FORMATS = zxingcpp.barcode_formats_from_str("EANUPC,Code128,Code39,ITF,DataBar,QRCode,DataMatrix,PDF417,Aztec")
"""What is printed on goods. Codabar, Telepen and the like only add misreads."""

_LONGEST = 2400
"""Phones give more pixels than a code needs; beyond this, time grows and the reading does not get better."""
_ENLARGE_BELOW = 1_300_000
"""Pixels up to which the doubled picture is tried: above it, it takes too long and small modules are no problem."""
_DARK = 60
"""Mean luminance below which the picture is blurred and stretched first: there, noise hides the edges."""

_WEAK = RETAIL | {"ITF", "ITF14", "Code39", "DataBar", "DataBarOmni", "DataBarStk", "DataBarLtd"}
"""One check digit or none: among many samplings of a blurred picture, one in ten wrong ones has it right."""

_PARTS = frozenset({"UPCE", "EAN8", "DataBarLtd"})
"""So short that some of the bars of a longer code, crossed at a slant, may pass for one."""

_SKEW = 8
"""Degrees off the picture's axes up to which the plain pass reads long linear codes."""

_Found = tuple[Any, Points]
"""What zxing gives, and its corners in the picture that was given to `read_codes`."""


def read_codes(image: Image, *, thorough: bool = True) -> tuple[Code, ...]:
    """Return the codes in a BGR or grey picture, top to bottom, left to right; each text and place once.

    `thorough=False` leaves out the changed pictures: for the frames of a live camera.
    """
    light, factor = shrink(grey(image), _LONGEST)
    for number, attempt in enumerate(_passes(light, thorough=thorough)):
        found = attempt()
        if found:
            codes = [_code(result, points / factor, rescued=number > 0) for result, points in found]
            return tuple(sorted(_whole(_once(codes)), key=lambda code: (code.corners[0][1], code.corners[0][0])))
    return ()


def direction_of_bars(light: Image) -> float:
    """Return the angle in degrees across the most barcode-like spot of a grey picture: strong edges, all one way.

    Source: structure tensor, Bigün and Granlund 1987.
    """
    small, _ = shrink(light, 640)
    across, down = cv2.Scharr(small, cv2.CV_32F, 1, 0), cv2.Scharr(small, cv2.CV_32F, 0, 1)
    window = (25, 25)
    xx, yy, xy = (cv2.blur(product, window) for product in (across * across, down * down, across * down))
    oneness = np.sqrt((xx - yy) ** 2 + 4 * xy * xy)
    likeness = oneness * (oneness / (xx + yy + 1e-3)) ** 2
    at = np.unravel_index(int(np.argmax(likeness)), likeness.shape)
    return float(0.5 * np.degrees(np.arctan2(2 * xy[at], xx[at] - yy[at])))


def _passes(light: Image, *, thorough: bool) -> Iterator[Callable[[], list[_Found]]]:
    # Lambdas, so that a picture is only changed when its turn comes.
    yield lambda: _read(light)
    if not thorough:
        return
    degrees = direction_of_bars(light)
    if abs((degrees + 45) % 90 - 45) > _SKEW:
        yield lambda: _turned(light, degrees)
    yield lambda: _confirmed(light, binarizer=zxingcpp.Binarizer.GlobalHistogram)
    if light.mean() < _DARK:
        yield lambda: _confirmed(_brightened(light))
    yield lambda: _confirmed(_equalised(light))
    if light.size < _ENLARGE_BELOW:
        yield lambda: _confirmed(_scaled(light, 2), scale=0.5)


def _read(light: Image, *, scale: float = 1.0, **options: Any) -> list[_Found]:
    results = zxingcpp.read_barcodes(light, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain, **options)
    return [(result, _corners(result.position) * np.float32(scale)) for result in results if result.valid]


def _confirmed(light: Image, *, scale: float = 1.0, **options: Any) -> list[_Found]:
    """Read, and believe a code whose only protection is one check digit if a second sampling reads it again."""
    found = _read(light, scale=scale, **options)
    if all(_form(result) not in _WEAK for result, _ in found):
        return found
    again = {result.text for result, _ in _read(_scaled(light, 1.5 if scale == 1 else 0.75), **options)}
    return [(result, points) for result, points in found if _form(result) not in _WEAK or result.text in again]


def _turned(light: Image, degrees: float) -> list[_Found]:
    canvas, back = turned(light, degrees)
    return [(result, points @ back[:, :2].T + back[:, 2]) for result, points in _confirmed(canvas)]


def _equalised(light: Image) -> Image:
    return np.asarray(cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(light), np.uint8)


def _brightened(light: Image) -> Image:
    smooth = cv2.GaussianBlur(light, (0, 0), 1.0).astype(np.float32)
    dark, bright = np.percentile(smooth, (1, 99))
    return np.asarray(np.clip((smooth - dark) * (255 / max(1.0, bright - dark)), 0, 255), np.uint8)


def _scaled(light: Image, factor: float) -> Image:
    return np.asarray(cv2.resize(light, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8)


def _form(result: Any) -> str:
    return str(result.format).replace(" ", "").replace("-", "")


def _corners(position: Any) -> Points:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return np.array([(corner.x, corner.y) for corner in corners], np.float32)


def _code(result: Any, points: Points, *, rescued: bool) -> Code:
    form = _form(result)
    gs1 = result.content_type == zxingcpp.ContentType.GS1
    corners: Corners = tuple((float(x), float(y)) for x, y in points)
    elements = elements_of(result.text, form, result.symbology_identifier, gs1=gs1)
    return Code(result.text, form, corners, elements, rescued)


def _whole(codes: list[Code]) -> list[Code]:
    """Return the codes without the short ones that lie over another."""
    longer = [np.asarray(code.corners) for code in codes if code.format not in _PARTS]
    return [code for code in codes if code.format not in _PARTS or not any(_over(code, one) for one in longer)]


def _over(code: Code, other: Any) -> bool:
    corners = np.asarray(code.corners)
    # The corners of a code are those of the lines that read it alike: its bars go on above and below.
    grown = float(np.ptp(other, axis=0).min())
    least = np.maximum(corners.min(axis=0), other.min(axis=0) - grown)
    most = np.minimum(corners.max(axis=0), other.max(axis=0) + grown)
    return bool((most >= least).all())


def _once(codes: list[Code]) -> list[Code]:
    kept: list[Code] = []
    for code in codes:
        centre = np.mean(code.corners, axis=0)
        size = float(np.ptp(np.asarray(code.corners), axis=0).max())
        if not any(
            other.text == code.text and float(np.abs(np.mean(other.corners, axis=0) - centre).max()) < size / 2
            for other in kept
        ):
            kept.append(code)
    return kept
