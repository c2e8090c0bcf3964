"""The second look: whether the recogniser, too, hears the word in the last moments when the net says so."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from asr.agreement import agreement
from asr.recogniser import Decoding, Recogniser
from asr.resample import RATE, Samples

LOOKED_BACK_S = 1.7
_SHORTER_S = 1.2
"""Also looked at alone: what somebody said just before the word does not fit the grammar."""
_LEVEL_DB = -23.0
_MOST_GAIN_DB = 30.0
_FRAME = 400


@dataclass(frozen=True, slots=True)
class Strictness:
    """When the recogniser agrees; chosen on development voices."""

    margin: float
    """By how much the word must fit better than the filler, in log likelihood."""
    likeness: float
    """And how much free syllables, anywhere in the sound, must be like those of the word, 0–1: in noise that fits
    nothing, the filler pays for each syllable and the word does not."""


class Verifier:
    """Looks with a recogniser of its own, so that the grammar of the commands stays where it is."""

    def __init__(self, recogniser: Recogniser, syllables: tuple[str, ...], strictness: Strictness) -> None:
        self._recogniser, self._syllables, self._strictness = recogniser, syllables, strictness
        word = [["".join(syllables), " ".join(syllables)]]
        recogniser.set_grammar({"root": "word", "rules": {"word": [word]}})

    def __call__(self, sound: Samples) -> bool:
        """Return whether the word is in `sound`, float32 [n] at 16 kHz, as the last thing said or nearly so."""
        margin, likeness = self.measure(sound)
        return margin >= self._strictness.margin and likeness >= self._strictness.likeness

    def measure(self, sound: Samples) -> tuple[float, float]:
        """Return margin and likeness as `Strictness` means them: the better of a longer and a shorter look."""
        parts = [sound, sound[-int(_SHORTER_S * RATE) :]] if len(sound) > _SHORTER_S * RATE else [sound]
        decodings = [self._recogniser.decode(_levelled(part)) for part in parts]
        return max(map(_margin, decodings)), max(map(self._likeness, decodings))

    def _likeness(self, decoding: Decoding) -> float:
        heard = decoding.free.syllables if decoding.free else ()
        count = len(self._syllables)
        parts = [heard[start : start + count] for start in range(max(1, len(heard) - count + 1))]
        return max(agreement(self._syllables, part) for part in parts)


def _margin(decoding: Decoding) -> float:
    word = next((candidate.score for candidate in decoding.sentences), None)
    filler = next((candidate.score for candidate in decoding.candidates if candidate.filler), None)
    if word is None:
        return -np.inf
    return np.inf if filler is None else word - filler


def _levelled(sound: Samples) -> Samples:
    """Return the sound at the level that the recogniser knows, by its louder half."""
    power = np.sort(np.mean(np.square(sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)), axis=1))
    level = 10 * np.log10(float(np.mean(power[len(power) // 2 :])) + 1e-10)
    gain = min(_MOST_GAIN_DB, _LEVEL_DB - level)
    return np.asarray(np.clip(sound * np.float32(10 ** (gain / 20)), -1, 1), np.float32)


def looked_back(ring: Samples) -> Samples:
    """Return the part of what was kept that is looked at again."""
    return ring[-int(LOOKED_BACK_S * RATE) :]


def settings(folder: Path) -> dict[str, Any]:
    """Return what `settings.json` of a wake word's folder says."""
    return dict(json.loads((folder / "settings.json").read_text(encoding="utf-8")))
