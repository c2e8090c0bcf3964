"""What a likeness is worth: the probability that the product is the one seen, unknown products included.

A logistic curve over how alike the product is and how far ahead of the next one; its weights are fitted by
`benchmarks.calibrate_looks` on products that the net has not seen, and ship beside it.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vision.looks.gallery import Likeness

FEATURES = ("whole", "whole_ahead", "details", "details_ahead", "colours", "colours_ahead")


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The fitted curve."""

    weights: tuple[float, ...]
    """One for each of `FEATURES`."""
    bias: float
    at_most: float
    """What looks alone are never surer than: sister products differ in a word."""
    unknown_below: float
    """Probability of the best product below which the answer is "unknown"; keeps 95 of 100 known ones."""

    @classmethod
    def read(cls, file: Path) -> "Likelihood":
        """Read the JSON file of a model."""
        data = json.loads(file.read_text(encoding="utf-8"))
        return cls(tuple(data["weights"]), data["bias"], data["at_most"], data["unknown_below"])

    def __call__(self, likenesses: Sequence[Likeness]) -> list[float]:
        """Return the probability of each of a view's likenesses; together at most one."""
        scores = [
            1 / (1 + math.exp(-self.bias - sum(w * x for w, x in zip(self.weights, row, strict=True))))
            for row in features(likenesses)
        ]
        scale = 1 / max(1.0, sum(scores))
        return [min(self.at_most, score * scale) for score in scores]


def features(likenesses: Sequence[Likeness]) -> list[tuple[float, ...]]:
    """Return what the curve looks at, a row a likeness; rivals are the others of the same view."""
    rows: list[tuple[float, ...]] = []
    for one in likenesses:
        others = [other for other in likenesses if other is not one]
        rival_whole = max((other.whole for other in others), default=0.0)
        rival_details = max((math.log1p(other.details) for other in others), default=0.0)
        rival_colours = max((other.colours for other in others), default=0.0)
        details = math.log1p(one.details)
        rows.append(
            (
                one.whole,
                one.whole - rival_whole,
                details,
                details - rival_details,
                one.colours,
                one.colours - rival_colours,
            )
        )
    return rows
