"""Quantities in a sentence: a number with its unit, halves, two units in one breath, rough ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from intents.numerals import en, zh
from intents.numerals.number import Number
from intents.tokens import sentence
from intents.units import ENGLISH, UNIVERSAL, measured

HALF = Fraction(1, 2)
_ROUGH_BEFORE = (
    ("大", "概"), ("大", "约"), ("差", "不", "多"), ("约",), ("也", "就"), ("最", "多"), ("最", "少"), ("至", "少"),
    ("将", "近"), ("不", "到"),
    ("about",), ("around",), ("roughly",), ("approximately",), ("almost",), ("nearly",), ("up", "to"), ("at", "least"),
)  # fmt: skip
_ROUGH_BEHIND = (("左", "右"), ("上", "下"), ("的", "样", "子"), ("来", "的"), ("or", "so"))
_WHOLE = frozenset({"整", "满", "full", "whole", "more", "of"})
_AND = frozenset({"零", "又", "加", "另", "and", "plus"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as said, before it is known of what."""

    start: int
    end: int
    """Behind the last token."""
    parts: tuple[tuple[Fraction, str | None], ...]
    """Numbers with their units, largest unit first; None without a unit."""
    vague: bool = False
    """Rough: has to be asked."""
    range: tuple[Fraction, ...] = ()
    """The ends of a rough number, where said."""


class QuantityReader:
    """Finds quantities; knows the units of one vocabulary."""

    def __init__(self, units: Iterable[str], lang: str = "zh") -> None:
        self._lang = lang
        self._number: Callable[[Sequence[str], int], list[Number]] = en.read if lang == "en" else zh.read
        self._units: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        words = {*units, *UNIVERSAL, *(ENGLISH if lang == "en" else ())}
        for unit in words:
            tokens = sentence(unit).tokens
            if tokens:
                self._units.setdefault(tokens[0], []).append((tokens, unit))
        for listed in self._units.values():
            listed.sort(key=lambda entry: -len(entry[0]))

    def numbers(self, tokens: Sequence[str], start: int) -> list[Number]:
        """Return the numbers that begin at a token, longest first."""
        return self._number(tokens, start)

    def units(self, tokens: Sequence[str], start: int) -> list[tuple[int, str]]:
        """Return the units that begin at a token: the place behind each, and its name; longest first."""
        found = []
        for words, unit in self._units.get(tokens[start], ()) if start < len(tokens) else ():
            if tuple(tokens[start : start + len(words)]) == words:
                found.append((start + len(words), unit))
        return found

    def read(self, tokens: Sequence[str], start: int) -> list[Quantity]:
        """Return the quantities that begin at a token, longest first."""
        found: list[Quantity] = []
        for words in _ROUGH_BEFORE:
            if tuple(tokens[start : start + len(words)]) == words:
                behind = start + len(words)
                found += [
                    Quantity(start, quantity.end, quantity.parts, vague=True)
                    for quantity in (self.read(tokens, behind) if behind < len(tokens) else ())
                ]
        if tokens[start] == "半" and self._lang == "zh":
            found += [Quantity(start, end, ((HALF, unit),)) for end, unit in self.units(tokens, start + 1)]
        if tokens[start] in {"这", "那"} and self._lang == "zh":
            found += [
                Quantity(start, end, ((Fraction(1), unit),))
                for end, unit in self.units(tokens, start + 1)
                if unit != "个"
            ]
        if tokens[start] in {"俩", "仨"}:
            many = Fraction(2 if tokens[start] == "俩" else 3)
            found += [Quantity(start, end, ((many, unit),)) for end, unit in self.units(tokens, start + 1)]
            found.append(Quantity(start, start + 1, ((many, "个"),)))
        for number in self._number(tokens, start):
            found += self._with_unit(tokens, number)
        return sorted(set(found), key=lambda quantity: -quantity.end)

    def _with_unit(self, tokens: Sequence[str], number: Number) -> Iterable[Quantity]:
        place = number.end
        while place < len(tokens) and tokens[place] in _WHOLE and (self._lang == "en" or tokens[place] in "整满"):
            place += 1
        bare = Quantity(number.start, number.end, ((number.value, None),), number.vague, number.range)
        yield self._rough_behind(tokens, bare)
        if self._lang == "zh" and tokens[place : place + 1] in (["半"], ("半",)) and not number.vague:
            for end, unit in self.units(tokens, place + 1):
                # 一个半小时 is no amount of goods, but 两个半 is.
                yield Quantity(number.start, end, ((number.value + HALF, unit),))
        for end, unit in self.units(tokens, place):
            first = Quantity(number.start, end, ((number.value, unit),), number.vague, number.range)
            yield self._rough_behind(tokens, first)
            if self._lang == "zh" and not number.vague:
                if end < len(tokens) and tokens[end] in {"多", "来"}:
                    yield Quantity(number.start, end + 1, first.parts, vague=True)
                if end < len(tokens) and tokens[end] == "半":
                    yield Quantity(number.start, end + 1, ((number.value + HALF, unit),))
                if (
                    end < len(tokens)
                    and measured(unit)
                    and zh.DIGITS.get(tokens[end], 0)
                    and not self.units(tokens, end + 1)
                ):
                    # 三米五 is 3.5 metres.
                    tenths = Fraction(zh.DIGITS[tokens[end]], 10)
                    yield Quantity(number.start, end + 1, ((number.value + tenths, unit),))
            if not number.vague:
                yield from self._second_part(tokens, first, end)

    def _second_part(self, tokens: Sequence[str], first: Quantity, end: int) -> Iterable[Quantity]:
        joined = end + 1 if end < len(tokens) and tokens[end] in _AND else end
        if joined >= len(tokens) or tokens[joined] == "半":
            return
        for number in self._number(tokens, joined)[:2]:
            if number.vague or number.value <= 0:
                continue
            for behind, unit in self.units(tokens, number.end):
                if unit != first.parts[-1][1]:
                    yield Quantity(first.start, behind, (*first.parts, (number.value, unit)))

    @staticmethod
    def _rough_behind(tokens: Sequence[str], quantity: Quantity) -> Quantity:
        for words in _ROUGH_BEHIND:
            if tuple(tokens[quantity.end : quantity.end + len(words)]) == words:
                return Quantity(
                    quantity.start, quantity.end + len(words), quantity.parts, vague=True, range=quantity.range
                )
        return quantity
