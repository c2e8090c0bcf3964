"""Intervals, calibration error and the two fits that turn scores into probabilities. Pure numpy."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def wilson(right: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Return the Wilson score interval of a share, 95 % by default; (0, 1) when nothing was counted.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
    """
    if n == 0:
        return 0.0, 1.0
    share = right / n
    middle = share + z * z / (2 * n)
    spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def poisson(count: int, tail: float = 0.025) -> tuple[float, float]:
    """Return the exact interval of the mean of a Poisson count, 95 % by default.

    Source: Garwood, "Fiducial limits for the Poisson distribution", 1936.
    """

    def at_most(events: int, mean: float) -> float:
        return sum(math.exp(events_seen * math.log(mean) - mean - math.lgamma(events_seen + 1))
                   for events_seen in range(events + 1)) if mean > 0 else 1.0  # fmt: skip

    def solve(events: int, wanted: float) -> float:
        low, high = 0.0, 2.0 * events + 20.0
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if at_most(events, middle) > wanted else (low, middle)
        return low

    return (solve(count - 1, 1 - tail) if count else 0.0), solve(count, tail)


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """One bar of a reliability diagram."""

    n: int
    confidence: float
    """Mean confidence of the bin."""
    right: float
    """Share of the bin that was right."""


def reliability(confidence: npt.ArrayLike, right: npt.ArrayLike, bins: int = 10) -> list[ReliabilityBin]:
    """Return the bars of `bins` equally wide bins, empty ones left out.

    `confidence` and `right` are [n]; `right` holds booleans or 0/1.
    """
    believed = np.asarray(confidence, dtype=np.float64)
    happened = np.asarray(right, dtype=np.float64)
    index = np.minimum((believed * bins).astype(np.int64), bins - 1)
    return [
        ReliabilityBin(int(inside.sum()), float(believed[inside].mean()), float(happened[inside].mean()))
        for inside in (index == number for number in range(bins))
        if inside.any()
    ]


def reliability_by_rank(confidence: npt.ArrayLike, right: npt.ArrayLike, bins: int = 8) -> list[ReliabilityBin]:
    """Return bars of `bins` equally full bins, the least sure first: tells more where nearly all are sure.

    `confidence` and `right` are as in `reliability`; there must be at least `bins` of them.
    """
    believed = np.asarray(confidence, dtype=np.float64)
    happened = np.asarray(right, dtype=np.float64)
    parts = np.array_split(np.argsort(believed, kind="stable"), bins)
    return [ReliabilityBin(len(part), float(believed[part].mean()), float(happened[part].mean())) for part in parts]


def expected_calibration_error(confidence: npt.ArrayLike, right: npt.ArrayLike, bins: int = 10) -> float:
    """Return the mean distance of confidence and accuracy, weighted by bin (Guo et al. 2017)."""
    bars = reliability(confidence, right, bins)
    total = sum(bar.n for bar in bars)
    return sum(bar.n * abs(bar.confidence - bar.right) for bar in bars) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Logistic:
    """Probability = 1 / (1 + exp(-(weights · x + bias)))."""

    weights: Floats
    """[features], for features as they are given, not normalised ones."""
    bias: float

    def __call__(self, features: npt.ArrayLike) -> Floats:
        """Return probabilities [n] for features [n, features]."""
        score = np.asarray(features, dtype=np.float64) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(score, -50, 50))))


def fit_logistic(
    features: npt.ArrayLike,
    right: npt.ArrayLike,
    *,
    weights: npt.ArrayLike | None = None,
    ridge: float = 1.0,
    steps: int = 50,
) -> Logistic:
    """Fit by Newton's method with a ridge on normalised features, so that separable data stays finite.

    `features` is [n, features], `right` [n] of 0/1, `weights` [n] counts an example more or less (1 by default).
    """
    raw = np.asarray(features, dtype=np.float64)
    target = np.asarray(right, dtype=np.float64)
    counts = np.ones(len(target)) if weights is None else np.asarray(weights, dtype=np.float64)
    mean, deviation = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    design = np.hstack([(raw - mean) / deviation, np.ones((len(raw), 1))])
    penalty = np.full(design.shape[1], ridge)
    penalty[-1] = 1e-6
    solution = np.zeros(design.shape[1])
    for _ in range(steps):
        believed = 1 / (1 + np.exp(-np.clip(design @ solution, -50, 50)))
        gradient = design.T @ (counts * (believed - target)) + penalty * solution
        curvature = (design.T * (counts * believed * (1 - believed))) @ design + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        # A full Newton step can overshoot far from the optimum.
        step *= min(1.0, 5.0 / (np.abs(step).max() + 1e-12))
        solution -= step
        if np.abs(step).max() < 1e-8:
            break
    scaled = solution[:-1] / deviation
    return Logistic(scaled, float(solution[-1] - scaled @ mean))


@dataclass(frozen=True, slots=True)
class Isotonic:
    """A rising curve given by its corners, straight between them."""

    scores: Floats
    values: Floats

    def __call__(self, scores: npt.ArrayLike) -> Floats:
        """Return the curve's values at scores [n]."""
        return np.asarray(np.interp(np.asarray(scores, dtype=np.float64), self.scores, self.values))


def fit_isotonic(scores: npt.ArrayLike, right: npt.ArrayLike) -> Isotonic:
    """Fit the best rising curve by pooling adjacent violators; its corners are the means of the pools."""
    order = np.argsort(np.asarray(scores, dtype=np.float64), kind="stable")
    sorted_scores = np.asarray(scores, dtype=np.float64)[order]
    pools: list[list[float]] = []  # sum of scores, sum of rights, count
    for score, hit in zip(sorted_scores, np.asarray(right, dtype=np.float64)[order], strict=True):
        pools.append([float(score), float(hit), 1.0])
        while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return Isotonic(
        np.array([pool[0] / pool[2] for pool in pools]),
        np.array([pool[1] / pool[2] for pool in pools]),
    )
