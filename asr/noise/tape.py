"""The tape gun: packing tape torn off its roll."""

import numpy as np

from asr.noise.shaping import Random, Sound, add, band, finished, glide, hall, moments, shaped, wander


def tape_gun(rng: Random, seconds: float, rate: int) -> Sound:
    """Tear: stick and slip of the glue chop a broad hiss 60-500 times a second; a pull of 0.3-1.3 s, then a snap."""
    out = np.zeros(int(seconds * rate), np.float32)
    for at in moments(rng, seconds, rng.uniform(0.5, 1.8)):
        length = int(rng.uniform(0.3, 1.3) * rate)
        hiss = shaped(rng, length, rate, band(rng.uniform(500, 1500), rng.uniform(4000, 7500), 1))
        slip = glide(rng.uniform(60, 500) * (1 + 0.4 * wander(rng, length, rate, 8)), length, rate)
        chop = np.clip(0.5 + rng.uniform(0.5, 1.5) * np.sin(slip), 0, None)
        pull = np.linspace(rng.uniform(0.3, 1), 1, length) * (1 + 0.3 * wander(rng, length, rate, 6))
        add(out, at, rate, np.asarray(hiss * chop * pull, np.float32), rng.uniform(0.5, 1))
        snap = shaped(rng, int(0.02 * rate), rate, band(1000, 7000)) * np.linspace(
            1, 0, int(0.02 * rate), dtype=np.float32
        )
        add(out, at + length / rate + rng.uniform(0, 0.15), rate, snap, rng.uniform(0.5, 2))
    return finished(hall(rng, out, rate, rng.uniform(0.3, 1.2), rng.uniform(0.05, 0.4)))
