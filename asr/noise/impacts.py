"""Things that strike: metal on metal, and a wooden pallet that falls."""

import numpy as np

from asr.noise.shaping import Random, Sound, add, band, finished, hall, modes, moments, shaped

_BAR = np.array([1.0, 2.756, 5.404, 8.933, 13.344])
"""Partials of a bar free at both ends (Fletcher & Rossing, The Physics of Musical Instruments)."""


def metal_impact(rng: Random, seconds: float, rate: int) -> Sound:
    """Strike racks, forks and pipes: inharmonic bar modes that ring 0.05-1.5 s, a click of contact, bounces."""
    out = np.zeros(int(seconds * rate), np.float32)
    body = rng.uniform(180, 1400)
    ringing = rng.uniform(0.1, 1.5)
    for at in moments(rng, seconds, rng.uniform(0.4, 1.6)):
        hertz = np.concatenate((body * _BAR, body * rng.uniform(1.2, 9, 4))) * rng.uniform(0.97, 1.03)
        ring = modes(rng, min(1.5, ringing * 1.2), rate, hertz, ringing * (body / hertz) ** 0.5)
        click = shaped(rng, int(0.006 * rate), rate, band(1500, 7000)) * np.float32(rng.uniform(0.5, 2))
        gap, strength = rng.uniform(0.06, 0.2), rng.uniform(0.3, 1)
        for bounce in range(rng.integers(1, 5)):
            moment = at + gap * (1 - 0.6**bounce) / 0.4
            add(out, moment, rate, ring, strength * 0.5**bounce)
            add(out, moment, rate, click, strength * 0.5**bounce)
    return finished(hall(rng, out, rate, rng.uniform(0.5, 2.0), rng.uniform(0.05, 0.8)))


def dropped_pallet(rng: Random, seconds: float, rate: int) -> Sound:
    """Drop boards on concrete: low, heavily damped wood modes, broadband contact, rattling that dies away."""
    out = np.zeros(int(seconds * rate), np.float32)
    board = rng.uniform(70, 180)
    for at in moments(rng, seconds, rng.uniform(0.8, 2.5)):
        gap, shrink = rng.uniform(0.08, 0.25), rng.uniform(0.5, 0.75)
        strength, moment = rng.uniform(0.5, 1), at
        for _ in range(rng.integers(2, 8)):
            hertz = board * np.array([1, 1.7, 2.6, 4.1, 6.3, 9.2]) * rng.uniform(0.9, 1.1, 6)
            thud = modes(rng, 0.4, rate, hertz, rng.uniform(0.05, 0.25, 6))
            length = int(rng.uniform(0.01, 0.04) * rate)
            slap = shaped(rng, length, rate, band(300, 4000)) * np.exp(-5 * np.arange(length) / length)
            add(out, moment, rate, thud, strength)
            add(out, moment, rate, np.asarray(slap, np.float32), 0.8 * strength)
            moment, gap, strength = moment + gap, gap * shrink, strength * rng.uniform(0.4, 0.8)
            if moment >= seconds:
                break
    return finished(hall(rng, out, rate, rng.uniform(0.6, 2.0), rng.uniform(0.1, 0.8)))
