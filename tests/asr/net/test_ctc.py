import itertools

import numpy as np
import pytest

from asr.net.ctc import best, ctc, likelihoods
from asr.net.graph import log_softmax, softmax


def collapsed(path):
    return tuple(unit for unit, before in zip(path, (0, *path[:-1]), strict=True) if unit not in (0, before))


def by_hand(scores, units):
    """Minus the logarithm of the summed probability of all paths that say the units."""
    probabilities = softmax(scores.astype(np.float32)).astype(float)
    paths = itertools.product(range(scores.shape[1]), repeat=len(scores))
    return -np.log(
        sum(
            np.prod([probabilities[moment, unit] for moment, unit in enumerate(path)])
            for path in paths
            if collapsed(path) == tuple(units)
        )
    )


SCORES = np.random.default_rng(1).normal(size=(5, 4)).astype(np.float32)


@pytest.mark.parametrize("units", [[], [1], [1, 2], [2, 2], [3, 1, 3], [1, 1, 1]])
def test_loss_is_that_of_all_paths(units):
    loss, _ = ctc(SCORES, units)
    assert loss == pytest.approx(by_hand(SCORES, units), rel=1e-4)


def test_likelihoods_are_those_of_all_paths_whatever_stands_beside():
    sentences = [[], [1], [1, 2], [2, 2], [3, 1, 3], [1, 1, 1], [1, 2, 3, 1, 2, 3]]
    found = likelihoods(log_softmax(SCORES), sentences)
    assert found[:-1] == pytest.approx([-by_hand(SCORES, units) for units in sentences[:-1]], rel=1e-4)
    assert found[-1] < -1e29


def test_likelihoods_of_a_long_sound_do_not_vanish():
    rng = np.random.default_rng(2)
    scores = rng.normal(scale=3, size=(600, 60)).astype(np.float32)
    sentences = [rng.integers(1, 60, length).tolist() for length in (0, 1, 40, 120)]
    found = likelihoods(log_softmax(scores), sentences)
    assert found == pytest.approx([-ctc(scores, units)[0] for units in sentences], rel=1e-3)


@pytest.mark.parametrize("units", [[], [1, 2], [2, 2]])
def test_slope_is_that_of_the_loss(units):
    _, slope = ctc(SCORES, units)
    for place in np.ndindex(SCORES.shape):
        step = np.zeros_like(SCORES)
        step[place] = 1e-2
        measured = (ctc(SCORES + step, units)[0] - ctc(SCORES - step, units)[0]) / 2e-2
        assert slope[place] == pytest.approx(measured, abs=2e-3)


def test_what_does_not_fit():
    loss, slope = ctc(SCORES, [1, 1, 1, 1])
    assert loss == float("inf")
    assert not slope.any()


def test_best_path():
    scores = np.full((6, 3), -9.0, np.float32)
    for moment, unit in enumerate([0, 1, 1, 0, 1, 2]):
        scores[moment, unit] = 9
    assert best(scores) == [1, 1, 2]
