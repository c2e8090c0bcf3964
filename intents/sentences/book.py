"""The sentences of one language: shipped JSON, with a shop's own folder laid over it."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
VARIABLE = "CLERK_SENTENCES"
"""Environment variable that names a shop's own folder of sentences."""


class BadSentencesError(ValueError):
    """A file of sentences that cannot be used."""

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(f"{path}: {why}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One sentence template."""

    intent: str
    text: str
    """In the notation of `intents.templates.expression`."""
    slots: Mapping[str, str]
    """Slots that the wording itself fills (`term: available`)."""
    needs: tuple[str, ...]
    """Slots without which it cannot be acted upon."""
    spoken: bool = True
    """Whether the recogniser listens for it."""


@dataclass(slots=True)
class Book:
    """Everything that is said in one language."""

    lang: str
    patterns: list[Pattern] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    """Rule to expression."""
    lists: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Kind to value to the ways of saying it: `document`, `reason`, `term`, `language`, `choice`, `pronoun`."""
    fillers: list[str] = field(default_factory=list)
    """Words that mean nothing here."""
    denials: list[str] = field(default_factory=list)
    """Words with which nothing is to be booked: not, whether, if."""
    rough: list[str] = field(default_factory=list)
    """Words that make the amount a rough one: about."""
    answers: dict[str, list[str]] = field(default_factory=dict)
    """Slot to the templates that answer a question for it."""
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Intent to the slots without which it cannot be acted upon."""
    pronounce: dict[str, str] = field(default_factory=dict)
    """Words that are not said as pypinyin has it, with their syllables."""

    def add(self, data: Mapping[str, Any], path: Path | str = "") -> None:
        """Lay the content of one file over what is there.

        Raises `BadSentencesError` with the file and the reason.
        """
        try:
            for name, text in data.get("rules", {}).items():
                self.rules[str(name)] = _text(text)
            for kind, values in data.get("lists", {}).items():
                for value, ways in values.items():
                    known = self.lists.setdefault(kind, {}).setdefault(str(value), [])
                    known += [_text(way) for way in ways if _text(way) not in known]
            self.fillers += [_text(word) for word in data.get("fillers", ())]
            self.denials += map(_text, data.get("denials", ()))
            self.rough += map(_text, data.get("rough", ()))
            self.pronounce.update(data.get("pronounce", {}))
            for slot, templates in data.get("answers", {}).items():
                self.answers.setdefault(slot, []).extend(map(_text, templates))
            if "intent" in data:
                self._add_intent(data)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BadSentencesError(path, f"not a file of sentences ({error}); see docs/sentences.md") from error

    def _add_intent(self, data: Mapping[str, Any]) -> None:
        intent = data["intent"]
        needs = tuple(data.get("needs", self.needs.get(intent, ())))
        self.needs[intent] = needs
        # A file that says what is spoken keeps the rest to typing: the fewer sentences, the better they are heard.
        for entry in _listed(data, "sentences"):
            self._add_entry(intent, entry, spoken="spoken" not in data)
        for entry in _listed(data, "spoken"):
            self._add_entry(intent, entry, spoken=True)

    def _add_entry(self, intent: str, entry: Any, *, spoken: bool) -> None:
        block: Mapping[str, Any] = {"say": entry} if isinstance(entry, str) else entry
        ways = block["say"] if isinstance(block["say"], list) else [block["say"]]
        slots = {str(slot): _text(value) for slot, value in block.get("slots", {}).items()}
        needs = tuple(block.get("needs", self.needs[intent]))
        self.patterns += [Pattern(intent, _text(way), slots, needs, spoken) for way in ways]


def _listed(data: Mapping[str, Any], name: str) -> list[Any]:
    entries = data.get(name, [])
    if not isinstance(entries, list):
        raise TypeError(f"“{name}” is not a list")
    return entries


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise TypeError(f"“{value}” is not a text")
    return str(value)


def own_folder() -> Path | None:
    """Return the shop's own folder of sentences, if one is set."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def load(lang: str, own: Path | None = None) -> Book:
    """Load the sentences of a language, with the folder `own` laid over them.

    Raises `BadSentencesError` for a language that there is not, or a file that cannot be read.
    """
    book = Book(lang)
    shipped = FOLDER / f"{lang}.json"
    try:
        files = json.loads(shipped.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadSentencesError(shipped, f"there are no sentences in the language “{lang}”") from error
    for name, data in files.items():
        book.add(data, name)
    for path, data in _own_files(own, lang) if own else ():
        book.add(data, path)
    return book


def _own_files(own: Path, lang: str) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if not own.is_dir():
        raise BadSentencesError(own, "there is no such folder")
    folder = own / lang if (own / lang).is_dir() else own
    compiled = sorted(folder.glob("*.json"))
    written = sorted(path for path in folder.glob("*.y*ml") if path.with_suffix(".json") not in compiled)
    for path in compiled:
        try:
            yield path, json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise BadSentencesError(path, f"not JSON: {error}") from error
    if written:
        from intents.sentences.compile import read_yaml

        for path in written:
            yield path, read_yaml(path)
