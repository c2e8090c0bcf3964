"""Find where each syllable of a recording is spoken, by the net itself, so that people can be cut up and joined anew.

Few people in the data say more than a sentence or two. A net that sees them in the order in which they spoke learns
the sentences by heart; one that sees their syllables in any order has to listen.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from models.training.asr.cases import Prepared
from models.training.asr.features import HOP, log_mel
from models.training.asr.net import AcousticNet
from models.training.asr.syllables import SYLLABLES, UNIT_INDEX

FILE = "pieces.json"
_STEP = 3 * HOP
"""Samples an output."""
_ONSET = 0.35
"""Of the way from the last sound of a syllable to the first of the next one: the net fires early in a sound."""
_DOUBTFUL = -2.5
"""Mean log-probability a sound below which a recording is left out: the text is not what is said."""


@dataclass(frozen=True)
class Aligned:
    """Where the sounds of one recording are."""

    moments: np.ndarray
    """[units] outputs at which each unit is surest."""
    score: float
    """Mean log-probability of the units there."""


def align(scores: np.ndarray, units: list[int]) -> Aligned | None:
    """Return the best way to say `units` in log-probabilities `scores` [outputs, units], None where they do not fit."""
    path = np.zeros(2 * len(units) + 1, np.int64)
    path[1::2] = units
    skips = np.zeros(len(path), bool)
    skips[2:] = (path[2:] != 0) & (path[2:] != path[:-2])
    best = np.full(len(path), -np.inf)
    best[:2] = scores[0, path[:2]]
    came = np.zeros((len(scores), len(path)), np.int8)
    for moment in range(1, len(scores)):
        choices = np.full((3, len(path)), -np.inf)
        choices[0] = best
        choices[1, 1:] = best[:-1]
        choices[2, 2:] = np.where(skips[2:], best[:-2], -np.inf)
        came[moment] = choices.argmax(axis=0)
        best = choices.max(axis=0) + scores[moment, path]
    state = len(path) - 1 if best[-1] > best[-2] else len(path) - 2
    if not np.isfinite(best[state]):
        return None
    states = np.empty(len(scores), np.int64)
    for moment in range(len(scores) - 1, -1, -1):
        states[moment] = state
        state -= int(came[moment, state])
    where, sure = [], []
    for number in range(len(units)):
        there = np.flatnonzero(states == 2 * number + 1)
        peak = there[scores[there, units[number]].argmax()]
        where.append(peak)
        sure.append(scores[peak, units[number]])
    return Aligned(np.array(where), float(np.mean(sure)))


def _pieces(aligned: Aligned, syllables: list[str], samples: int) -> list[tuple[str, int, int]]:
    """Return (syllable, first sample, one past the last) of each syllable."""
    ends = np.cumsum([len(SYLLABLES[s]) for s in syllables])
    last, first = aligned.moments[ends[:-1] - 1], aligned.moments[ends[:-1]]
    cuts = (_STEP * (last + (1 - _ONSET) * (first - last))).astype(int)
    bounds = [0, *cuts.tolist(), samples]
    return [(s, bounds[i], bounds[i + 1]) for i, s in enumerate(syllables)]


def write_pieces(net: AcousticNet, work: Path, folders: tuple[str, ...]) -> None:
    """Write `work/pieces.json`: (index into `speech.json`, pieces) of every training recording of `folders`."""
    prepared = Prepared(work)
    found, doubtful = [], 0
    for index, entry in enumerate(prepared.entries):
        if entry["split"] != "training" or not entry["syllables"] or not entry["folder"].startswith(folders):
            continue
        sound = prepared.cut(entry, trimmed=True)
        features = np.pad(log_mel(sound * 32767), ((net.margin, net.margin), (0, 0)), mode="edge")
        with torch.no_grad():
            scores = net(torch.from_numpy(features)[None])[0].numpy()
        aligned = align(scores, [UNIT_INDEX[u] for s in entry["syllables"] for u in SYLLABLES[s]])
        if aligned is None or aligned.score < _DOUBTFUL:
            doubtful += 1
            continue
        found.append((index, _pieces(aligned, entry["syllables"], len(sound))))
    (work / FILE).write_text(json.dumps(found), encoding="utf-8")
    print(f"{len(found)} recordings cut into syllables, {doubtful} left out")
