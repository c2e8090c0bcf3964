"""Connectionist temporal classification: loss and gradient (Graves et al. 2006)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from asr.net.graph import softmax

Floats = npt.NDArray[np.float32]

BLANK = 0
_IMPOSSIBLE = -1e30
_RESCALED = 8
"""Moments between which probabilities are scaled up again, lest they vanish."""


def ctc(scores: Floats, units: Sequence[int]) -> tuple[float, Floats]:
    """Return the loss of saying `units`, and its slope by the scores.

    `scores` is [moments, units] before the softmax. The loss is infinite, and the slope zero, where the units do not
    fit into the moments.
    """
    path = np.zeros(2 * len(units) + 1, np.int64)
    path[1::2] = units
    probabilities = softmax(scores)
    log = np.log(np.maximum(probabilities[:, path], 1e-20)).astype(np.float64)
    skips = np.zeros(len(path), bool)
    skips[2:] = (path[2:] != BLANK) & (path[2:] != path[:-2])
    ahead = _forward(log, skips)
    # Backwards is forwards in the mirror; a state may be skipped to from where its mirror image skips.
    mirrored = np.zeros(len(path), bool)
    mirrored[2:] = skips[::-1][:-2]
    behind = _forward(log[::-1, ::-1], mirrored)[::-1, ::-1]
    total = np.logaddexp(ahead[-1, -1], ahead[-1, -2]) if len(path) > 1 else ahead[-1, -1]
    if total < _IMPOSSIBLE / 2:
        return float("inf"), np.zeros_like(scores)
    share = np.exp(ahead + behind - log - total)
    expected = np.zeros_like(scores)
    np.add.at(expected.T, path, share.T.astype(np.float32))
    return -float(total), probabilities - expected


def likelihoods(log_probabilities: Floats, sentences: Sequence[Sequence[int]]) -> npt.NDArray[np.float64]:
    """Return the logarithm of the likelihood of each sentence of units, by all the ways of timing it.

    `log_probabilities` is [moments, units], not necessarily normalised. What does not fit into the moments is as good
    as impossible: below −1e29.
    """
    longest = max(map(len, sentences), default=0)
    paths = np.zeros((len(sentences), 2 * longest + 1), np.int64)
    for path, units in zip(paths, sentences, strict=True):
        path[1 : 2 * len(units) : 2] = units
    skips = np.zeros(paths.shape)
    skips[:, 2:] = (paths[:, 2:] != BLANK) & (paths[:, 2:] != paths[:, :-2])
    highest = log_probabilities.max(axis=1, keepdims=True).astype(np.float64)
    ahead, logarithm = _forward_scaled(np.exp(log_probabilities - highest)[:, paths], skips)
    rows, last = np.arange(len(sentences)), 2 * np.array([len(units) for units in sentences], np.int64)
    # Without units there is one path only: nothing but blanks.
    arrived = ahead[rows, last] + np.where(last > 0, ahead[rows, last - 1], 0.0)
    possible = arrived > 0
    found = np.log(np.where(possible, arrived, 1.0)) + logarithm + highest.sum()
    return np.where(possible, found, _IMPOSSIBLE)


def best(scores: Floats) -> list[int]:
    """Return the units of the best path."""
    path = scores.argmax(axis=1)
    return [int(unit) for unit, before in zip(path, [BLANK, *path[:-1]], strict=True) if unit not in (BLANK, before)]


def _forward(log: npt.NDArray[np.float64], skips: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return the log probability of each state [..., states] at each moment, the first axis of `log`."""
    found = np.full(log.shape, _IMPOSSIBLE)
    found[0, ..., :2] = log[0, ..., :2]
    one, two = (np.full(log.shape[1:], _IMPOSSIBLE) for _ in range(2))
    for moment in range(1, len(log)):
        before = found[moment - 1]
        one[..., 1:] = before[..., :-1]
        two[..., 2:] = np.where(skips[..., 2:], before[..., :-2], _IMPOSSIBLE)
        found[moment] = np.maximum(np.logaddexp(np.logaddexp(before, one), two) + log[moment], _IMPOSSIBLE)
    return found


def _forward_scaled(
    probabilities: npt.NDArray[np.float64], skips: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return how likely each state [paths, states] is in the end, but for a factor a path, and that factor's logarithm.

    `probabilities` are [moments, paths, states]; `skips` is 1 where a state is also reached from the last but one. What
    is less likely than all else by more than doubles can say counts as impossible.
    """
    # Before the first state there are two that nobody comes from.
    states = np.zeros((skips.shape[0], skips.shape[1] + 2))
    states[:, 2:4] = probabilities[0, :, :2]
    logarithm = np.zeros(len(states))
    for moment in range(1, len(probabilities)):
        states[:, 2:] = (states[:, 2:] + states[:, 1:-1] + states[:, :-2] * skips) * probabilities[moment]
        if moment % _RESCALED == 0:
            largest = states.max(axis=1)
            largest[largest == 0] = 1.0
            states /= largest[:, None]
            logarithm += np.log(largest)
    return states[:, 2:], logarithm
