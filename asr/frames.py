"""Short-time analysis for the speech detector: band levels, level, and how harmonic a frame is."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from asr.resample import RATE, Samples

Floats = npt.NDArray[np.float32]

HOP = 160
WINDOW = 512
HOP_S = HOP / RATE
BANDS = 20

_SIZE = 1024
_LOW_HZ, _HIGH_HZ = 120.0, 6500.0
_PITCH_HZ = (70.0, 420.0)
_VOICE_HZ = (80.0, 1600.0)
"""Harmonics above carry the pitch badly, and machines are loud there."""
_QUIET = 1e-10
"""Power below which nothing is told apart, −100 dB of full scale."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames of 32 ms every 10 ms."""

    bands: Floats
    """[n, BANDS]: level of each band in dB of full scale."""
    power: Floats
    """[n]: mean square."""
    harmonicity: Floats
    """[n]: height of the best pitch's peak in the autocorrelation, 0–1."""

    def __len__(self) -> int:
        return len(self.power)


def analyse(samples: Samples) -> Frames:
    """Return the frames that lie wholly within `samples` [n] at 16 kHz."""
    if len(samples) < WINDOW:
        nothing = np.zeros(0, np.float32)
        return Frames(np.zeros((0, BANDS), np.float32), nothing, nothing)
    cut = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    spectrum = np.abs(np.fft.rfft(cut * _window(), _SIZE)).astype(np.float32) ** 2
    bands = 10 * np.log10(spectrum @ _mel() + _QUIET)
    return Frames(bands.astype(np.float32), _power(spectrum), _harmonicity(spectrum))


def count(samples: int) -> int:
    """Return how many frames `samples` hold."""
    return max(0, (samples - WINDOW) // HOP + 1)


def _power(spectrum: Floats) -> Floats:
    low = int(100 * _SIZE / RATE)
    scale = 2.0 / (_SIZE * float(np.sum(_window() ** 2)))
    return np.asarray(spectrum[:, low:].sum(axis=1) * scale + _QUIET, np.float32)


def _harmonicity(spectrum: Floats) -> Floats:
    low, high = (int(hertz * _SIZE / RATE) for hertz in _VOICE_HZ)
    kept = np.zeros_like(spectrum)
    kept[:, low:high] = spectrum[:, low:high]
    correlation = np.fft.irfft(kept)[:, : WINDOW // 2] / _window_correlation()
    shortest, longest = int(RATE / _PITCH_HZ[1]), int(RATE / _PITCH_HZ[0])
    peak = correlation[:, shortest:longest].max(axis=1) / (correlation[:, 0] + _QUIET)
    return np.asarray(np.clip(peak, 0, 1), np.float32)


@cache
def _window() -> Floats:
    return np.asarray(np.hanning(WINDOW), np.float32)


@cache
def _window_correlation() -> Floats:
    correlation = np.fft.irfft(np.abs(np.fft.rfft(_window(), _SIZE)) ** 2)[: WINDOW // 2]
    return np.asarray(correlation / correlation[0], np.float32)


@cache
def _mel() -> Floats:
    """Triangles equally spaced on the mel scale, [bins, BANDS], of equal sum: a level, not an energy."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (_LOW_HZ, _HIGH_HZ))
    edges = 700 * (10 ** (np.linspace(low, high, BANDS + 2) / 2595) - 1)
    hertz = np.arange(_SIZE // 2 + 1) * RATE / _SIZE
    rising = (hertz[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz[:, None]) / (edges[2:] - edges[1:-1])
    weights = np.clip(np.minimum(rising, falling), 0, None)
    scale = 2.0 / (_SIZE * float(np.sum(_window() ** 2)))
    return np.asarray(weights * scale, np.float32)
