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

USUAL_WHOLE, USUAL_DETAILS, USUAL_COLOURS = 0.3, 3, 0.7
"""How alike the best of twenty strangers is (medians on goods that trained the net): a rival is never thought less like
than that, so that the only product of a small gallery is not taken for everything."""
UNLIKE, VETO = 0.62, 0.1
"""Likeness of colours below which a product is hardly ever the one, torn, dark or crumpled as it may be, and the factor
that is left of its probability. Of photos of the same product none was below, of strangers a third."""
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
        scores = [
            score * (VETO if one.colours < UNLIKE else 1.0) for score, one in zip(scores, likenesses, strict=True)
        ]
        scale = 1 / max(1.0, sum(scores))
        return [min(self.at_most, score * scale) for score in scores]


def features(likenesses: Sequence[Likeness]) -> list[tuple[float, ...]]:
    """Return what the curve looks at, a row a likeness; rivals are the others of the same view."""
    rows: list[tuple[float, ...]] = []
    for one in likenesses:
        others = [other for other in likenesses if other is not one]
        rival_whole = max([USUAL_WHOLE, *(other.whole for other in others)])
        rival_details = math.log1p(max([USUAL_DETAILS, *(other.details for other in others)]))
        rival_colours = max([USUAL_COLOURS, *(other.colours for other in others)])
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
