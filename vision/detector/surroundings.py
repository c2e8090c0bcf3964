"""What stands around a carton says whether it is one: a second opinion on the score of the net.

The net judges each place by itself. What lies inside a surer carton is mostly a part of it; what is as large as the
others and bears a label of its own is mostly one more. Source: contextual rescoring, Felzenszwalb et al., "Object
detection with discriminatively trained part-based models", 2010, section 8. Fitted by `benchmarks.seeing --calibrate`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from vision.detector.detection import Detection
from vision.sighting import Kind

LEAST = 0.05
"""Score of the net from which a carton gets a second opinion."""
FEATURES = ("score", "overlap", "inside", "unlike", "size", "own_label", "shared_label")
_SURE = 0.5
"""Score from which a carton says how large the others are."""
_PAPER = 0.3
"""Score from which a label or a code counts as one."""


def features(found: Sequence[Detection], shape: tuple[int, ...]) -> Any:
    """Return what is known about each carton among `found`, in their order, float64 [n, features]."""
    cartons = [one for one in found if one.kind is Kind.CARTON]
    if not cartons:
        return np.zeros((0, len(FEATURES)))
    scores = np.clip([one.confidence for one in cartons], 0.001, 0.999)
    corners = np.array([one.box for one in cartons], np.float64)
    corners[:, 2:] += corners[:, :2]
    areas = (corners[:, 2:] - corners[:, :2]).prod(axis=1)
    low = np.maximum(corners[:, None, :2], corners[None, :, :2])
    high = np.minimum(corners[:, None, 2:], corners[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=2) * (scores[None] > scores[:, None])
    overlaps = shared / (areas[:, None] + areas[None] - shared)
    sure = scores >= _SURE
    usual = np.array([_median(areas[sure & (np.arange(len(areas)) != at)], area) for at, area in enumerate(areas)])
    own, others = _labels(found, corners, scores)
    return np.stack(
        [
            np.log(scores / (1 - scores)),
            overlaps.max(axis=1),
            (shared / areas[:, None]).max(axis=1),
            np.abs(np.log(areas / usual)),
            np.log(areas / (shape[0] * shape[1])),
            own,
            others,
        ],
        axis=1,
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The fitted function."""

    weights: Mapping[str, float]
    """By the names of `FEATURES`."""
    bias: float

    def __call__(self, found: Sequence[Detection], shape: tuple[int, ...]) -> tuple[Detection, ...]:
        """Return the detections of a picture of `shape`, cartons with the probability of being one, best first."""
        logits = features(found, shape) @ [self.weights[name] for name in FEATURES] + self.bias
        told = iter(1 / (1 + np.exp(-np.clip(logits, -50, 50))))
        again = [replace(one, confidence=float(next(told))) if one.kind is Kind.CARTON else one for one in found]
        return tuple(sorted(again, key=lambda one: -one.confidence))


def _median(areas: Any, alone: float) -> float:
    return float(np.median(areas)) if len(areas) else alone


def _labels(found: Sequence[Detection], corners: Any, scores: Any) -> tuple[Any, Any]:
    """Return which cartons bear a label that no surer one bears, and which bear only others', 0 or 1."""
    papers = [one.box for one in found if one.kind in {Kind.LABEL, Kind.BARCODE} and one.confidence >= _PAPER]
    if not papers:
        return np.zeros(len(corners)), np.zeros(len(corners))
    middles = np.array([(x + wide / 2, y + high / 2) for x, y, wide, high in papers])
    borne = ((corners[:, None, :2] <= middles) & (middles <= corners[:, None, 2:])).all(axis=2)
    surer = scores[None] > scores[:, None]
    own = (borne & ~(surer[:, :, None] & borne[None]).any(axis=1)).any(axis=1)
    return own.astype(float), (borne.any(axis=1) & ~own).astype(float)
