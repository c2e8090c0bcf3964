"""The port of the recogniser: sound in, candidates with scores out. Adapters: `asr.vosk_own`, `asr.vosk_foreign`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from asr.resample import Samples
from asr.utterance import SpokenWord
from models.stamp import ModelStamp


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way of understanding a stretch of sound."""

    text: str
    """As the grammar writes it; empty for the filler."""
    score: float
    """Log likelihood, costs of the graph included; comparable within one stretch only."""
    syllables: tuple[str, ...] = ()
    """Toneless pinyin; empty where the recogniser knows none."""
    words: tuple[SpokenWord, ...] = ()
    """With times in seconds from the beginning of the stretch."""
    choices: float = 0.0
    """Logarithm of among how many sentences the grammar lets one choose on the way; 0 where that is not known."""
    weighed: float = 0.0
    """What weighing adds to the score (`asr.weighing`); 0 where it was not weighed."""
    filler: bool = False
    """No sentence of the grammar, but whatever syllables fit best."""

    @property
    def standing(self) -> float:
        """What candidates are ranked by."""
        return self.score + self.weighed


@dataclass(frozen=True, slots=True)
class Decoding:
    """All that a recogniser says about one stretch of sound."""

    candidates: tuple[Candidate, ...]
    """Best first, the filler among them where it was in the running."""
    free: Candidate | None = None
    """What was said if the grammar is left aside, from a second pass; None where there is no such pass."""
    extendable: bool = False
    """Whether a sentence of the grammar could go on from the best one."""

    @property
    def sentences(self) -> tuple[Candidate, ...]:
        """The candidates that the grammar allows."""
        return tuple(candidate for candidate in self.candidates if not candidate.filler)


class Recogniser(Protocol):
    """Every adapter runs `tests/asr/test_recogniser_contract.py`."""

    @property
    def stamp(self) -> ModelStamp:
        """Which model it is."""
        ...

    def set_grammar(self, grammar: Mapping[str, Any]) -> tuple[str, ...]:
        """Listen for the grammar's sentences from now on.

        `grammar` is the JSON form of `intents.grammar`. Returns the words that the recogniser cannot know, which
        are left out; raises `asr.rules.GrammarError` for a grammar that is not regular.
        """
        ...

    def decode(self, samples: Samples) -> Decoding:
        """Return what is said in a stretch of sound, float32 [n] at 16 kHz, at most 20 s."""
        ...
