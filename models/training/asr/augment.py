"""Make one recording sound like another person, another microphone, another room, another day.

Every function takes a seeded generator and float32 sound of ±1 at 16 kHz.
"""

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from models.training.asr.features import RATE

Random = np.random.Generator


def speed_and_colour(sound: np.ndarray, speed: float, response: np.ndarray | None) -> np.ndarray:
    """Play `sound` `speed` times as fast (pitch and formants move along) through a magnitude `response`.

    `response` is sampled evenly from 0 to 8 kHz, after the change of speed.
    """
    grid = 40
    size = -(-len(sound) // (20 * grid)) * 20 * grid
    wanted = round(size / speed / grid) * grid
    spectrum = rfft(sound, size)
    bins = wanted // 2 + 1
    spectrum = np.pad(spectrum[:bins], (0, max(0, bins - len(spectrum))))
    if response is not None:
        spectrum = spectrum * np.interp(np.linspace(0, 1, bins), np.linspace(0, 1, len(response)), response)
    return irfft(spectrum, wanted).astype(np.float32)[: int(len(sound) / speed)] * np.float32(wanted / size)


def microphone(rng: Random, strength: float) -> np.ndarray:
    """Return the magnitude response, [129], of a random microphone: tilt, bumps, and at times a narrow band."""
    hertz = np.linspace(0, RATE / 2, 129)
    octaves = np.log2(np.maximum(hertz, 60) / 1000)
    decibels = rng.normal(0, 1.5 * strength) * octaves
    for _ in range(rng.integers(0, 4)):
        centre, width = rng.uniform(-4, 3), rng.uniform(0.3, 1.5)
        decibels += rng.normal(0, 5 * strength) * np.exp(-(((octaves - centre) / width) ** 2))
    if rng.random() < 0.5 * strength:
        cut = rng.uniform(60, 400)
        decibels -= 10 * np.log10(1 + (cut / np.maximum(hertz, 10)) ** 4)
    if rng.random() < 0.15 * strength:
        cut = rng.uniform(3000, 7000)
        decibels -= 10 * np.log10(1 + (hertz / cut) ** 16)
    return 10 ** (decibels / 20)


def room(rng: Random) -> np.ndarray:
    """Return the impulse response of a random room: direct sound, a few early echoes, an exponential tail."""
    decay = rng.uniform(0.08, 0.8)
    length = int(RATE * min(decay, 0.5))
    time = np.arange(length) / RATE
    tail = rng.standard_normal(length).astype(np.float32) * np.exp(-6.9 * time / decay)
    tail[: int(RATE * rng.uniform(0.002, 0.02))] = 0
    direct_over_tail = 10 ** (rng.uniform(-3, 15) / 10)
    tail *= np.sqrt(1 / (direct_over_tail * max(float(np.sum(tail**2)), 1e-9)))
    tail[0] = 1
    for _ in range(rng.integers(0, 6)):
        tail[int(RATE * rng.uniform(0.0008, 0.03)) % length] += rng.uniform(-0.5, 0.5)
    return tail.astype(np.float32)


def reverberate(sound: np.ndarray, response: np.ndarray) -> np.ndarray:
    """Convolve and keep the length."""
    size = next_fast_len(len(sound) + len(response) - 1, real=True)
    return irfft(rfft(sound, size) * rfft(response, size), size)[: len(sound)].astype(np.float32)


def coloured(rng: Random, samples: int) -> np.ndarray:
    """Return noise whose spectrum falls by a random -1 to 8 dB an octave."""
    size = next_fast_len(samples, real=True)
    spectrum = rfft(rng.standard_normal(size).astype(np.float32))
    fall = rng.uniform(-1, 8) / 6.02
    spectrum *= np.maximum(np.arange(len(spectrum)), size / 200) ** -fall
    return irfft(spectrum, size)[:samples].astype(np.float32)


def at_snr(sound: np.ndarray, noise: np.ndarray, decibels: float) -> np.ndarray:
    """Add `noise` (as long as `sound`) so that speech is `decibels` above it; speech level by its louder half."""
    frames = sound[: len(sound) // 400 * 400].reshape(-1, 400)
    power = np.mean(frames**2, axis=1)
    speech = np.mean(np.sort(power)[len(power) // 2 :]) + 1e-10
    gain = np.sqrt(speech / (np.mean(noise**2) + 1e-10) * 10 ** (-decibels / 10))
    return sound + noise * np.float32(gain)


def level(rng: Random, sound: np.ndarray, strength: float) -> np.ndarray:
    """Return `sound` in int16 range at a random level, at times clipped, coded or with drop-outs."""
    peak = float(np.max(np.abs(sound))) + 1e-6
    target = 10 ** (rng.uniform(-10 - 25 * strength, -1) / 20)
    if rng.random() < 0.07 * strength:
        target = 10 ** (rng.uniform(1, 12) / 20)
    sound = np.clip(sound * np.float32(target / peak), -1, 1)
    if rng.random() < 0.04 * strength:
        coded = np.round(np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256) * 127) / 127
        sound = (np.sign(coded) * np.expm1(np.abs(coded) * np.log(256)) / 255).astype(np.float32)
    if rng.random() < 0.03 * strength:
        for _ in range(rng.integers(1, 4)):
            at = rng.integers(0, len(sound))
            sound[at : at + rng.integers(160, 640)] = 0
    floor = 10 ** rng.uniform(-0.7, 1.0)
    return sound * 32767 + rng.standard_normal(len(sound)).astype(np.float32) * np.float32(floor)


def mask(rng: Random, features: np.ndarray, strength: float) -> np.ndarray:
    """Blank a few bands and moments (SpecAugment, Park et al. 2019)."""
    features = features.copy()
    fill = features.mean()
    if rng.random() < 0.5 * strength:
        for _ in range(rng.integers(1, 3)):
            width = rng.integers(1, 7)
            at = rng.integers(0, features.shape[1] - width)
            features[:, at : at + width] = fill
    if rng.random() < 0.4 * strength:
        for _ in range(1 + len(features) // 150):
            width = rng.integers(2, 11)
            at = rng.integers(0, max(1, len(features) - width))
            features[at : at + width] = fill
    return features
