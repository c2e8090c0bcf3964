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


def best(scores: Floats) -> list[int]:
    """Return the units of the best path."""
    path = scores.argmax(axis=1)
    return [int(unit) for unit, before in zip(path, [BLANK, *path[:-1]], strict=True) if unit not in (BLANK, before)]


def _forward(log: npt.NDArray[np.float64], skips: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    found = np.full(log.shape, _IMPOSSIBLE)
    found[0, :2] = log[0, :2]
    for moment in range(1, len(log)):
        before = found[moment - 1]
        one = np.concatenate([[_IMPOSSIBLE], before[:-1]])
        two = np.where(skips, np.concatenate([[_IMPOSSIBLE] * 2, before[:-2]])[: len(before)], _IMPOSSIBLE)
        found[moment] = np.maximum(np.logaddexp(np.logaddexp(before, one), two) + log[moment], _IMPOSSIBLE)
    return found
