"""Reads one line of print: a net over its columns, decoded by connectionist temporal classification (Graves 2006)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from vision.picture import Image

HEIGHT = 48
NARROWEST, _WIDEST = 48, 1600
STEP = 8
"""Columns of the input that make one column of the output."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one line."""

    text: str
    probabilities: tuple[float, ...]
    """Of each character, 0–1."""
    places: tuple[float, ...] = ()
    """Of each character: its middle along the strip, 0–1."""

    @property
    def confidence(self) -> float:
        """Mean probability of the characters, 0 without any."""
        return sum(self.probabilities) / max(1, len(self.probabilities))


class Recogniser:
    """The recognition net. `session` is an onnxruntime session, [1, 3, 48, width] → [1, columns, characters + 2]."""

    def __init__(self, session: Any, characters: Sequence[str]) -> None:
        self._session = session
        self._characters = ["", *characters, " "]

    def __call__(self, strip: Image, stretch: float = 1.0) -> Reading:
        """Return what a BGR picture of one horizontal line says; `stretch` makes it wider or narrower first."""
        height, width = strip.shape[:2]
        columns = -(-width * stretch * HEIGHT // height // STEP)
        wide = int(np.clip(columns * STEP, NARROWEST, _WIDEST))
        small = cv2.resize(strip, (wide, HEIGHT), interpolation=cv2.INTER_LINEAR)
        pixels = small.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1
        name = self._session.get_inputs()[0].name
        outputs = self._session.run(None, {name: np.ascontiguousarray(pixels)})[0][0]
        return self._decode(outputs.argmax(axis=1), outputs.max(axis=1))

    def _decode(self, best: Any, probability: Any) -> Reading:
        fresh = (best != 0) & (best != np.concatenate([[0], best[:-1]]))
        text = "".join(self._characters[index] for index in best[fresh])
        places = (np.flatnonzero(fresh) + 0.5) / len(best)
        return Reading(text, tuple(probability[fresh].astype(float).tolist()), tuple(places.tolist()))
