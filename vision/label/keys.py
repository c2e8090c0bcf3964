"""The words that stand before a value on a label, Chinese and English, and where they stand in a line."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Key(StrEnum):
    """What a printed word announces."""

    NAME = "name"
    SPECIFICATION = "specification"
    LOT = "lot"
    PRODUCED = "produced"
    EXPIRY = "expiry"
    SHELF_LIFE = "shelf_life"
    QUANTITY = "quantity"
    WEIGHT = "weight"
    SERIAL = "serial"
    CODE = "code"
    OTHER = "other"
    """A word whose value belongs to none of these, and ends the value before it."""


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key with its place in the text."""

    key: Key
    start: int
    end: int
    """Behind the key and the colon that follows it."""


_WEARS = 3
"""Characters from which a Chinese key is known with one of them misread: shorter ones differ by one from each other."""
_FADES = 4
"""The same with one of them missing."""
_LONG_PART = re.compile("[A-Z]{6,}")
"""Of an English key: known with one letter misread or missing. A shorter one is not: EXF DATE is no expiry date."""


def _worn(word: str) -> str:
    """Return a pattern of a word with any one of its characters another hanzi, or missing from a long one."""
    other = "[\u4e00-\u9fff]" + ("?" if len(word) >= _FADES else "")
    forms = (f"{word[:place]}{other}{word[place + 1 :]}" for place in range(len(word)))
    return "(?:" + "|".join(forms) + ")"


def _english(word: str) -> str:
    """Return a pattern of a word that stands by itself, with or without its spaces and the points after its parts."""
    return rf"(?<![A-Z]){''.join(map(_letter, word))}(?![A-Z])"


def _worn_english(word: str) -> str:
    """Return the same with any one letter of a long part something else, or missing.

    Nothing of a value is taken for the letter: no digit before the word, and behind it no letter of a lot.
    """
    forms = []
    for part in _LONG_PART.finditer(word):
        for place in range(*part.span()):
            inside = 0 < place < len(word) - 1
            other = "[^\\s:：]?" if inside else "(?:[A-Z](?![A-Z0-9]))?" if place else "[A-Z]?"
            forms.append("".join((*map(_letter, word[:place]), other, *map(_letter, word[place + 1 :]))))
    return rf"(?<![A-Z0-9])(?:{'|'.join(forms)})(?![A-Z])"


def _letter(letter: str) -> str:
    return r"[.,]?\s?" if letter == " " else re.escape(letter)


def _pattern() -> re.Pattern[str]:
    words = tomllib.loads(Path(__file__).with_name("keys.toml").read_text(encoding="utf-8"))
    chinese = [(len(word), word, key) for key, listed in words["chinese"].items() for word in listed]
    english = [(len(word), word, key) for key, listed in words["english"].items() for word in listed]
    beside = {
        language: [(len(word), word, "other") for word in listed] for language, listed in words["neighbours"].items()
    }
    # Recognisers drop and invent spaces, and a key may be glued to its value: EXP20260911.
    forms = [(size, r"\s?".join(word), key) for size, word, key in chinese + beside["chinese"]]
    forms += [(size, _english(word), key) for size, word, key in english + beside["english"]]
    # Longest first over all keys, so that 保质期至 is not taken for 保质期. A word with one character misread comes
    # last, so that it never takes the place of one that is read as it is.
    ranked = sorted(forms, reverse=True)
    ranked += [(size, _worn(word), key) for size, word, key in sorted(chinese, reverse=True) if size >= _WEARS]
    english = [one for one in sorted(english, reverse=True) if _LONG_PART.search(one[1])]
    ranked += [(size, _worn_english(word), key) for size, word, key in english]
    alternatives = "|".join(f"(?P<{key}_{index}>{form})" for index, (_, form, key) in enumerate(ranked))
    return re.compile(rf"(?:{alternatives})\.?(?:\s?NO\b\.?)?\s?[:：;.]?\s?", re.IGNORECASE)


_KEYS = _pattern()


def find_keys(text: str) -> list[FoundKey]:
    """Return the keys in a text from left to right, those with one misread character among them."""
    found = []
    for match in _KEYS.finditer(text):
        name = match.lastgroup or ""
        found.append(FoundKey(Key(name.rsplit("_", 1)[0]), match.start(), match.end()))
    return found
