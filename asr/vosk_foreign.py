"""A user's own Vosk model (`--asr DIR`): any official one, with its own words and phones.

The grammar goes in as phrases through Vosk's run-time grammar, which is soft: it lets parts and mixtures of phrases
through. Whatever is no sentence of the grammar counts as filler here.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from asr.recogniser import Candidate, Decoding
from asr.resample import Samples
from asr.rules import Rules
from asr.utterance import SpokenWord
from asr.vosk_own import N_BEST, as_bytes, open_model, run
from asr.wording import joined, wordings
from models.stamp import ModelStamp

UNKNOWN = "[unk]"


class ForeignRecogniser:
    """Recognises with the model in `directory`; raises `RecogniserMissingError` when it cannot be loaded."""

    def __init__(self, directory: Path) -> None:
        self._model = open_model(directory)
        self._stamp = ModelStamp(directory.resolve().name, "unknown")
        self._rules = Rules.from_dict({"root": "nothing", "rules": {"nothing": []}})
        self._rest = [UNKNOWN] if self._model.vosk_model_find_word(UNKNOWN) >= 0 else []
        self._phrases = json.dumps(self._rest)

    @property
    def stamp(self) -> ModelStamp:
        """Which model it is."""
        return self._stamp

    def set_grammar(self, grammar: Mapping[str, Any]) -> tuple[str, ...]:
        """See `asr.recogniser.Recogniser.set_grammar`; words outside the model's vocabulary cannot be heard."""
        # Letters take the place of syllables: this model knows how words are written, not how they sound.
        spelled = {
            name: [
                [part if isinstance(part, Mapping) else [part[0], _spell(part[0])] for part in other] for other in rule
            ]
            for name, rule in grammar["rules"].items()
        }
        rules = Rules.from_dict({**grammar, "rules": spelled})
        phrases: dict[str, None] = {}
        unknown: dict[str, None] = {}
        for text in _texts(grammar):
            parts = self._split(text)
            (unknown if parts is None else phrases)[text if parts is None else " ".join(parts)] = None
        self._rules = rules
        self._phrases = json.dumps([*phrases, *self._rest], ensure_ascii=False)
        return tuple(unknown)

    def decode(self, samples: Samples) -> Decoding:
        """Return the candidates of the one pass that such a model allows."""
        found = [self._candidate(entry) for entry in run(self._model, as_bytes(samples), N_BEST, self._phrases)]
        return Decoding(tuple(candidate for candidate in found if candidate is not None), extendable=True)

    def _split(self, text: str) -> list[str] | None:
        """Cut a text into words of the model, the longest first; None where that cannot be done."""
        parts = []
        place = 0
        while place < len(text):
            ends = range(len(text), place, -1)
            end = next((end for end in ends if self._model.vosk_model_find_word(text[place:end]) >= 0), None)
            if end is None:
                return None
            parts.append(text[place:end])
            place = end
        return parts

    def _candidate(self, entry: Mapping[str, Any]) -> Candidate | None:
        words = tuple(SpokenWord(word["word"], word["start"], word["end"]) for word in entry.get("result", ()))
        if not words:
            return None
        letters = tuple("".join(_spell(word.text).replace(" ", "") for word in words))
        ways = wordings(self._rules, letters)
        if not ways:
            return Candidate("", entry["confidence"], (), words, filler=True)
        return Candidate(joined(ways[0]), entry["confidence"], (), words)


def _spell(text: str) -> str:
    return " ".join(text.lower().replace(" ", ""))


def _texts(grammar: Mapping[str, Any]) -> Iterator[str]:
    for rule in grammar["rules"].values():
        for alternative in rule:
            yield from (part[0].lower() for part in alternative if not isinstance(part, Mapping) and part[1].strip())
