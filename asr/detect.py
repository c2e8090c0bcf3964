"""Where in the sound somebody speaks. Robust in steady noise; what is speech-like but is none, the filler catches.

A frame counts as active by how far its bands stand above the noise, band by band, so that speech shows in whatever
band the noise leaves free. The noise is followed by minimum statistics (Martin 2001): over a second and a half even
speech leaves each band for a moment. A stretch begins only with something voiced in it.
"""

import math
from dataclasses import dataclass

import numpy as np

from asr.frames import BANDS, HOP, HOP_S, WINDOW, Floats, Frames, analyse
from asr.resample import RATE, Samples

PREROLL_S = 0.3
"""Kept before the first active frame: unvoiced beginnings (sh, c, t) are quiet."""

_ON_DB, _OFF_DB = 2.6, 1.8
"""Mean height of the bands above the noise: to begin, and to stay. Noise alone reaches 0.9 ± 0.3."""
_VOICED = 0.6
_WINDOW_FRAMES = 15
_ACTIVE_FRAMES, _VOICED_FRAMES = 7, 3
"""So many of the last 15 frames must be active and voiced for speech to begin."""
_MINIMUM_FRAMES = 150
_BIAS_DB = 2.0
"""A minimum lies below the mean."""
_TALLEST_DB = 25.0
_SMOOTHING = 0.3
_FAST_SMOOTHING = 0.5
"""Of what is compared with the noise; slower smoothing would notice the end of speech late."""
_NOISE_RATE = 0.02
_QUIETEST_DB = -85.0


@dataclass(frozen=True, slots=True)
class NoiseProfile:
    """The noise of a place."""

    bands: tuple[float, ...]
    """Level of each band in dB of full scale."""
    power: float
    """Mean square over all bands."""

    @classmethod
    def of(cls, samples: Samples) -> "NoiseProfile":
        """Measure it from `samples` [n] at 16 kHz without speech, at least some tenths of a second."""
        frames = analyse(samples)
        if not len(frames):
            return cls((_QUIETEST_DB,) * BANDS, 1e-10)
        return cls(tuple(np.median(frames.bands, axis=0).tolist()), float(np.mean(frames.power)))

    @classmethod
    def within(cls, samples: Samples) -> "NoiseProfile":
        """Guess it from `samples` with speech: what lies below nine tenths of each band."""
        frames = analyse(samples)
        if not len(frames):
            return cls((_QUIETEST_DB,) * BANDS, 1e-10)
        bands = np.percentile(frames.bands, 10, axis=0) + _BIAS_DB
        return cls(tuple(bands.tolist()), float(np.percentile(frames.power, 10)) * 10 ** (_BIAS_DB / 10))

    def quieter(self, other: "NoiseProfile | None") -> "NoiseProfile":
        """Return the lower of two, band by band."""
        if other is None:
            return self
        return NoiseProfile(tuple(map(min, self.bands, other.bands)), min(self.power, other.power))


class NoiseFloor:
    """Follows the noise band by band."""

    def __init__(self, start: Floats) -> None:
        self.bands = np.maximum(start, _QUIETEST_DB)
        self._smooth: Floats | None = None
        self._fast: Floats | None = None
        self._recent = np.tile(self.bands - _BIAS_DB, (_MINIMUM_FRAMES, 1))
        self._next = 0

    def heights(self, frames: Frames) -> Floats:
        """Return the height of each frame above the noise, following the noise as it goes."""
        found = np.empty(len(frames), np.float32)
        for index, bands in enumerate(frames.bands):
            smooth = bands if self._smooth is None else self._smooth + _SMOOTHING * (bands - self._smooth)
            self._smooth = smooth
            fast = bands if self._fast is None else self._fast + _FAST_SMOOTHING * (bands - self._fast)
            self._fast = fast
            found[index] = np.clip(fast - self.bands, 0, _TALLEST_DB).mean()
            self._recent[self._next] = smooth
            self._next = (self._next + 1) % _MINIMUM_FRAMES
            if self._next % 10 == 0:
                self.bands = np.maximum(self._recent.min(axis=0) + _BIAS_DB, _QUIETEST_DB)
        return found


class Detector:
    """Follows a stream. `speaking`, `silence_s` and the rest tell the state after the last `push`."""

    def __init__(self, profile: NoiseProfile | None = None) -> None:
        self._floor = None if profile is None else NoiseFloor(np.array(profile.bands, np.float32))
        self._rest = np.zeros(0, np.float32)
        self._history: list[tuple[bool, bool]] = []
        self._frames = 0
        self._last_active = 0
        self._speech_power = 0.0
        self._speech_frames = 0
        self._noise_power = 0.0 if profile is None else profile.power
        self.speaking = False
        self.start_s = 0.0
        """Where the present or last stretch began, with its pre-roll."""

    @property
    def silence_s(self) -> float:
        """How long nobody has been speaking."""
        return (self._frames - self._last_active) * HOP_S

    @property
    def end_s(self) -> float:
        """Where the last active frame was."""
        return max(0, self._last_active - 1) * HOP_S + WINDOW / RATE / 2

    @property
    def speech_s(self) -> float:
        """Seconds of active frames in the present or last stretch."""
        return self._speech_frames * HOP_S

    @property
    def level_db(self) -> float:
        """Level of the speech in the present or last stretch, dB of full scale."""
        return _db(self._speech_power / max(1, self._speech_frames))

    @property
    def noise_db(self) -> float:
        """Level of the noise, dB of full scale."""
        return _db(self._noise_power)

    @property
    def snr_db(self) -> float:
        """Signal-to-noise ratio of the present or last stretch."""
        speech = self._speech_power / max(1, self._speech_frames) - self._noise_power
        return min(60.0, _db(max(speech, self._noise_power * 0.1)) - self.noise_db)

    def push(self, samples: Samples) -> bool:
        """Take samples; return whether speech began with them."""
        self._rest = np.concatenate([self._rest, samples])
        frames = analyse(self._rest)
        self._rest = self._rest[len(frames) * HOP :]
        if not len(frames):
            return False
        if self._floor is None:
            # Without a noise sample the first frames stand for it; were they speech, the minimum soon corrects it.
            self._floor = NoiseFloor(np.percentile(frames.bands, 25, axis=0))
            self._noise_power = float(np.percentile(frames.power, 25))
        began = False
        rows = zip(self._floor.heights(frames), frames.harmonicity, frames.power, strict=True)
        for height, harmonicity, power in rows:
            began = self._step(float(height), float(harmonicity), float(power)) or began
        return began

    def stop(self) -> None:
        """Declare the stretch over."""
        self.speaking = False
        self._history.clear()

    def _step(self, height: float, harmonicity: float, power: float) -> bool:
        self._frames += 1
        if self.speaking:
            if height > _OFF_DB:
                self._last_active = self._frames
                self._speech_power += power
                self._speech_frames += 1
            return False
        if height < _OFF_DB:
            self._noise_power += _NOISE_RATE * (power - self._noise_power)
        self._history.append((height > _ON_DB, height > _ON_DB and harmonicity > _VOICED))
        del self._history[:-_WINDOW_FRAMES]
        active, voiced = (sum(column) for column in zip(*self._history, strict=True))
        if active < _ACTIVE_FRAMES or voiced < _VOICED_FRAMES:
            return False
        first = next(index for index, (loud, _) in enumerate(self._history) if loud)
        began = self._frames - len(self._history) + first
        self.start_s = max(0.0, began * HOP_S - PREROLL_S)
        self.speaking = True
        self._last_active = self._frames
        self._speech_power, self._speech_frames = power * active, active
        return True


def _db(power: float) -> float:
    return 10 * math.log10(power + 1e-10)
