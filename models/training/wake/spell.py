"""From a word's pinyin to what people say for it, and to what sounds nearly like it and is not it."""

import re
import tomllib
from pathlib import Path

import numpy as np

from models.training.asr import texts
from models.training.asr.syllables import MANDARIN, SYLLABLES

_NEAR = tomllib.loads(Path(__file__).with_name("near.toml").read_text(encoding="utf-8"))
_ALIKE = [{"n", "l"}, {"z", "zh"}, {"c", "ch"}, {"s", "sh"}, {"f", "h"}, {"r", "l"}]
_PAUSE = ","


class UnknownSyllableError(ValueError):
    """A wake word's spelling holds what is no syllable."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is no pinyin with tones; write a word like ni3hao3xiao3er4")


def syllables(word: str) -> list[str]:
    """Return `ni3hao3` as `[ni3, hao3]`; raises `UnknownSyllableError`."""
    parts = re.findall(r"[a-z]+[1-5]", word)
    if "".join(parts) != word or not parts or any(part[:-1] not in MANDARIN for part in parts):
        raise UnknownSyllableError(word)
    return parts


def sandhi(rng: np.random.Generator, said: list[str]) -> list[str]:
    """Return `said` with third tones as they are spoken before third tones, mostly."""
    spoken = list(said)
    for at in range(len(said) - 2, -1, -1):
        # Of three in a row some people change two, some every other one.
        likely = 0.85 if spoken[at + 1][-1] == "3" else 0.5
        if said[at][-1] == said[at + 1][-1] == "3" and rng.random() < likely:
            spoken[at] = said[at][:-1] + "2"
    return spoken


def spoken(rng: np.random.Generator, word: list[str]) -> list[str]:
    """Return the word as somebody calls it: with a pause in it, with l for n, or plainly."""
    said = sandhi(rng, word)
    if rng.random() < 0.05:
        said = [("l" + part[1:]) if part[0] == "n" and "l" + part[1:-1] in MANDARIN else part for part in said]
    if len(said) >= 4 and rng.random() < 0.2:
        said = [*said[: len(said) // 2], _PAUSE, *said[len(said) // 2 :]]
    return [*said, *rng.choice(["", "!", ",", "?", "."], p=[0.45, 0.2, 0.15, 0.1, 0.1])]


def near(rng: np.random.Generator, word: list[str]) -> list[str]:
    """Return what sounds a little like the word: parts of it, one syllable off, or one of `near.toml`."""
    name = "".join(word)
    kind = rng.random()
    if kind < 0.6 and name in _NEAR["word"]:
        listed = _NEAR["word"]
        pool = listed[f"{name}_rare"] if rng.random() < 0.04 else listed[name]
        return sandhi(rng, texts.pinyin(str(rng.choice(pool.split()))))
    if kind < 0.75:
        first = int(rng.integers(0, len(word)))
        last = int(rng.integers(first + 1, len(word) + 1))
        part = word[first:last] if last - first < len(word) else word[1:]
        around = texts.anything(rng)
        return sandhi(rng, [*around[: rng.integers(0, 3)], *part, *around[2 : 2 + rng.integers(0, 3)]])
    if kind < 0.95:
        at = int(rng.integers(0, len(word)))
        return sandhi(rng, [*word[:at], _other(rng, word[at]), *word[at + 1 :]])
    return sandhi(rng, [word[at] for at in rng.permutation(len(word))[: max(1, len(word) - rng.integers(1, 3))]])


def _other(rng: np.random.Generator, syllable: str) -> str:
    """Return a syllable that nobody could take for `syllable`, often with its initial or its final."""
    initial, final = SYLLABLES[syllable[:-1]][0], SYLLABLES[syllable[:-1]][-1]
    alike = {initial}.union(*(pair for pair in _ALIKE if initial in pair))
    close = rng.random() < 0.6
    while True:
        other = str(rng.choice(list(MANDARIN)))
        sounds = SYLLABLES[other]
        same_final = sounds[-1].rstrip("ng") == final.rstrip("ng") or {sounds[-1], final} <= {"e", "er", "a"}
        if same_final and sounds[0] in alike:
            continue
        if not close or same_final or sounds[0] == initial:
            return other + str(rng.integers(1, 5))
