"""Sentences made from the templates: what one can say, for people and for recordings to be spoken."""

import random
from collections.abc import Mapping

from intents.numerals import en, zh
from intents.templates.expression import SLOTS, Choice, Expression, Literal, Repeat, Sequence, Slot
from intents.vocabulary import Vocabulary


class Sampler:
    """Walks expressions at random; the randomness comes from outside."""

    def __init__(self, vocabulary: Vocabulary, lists: Mapping[str, Mapping[str, list[str]]], lang: str) -> None:
        self._vocabulary, self._lists, self._lang = vocabulary, lists, lang

    def say(self, expression: Expression, rng: random.Random) -> str:
        """Return one sentence of an expression."""
        words = self._words(expression, rng, {})
        text = ""
        for word in words:
            gap = " " if text and text[-1].isascii() and word[:1].isascii() else ""
            text += gap + word
        return text

    def _words(self, expression: Expression, rng: random.Random, said: dict[str, str]) -> list[str]:
        if isinstance(expression, Literal):
            return [expression.token]
        if isinstance(expression, Slot):
            return [self._filling(expression.name, rng, said)]
        if isinstance(expression, Choice):
            return self._words(rng.choice(expression.ways), rng, said)
        if isinstance(expression, Repeat):
            return self._words(expression.body, rng, said) if rng.random() < 0.15 else []
        assert isinstance(expression, Sequence)
        return [word for part in expression.parts for word in self._words(part, rng, said)]

    def _filling(self, slot: str, rng: random.Random, said: dict[str, str]) -> str:  # noqa: PLR0911  # one a kind
        kind = SLOTS[slot]
        if kind == "item":
            # Sorted, so that a seed gives the same sentence whatever the order of the catalogue.
            said["item"] = rng.choice(sorted(self._vocabulary.items)) if self._vocabulary.items else ""
            item = self._vocabulary.items.get(said["item"])
            return item.name if item else ("货" if self._lang == "zh" else "goods")
        if kind == "quantity":
            number = rng.choice((1, 2, 3, 5, 8, 10, 12, 24, 105))
            written = zh.cardinal(number) if self._lang == "zh" else en.cardinal(number)
            return ("两" if written == "二" else written) + ("" if self._lang == "zh" else " ") + self._unit(rng, said)
        if kind == "unit":
            return self._unit(rng, said)
        if kind == "place":
            return rng.choice(sorted(self._vocabulary.places)) if self._vocabulary.places else "A1-01"
        if kind == "person":
            return rng.choice(sorted(self._vocabulary.people)) if self._vocabulary.people else "Anna"
        if kind == "lot":
            return f"{rng.choice('ABC')}{rng.randrange(100, 10_000)}"
        if kind == "date":
            return rng.choice(("昨天", "上周五", "3月15号") if self._lang == "zh" else ("yesterday", "march 15th"))
        ways = [way for ways in self._lists.get(kind, {}).values() for way in ways]
        return rng.choice(ways) if ways else ""

    def _unit(self, rng: random.Random, said: Mapping[str, str]) -> str:
        item = self._vocabulary.items.get(said.get("item", ""))
        if item:
            return rng.choice((item.unit, *item.packings))
        return "箱" if self._lang == "zh" else "box"
