"""Decode with the stock `vosk` package, over a closed list of phrases or over free syllables."""

import json
from pathlib import Path

import numpy as np
import vosk

from asr.fst import ARC, Fst
from asr.graph import STRICT, read_words, with_marks, write_model
from asr.recogniser import Candidate
from asr.vosk_own import N_BEST, as_bytes, as_heard
from asr.weighing import Weigher
from models.training.asr.syllables import FOREIGN

vosk.SetLogLevel(-2)


def closed(phrases: list[tuple[str, ...]], words: dict[str, int]) -> Fst:
    """Return the prefix tree of `phrases`; nothing else can be heard."""
    rows, final, children = [], [np.inf], {}
    for phrase in phrases:
        state = 0
        for syllable in phrase:
            if (state, syllable) not in children:
                children[state, syllable] = len(final)
                rows.append((state, words[syllable], words[syllable], 0.0, len(final)))
                final.append(np.inf)
            state = children[state, syllable]
        final[state] = 0.0
    return Fst(np.array(rows, ARC), np.array(final, np.float32))


def free(words: dict[str, int], cost: float) -> Fst:
    """Return a loop over all Mandarin syllables, each at `cost`."""
    labels = [n for word, n in words.items() if n and word not in FOREIGN and not word.startswith("#")]
    return Fst(np.array([(0, n, n, cost, 0) for n in labels], ARC), np.zeros(1, np.float32))


class Decoder:
    """A model directory with a grammar of one's own, made in `folder`, with the ears' options where none are given."""

    def __init__(self, model: Path, folder: Path, grammar: Fst, options: tuple[str, ...] = STRICT) -> None:
        write_model(model, grammar, with_marks(read_words(model)), options, folder)
        self.model, self.weigher = vosk.Model(str(folder)), Weigher(folder)

    def hear(self, sound: np.ndarray) -> tuple[str, ...]:
        """Return the syllables heard in a sound of ±1 at 16 kHz."""
        return tuple(self._result(sound, 0)["text"].split())

    def hear_weighed(self, sound: np.ndarray) -> tuple[str, ...]:
        """Return the syllables of the sentence that is likeliest when it is weighed, as the ears do."""
        found = self._result(sound, N_BEST)["alternatives"]
        said = {tuple(one["text"].split()): one["confidence"] for one in reversed(found)}
        sentences = {syllables: Candidate("", score, syllables) for syllables, score in said.items()}
        weighed = self.weigher.weighed(sentences, as_heard(as_bytes(sound)))
        return max(weighed, key=lambda one: one.standing).syllables if weighed else ()

    def _result(self, sound: np.ndarray, alternatives: int) -> dict:
        recogniser = vosk.KaldiRecognizer(self.model, 16_000)
        recogniser.SetMaxAlternatives(alternatives)
        recogniser.AcceptWaveform(as_bytes(sound))
        return json.loads(recogniser.FinalResult())


def numbers(model: Path) -> dict[str, int]:
    """Return the symbol table of a model directory."""
    return read_words(model)


def edits(heard: tuple[str, ...], said: tuple[str, ...]) -> int:
    """Return the Levenshtein distance of two syllable strings."""
    row = list(range(len(said) + 1))
    for i, one in enumerate(heard, start=1):
        left, row[0] = row[0], i
        for j, other in enumerate(said, start=1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (one != other))
    return row[-1]
