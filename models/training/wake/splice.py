"""The word in the voices of real people who never said it: joined from syllables that they said elsewhere.

Single syllables are read slowly; they are brought to the pace of speech without moving the pitch.
"""

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

from asr.tempo import tempo
from models.training.asr import texts
from models.training.asr.align import align
from models.training.asr.cases import Prepared
from models.training.asr.features import log_mel
from models.training.asr.start import from_model
from models.training.asr.syllables import SYLLABLES, UNIT_INDEX
from models.training.wake import spell

RATE = 16_000
_TAKES = 40
"""Words joined for each person."""
_SHORTEST, _LONGEST = 0.09, 2.0
"""Seconds of a syllable that can be used."""
_HOP = 160
_OUTPUT = 480
"""Samples an output of the recogniser's net."""
_DOUBTFUL = -2.5
"""Mean log-probability a sound below which the text is not what is said."""

Pieces = dict[str, dict[str, list[np.ndarray]]]
"""Speaker -> toned or toneless syllable -> sounds."""


def pieces_of(entries: list[dict], prepared: Prepared, hearing: Path, word: list[str]) -> Pieces:
    """Return the syllables of people who say all those of `word` somewhere in `entries`.

    Tones count, in the text or by the reading of the characters. `hearing` is the model directory whose net finds
    where in a sentence a syllable is spoken; sentences are cut up only where one of the word's is in them.
    """
    wanted = set(word)
    spoken: dict[str, list[tuple[dict, list[str]]]] = defaultdict(list)
    for entry in entries:
        if not entry["folder"].startswith("synthetic") and (toned := _toned(entry)):
            spoken[entry["speaker"]].append((entry, toned))
    speakers = [name for name, said in spoken.items() if wanted <= {part for _, toned in said for part in toned}]
    aligner = _Aligner(hearing) if speakers else None
    found: Pieces = {speaker: defaultdict(list) for speaker in speakers}
    for speaker in speakers:
        for entry, toned in spoken[speaker]:
            if aligner is None or (len(toned) > 1 and not wanted.intersection(toned)):
                continue
            sound = prepared.cut(entry, trimmed=True)
            cuts = [(0, len(sound))] if len(toned) == 1 else aligner(sound, entry["syllables"])
            for syllable, (first, last) in zip(toned, cuts, strict=bool(cuts)):
                piece = _tight(sound[first:last])
                if _SHORTEST * RATE < len(piece) < _LONGEST * RATE:
                    found[speaker][syllable].append(piece)
    return {speaker: pieces for speaker, pieces in found.items() if wanted <= set(pieces)}


def _toned(entry: dict) -> list[str]:
    text = entry["text"]
    toned = text.split() if text.isascii() else texts.pinyin(text.replace("_", ""))
    return toned if len(toned) == len(entry["syllables"]) else []


class _Aligner:
    def __init__(self, hearing: Path) -> None:
        self._net = from_model(hearing).eval()

    def __call__(self, sound: np.ndarray, syllables: list[str]) -> list[tuple[int, int]]:
        """Return first sample and one past the last of each syllable; nothing where the text does not fit."""
        context = self._net.context
        features = np.pad(log_mel(sound * 32767), ((context, context), (0, 0)), mode="edge")
        with torch.no_grad():
            scores = self._net(torch.from_numpy(features)[None])[0].numpy()
        aligned = align(scores, [UNIT_INDEX[unit] for syllable in syllables for unit in SYLLABLES[syllable]])
        if aligned is None or aligned.score < _DOUBTFUL:
            return []
        ends = np.cumsum([len(SYLLABLES[syllable]) for syllable in syllables])
        last, first = aligned.moments[ends[:-1] - 1], aligned.moments[ends[:-1]]
        bounds = [0, *(_OUTPUT * (last + 0.65 * (first - last))).astype(int).tolist(), len(sound)]
        return list(pairwise(bounds))


def _tight(sound: np.ndarray) -> np.ndarray:
    """Return what of a syllable is within 36 dB of its loudest moment."""
    hops = len(sound) // _HOP
    if not hops:
        return sound[:0]
    level = 10 * np.log10(np.mean(sound[: hops * _HOP].reshape(hops, _HOP) ** 2, axis=1) + 1e-10)
    loud = np.flatnonzero(level > level.max() - 36)
    return sound[loud[0] * _HOP : (loud[-1] + 1) * _HOP]


def joined_words(pieces: Pieces, word: list[str], seed: int = 0) -> list[np.ndarray]:
    """Return `_TAKES` words for each speaker."""
    rng = np.random.default_rng(seed)
    return [_said(rng, table, word) for table in pieces.values() for _ in range(_TAKES)]


def joined_near(pieces: Pieces, word: list[str], seed: int = 0) -> list[np.ndarray]:
    """Return as much of what sounds like the word, joined in the same way: the joints must not tell them apart."""
    rng = np.random.default_rng(seed)
    found = []
    for table in pieces.values():
        texts_left = _TAKES
        for _ in range(20 * _TAKES):
            text = spell.near(rng, word)
            if texts_left and all(syllable in table for syllable in text):
                found.append(_said(rng, table, text))
                texts_left -= 1
    return found


def _said(rng: np.random.Generator, table: dict[str, list[np.ndarray]], text: list[str]) -> np.ndarray:
    """Return `text` at a pace of speech, with its syllables about equally loud."""
    pace = rng.uniform(0.15, 0.28)
    joined = np.zeros(0, np.float32)
    for at, syllable in enumerate(text):
        piece = table[syllable][rng.integers(len(table[syllable]))]
        piece = tempo(piece, max(1.0, len(piece) / RATE / (pace * rng.uniform(0.8, 1.25))))
        piece = piece * np.float32(0.1 * 10 ** (rng.uniform(-3, 2) / 20) / (np.std(piece) + 1e-6))
        pause = int(rng.uniform(0.05, 0.2) * RATE) if at == len(text) // 2 and rng.random() < 0.2 else 0
        joined = _append(joined, np.concatenate([np.zeros(pause, np.float32), piece]))
    return joined


def _append(sound: np.ndarray, piece: np.ndarray) -> np.ndarray:
    overlap = min(320, len(sound) // 3, len(piece) // 3)
    if not overlap:
        return np.concatenate([sound, piece])
    fade = np.linspace(0, 1, overlap, dtype=np.float32)
    middle = sound[-overlap:] * (1 - fade) + piece[:overlap] * fade
    return np.concatenate([sound[:-overlap], middle, piece[overlap:]])
