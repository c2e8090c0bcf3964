"""Sound to the steps that a head looks at, for whole recordings and as a stream would give them."""

from pathlib import Path

import numpy as np
import onnxruntime
from scipy.fft import rfft

from models.training.wake.graphs import mel_matrix, whole_sound

STEP = 1280
"""Samples between steps."""
LOOKED_AT = 16
"""Steps that a head sees."""
FIRST_STEP = 10
"""Steps before this one lack sound to look back on."""

_FFT, _HOP = 512, 160
_FRAMES_A_STEP = 8
_WINDOW = np.zeros(_FFT, np.float32)
_WINDOW[56:456] = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(400) / 400)
_CLEARANCE = 128
"""Samples at the end of a step that its last frame does not reach."""


def end_of(step: int) -> int:
    """Return the sample before which all lies that step number `step` (from 1) has seen."""
    return STEP * step - _CLEARANCE


class Embedder:
    """Features by the shipped nets in `models`."""

    def __init__(self, models: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._net = onnxruntime.InferenceSession(whole_sound(models), options, providers=["CPUExecutionProvider"])
        self._mel = mel_matrix(models)

    def spectrogram(self, sound: np.ndarray) -> np.ndarray:
        """Return [frames, 32] of a sound in int16 range: what the mel graph gives step by step."""
        count = 1 + (len(sound) - _FFT) // _HOP
        frames = np.lib.stride_tricks.sliding_window_view(sound.astype(np.float32), _FFT)[::_HOP][:count]
        spectrum = rfft(frames * _WINDOW, axis=1)
        power = (spectrum.real**2 + spectrum.imag**2) @ self._mel
        decibels = 10 * np.log10(np.maximum(power, 1e-10))
        # The graph cuts at 80 dB below the loudest band of each call, and a call brings eight frames, the first five.
        first = 5
        groups = np.concatenate([np.zeros(min(first, count), int), 1 + np.arange(count - first) // _FRAMES_A_STEP])
        loudest = np.full(groups[-1] + 1, -np.inf, np.float32)
        np.maximum.at(loudest, groups, decibels.max(axis=1))
        return np.maximum(decibels, (loudest - 80)[groups][:, None]) / 10 + 2

    def __call__(self, sound: np.ndarray) -> np.ndarray:
        """Return [steps, 96] float32; row i is step number `FIRST_STEP + i`. `sound` is in int16 range."""
        frames = self.spectrogram(np.rint(np.clip(sound, -32768, 32767)))[1:]
        found = self._net.run(None, {"input_1": frames[None, :, :, None].astype(np.float32)})[0]
        return found[0, :, :, 0].T


def windows(steps: np.ndarray) -> np.ndarray:
    """Return views [n, 16, 96] of features; the last row of window i is step number `FIRST_STEP + 15 + i`."""
    return np.lib.stride_tricks.sliding_window_view(steps, LOOKED_AT, axis=0).transpose(0, 2, 1)
