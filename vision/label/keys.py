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
_LETTERS = 6
"""Letters from which an English key is known with one of them misread or missing."""


def _worn(word: str) -> str:
    """Return a pattern of a word with any one of its characters another hanzi, or missing from a long one."""
    other = "[\u4e00-\u9fff]" + ("?" if len(word) >= _FADES else "")
    forms = (f"{word[:place]}{other}{word[place + 1 :]}" for place in range(len(word)))
    return "(?:" + "|".join(forms) + ")"


def _english(word: str, worn: int | None = None) -> str:
    """Return a pattern of a word that stands by itself, with or without its spaces and the points after its parts.

    The letter at the place `worn` may be something else, or missing; the last one is no digit, which is the value's.
    """
    parts = [r"[.,]?\s?" if letter == " " else re.escape(letter) for letter in word]
    if worn is not None:
        parts[worn] = r"[^\s\d:：]?" if worn == len(word) - 1 else r"[^\s:：]?"
    return rf"(?<![A-Z]){''.join(parts)}(?![A-Z])"


def _worn_english(word: str) -> str:
    """Return the same with any one of its letters something else, or missing."""
    return "|".join(_english(word, place) for place, letter in enumerate(word) if letter.isalpha())


def _pattern() -> re.Pattern[str]:
    words = tomllib.loads(Path(__file__).with_name("keys.toml").read_text(encoding="utf-8"))
    chinese = [(len(word), word, key) for key, listed in words["chinese"].items() for word in listed]
    english = [(len(word), word, key) for key, listed in words["english"].items() for word in listed]
    # Recognisers drop and invent spaces, and a key may be glued to its value: EXP20260911.
    forms = [(size, r"\s?".join(word), key) for size, word, key in chinese]
    forms += [(size, _english(word), key) for size, word, key in english]
    # Longest first over all keys, so that 保质期至 is not taken for 保质期. A word with one character misread comes
    # last, so that it never takes the place of one that is read as it is.
    ranked = sorted(forms, reverse=True)
    ranked += [(size, _worn(word), key) for size, word, key in sorted(chinese, reverse=True) if size >= _WEARS]
    letters = sorted(((sum(map(str.isalpha, word)), word, key) for _, word, key in english), reverse=True)
    ranked += [(size, _worn_english(word), key) for size, word, key in letters if size >= _LETTERS]
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
