"""What the ears say about themselves: levels of a stretch, and the reason, if any, not to rely on it."""

from dataclasses import dataclass

import numpy as np

from asr.resample import Samples
from asr.utterance import SpeechHealth, SpeechProblem

BELIEVED = 0.667
"""From this confidence on no problem is reported: it was understood in spite of it. To be wrong costs twice as much as
to be asked to say it again."""

_FULL_SCALE = 0.999
_CLIPPED_SHARE = 0.005
_TOO_FAR_DB = -50.0
_DROWNED_DB = 6.0
_LOUD_DB = -45.0
"""Without speech: noise above this level may well have drowned some."""
_DEAD_DB = -96.0
"""No microphone is so quiet: it is what 16 bits say when nothing is connected."""
_SHORTEST_S = 0.12


@dataclass(frozen=True, slots=True)
class Levels:
    """Measured on one stretch."""

    snr_db: float | None
    """None without speech."""
    speech_s: float
    level_db: float
    """Of the speech, dB of full scale."""
    noise_db: float
    clipped: float
    """Share of samples at full scale."""


def clipped_share(samples: Samples) -> float:
    """Return the share of samples at full scale that have a neighbour there: single peaks are not clipping."""
    full = np.abs(samples) >= _FULL_SCALE
    if not full.any():
        return 0.0
    runs = full & (np.roll(full, 1) | np.roll(full, -1))
    return float(runs.mean())


def without_speech(levels: Levels) -> SpeechHealth:
    """Return the health where nobody was found speaking."""
    if levels.noise_db < _DEAD_DB:
        return measured(levels, SpeechProblem.NO_SIGNAL)
    return measured(levels, SpeechProblem.NOISE if levels.noise_db > _LOUD_DB else SpeechProblem.SILENCE)


def of(levels: Levels, confidence: float) -> SpeechHealth:
    """Return the health of a stretch that was understood with `confidence`."""
    return measured(levels, _problem(levels, confidence))


def measured(levels: Levels, problem: SpeechProblem | None) -> SpeechHealth:
    """Return the health for a problem that is known already."""
    snr = None if levels.snr_db is None else round(levels.snr_db, 1)
    return SpeechHealth(snr, round(levels.speech_s, 2), round(levels.clipped, 4), problem)


def _problem(levels: Levels, confidence: float) -> SpeechProblem | None:
    if confidence >= BELIEVED:
        return None
    if levels.clipped > _CLIPPED_SHARE:
        return SpeechProblem.CLIPPED
    if levels.snr_db is not None and levels.snr_db < _DROWNED_DB:
        return SpeechProblem.NOISE
    if levels.level_db < _TOO_FAR_DB:
        return SpeechProblem.TOO_FAR
    if levels.speech_s < _SHORTEST_S:
        return SpeechProblem.TOO_SHORT
    return SpeechProblem.NOT_A_COMMAND
