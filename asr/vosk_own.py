"""Our own model in Vosk: a strict graph of the grammar, its sentences weighed anew, and a free loop of syllables."""

import gc
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from asr.automaton import Automaton, build
from asr.errors import RecogniserMissingError
from asr.fst import Fst
from asr.graph import (
    FREE,
    HESITATION,
    HESITATIONS,
    STRICT,
    Costs,
    free_loop,
    read_words,
    syllables_of,
    transducer,
    with_marks,
    write_model,
)
from asr.recogniser import Candidate, Decoding
from asr.resample import RATE, Samples
from asr.rules import Rules
from asr.utterance import SpokenWord
from asr.weighing import Weigher
from asr.wording import Wording, joined, wordings
from models.stamp import ModelStamp

N_BEST = 32

_NOTHING: Mapping[str, Any] = {"root": "nothing", "rules": {"nothing": []}}
_KEPT = 2
"""Grammars kept ready: that of the commands and that of the last question, between which a dialogue goes to and fro."""
_NEEDED = ("am/final.mdl", "conf/model.conf", "graph/HCLr.fst", "graph/words.txt", "units.txt")
_FAINT = 1.0
"""Amplitude of the noise laid under everything, in steps of 16 bits: digital silence upsets the net."""


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold the garbage collector back: among some 100,000 small containers it takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def open_model(directory: Path) -> Any:
    """Return a `vosk.Model`; raises `RecogniserMissingError` with the reason."""
    if not directory.is_dir():
        raise RecogniserMissingError(f"there is no directory {directory}")
    try:
        import vosk

        vosk.SetLogLevel(-2)
        return vosk.Model(str(directory))
    # Vosk raises a bare Exception for everything; a missing library is an ImportError or OSError.
    except Exception as error:
        raise RecogniserMissingError(str(error)) from error


def as_bytes(samples: Samples) -> bytes:
    """Return samples as 16-bit little-endian, as Vosk takes them."""
    faint = np.random.default_rng(len(samples)).uniform(-_FAINT, _FAINT, len(samples))
    return bytes(np.clip(np.rint(samples * 32767.0 + faint), -32768, 32767).astype("<i2").tobytes())


def as_heard(sound: bytes) -> Samples:
    """Return the samples of what `as_bytes` made: all who listen hear the same."""
    return np.asarray(np.frombuffer(sound, "<i2") / np.float32(32767), np.float32)


def run(model: Any, sound: bytes, alternatives: int, *grammar: str) -> list[dict[str, Any]]:
    """Return the n-best list of one pass, best first, in Vosk's JSON form."""
    import vosk

    recogniser = vosk.KaldiRecognizer(model, RATE, *grammar)
    recogniser.SetMaxAlternatives(alternatives)
    recogniser.SetWords(True)
    recogniser.AcceptWaveform(sound)
    return list(json.loads(recogniser.FinalResult()).get("alternatives", []))


class VoskRecogniser:
    """Recognises with the model directory `base`, whose `graph/words.txt` must hold syllables.

    Raises `RecogniserMissingError` when Vosk or the directory is not there.
    """

    def __init__(self, base: Path, stamp: ModelStamp, costs: Costs | None = None) -> None:
        self._base, self._stamp = base, stamp
        self._costs = costs or Costs()
        # Vosk itself notices some of these only when it is asked to recognise.
        missing = next((file for file in _NEEDED if not (base / file).is_file()), None)
        if missing:
            raise RecogniserMissingError(f"{base.name} has no {missing}")
        try:
            self._words = with_marks(read_words(base))
        except ValueError as error:
            raise RecogniserMissingError(f"{base.name} has no readable graph/words.txt") from error
        try:
            self._weigher = Weigher(base)
        except (OSError, ValueError) as error:
            raise RecogniserMissingError(f"{base.name} has no net of ours: {error}") from error
        self._known = frozenset(syllables_of(self._words)) & self._weigher.syllables
        self._free = self._open(free_loop(self._words, self._costs.free_syllable), FREE)
        self._rules = Rules.from_dict(_NOTHING)
        self._automaton = build(self._rules)
        self._strict = self._free
        self._heard: dict[str, tuple[Rules, Automaton, Any]] = {}

    @property
    def stamp(self) -> ModelStamp:
        """Which model it is."""
        return self._stamp

    def set_grammar(self, grammar: Mapping[str, Any]) -> tuple[str, ...]:
        """See `asr.recogniser.Recogniser.set_grammar`."""
        key = json.dumps(grammar, ensure_ascii=False, sort_keys=True)
        heard = self._heard.pop(key, None) or self._compile(grammar)
        self._heard[key] = heard
        while len(self._heard) > _KEPT:
            del self._heard[next(iter(self._heard))]
        self._rules, self._automaton, self._strict = heard
        return self._rules.unspeakable

    def _compile(self, grammar: Mapping[str, Any]) -> tuple[Rules, Automaton, Any]:
        with _undisturbed():
            rules = Rules.from_dict(grammar, self._known)
            automaton = build(rules)
            graph = transducer(automaton, self._words, self._costs)
        return rules, automaton, self._open(graph, STRICT)

    def decode(self, samples: Samples) -> Decoding:
        """See `asr.recogniser.Recogniser.decode`."""
        sound = as_bytes(samples)
        found = [one for heard in self._sentences(sound) for one in self._worded(heard)]
        best = max(found, key=lambda candidate: candidate.standing, default=None)
        extendable = best is not None and self._automaton.extendable(best.syllables)
        free = next((_entry(entry) for entry in run(self._free, sound, 1)), None)
        if free is not None:
            found.append(self._filler(free))
        found.sort(key=lambda candidate: -candidate.standing)
        return Decoding(tuple(found), free, extendable)

    def _sentences(self, sound: bytes) -> list[Candidate]:
        """Return what the strict graph hears, weighed, without words; each sequence of syllables once."""
        found: dict[tuple[str, ...], Candidate] = {}
        known: set[tuple[str, ...]] = set()
        for entry in run(self._strict, sound, N_BEST):
            heard = _entry(entry)
            if heard.syllables and heard.syllables not in known:
                known.add(heard.syllables)
                found.setdefault(_with_hesitations(entry), heard)
        return self._weigher.weighed(found, as_heard(sound))

    def _filler(self, free: Candidate) -> Candidate:
        costs = self._costs
        penalty = costs.filler_start + costs.filler_syllable * len(free.syllables)
        return Candidate("", free.score - penalty, (), free.words, filler=True)

    def _open(self, graph: Fst, options: Sequence[str]) -> Any:
        with tempfile.TemporaryDirectory(prefix="clerk-grammar-") as folder:
            write_model(self._base, graph, self._words, options, Path(folder))
            return open_model(Path(folder))

    def _worded(self, heard: Candidate) -> list[Candidate]:
        texts: dict[str, Wording] = {}
        for wording in wordings(self._rules, heard.syllables):
            texts.setdefault(joined(wording), wording)
        choices = self._automaton.choices(heard.syllables)
        return [
            replace(heard, text=text, words=_timed(wording, heard.words), choices=choices)
            for text, wording in texts.items()
        ]


def _entry(entry: Mapping[str, Any]) -> Candidate:
    """Read one alternative: its words are syllables, or stand for a hesitation."""
    words = tuple(
        SpokenWord(word["word"], word["start"], word["end"])
        for word in entry.get("result", ())
        if word["word"] != HESITATION
    )
    said = tuple(word.text for word in words)
    return Candidate(" ".join(said), entry["confidence"], said, words)


def _with_hesitations(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return all that one alternative says, an "嗯" for any hesitation."""
    said = (word["word"] for word in entry.get("result", ()))
    return tuple(HESITATIONS[0] if word == HESITATION else word for word in said)


def _timed(wording: Wording, syllables: tuple[SpokenWord, ...]) -> tuple[SpokenWord, ...]:
    return tuple(
        SpokenWord(span.text, syllables[span.first].start, syllables[span.after - 1].end)
        for span in wording
        if span.after > span.first
    )
