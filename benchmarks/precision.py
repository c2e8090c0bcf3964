"""Average precision of a detector: how well its scores put right boxes before wrong ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from vision.detector.boxes import overlap
from vision.detector.detection import Detection
from vision.picture import Box
from vision.sighting import Kind

RIGHT_FROM = 0.5
"""Intersection over union from which a box is right: the 50 of mAP50."""


@dataclass(slots=True)
class Tally:
    """What was found of one kind, over all pictures."""

    there: int = 0
    """Things that are to be found."""
    scores: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    """Of each detection in `scores`."""

    def add(self, truth: Sequence[Box], found: Sequence[Detection]) -> None:
        """Match the detections of one picture, best first, each to the thing left that it overlaps most."""
        self.there += len(truth)
        left = list(truth)
        for one in sorted(found, key=lambda one: -one.confidence):
            best = max(left, key=lambda box: overlap(box, one.box), default=None)
            hit = best is not None and overlap(best, one.box) >= RIGHT_FROM
            if hit and best is not None:
                left.remove(best)
            self.scores.append(one.confidence)
            self.right.append(hit)

    def average_precision(self) -> float:
        """Return the area under precision over recall, 0–1; nought where there is nothing to be found.

        Source: Everingham et al., "The Pascal visual object classes challenge", 2010 (all points, envelope).
        """
        if not self.there or not self.scores:
            return 0.0
        order = np.argsort(-np.asarray(self.scores), kind="stable")
        hits = np.cumsum(np.asarray(self.right, float)[order])
        recall = np.concatenate([[0.0], hits / self.there])
        precision = np.concatenate([[1.0], hits / np.arange(1, len(hits) + 1)])
        envelope = np.maximum.accumulate(precision[::-1])[::-1]
        return float(np.sum(np.diff(recall) * envelope[1:]))

    def at(self, threshold: float) -> tuple[int, int]:
        """Return how many right and wrong boxes are told from a score on."""
        told = [right for score, right in zip(self.scores, self.right, strict=True) if score >= threshold]
        return sum(told), len(told) - sum(told)

    def best_threshold(self) -> float:
        """Return the score at which precision and recall are best together (F1), between 0.1 and 0.8."""
        steps = np.arange(0.1, 0.81, 0.01)
        return round(float(max(steps, key=self._f1)), 2)

    def _f1(self, threshold: float) -> float:
        right, wrong = self.at(threshold)
        return 2 * right / max(1, right + wrong + self.there)


def tallied(
    pictures: Sequence[tuple[Sequence[tuple[str, Box]], Sequence[Detection]]], kinds: Sequence[Kind]
) -> dict[Kind, Tally]:
    """Return the tally of each kind over pictures, each given as its truth and its detections."""
    tallies = {kind: Tally() for kind in kinds}
    for truth, found in pictures:
        for kind, tally in tallies.items():
            tally.add([box for name, box in truth if name == kind], [one for one in found if one.kind is kind])
    return tallies
