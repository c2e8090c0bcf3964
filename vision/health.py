"""How well the eyes can see: brightness, sharpness, and the likeliest reason why a picture shows nothing."""

from collections.abc import Sequence

import cv2
import numpy as np

from vision.picture import Image, grey, shrink
from vision.sighting import PictureHealth, PictureProblem
from vision.text.line import Line

_LONGEST = 640
"""Sharpness depends on the size, so it is measured at one."""
_UNIFORM = 5.0
"""Standard deviation of the luminance below which there is nothing to see: a hand, a wall, a lens cap."""
_UNIFORM_IN_THE_DARK, _UNEVEN = 0.8, 0.08
"""The same where it is dark: there, a label stands out by so little; and as a share of the brightness."""
_DARK = 45.0
_BLURRED = 35.0
"""Variance of the Laplacian after the contrast is taken out, see `sharpness`."""
_BURNT = 0.06
"""Share of pixels at full scale in one spot that hides what is under it."""
_FADING = 0.75
"""Share of what surrounds such a spot that must be nearly as bright: light fades out, white paper ends."""
_TOO_SMALL = 9.0
"""Pixels of a line's height below which characters run together."""


def examine(image: Image) -> PictureHealth:
    """Return brightness and sharpness of a BGR or grey picture, with the problem that these alone suggest."""
    small, _ = shrink(grey(image), _LONGEST)
    brightness, spread = float(small.mean()), float(cv2.medianBlur(small, 3).std())
    edges = sharpness(small)
    return PictureHealth(round(brightness, 1), round(edges, 1), _suspect(small, brightness, spread, edges))


def sharpness(light: Image) -> float:
    """Return the variance of the Laplacian of a picture stretched to full contrast.

    Source: Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000. The stretch keeps a dim sharp
    picture from counting as blurred; the median filter keeps sensor noise from counting as sharp.
    """
    smooth = cv2.medianBlur(light, 3).astype(np.float32)
    dark, bright = np.percentile(smooth, (1, 99))
    stretched = np.clip((smooth - dark) * np.float32(255 / max(16.0, bright - dark)), 0, 255).astype(np.float32)
    return float(cv2.Laplacian(stretched, cv2.CV_32F).var())


def verdict(health: PictureHealth, lines: Sequence[Line], *, found: bool) -> PictureHealth:
    """Return the health once it is known what was read: a picture that served has no problem."""
    if found:
        problem = None
    elif health.problem:
        problem = health.problem
    elif lines and float(np.median([line.height for line in lines])) < _TOO_SMALL:
        problem = PictureProblem.TOO_FAR
    else:
        problem = PictureProblem.NOTHING_FOUND
    return PictureHealth(health.brightness, health.sharpness, problem)


def _suspect(light: Image, brightness: float, spread: float, edges: float) -> PictureProblem | None:
    dark = brightness < _DARK
    if spread < (max(_UNIFORM_IN_THE_DARK, _UNEVEN * brightness) if dark else _UNIFORM):
        return PictureProblem.COVERED
    if dark:
        return PictureProblem.DARK
    if edges < _BLURRED:
        return PictureProblem.BLURRED
    return PictureProblem.GLARE if _burnt_spot(light) > _BURNT else None


def _burnt_spot(light: Image) -> float:
    """Return the share of the largest burnt spot that fades out at its edge, as light does and white paper does not."""
    # Smoothed, so that print which shines through does not break the spot into pieces.
    smooth = cv2.GaussianBlur(light, (0, 0), 4.0)
    burnt = (smooth >= 248).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(burnt)
    if count < 2:
        return 0.0
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    spot = (labels == largest).astype(np.uint8)
    ring = cv2.dilate(spot, np.ones((21, 21), np.uint8)) - cv2.dilate(spot, np.ones((5, 5), np.uint8))
    around = smooth[ring > 0]
    fading = float(np.mean(around >= 205)) if around.size else 0.0
    return float(stats[largest, cv2.CC_STAT_AREA]) / light.size if fading > _FADING else 0.0
