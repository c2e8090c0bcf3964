import numpy as np
import pytest

from benchmarks.statistics import (
    expected_calibration_error,
    fit_isotonic,
    fit_logistic,
    poisson,
    reliability,
    reliability_by_rank,
    wilson,
)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (95, 100, 0.8882, 0.9785)],
)
def test_wilson(right, n, low, high):
    assert wilson(right, n) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0.0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683)])
def test_poisson(count, low, high):
    assert poisson(count) == pytest.approx((low, high), abs=1e-3)


def test_perfectly_calibrated_and_always_sure():
    assert expected_calibration_error([0.0, 0.0, 1.0, 1.0], [0, 0, 1, 1]) == 0
    assert expected_calibration_error([0.9] * 10, [1] * 5 + [0] * 5) == pytest.approx(0.4)
    assert [bar.n for bar in reliability([0.05, 0.95, 1.0], [0, 1, 1])] == [1, 2]


def test_logistic_finds_what_made_the_data():
    random = np.random.default_rng(1)
    features = random.normal([3, -20], [1, 10], size=(20000, 2))
    truth = features @ [1.5, -0.1] - 5
    right = random.random(20000) < 1 / (1 + np.exp(-truth))
    fit = fit_logistic(features, right)
    assert fit.weights == pytest.approx([1.5, -0.1], rel=0.1)
    assert fit.bias == pytest.approx(-5, rel=0.1)


def test_logistic_stays_finite_on_separable_data():
    fit = fit_logistic([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
    assert np.isfinite(fit.weights).all()
    assert fit([[0.0]])[0] < 0.5 < fit([[3.0]])[0]


def test_isotonic_pools_violators():
    fit = fit_isotonic([1, 2, 3, 4], [0, 1, 0, 1])
    assert fit([1, 2.5, 4, 9]) == pytest.approx([0, 0.5, 1, 1])


def test_bars_by_rank_are_equally_full():
    sure = np.array([0.99, 0.9, 0.98, 0.91])
    bars = reliability_by_rank(sure, [True, False, True, True], bins=2)
    assert [(bar.n, round(bar.confidence, 3), bar.right) for bar in bars] == [(2, 0.905, 0.5), (2, 0.985, 1.0)]
