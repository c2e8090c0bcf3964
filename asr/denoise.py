"""Turns down what is not speech before the recogniser listens: `gain.onnx` beside the recogniser's net.

The recogniser sees a third of a second to either side. This small net runs over the whole stretch in both directions,
so that it knows what the noise sounds like, and says for each frame of 10 ms how far each of 40 bands is to be turned
down. It was trained together with the recogniser (`models/training/asr/denoiser.py`).
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from asr.errors import RecogniserMissingError
from asr.net.features import BANDS, HOP, Floats, centres, log_mel
from asr.resample import RATE, Samples

FILE = "gain.onnx"

_SIZE = 2 * HOP
_LEAD = 280
"""Samples before the first one at which the first window starts: then the third has the centre of the first frame."""
_AHEAD = 2


def quietener(directory: Path) -> Callable[[Samples], Samples]:
    """Return what quietens samples for the recogniser in `directory`: nothing where it was trained without."""
    file = directory / FILE
    return Denoiser(file).quieten if file.is_file() else lambda samples: samples


class Denoiser:
    """Raises `RecogniserMissingError` for a file that is no net."""

    def __init__(self, file: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        # Its errors have no common base.
        except Exception as error:
            raise RecogniserMissingError(f"{file.name} is damaged: {error}") from error

    def quieten(self, samples: Samples) -> Samples:
        """Return the same stretch, float32 in −1 … 1 at 16 kHz, with the noise turned down."""
        features = log_mel(samples)
        if not len(features):
            return samples
        return filtered(samples, self._session.run(None, {"log_mel": features[None]})[0][0])


def filtered(samples: Samples, gains: Floats) -> Samples:
    """Return samples with the log power of band b around frame t changed by `gains` [frames, 40], t as in `log_mel`."""
    count = -(-(len(samples) + _LEAD) // HOP) + 1
    whole = np.zeros((count + 1) * HOP, np.float32)
    whole[_LEAD : _LEAD + len(samples)] = samples
    windows = np.lib.stride_tricks.sliding_window_view(whole, _SIZE)[::HOP][:count] * _window()
    moments = np.clip(np.arange(count) - _AHEAD, 0, len(gains) - 1)
    factors = np.exp(0.5 * (gains[moments] @ _spread()))
    turned = np.fft.irfft(np.fft.rfft(windows) * factors, _SIZE).astype(np.float32) * _window()
    halves = turned.reshape(count, 2, HOP)
    joined = np.zeros((count + 1, HOP), np.float32)
    joined[:-1] += halves[:, 0]
    joined[1:] += halves[:, 1]
    return np.asarray(joined.reshape(-1)[_LEAD : _LEAD + len(samples)], np.float32)


@cache
def _window() -> Floats:
    return np.asarray(np.sin(np.pi * (np.arange(_SIZE) + 0.5) / _SIZE), np.float32)


@cache
def _spread() -> Floats:
    """Return [40, bins]: between the centres of two bands a gain goes over from one to the other."""
    hertz = np.arange(_SIZE // 2 + 1) * RATE / _SIZE
    return np.array([np.interp(hertz, centres(), row) for row in np.eye(BANDS)], np.float32)
