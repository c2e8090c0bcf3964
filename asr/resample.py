"""Any sampling rate to the recogniser's, block by block: a polyphase windowed-sinc filter in numpy."""

from math import gcd

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

RATE = 16_000
"""Samples a second that every part of the ears works with."""

_ZERO_CROSSINGS = 16


class Resampler:
    """Turns blocks at `rate` into blocks at 16 kHz; the joints between blocks are seamless.

    Pass-band to 90 % of the lower Nyquist frequency. `finish` flushes what the filter still holds.
    """

    def __init__(self, rate: int) -> None:
        shared = gcd(rate, RATE)
        self._up, self._down = RATE // shared, rate // shared
        cutoff = 0.95 * min(1.0, RATE / rate)
        self._half = int(np.ceil(_ZERO_CROSSINGS / cutoff))
        offsets = np.arange(-self._half, self._half + 1)
        # A row for each position of an output between two inputs.
        distance = offsets[None, :] - np.arange(self._up)[:, None] / self._up
        window = np.where(np.abs(distance) <= self._half, np.cos(np.pi * distance / (2 * self._half + 2)) ** 2, 0)
        self._filters = (cutoff * np.sinc(cutoff * distance) * window).astype(np.float32)
        self._pending = np.zeros(self._half, np.float32)
        self._position = 0

    def __call__(self, block: Samples) -> Samples:
        """Return the outputs that `block` [n] completes."""
        if self._up == self._down:
            return np.asarray(block, np.float32)
        self._pending = np.concatenate([self._pending, np.asarray(block, np.float32)])
        ready = len(self._pending) - 2 * self._half
        # Output k sits at input k · down / up; count those whose whole filter lies within what is there.
        count = max(0, (ready * self._up - self._position + self._down - 1) // self._down) if ready > 0 else 0
        places = self._position + self._down * np.arange(count, dtype=np.int64)
        base, phase = places // self._up, places % self._up
        result = np.empty(count, np.float32)
        width = self._filters.shape[1]
        for start in range(0, count, 65_536):
            part = slice(start, start + 65_536)
            taken = self._pending[base[part, None] + np.arange(width)]
            result[part] = np.einsum("nw,nw->n", taken, self._filters[phase[part]])
        used = (self._position + self._down * count) // self._up
        self._position = (self._position + self._down * count) % self._up
        self._pending = self._pending[used:]
        return result

    def finish(self) -> Samples:
        """Return the last outputs."""
        return self(np.zeros(self._half, np.float32)) if self._up != self._down else np.zeros(0, np.float32)


def resample(samples: Samples, rate: int) -> Samples:
    """Return the whole of `samples` [n] at 16 kHz."""
    if rate == RATE:
        return np.asarray(samples, np.float32)
    resampler = Resampler(rate)
    return np.concatenate([resampler(samples), resampler.finish()])
