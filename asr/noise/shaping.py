"""What the kinds of noise are made of: shaped noise, ringing modes, tones that glide, halls."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Sound = npt.NDArray[np.float32]
Curve = npt.NDArray[np.floating[Any]]
Gain = Callable[[Curve], Curve]
Random = np.random.Generator


def shaped(rng: Random, samples: int, rate: int, gain: Gain) -> Sound:
    """Return Gaussian noise of unit RMS whose magnitude spectrum follows `gain` (of hertz)."""
    size = 1 << (samples - 1).bit_length()
    spectrum = np.fft.rfft(rng.standard_normal(size)) * gain(np.fft.rfftfreq(size, 1 / rate))
    sound = np.fft.irfft(spectrum, size)[:samples]
    return np.asarray(sound / (np.sqrt(np.mean(sound**2)) + 1e-12), np.float32)


def band(low: float, high: float, order: int = 2) -> Gain:
    """Return the magnitude response of a Butterworth-like band from `low` to `high` hertz."""

    def gain(hertz: Curve) -> Curve:
        safe = np.maximum(hertz, 1.0)
        return 1 / np.sqrt((1 + (low / safe) ** (2 * order)) * (1 + (safe / high) ** (2 * order)))

    return gain


def modes(rng: Random, seconds: float, rate: int, hertz: npt.ArrayLike, decays: npt.ArrayLike) -> Sound:
    """Return a struck body: damped sines of random phase and strength; `decays` are times of 60 dB in seconds."""
    time = np.arange(int(seconds * rate)) / rate
    out = np.zeros(len(time))
    for frequency, decay in np.broadcast(hertz, decays):
        if frequency < rate / 2:
            strength = rng.uniform(0.3, 1.0)
            out += strength * np.exp(-6.9 * time / decay) * np.sin(2 * np.pi * frequency * time + rng.uniform(0, 6.28))
    return np.asarray(out, np.float32)


def add(out: Sound, at: float, rate: int, sound: Sound, strength: float = 1.0) -> None:
    """Add `sound` to `out` in place from `at` seconds on; what reaches past the end is cut."""
    first = int(at * rate)
    piece = sound[: max(0, len(out) - first)]
    out[first : first + len(piece)] += np.float32(strength) * piece


def wander(rng: Random, samples: int, rate: int, per_second: float) -> Curve:
    """Return a smooth random curve within ±1 that turns about `per_second` times a second."""
    knots = max(3, int(samples / rate * per_second) + 3)
    return np.interp(np.linspace(0, knots - 1, samples), np.arange(knots), rng.uniform(-1, 1, knots))


def glide(hertz: npt.ArrayLike, samples: int, rate: int) -> Curve:
    """Return the phase in radians of a tone whose frequency follows `hertz` (one value or [samples])."""
    return 2 * np.pi * np.cumsum(np.broadcast_to(np.asarray(hertz, float), (samples,))) / rate


def pulse(samples: int, rate: int, edge: float = 0.005) -> Sound:
    """Return a gate of `samples` that opens and closes within `edge` seconds."""
    ramp = np.minimum(np.arange(samples), np.arange(samples)[::-1]) / (edge * rate)
    return np.asarray(np.minimum(1, ramp), np.float32)


def hall(rng: Random, sound: Sound, rate: int, decay: float, wet: float) -> Sound:
    """Put `sound` into a hall of `decay` seconds (60 dB); `wet` is the tail's energy over the direct sound's."""
    length = int(rate * min(decay, 1.5))
    tail = rng.standard_normal(length) * np.exp(-6.9 * np.arange(length) / rate / decay)
    tail[: int(0.01 * rate)] = 0
    tail *= np.sqrt(wet / np.sum(tail**2))
    tail[0] = 1
    size = 1 << (len(sound) + length - 1).bit_length()
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)], np.float32)


def finished(sound: Curve | Sound) -> Sound:
    """Return `sound` without a mean and of peak 1."""
    centred = sound - np.mean(sound)
    return np.asarray(centred / (np.max(np.abs(centred)) + 1e-9), np.float32)


def moments(rng: Random, seconds: float, mean_gap: float) -> list[float]:
    """Return times of events, at least one, with exponential gaps; the first comes early."""
    found = [float(rng.uniform(0, min(0.5, 0.3 * seconds)))]
    while True:
        following = found[-1] + 0.05 + float(rng.exponential(mean_gap))
        if following >= seconds - 0.02:
            return found
        found.append(following)
