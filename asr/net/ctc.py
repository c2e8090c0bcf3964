"""Connectionist temporal classification: loss and gradient (Graves et al. 2006)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from asr.net.graph import softmax

Floats = npt.NDArray[np.float32]

BLANK = 0
_IMPOSSIBLE = -1e30


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
    skips = np.zeros(paths.shape, bool)
    skips[:, 2:] = (paths[:, 2:] != BLANK) & (paths[:, 2:] != paths[:, :-2])
    ahead = _forward(log_probabilities[:, paths].astype(np.float64), skips)[-1]
    last = 2 * np.array([len(units) for units in sentences], np.int64)
    rows = np.arange(len(sentences))
    # Without units there is one path only: nothing but blanks.
    in_sound = np.where(last > 0, ahead[rows, last - 1], _IMPOSSIBLE)
    return np.asarray(np.logaddexp(ahead[rows, last], in_sound))


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
