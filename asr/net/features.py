"""Kaldi's log-mel filterbank as `conf/fbank.conf` of our model asks for it: 40 bands, 20–7,600 Hz, no dither.

Source: Kaldi, `feature-window.cc`, `mel-computations.cc` and `feature-fbank.cc`.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from asr.resample import RATE, Samples

Floats = npt.NDArray[np.float32]

BANDS = 40
HOP = 160

_WINDOW, _SIZE = 400, 512
_LOW_HZ, _HIGH_HZ = 20.0, 7600.0
_PREEMPHASIS = 0.97
_LEAST = 1.1920929e-07


def log_mel(samples: Samples) -> Floats:
    """Return [frames, 40] for float32 samples in −1 … 1 at 16 kHz; none for less than a window of 25 ms."""
    if len(samples) < _WINDOW:
        return np.zeros((0, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples * np.float32(32767), _WINDOW)[::HOP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    shifted = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = np.fft.rfft((frames - np.float32(_PREEMPHASIS) * shifted) * _window(), _SIZE)
    power = spectrum.real**2 + spectrum.imag**2
    return np.asarray(np.log(np.maximum(power @ _mel(), _LEAST)), np.float32)


@cache
def _window() -> Floats:
    return np.asarray(np.hanning(_WINDOW) ** 0.85, np.float32)


@cache
def _mel() -> Floats:
    hertz = np.arange(_SIZE // 2 + 1) * RATE / _SIZE
    low, high, mel = (1127 * np.log1p(value / 700) for value in (_LOW_HZ, _HIGH_HZ, hertz))
    edges = np.linspace(low, high, BANDS + 2)
    rising = (mel[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - mel[:, None]) / (edges[2:] - edges[1:-1])
    weights = np.clip(np.minimum(rising, falling), 0, None)
    # Kaldi leaves the bin of half the sampling rate out.
    weights[-1] = 0
    return np.asarray(weights, np.float32)
