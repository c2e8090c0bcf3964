"""Engines that drive: the whine of an electric forklift and a diesel."""

import numpy as np

from asr.noise.shaping import Random, Sound, band, finished, glide, hall, shaped, wander


def electric_whine(rng: Random, seconds: float, rate: int) -> Sound:
    """Whine: gears and motor orders that follow the speed, an inverter's carrier and its side bands, tyres."""
    samples = int(seconds * rate)
    speed = np.clip(0.55 + 0.45 * wander(rng, samples, rate, rng.uniform(0.3, 1.0)), 0.05, None)
    speed = np.convolve(np.pad(speed, 2000, mode="edge"), np.ones(4001) / 4001, mode="valid")[:samples]
    out = np.zeros(samples)
    top = rng.uniform(400, 1600)
    for order in (1, 2, 3, 4.7):
        out += rng.uniform(0.1, 1) / order * np.sin(glide(order * top * speed, samples, rate)) * speed
    carrier = rng.uniform(3000, 7500)
    for side in (-2, 0, 2):
        gain = rng.uniform(0.05, 0.4)
        out += gain * np.sin(glide(np.clip(carrier + side * 90 * speed, 0, rate / 2 - 50), samples, rate))
    tyres = shaped(rng, samples, rate, band(60, rng.uniform(300, 900), 1))
    out += rng.uniform(0.3, 1.2) * tyres * speed
    return finished(hall(rng, np.asarray(out, np.float32), rate, rng.uniform(0.5, 1.5), rng.uniform(0.1, 0.6)))


def diesel_engine(rng: Random, seconds: float, rate: int) -> Sound:
    """Fire combustion pulses at rpm / 60 * cylinders / 2, each of its own strength, with knock and exhaust roar."""
    samples = int(seconds * rate)
    cylinders = int(rng.choice([3, 4, 4, 6]))
    revolutions = rng.uniform(700, 2300) * (1 + 0.15 * wander(rng, samples, rate, 0.5))
    firing = np.cumsum(revolutions / 60 * cylinders / 2) / rate
    strokes = np.flatnonzero(np.diff(np.floor(firing), prepend=0) > 0)
    uneven = rng.uniform(0.7, 1.3, cylinders)
    train = np.zeros(samples)
    train[strokes] = uneven[np.arange(len(strokes)) % cylinders] * rng.uniform(0.85, 1.15, len(strokes))
    size = 1 << (samples - 1).bit_length()
    hertz = np.fft.rfftfreq(size, 1 / rate)
    exhaust = band(30, rng.uniform(120, 400), 1)(hertz)
    for _ in range(4):
        centre = rng.uniform(80, 900)
        exhaust += rng.uniform(0.1, 0.6) / (1 + ((hertz - centre) / (0.12 * centre)) ** 2)
    boom = np.fft.irfft(np.fft.rfft(train, size) * exhaust, size)[:samples]
    since = (
        np.arange(samples) - strokes[np.maximum(np.searchsorted(strokes, np.arange(samples), "right") - 1, 0)]
    ) / rate
    knock = shaped(rng, samples, rate, band(900, rng.uniform(2500, 5000))) * np.exp(-np.clip(since, 0, None) / 0.004)
    roar = shaped(rng, samples, rate, band(40, 600, 1))
    level = np.sqrt(np.mean(boom**2)) + 1e-9
    out = boom / level + rng.uniform(0.3, 1.5) * knock + rng.uniform(0.1, 0.5) * roar
    return finished(hall(rng, np.asarray(out, np.float32), rate, rng.uniform(0.4, 1.5), rng.uniform(0.05, 0.5)))
