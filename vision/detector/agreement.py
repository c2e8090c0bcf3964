"""Several looks at one picture: what all of them see is sure, what only one of them sees is doubtful.

Source: Solovyev et al., "Weighted boxes fusion: ensembling boxes from different object detection models", 2021.
"""

from collections.abc import Sequence
from dataclasses import replace

from vision.detector.boxes import MOST, overlap
from vision.detector.detection import Detection
from vision.picture import Box

_ALIKE = 0.5
"""Intersection over union from which two looks saw the same thing."""


def agreed(looks: Sequence[Sequence[Detection]]) -> tuple[Detection, ...]:
    """Return the things of all looks, best first, each at the mean of its scores: 0 where a look missed it."""
    told: list[Detection] = []
    for look in looks:
        # Scores are sums until all have looked.
        before, told = told, []
        for one in look:
            alike = [other for other in before if other.kind is one.kind and overlap(one.box, other.box) >= _ALIKE]
            mate = max(alike, key=lambda other: overlap(one.box, other.box), default=None)
            if mate:
                before.remove(mate)
                told.append(replace(one, box=_between(one, mate), confidence=one.confidence + mate.confidence))
            else:
                told.append(one)
        told += before
    means = (replace(one, confidence=one.confidence / len(looks)) for one in told)
    return tuple(sorted(means, key=lambda one: -one.confidence)[:MOST])


def _between(one: Detection, other: Detection) -> Box:
    share = one.confidence / (one.confidence + other.confidence)
    x, y, wide, high = (round(share * a + (1 - share) * b) for a, b in zip(one.box, other.box, strict=True))
    return x, y, wide, high
