"""Sentences by key, from `zh.toml` and `en.toml`, and amounts as people say them."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Protocol

LANGUAGES = ("zh", "en")


class Counted(Protocol):
    """What is needed of an item to say an amount of it."""

    @property
    def unit(self) -> str:
        """Base unit."""

    @property
    def packings(self) -> Mapping[str, Fraction]:
        """Packing to base units."""


@cache
def _phrases(lang: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / f"{lang}.toml").read_text(encoding="utf-8"))


class Wording:
    """What the clerk says in one language."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"no wording in {lang!r}; there is {', '.join(LANGUAGES)}")
        self.lang = lang
        self._phrases = _phrases(lang)

    def knows(self, key: str) -> bool:
        """Whether there is a sentence for `section.name`."""
        section, name = key.split(".")
        return name in self._phrases[section]

    def say(self, key: str, **words: str) -> str:
        """Return the sentence `section.name` with its words filled in."""
        section, name = key.split(".")
        return self._phrases[section][name].format(**words)

    def any_of(self, section: str, name: str, **words: str) -> str:
        """Return the sentence of that name, else the section's `other`."""
        return self.say(f"{section}.{name if self.knows(f'{section}.{name}') else 'other'}", **words)

    def place(self, code: str) -> str:
        """Return a place as people call it."""
        return self._phrases["place"].get(code, code)

    def slot(self, slot: str) -> str:
        """Return a slot's name."""
        return self._phrases["slot"].get(slot, slot)

    def document(self, kind: str) -> str:
        """Return the name of a kind of document, a number as it is."""
        return self._phrases["document"].get(kind, kind)

    def intent(self, intent: str) -> str:
        """Return an intent's name."""
        return self._phrases["intent"].get(intent, intent)

    def either(self, labels: Iterable[str]) -> str:
        """Join choices to "a, b or c"."""
        *first, last = labels
        return self.say("join.and").join(first) + (self.say("join.or") if first else "") + last

    def both(self, parts: Iterable[str]) -> str:
        """Join parts of a list."""
        return self.say("join.and").join(parts)

    def amount(self, quantity: Decimal, item: Counted) -> str:
        """Return a quantity of base units in the largest packings that it fills, the rest in base units."""
        rest = Fraction(quantity)
        parts = []
        for packing, size in sorted(item.packings.items(), key=lambda pair: -pair[1]):
            if size > 1 and rest >= size:
                parts.append(f"{rest // size}{self.gap}{packing}")
                rest %= size
        if rest or not parts:
            parts.append(f"{plain(Decimal(rest.numerator) / rest.denominator)}{self.gap}{item.unit}")
        return ("零" if self.lang == "zh" else " and ").join(parts)

    def move(self, kind: str) -> str:
        """Return the name of a kind of move."""
        return self._phrases["move"].get(kind, kind)

    @property
    def gap(self) -> str:
        """What stands between two words."""
        return "" if self.lang == "zh" else " "


def plain(number: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
