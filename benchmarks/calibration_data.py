"""Speakers of one split saying what the grammar knows and what it does not, clean and in noise.

The fit takes those of development: the confidence must hold for people nobody tuned it on.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from asr.noise import KINDS, mix_at_snr
from asr.resample import RATE, Samples
from benchmarks.hearing_cases import Case, cases, grammar, ways_of_saying
from benchmarks.splits import noise_seeds, split_of

_AROUND_S = 0.4
_SNR_DB = (20.0, 15.0, 10.0, 5.0, 0.0, -5.0)
_CLEAN = 0.35
"""Share of examples without noise."""
_FEWEST, _A_QUESTION = 3, 8
"""Answers to a question at least; and how many of them are heard with one grammar."""
_WORDS = 300
"""Words of a closed vocabulary beside those that are said."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sound, what is said in it, and whether the grammar knows that."""

    kind: str
    sound: Samples
    ways: tuple[tuple[str, ...], ...]
    """What is said, in syllables; empty for what no grammar holds."""
    speaker: str
    condition: str


@dataclass(frozen=True, slots=True)
class Block:
    """Examples that are heard with one grammar."""

    grammar: Mapping[str, Any]
    examples: Sequence[Example]


@dataclass(frozen=True, slots=True)
class _Chance:
    """What is drawn from."""

    rng: random.Random
    noises: range
    """Seeds of generated noise."""


def blocks(speech: Path, seed: int, limit: int, split: str = "development") -> Iterator[Block]:
    """Yield examples of the speakers and noises of `split`, about `limit` of each kind.

    `speech` holds the folders of the data. In each closed vocabulary half of what is said is missing in turn.
    """
    chance = _Chance(random.Random(seed), noise_seeds(split))
    rng = chance.rng
    words = [_Said(case.sound(), case.text, case.speaker) for case in _of(split, speech, "words-many-speakers")]
    fill = [case.text for case in cases(speech / "words-hsk")]
    yield from _closed("words", words, fill, chance, limit)
    yield from _small(words, chance, limit)
    yield from _closed("pairs", _joined(words, 2, rng, limit), fill, chance, limit)
    commands = [_Said(c.sound(), c.text, c.speaker) for c in _of(split, speech, "synthetic-kokoro")]
    others = [case.text for case in cases(speech / "synthetic-kokoro")]
    yield from _closed("commands", commands, others, chance, limit)
    people = [
        _Said(case.sound(), case.text, case.speaker)
        for folder in ("sentences-aishell1", "sentences-aishell3", "sentences-cv-zh")
        for case in _of(split, speech, folder)
    ]
    news = [case.text for case in cases(speech / "sentences-aishell")]
    yield from _closed("sentences", people, news, chance, limit)
    foreign = rng.sample(cases(speech / "en-keywords"), limit // 3)
    examples = [_example("foreign", _Said(c.sound(), "", c.speaker), chance) for c in foreign]
    yield Block(grammar(rng.sample(others, 200)), examples)
    yield Block(grammar(rng.sample(others, 200)), [_noise(chance) for _ in range(limit // 3)])


@dataclass(frozen=True, slots=True)
class _Said:
    sound: Samples
    text: str
    speaker: str

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        parts = [ways_of_saying(part) for part in self.text.split(" ") if part]
        whole: list[tuple[str, ...]] = [()]
        for ways in parts:
            whole = [before + way for before in whole for way in ways]
        return tuple(whole) if parts else ()


def _of(split: str, speech: Path, folder: str) -> list[Case]:
    return [case for case in cases(speech / folder) if split_of(folder, case.speaker) == split]


def _joined(words: Sequence[_Said], count: int, rng: random.Random, limit: int) -> list[_Said]:
    """Return utterances of several words of one speaker, closely joined."""
    by_speaker: dict[str, list[_Said]] = defaultdict(list)
    for word in words:
        by_speaker[word.speaker].append(word)
    found = []
    for _ in range(limit):
        chosen = rng.sample(by_speaker[rng.choice(sorted(by_speaker))], count)
        sound = np.concatenate([_trimmed(word.sound) for word in chosen])
        found.append(_Said(sound, " ".join(word.text for word in chosen), chosen[0].speaker))
    return found


def _trimmed(sound: Samples) -> Samples:
    level = np.convolve(sound**2, np.ones(800) / 800, "same")
    loud = np.flatnonzero(level > level.max() * 1e-3)
    return sound[max(0, loud[0] - 800) : loud[-1] + 800]


def _closed(kind: str, said: Sequence[_Said], fill: Sequence[str], chance: _Chance, limit: int) -> Iterator[Block]:
    rng, texts = chance.rng, sorted({one.text for one in said})
    rng.shuffle(texts)
    half = len(texts) // 2
    for number, missing in enumerate((set[str](), set(texts[:half]), set(texts[half:]))):
        present = [text for text in texts if text not in missing] + rng.sample(fill, min(_WORDS, len(fill)))
        chosen = [one for one in said if one.text in missing] if missing else list(said)
        chosen = rng.sample(chosen, min(len(chosen), limit if number == 0 else limit // 5))
        yield Block(_phrases(present), [_example(kind, one, chance) for one in chosen])


def _small(said: Sequence[_Said], chance: _Chance, limit: int) -> Iterator[Block]:
    """Small vocabularies, as the answers to a question are: what is said is in every second of them."""
    rng = chance.rng
    texts = sorted({one.text for one in said})
    for number in range(max(2, limit // _A_QUESTION)):
        answers = rng.sample(texts, rng.randint(_FEWEST, len(texts) - 2))
        known = number % 2 == 0
        chosen = [one for one in said if (one.text in answers) == known]
        asked = [_example("answers", one, chance) for one in rng.sample(chosen, _A_QUESTION)]
        yield Block(_phrases(answers), asked)


def _phrases(texts: Sequence[str]) -> dict[str, Any]:
    """As `grammar`, but a space in a text separates words that were recorded apart."""
    ways = [(text, way) for text in texts for way in _Said(np.zeros(0, np.float32), text, "").ways]
    return {"root": "phrase", "rules": {"phrase": [[[text, " ".join(way)]] for text, way in ways]}}


def _example(kind: str, said: _Said, chance: _Chance) -> Example:
    rng = chance.rng
    if rng.random() < _CLEAN:
        return Example(kind, said.sound, said.ways, said.speaker, "clean")
    around = np.zeros(int(_AROUND_S * RATE), np.float32)
    sound = np.concatenate([around, said.sound, around])
    name, snr_db = rng.choice(sorted(KINDS)), rng.choice(_SNR_DB)
    noise = KINDS[name](np.random.default_rng(rng.choice(chance.noises)), len(sound) / RATE + 0.1, RATE)
    mixed = mix_at_snr(sound, noise[: len(sound)], snr_db)
    return Example(kind, mixed, said.ways, said.speaker, f"{name} {snr_db:g} dB")


def _noise(chance: _Chance) -> Example:
    rng = chance.rng
    name = rng.choice(sorted(KINDS))
    noise = KINDS[name](np.random.default_rng(rng.choice(chance.noises)), rng.uniform(2, 5), RATE)
    sound = np.asarray(noise * 10 ** (rng.uniform(-30, -3) / 20), np.float32)
    return Example("noise", sound, (), name, "noise alone")
