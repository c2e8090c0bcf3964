"""Compose training examples: who speaks, what, how it is joined, and what happens to it on its way."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from asr.tempo import tempo
from models.training.asr import augment
from models.training.asr.align import FILE
from models.training.asr.features import HOP, RATE, log_mel
from models.training.asr.manifest import read_splits
from models.training.asr.syllables import units_of

SHARES = {
    "synthetic": 0.20,
    "words-hsk": 0.09,
    "words-many-speakers": 0.08,
    "people": 0.12,
    "sentences-aishell": 0.07,
    "syllables": 0.18,
    "en-digits": 0.03,
    "shuffled": 0.23,
}
"""Of the training examples. `people` are the sets with few sentences each of many speakers; `shuffled` are syllables
cut from what one speaker says and joined in another order, at times as slowly as single syllables are read."""
_SHUFFLED = {"people": 0.3, "words-many-speakers": 0.2, "sentences-aishell": 0.05, "words-hsk": 0.15, "synthetic": 0.3}
_PEOPLE = ("sentences-aishell1", "sentences-aishell3", "sentences-cv-zh", "sentences-thchs30")
_PACES = (0.25, 1.5)
"""Seconds a syllable of slow speech, evenly by their logarithm."""
_SLOWEST = 3.5
"""Times as slow as it was said; more is no speech."""
_FASTER_SHARE = 0.35
"""Of the examples, at full strength: noise and all at another pace, as the ears weigh them (`asr.weighing`)."""
_FASTER = (1.3, 1.8)
_RATIO = 4.0
"""Of speech to noise at full strength, decibels, in the middle."""
_SHORTEST = int(0.07 * RATE)
"""Samples of a syllable cut out; shorter ones were cut wrongly."""
_JOINED = {"words-hsk": 3, "words-many-speakers": 3, "en-digits": 5}


@dataclass(frozen=True)
class Example:
    """What the net is shown."""

    features: np.ndarray
    """[frames, 40] log-mel, float32."""
    quiet: np.ndarray
    """The same, as long, without noise, room or microphone: what a teacher hears."""
    units: np.ndarray
    """[n] int64 indices into `UNITS`."""


class Composer:
    """Draws training examples from `work` (made by `prepare`) and from the noise of the data.

    `generated` maps a kind of noise to sounds of it; they are cut and mixed in at random.
    """

    def __init__(self, work: Path, noise: Path, generated: dict[str, list[np.ndarray]]) -> None:
        self.sound = np.memmap(work / "speech.i16", dtype="<i2", mode="r")
        entries = json.loads((work / "speech.json").read_text(encoding="utf-8"))
        training = [e for e in entries if e["split"] == "training"]
        self.voices = [e for e in training if e["last"] - e["first"] > RATE // 2]
        self.by_share: dict[str, dict[str, list[dict]]] = defaultdict(lambda: defaultdict(list))
        for entry in training:
            if entry["syllables"]:
                self.by_share[_share(entry["folder"])][entry["speaker"]].append(entry)
        self.syllables = {speaker: _by_syllable(entries) for speaker, entries in self.by_share["syllables"].items()}
        self.pieces = _pieces(work, entries)
        self.texts = [e["syllables"] for e in training if e["syllables"] and e["folder"].startswith("synthetic")]
        self.recorded, self.generated = _recorded_noise(noise), generated
        self.rooms = [_read(path)[: RATE // 2] for path in sorted((noise / "rir").glob("*.flac"))]

    def example(self, rng: np.random.Generator, strength: float) -> Example:
        """Draw one; `strength` from 0 (clean single words) to 1."""
        share = rng.choice(list(SHARES), p=np.array(list(SHARES.values())) / sum(SHARES.values()))
        if strength < 0.3 and share in {"people", "sentences-aishell"}:
            share = "words-hsk"
        if share == "syllables":
            sound, syllables = self._joined_syllables(rng, strength)
        elif share == "shuffled":
            sound, syllables = self._shuffled(rng, strength)
        else:
            sound, syllables = self._utterance(rng, share, strength)
        units = np.array(units_of(list(syllables)), dtype=np.int64)
        factor = _factor(rng, share, len(sound) / RATE / len(syllables), strength)
        if _fits(units, len(sound) / factor):
            sound = tempo(sound, factor)
        sound, quiet = self._disguise(rng, sound, strength)
        faster = rng.uniform(*_FASTER)
        if rng.random() < _FASTER_SHARE * strength and _fits(units, len(sound) / faster):
            sound, quiet = tempo(sound, faster), tempo(quiet, faster)
        warp = round(float(np.clip(rng.normal(1, 0.09 * strength), 0.8, 1.25)), 2)
        return Example(augment.mask(rng, log_mel(sound, warp), strength), log_mel(quiet), units)

    def _cut(self, entry: dict, margin: int) -> np.ndarray:
        first = max(0, entry["first"] - margin)
        last = min(entry["length"], entry["last"] + margin)
        return self.sound[entry["at"] + first : entry["at"] + last].astype(np.float32) / 32768

    def _utterance(self, rng: augment.Random, share: str, strength: float) -> tuple[np.ndarray, list[str]]:
        speakers = self.by_share[share]
        speaker = list(speakers)[rng.integers(len(speakers))]
        most = 1 if strength < 0.3 else _JOINED.get(share, 1)
        pieces = [speakers[speaker][rng.integers(len(speakers[speaker]))] for _ in range(rng.integers(1, most + 1))]
        sounds = [self._cut(entry, int(rng.uniform(0, 0.05) * RATE)) for entry in pieces]
        return _join(rng, sounds, 0.3), [s for entry in pieces for s in entry["syllables"]]

    def _joined_syllables(self, rng: augment.Random, strength: float) -> tuple[np.ndarray, list[str]]:
        speaker = list(self.syllables)[rng.integers(len(self.syllables))]
        table = self.syllables[speaker]
        text = self.texts[rng.integers(len(self.texts))]
        longest = 1 if strength < 0.3 else 9
        if rng.random() < 0.5:
            at = rng.integers(0, max(1, len(text) - longest))
            text = text[at : at + rng.integers(1, longest + 1)]
        else:
            text = [list(table)[i] for i in rng.integers(0, len(table), rng.integers(1, min(longest, 6) + 1))]
        text = [syllable for syllable in text if syllable in table] or [next(iter(table))]
        sounds = [self._cut(table[s][rng.integers(len(table[s]))], 0) for s in text]
        return _join(rng, sounds, 0.15), list(text)

    def _shuffled(self, rng: augment.Random, strength: float) -> tuple[np.ndarray, list[str]]:
        share = rng.choice(list(_SHUFFLED), p=list(_SHUFFLED.values()))
        speakers = self.pieces[share]
        own = speakers[list(speakers)[rng.integers(len(speakers))]]
        chosen = [own[i] for i in rng.integers(len(own), size=rng.integers(1, 3 if strength < 0.3 else 9))]
        return _join(rng, [self._cut(entry, 0) for entry in chosen], 0.15), [e["syllables"][0] for e in chosen]

    def _disguise(self, rng: augment.Random, sound: np.ndarray, strength: float) -> tuple[np.ndarray, np.ndarray]:
        """Return the sound as it reaches the microphone, and as it was said: as long, at one level."""
        around = rng.uniform(0.02, 0.4, 2) * RATE
        sound = np.pad(sound, (int(around[0]), int(around[1])))
        speed = rng.uniform(0.82, 1.22) if rng.random() < 0.7 * strength else 1.0
        response = augment.microphone(rng, strength) if rng.random() < 0.3 + 0.5 * strength else None
        quiet = sound = augment.speed_and_colour(sound, speed, None) if speed != 1.0 else sound
        if response is not None:
            sound = augment.speed_and_colour(sound, 1.0, response)
        if rng.random() < 0.35 * strength:
            own = not self.rooms or rng.random() < 0.8
            response = augment.room(rng) if own else self.rooms[rng.integers(len(self.rooms))]
            sound = augment.reverberate(sound, response)
        for _ in range(2 if rng.random() < 0.25 else 1):
            if rng.random() < 0.8 * strength:
                noise, worst = self._noise(rng, len(sound))
                sound = augment.at_snr(sound, noise, max(worst, rng.normal(_RATIO + 10 * (1 - strength), 7)))
        sound, quiet = sound[: len(quiet)], quiet[: len(sound)]
        return augment.level(rng, sound, strength), augment.level(rng, quiet, 0.0)

    def _noise(self, rng: augment.Random, samples: int) -> tuple[np.ndarray, float]:
        choice = rng.random()
        if choice < 0.15:
            return augment.coloured(rng, samples), -3.0
        if choice < 0.35:
            voices = 1 if rng.random() < 0.3 else rng.integers(2, 8)
            noise = np.zeros(samples, np.float32)
            for _ in range(voices):
                entry = self.voices[rng.integers(len(self.voices))]
                noise += _looped(rng, self._cut(entry, 0), samples) * np.float32(rng.uniform(0.3, 1))
            if rng.random() < 0.5:
                noise = augment.reverberate(noise, augment.room(rng))
            return noise, 6.0 if voices == 1 else 0.0
        noises = self.generated if self.generated and rng.random() < 0.6 else self.recorded
        sounds = noises[list(noises)[rng.integers(len(noises))]]
        return _looped(rng, sounds[rng.integers(len(sounds))], samples), -5.0


def _factor(rng: augment.Random, share: str, pace: float, strength: float) -> float:
    """Return how many times as fast to play what takes `pace` seconds a syllable.

    Who reads single syllables, or hesitates, takes up to a second and a half for each.
    """
    slow = share == "syllables" or (share == "shuffled" and rng.random() < 0.6)
    if slow:
        wanted = np.exp(rng.uniform(*np.log(_PACES)))
        return float(np.clip(pace / wanted, 1 / _SLOWEST, 1.6))
    return float(rng.uniform(0.85, 1.2)) if rng.random() < 0.4 * strength else 1.0


def _fits(units: np.ndarray, samples: float) -> bool:
    """Whether so much sound leaves an output for each unit, for a blank between like ones, and some more."""
    outputs = len(units) + int(np.sum(units[1:] == units[:-1])) + 2
    return samples / HOP > 1.15 * 3 * outputs


def _share(folder: str) -> str:
    if folder.startswith("synthetic"):
        return "synthetic"
    if folder.startswith("syllables"):
        return "syllables"
    return "people" if folder in _PEOPLE else folder


def _pieces(work: Path, entries: list[dict]) -> dict[str, dict[str, list[dict]]]:
    """Return share -> speaker -> the syllables that `align` cut out of what is said, as entries of their own."""
    found: dict[str, dict[str, list[dict]]] = defaultdict(lambda: defaultdict(list))
    for index, cuts in json.loads((work / FILE).read_text(encoding="utf-8")):
        whole = entries[index]
        for syllable, first, last in cuts:
            if last - first < _SHORTEST:
                continue
            bounds = {"first": whole["first"] + first, "last": whole["first"] + last}
            own = found[_share(whole["folder"])][whole["speaker"]]
            own.append({"syllables": [syllable], "at": whole["at"], "length": whole["length"], **bounds})
    return found


def _by_syllable(entries: list[dict]) -> dict[str, list[dict]]:
    table = defaultdict(list)
    for entry in entries:
        table[entry["syllables"][0]].append(entry)
    return dict(table)


def _read(path: Path) -> np.ndarray:
    sound, rate = soundfile.read(path, dtype="float32")
    assert rate == RATE, (path, rate)
    sound = sound if sound.ndim == 1 else sound.mean(axis=1)
    return sound / (np.max(np.abs(sound)) + 1e-6)


def _recorded_noise(root: Path) -> dict[str, list[np.ndarray]]:
    splits = read_splits()["noise"]
    kept_back = {*splits["development"]["files"], *splits["test"]["files"]}
    found = defaultdict(list)
    for path in sorted(root.glob("*/*.opus")):
        if path.relative_to(root).as_posix() in kept_back:
            continue
        try:
            found[f"recorded {path.name.split('_')[0]}"].append(_read(path))
        except soundfile.LibsndfileError as error:
            print(f"left out {path.name}: {error}")
    return dict(found)


def _looped(rng: augment.Random, noise: np.ndarray, samples: int) -> np.ndarray:
    noise = np.roll(noise, int(rng.integers(len(noise))))
    return np.tile(noise, -(-samples // len(noise)))[:samples]


def _join(rng: augment.Random, sounds: list[np.ndarray], longest_gap: float) -> np.ndarray:
    """Join with one kind of gap: mostly a short overlap with cross-fade, at times a pause before each piece."""
    joined = sounds[0]
    pause = rng.random() < 0.4
    for sound in sounds[1:]:
        gap = int((rng.uniform(0, longest_gap) if pause else rng.uniform(-0.06, 0.02)) * RATE)
        overlap = min(max(-gap, 80), len(joined) // 3, len(sound) // 3)
        fade = np.linspace(0, 1, overlap, dtype=np.float32)
        if gap > 0:
            joined = np.concatenate((joined, np.zeros(gap, np.float32), sound))
            continue
        middle = joined[-overlap:] * (1 - fade) + sound[:overlap] * fade
        joined = np.concatenate((joined[:-overlap], middle, sound[overlap:]))
    return joined
