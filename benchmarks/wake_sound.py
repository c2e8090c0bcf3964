"""What the benchmark of the wake word listens to: the word alone and in noise, and hours of everything else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from asr.agreement import agreement
from asr.noise import mix_at_snr
from asr.resample import RATE, Samples
from benchmarks.hearing_cases import Case, cases, ways_of_saying
from benchmarks.noise import FIRST_SEED, Maker

BEFORE_S, AFTER_S = 2.2, 1.0
"""Around the word: the net looks back two seconds, and may fire a little late."""
NEAR = 0.5
"""Recordings whose syllables agree so much with the word's are counted apart."""
SESSION_S = 60.0
_FLOOR = 1e-4
"""Amplitude of what a quiet room leaves on a recording."""
_LEVELS = (0.01, 0.5)
"""Peak of a session, quietest and loudest."""
_SNRS = (None, 20.0, 10.0, 5.0)


@dataclass(frozen=True, slots=True)
class Material:
    """The recordings of some folders."""

    words: tuple[Case, ...]
    """In which the word is said, and nothing else."""
    near: tuple[Case, ...]
    others: tuple[Case, ...]

    @classmethod
    def of(cls, folders: Sequence[Path], word: str) -> "Material":
        """Sort what is said in the recordings of `folders`; what has no text must not hold the word."""
        said = set(ways_of_saying(word))
        words: list[Case] = []
        near: list[Case] = []
        others: list[Case] = []
        for case in (case for folder in folders for case in cases(folder)):
            ways = ways_of_saying(case.text)
            if said & set(ways):
                words.append(case)
            elif any(_holds(way, one) for way in ways for one in said):
                continue
            else:
                alike = max((agreement(one, way) for one in said for way in ways), default=0.0)
                (near if alike >= NEAR else others).append(case)
        return cls(tuple(words), tuple(near), tuple(others))


def _holds(way: tuple[str, ...], word: tuple[str, ...]) -> bool:
    return any(way[at : at + len(word)] == word for at in range(len(way) - len(word) + 1))


def origin(case: Case) -> str:
    """Return whose voices a recording belongs to: the part of the speaker's name before a colon, else `people`."""
    kind, colon, _ = case.speaker.partition(":")
    return kind if colon else "people"


def alone(case: Case, seed: int, noise: Maker | None = None, snr_db: float = 0.0) -> Samples:
    """Return a recording with quiet, or noise, before, under and after it."""
    rng = np.random.default_rng(seed)
    sound = np.pad(case.sound(), (int(BEFORE_S * RATE), int(AFTER_S * RATE)))
    if noise is not None:
        sound = mix_at_snr(sound, noise(rng, len(sound)), snr_db)
    return np.asarray(sound + rng.normal(0, _FLOOR, len(sound)), np.float32)


def sessions(others: Sequence[Case], kinds: Sequence[Maker], hours: float, seed: int) -> Iterator[Samples]:
    """Yield minutes of people talking, at another level and in other noise each, one voice over the other at times.

    The recordings come up again when all were heard: each time in other company.
    """
    rng = np.random.default_rng(FIRST_SEED + seed)
    order: list[int] = []
    for _ in range(round(hours * 3600 / SESSION_S)):
        session = np.zeros(int(SESSION_S * RATE), np.float32)
        for voice in range(2 if rng.random() < 0.2 else 1):
            at = int(rng.uniform(0, 1) * RATE)
            while at < len(session):
                order = order or [int(index) for index in rng.permutation(len(others))]
                spoken = others[order.pop()].sound()[: len(session) - at]
                loud = 10 ** (rng.uniform(-12, 0) / 20) * (0.5 if voice else 1.0)
                session[at : at + len(spoken)] += spoken * np.float32(loud / (np.max(np.abs(spoken)) + 1e-6))
                at += len(spoken) + int(rng.exponential(0.4) * RATE)
        snr_db = _SNRS[rng.integers(len(_SNRS))]
        if snr_db is not None:
            session = mix_at_snr(session, kinds[int(rng.integers(len(kinds)))](rng, len(session)), snr_db)
        peak = np.exp(rng.uniform(*np.log(_LEVELS)))
        session *= np.float32(peak / (np.max(np.abs(session)) + 1e-6))
        yield np.asarray(session + rng.normal(0, _FLOOR, len(session)), np.float32)
