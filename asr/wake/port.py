"""The port of the wake word net: steps of sound in, how much the last two seconds are the word out."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

STEP = 1280
"""Samples of a step: 80 ms at 16 kHz."""

Pcm = npt.NDArray[np.int16]
Floats = npt.NDArray[np.float32]


class Scorer(Protocol):
    """Adapters: `asr.wake.packaged`, `asr.wake.graphs`. Each runs `tests/asr/wake/test_scorer_contract.py`."""

    def score(self, step: Pcm) -> float:
        """Take the next step, int16 [1280]; return 0–1 for the word having just ended."""
        ...

    def reset(self) -> None:
        """Forget all sound."""
        ...
