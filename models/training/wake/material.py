"""What training, development and test hear: the word and what is not the word, each from the people of one split."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from asr.noise import KINDS
from models.training.asr.cases import Prepared
from models.training.asr.manifest import read_splits
from models.training.wake import speak, splice

RATE = 16_000
Clip = np.ndarray
"""float32 [n], ±1, 16 kHz, trimmed to its speech."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where sound is found."""

    recordings: Path
    """Speech prepared by `models.training.asr`."""
    voices: Path
    """What `speak` wrote."""
    noise: Path
    """Recorded noise of the data."""
    hearing: Path
    """The recogniser, whose net finds syllables in sentences."""


class Material:
    """All sound of one split."""

    def __init__(self, split: str, word: list[str], places: Places) -> None:
        self.split, self._prepared = split, Prepared(places.recordings)
        toneless = [syllable[:-1] for syllable in word]
        entries = [entry for entry in self._prepared.entries if entry["split"] == split]
        said = [entry for entry in entries if entry["syllables"]]
        self.words: dict[str, list[Clip]] = {"synthetic": _spoken(places.voices, split, "word")}
        """Where they come from -> the word. `people` are joined from single syllables of real people."""
        self.words["synthetic"] += [self.cut(entry) for entry in said if entry["syllables"] == toneless]
        pieces = splice.pieces_of(said, self._prepared, places.hearing, word)
        self.words["people"] = splice.joined_words(pieces, word)
        self.near = _spoken(places.voices, split, "near") + splice.joined_near(pieces, word)
        self.speech = [entry for entry in entries if not _holds(entry["syllables"] or [], toneless)]
        """Entries of the prepared speech in which the word is not said."""
        self._recorded = _recorded_noise(places.noise, split)
        self._seeds = read_splits()["noise"]["seeds"][split]
        pool = places.recordings / "noise.npz"
        # `models.training.asr` has made noise from the seeds of training already, which takes its time.
        self._pool = np.load(pool) if split == "training" and pool.exists() else None
        self._pooled: dict[str, np.ndarray] = {}
        by_folder: dict[str, list[dict]] = defaultdict(list)
        for entry in self.speech:
            by_folder[entry["folder"]].append(entry)
        self._folders = list(by_folder.values())
        hours = np.array([sum(entry["length"] for entry in folder) for folder in self._folders], float)
        self._shares = np.sqrt(hours) / np.sqrt(hours).sum()

    def cut(self, entry: dict) -> Clip:
        """Return the speech of an entry."""
        return self._prepared.cut(entry, trimmed=True)

    def somebody(self, rng: np.random.Generator) -> Clip:
        """Return a random recording of speech; small sets come up more often than their length says."""
        folder = self._folders[rng.choice(len(self._folders), p=self._shares)]
        return self.cut(folder[rng.integers(len(folder))])

    def background(self, rng: np.random.Generator, samples: int) -> Clip:
        """Return noise: one of the generator's kinds, recorded, or several people talking."""
        kind = rng.random()
        if kind < 0.2:
            return self._babble(rng, samples)
        if kind < 0.6 or not self._recorded:
            noise = self._generated(rng, str(rng.choice(list(KINDS))), min(6.0, samples / RATE + 0.1))
        else:
            noise = self._recorded[rng.integers(len(self._recorded))]
        return np.resize(np.roll(noise, -int(rng.integers(len(noise)))), samples)

    def _generated(self, rng: np.random.Generator, kind: str, seconds: float) -> Clip:
        if self._pool is None:
            seed = int(rng.integers(self._seeds[0], self._seeds[1] + 1))
            return KINDS[kind](np.random.default_rng(seed), seconds, RATE)
        if kind not in self._pooled:
            self._pooled[kind] = self._pool[kind]
        clips = self._pooled[kind]
        return clips[rng.integers(len(clips))].astype(np.float32)

    def _babble(self, rng: np.random.Generator, samples: int) -> Clip:
        noise = np.zeros(samples, np.float32)
        for _ in range(rng.integers(2, 7)):
            voice = self.somebody(rng)
            noise += np.resize(np.roll(voice, -int(rng.integers(len(voice)))), samples) * np.float32(
                rng.uniform(0.3, 1)
            )
        return noise


def _holds(said: list[str], word: list[str]) -> bool:
    return any(said[at : at + len(word)] == word for at in range(len(said) - len(word) + 1))


def _spoken(voices: Path, split: str, kind: str) -> list[Clip]:
    chosen = [row for row in speak.rows_of(voices, split) if row.kind == kind]
    return [soundfile.read(voices / row.path, dtype="float32")[0] for row in chosen]


def _recorded_noise(root: Path, split: str) -> list[Clip]:
    splits = read_splits()["noise"]
    kept_back = {name: other for other in ("development", "test") for name in splits[other]["files"]}
    found = []
    for path in sorted(root.glob("*/*.opus")):
        if kept_back.get(path.relative_to(root).as_posix(), "training") != split:
            continue
        try:
            sound, rate = soundfile.read(path, dtype="float32")
        except soundfile.LibsndfileError:
            continue
        assert rate == RATE, rate
        found.append(sound if sound.ndim == 1 else sound.mean(axis=1))
    return found
