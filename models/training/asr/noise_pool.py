"""Generate the industrial noise that training mixes in, once, from the seeds that `splits.toml` gives to training."""

from pathlib import Path

import numpy as np

from asr.noise import KINDS
from models.training.asr.features import RATE
from models.training.asr.manifest import read_splits


def generate(target: Path, clips: int, seconds: float) -> None:
    """Write `target` (npz): kind -> float16 [clips, samples]; clip i of every kind comes from the i-th seed."""
    first, last = read_splits()["noise"]["seeds"]["training"]
    assert clips <= last - first + 1
    pool = {
        kind: np.stack(
            [make(np.random.default_rng(first + i), seconds, RATE).astype(np.float16) for i in range(clips)],
        )
        for kind, make in KINDS.items()
    }
    np.savez(target, **pool)
