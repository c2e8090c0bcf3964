"""Key points of a picture, and how many of two pictures' agree on how one was moved onto the other.

The net sees the whole; the key points see the print. They hold when a part is torn off or hidden, and their geometry
is hard to satisfy by chance. Source: Lowe, "Distinctive image features from scale-invariant keypoints", 2004.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vision.looks.preparing import auto_gain
from vision.picture import Image, grey, shrink

_LONGEST = 360
"""Pixels of the longer side: beyond it, time grows and matches do not."""
MOST = 400
_RATIO = 0.8
"""Lowe's: the best match must be so much nearer than the second."""
_LEAST = 4
"""Matches from which a movement is fitted."""
_TOLERANCE = 6.0
"""Pixels by which a key point may miss the movement: packages are not flat."""


@dataclass(frozen=True, slots=True, eq=False)
class Details:
    """Key points of one picture."""

    places: npt.NDArray[np.float32]
    """[n, 2], x and y in pixels of the shrunk picture."""
    descriptors: npt.NDArray[np.uint8]
    """[n, 128]."""


def details_of(image: Image) -> Details:
    """Return the key points of a BGR picture, strongest `MOST` of them."""
    light, _ = shrink(grey(image), _LONGEST)
    points, descriptors = cv2.SIFT.create(nfeatures=MOST, contrastThreshold=0.03).detectAndCompute(
        auto_gain(light), None
    )
    if descriptors is None:
        return Details(np.zeros((0, 2), np.float32), np.zeros((0, 128), np.uint8))
    places = np.array([point.pt for point in points], np.float32)
    return Details(places[:MOST], np.clip(descriptors[:MOST], 0, 255).astype(np.uint8))


def agreeing(one: Details, other: Details) -> int:
    """Return how many key points of `one` are found in `other` where a turn, a shift and a scale put them."""
    if len(one.places) < _LEAST or len(other.places) < _LEAST:
        return 0
    pairs = cv2.BFMatcher().knnMatch(one.descriptors.astype(np.float32), other.descriptors.astype(np.float32), k=2)
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < _RATIO * pair[1].distance]
    if len(good) < _LEAST:
        return 0
    source = one.places[[match.queryIdx for match in good]]
    target = other.places[[match.trainIdx for match in good]]
    matrix, inside = cv2.estimateAffinePartial2D(source, target, ransacReprojThreshold=_TOLERANCE, maxIters=400)
    if matrix is None or not 0.2 < float(np.hypot(matrix[0, 0], matrix[1, 0])) < 5.0:
        return 0
    return int(inside.sum())
