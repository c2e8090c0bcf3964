"""Moments as a microphone hears them: the word, or something like it, among speech, in rooms and noise."""

from dataclasses import dataclass

import numpy as np

from models.training.asr import augment
from models.training.wake.material import RATE, Clip, Material

KINDS = ("word", "near", "speech", "noise")
_BEFORE_S = 2.1
"""Sound before the word: the head looks back two seconds."""
_AFTER_S = 0.8
_LONG_S = 12.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of sound in int16 range and where in it the word is."""

    sound: np.ndarray
    kind: str
    """One of `KINDS`."""
    start: int
    """Sample at which the word, or what is like it, begins; 0 where there is none."""
    end: int
    """One past its last sample."""


@dataclass(frozen=True, slots=True)
class Hardness:
    """How much is done to the sound."""

    worst_snr: float = 0.0
    best_snr: float = 30.0
    noisy: float = 0.85
    """Share of scenes with noise."""
    in_room: float = 0.5
    disguised: float = 0.8
    """Share of voices whose speed, pitch and formants are moved."""
    nearly: float = 0.1
    """Share of a conversation that sounds nearly like the word."""


def draw(rng: np.random.Generator, material: Material, kind: str, hardness: Hardness) -> Scene:
    """Return a random scene of one kind."""
    if kind in {"speech", "noise"}:
        sound = (
            _conversation(rng, material, hardness) if kind == "speech" else np.zeros(int(_LONG_S * RATE), np.float32)
        )
        start = end = 0
    else:
        said = _voice(rng, _chosen(rng, material, kind), hardness)
        before, after = _around(rng, material, hardness)
        sound = np.concatenate([before, said, after])
        start, end = len(before), len(before) + len(said)
    return Scene(_heard(rng, material, sound, hardness, silent=kind == "noise"), kind, start, end)


def _chosen(rng: np.random.Generator, material: Material, kind: str) -> Clip:
    if kind == "near":
        return material.near[rng.integers(len(material.near))]
    sources = [clips for clips in material.words.values() if clips]
    # Joined syllables sound less like a call than a whole word does.
    clips = sources[0] if len(sources) == 1 or rng.random() < 0.75 else sources[1]
    return clips[rng.integers(len(clips))]


def _voice(rng: np.random.Generator, clip: Clip, hardness: Hardness) -> Clip:
    if rng.random() < hardness.disguised:
        clip = augment.speed_and_colour(clip, rng.uniform(0.84, 1.2), None)
    return clip * np.float32(0.3 / (np.max(np.abs(clip)) + 1e-6))


def _around(rng: np.random.Generator, material: Material, hardness: Hardness) -> tuple[Clip, Clip]:
    """Return what is heard before and after: silence, or somebody's speech and a gap."""
    before = np.zeros(int((_BEFORE_S + rng.uniform(0, 0.08)) * RATE), np.float32)
    after = np.zeros(int(_AFTER_S * RATE), np.float32)
    if rng.random() < 0.4:
        voice = _voice(rng, material.somebody(rng), hardness)[-len(before) :]
        gap = int(min(rng.uniform(0.05, 0.8), _BEFORE_S / 2) * RATE)
        voice = voice[-(len(before) - gap) :]
        before[len(before) - gap - len(voice) : len(before) - gap] = voice * np.float32(rng.uniform(0.2, 1.1))
    if rng.random() < 0.5:
        gap = int(rng.uniform(0.03, 0.5) * RATE)
        voice = _voice(rng, material.somebody(rng), hardness)[: len(after) - gap]
        after[gap : gap + len(voice)] = voice
    return before, after


def _conversation(rng: np.random.Generator, material: Material, hardness: Hardness) -> Clip:
    parts, samples = [], 0
    while samples < _LONG_S * RATE:
        near = material.near and rng.random() < hardness.nearly
        clip = material.near[rng.integers(len(material.near))] if near else material.somebody(rng)
        gap = np.zeros(int(rng.exponential(0.25) * RATE), np.float32)
        parts += [_voice(rng, clip, hardness) * np.float32(10 ** (rng.uniform(-12, 0) / 20)), gap]
        samples += len(parts[-2]) + len(gap)
    return np.concatenate(parts)[: int(_LONG_S * RATE)]


def _heard(
    rng: np.random.Generator, material: Material, sound: Clip, hardness: Hardness, *, silent: bool
) -> np.ndarray:
    if not silent and rng.random() < hardness.in_room:
        sound = augment.reverberate(sound, augment.room(rng))
    if silent:
        sound = material.background(rng, len(sound)) * np.float32(0.3)
        if rng.random() < 0.3:
            sound = sound + augment.coloured(rng, len(sound)) * np.float32(0.1)
    elif rng.random() < hardness.noisy:
        noise = augment.coloured(rng, len(sound)) if rng.random() < 0.12 else material.background(rng, len(sound))
        sound = augment.at_snr(sound, noise, rng.uniform(hardness.worst_snr, hardness.best_snr))
    if rng.random() < hardness.disguised:
        sound = augment.speed_and_colour(sound, 1.0, augment.microphone(rng, 0.8))
    return augment.level(rng, sound, 0.8)
