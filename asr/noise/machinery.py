"""Machines that stay: conveyor, roller shutter, compressed air, ventilation."""

import numpy as np

from asr.noise.shaping import Curve, Random, Sound, add, band, finished, glide, hall, modes, moments, shaped, wander


def conveyor(rng: Random, seconds: float, rate: int) -> Sound:
    """Let rollers rumble in time with their turning, chain links tick, a motor hum at the mains' harmonics."""
    samples = int(seconds * rate)
    turn = rng.uniform(2, 9)
    time = np.arange(samples) / rate
    rumble = shaped(rng, samples, rate, band(70, rng.uniform(400, 1500), 1))
    out = rumble * (
        1 + rng.uniform(0.2, 0.7) * np.sin(2 * np.pi * turn * time) * np.sin(2 * np.pi * 1.03 * turn * time)
    )
    link = rng.uniform(4, 16)
    hertz = rng.uniform(700, 4500, 5)
    ticks = np.zeros(samples, np.float32)
    for at in np.arange(rng.uniform(0, 1 / link), seconds, 1 / link):
        add(ticks, at + rng.uniform(0, 0.01), rate, modes(rng, 0.06, rate, hertz, 0.04), rng.uniform(0.3, 1))
    for harmonic in range(1, 6):
        out += rng.uniform(0, 0.3) * np.sin(2 * np.pi * 50 * harmonic * time + rng.uniform(0, 6.28))
    out += rng.uniform(0.3, 2) * ticks
    return finished(hall(rng, np.asarray(out, np.float32), rate, rng.uniform(0.4, 1.5), rng.uniform(0.1, 0.6)))


def roller_shutter(rng: Random, seconds: float, rate: int) -> Sound:
    """Clatter steel slats over the drum 8-25 times a second, a geared motor, a bang where it stops."""
    samples = int(seconds * rate)
    out = np.zeros(samples, np.float32)
    slats, at = rng.uniform(8, 25), 0.0
    hertz = rng.uniform(300, 4500, 8)
    while at < seconds:
        add(
            out,
            at,
            rate,
            modes(rng, 0.15, rate, hertz * rng.uniform(0.98, 1.02), rng.uniform(0.03, 0.15)),
            rng.uniform(0.2, 1),
        )
        at += rng.uniform(0.7, 1.3) / slats
    motor = glide(rng.uniform(80, 200) * (1 + 0.03 * wander(rng, samples, rate, 1)), samples, rate)
    out += np.asarray(rng.uniform(0.1, 0.5) * (np.sin(motor) + 0.5 * np.sin(3 * motor)), np.float32)
    out += shaped(rng, samples, rate, band(100, 2500, 1)) * np.float32(rng.uniform(0.1, 0.5))
    if rng.random() < 0.4:
        add(out, rng.uniform(0, seconds), rate, modes(rng, 0.8, rate, rng.uniform(90, 1500, 10), 0.5), 3.0)
    return finished(hall(rng, out, rate, rng.uniform(0.8, 2.5), rng.uniform(0.1, 0.8)))


def compressed_air(rng: Random, seconds: float, rate: int) -> Sound:
    """Blow a jet's hiss with its hump at 1.5-6 kHz: in bursts, or out of a valve so that it dies away."""
    samples = int(seconds * rate)
    hump = rng.uniform(1500, 6000)
    hiss = shaped(rng, samples, rate, band(hump / 3, hump * 1.5, 1))
    envelope = np.full(samples, rng.choice([0.0, 0.02, 0.1]))
    for at in moments(rng, seconds, rng.uniform(0.5, 1.5)):
        length = int(rng.uniform(0.15, 1.5) * rate)
        dying = rng.random() < 0.5
        shape = np.exp(-4 * np.arange(length) / length) if dying else np.ones(length)
        first = int(at * rate)
        piece = shape[: samples - first] * rng.uniform(0.4, 1)
        piece *= np.minimum(1, np.arange(len(piece)) / (0.01 * rate))
        envelope[first : first + len(piece)] = np.maximum(envelope[first : first + len(piece)], piece)
    flutter = 1 + 0.2 * wander(rng, samples, rate, 25)
    return finished(hall(rng, np.asarray(hiss * envelope * flutter, np.float32), rate, rng.uniform(0.3, 1.2), 0.2))


def ventilation(rng: Random, seconds: float, rate: int) -> Sound:
    """Blow turbulence that falls with frequency, a fan's blade-passing tones, and the resonances of a duct."""
    samples = int(seconds * rate)
    fall, corner = rng.uniform(0.4, 1.2), rng.uniform(60, 250)
    ducts = [(rng.uniform(100, 2500), rng.uniform(0.05, 0.3), rng.uniform(0.3, 2)) for _ in range(4)]

    def gain(hertz: Curve) -> Curve:
        response = (1 + hertz / corner) ** -fall
        for centre, width, height in ducts:
            response = response * (1 + height / (1 + ((hertz - centre) / (width * centre)) ** 2))
        return response * (hertz > 20)

    out = shaped(rng, samples, rate, gain) * (1 + 0.1 * wander(rng, samples, rate, 2))
    blade = glide(rng.uniform(50, 250) * (1 + 0.01 * wander(rng, samples, rate, 0.5)), samples, rate)
    for harmonic in range(1, 5):
        out += rng.uniform(0, 0.6) / harmonic * np.sin(harmonic * blade + rng.uniform(0, 6.28))
    return finished(out)
