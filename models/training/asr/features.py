"""Kaldi's log-mel filterbank in numpy, with a warp of the frequency axis as other vocal tracts have it."""

from functools import lru_cache

import numpy as np
from scipy.fft import rfft

RATE = 16_000
WINDOW = 400
HOP = 160
FFT = 512
BINS = 40
LOW, HIGH = 20.0, 7600.0
_EPSILON = np.float32(1.1920929e-07)
_WINDOW = ((0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))) ** 0.85).astype(np.float32)


def _mel(hertz: np.ndarray | float) -> np.ndarray:
    return 1127.0 * np.log1p(np.asarray(hertz) / 700.0)


@lru_cache(maxsize=64)
def mel_matrix(warp: float = 1.0) -> np.ndarray:
    """Return [257, 40] float32; `warp` > 1 moves formants down, as a longer vocal tract does.

    Piecewise linear up to a bend at 4,800 Hz, so that 0 and 8 kHz stay where they are
    (Lee & Rose 1996, as HTK and Kaldi do it).
    """
    hertz = np.arange(FFT // 2 + 1) * RATE / FFT
    bend = 4800.0 / max(warp, 1.0)
    warped = np.where(
        hertz < bend,
        hertz * warp,
        bend * warp + (hertz - bend) * (RATE / 2 - bend * warp) / (RATE / 2 - bend),
    )
    edges = np.linspace(_mel(LOW), _mel(HIGH), BINS + 2)
    mel = _mel(warped)[:, None]
    rising = (mel - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - mel) / (edges[2:] - edges[1:-1])
    weights = np.maximum(0, np.minimum(rising, falling))
    weights[-1] = 0
    return weights.astype(np.float32)


def log_mel(sound: np.ndarray, warp: float = 1.0) -> np.ndarray:
    """Return [frames, 40] float32 of a sound in int16 range (16 kHz), as Kaldi's `fbank.conf` of the card gives it."""
    count = 1 + (len(sound) - WINDOW) // HOP
    frames = np.lib.stride_tricks.sliding_window_view(sound.astype(np.float32), WINDOW)[::HOP][:count]
    frames = frames - frames.mean(axis=1, keepdims=True)
    emphasised = frames.copy()
    emphasised[:, 1:] -= np.float32(0.97) * frames[:, :-1]
    emphasised[:, 0] -= np.float32(0.97) * frames[:, 0]
    emphasised *= _WINDOW
    spectrum = rfft(emphasised, FFT, axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    return np.log(np.maximum(power @ mel_matrix(warp), _EPSILON))
