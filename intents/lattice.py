"""Everything in a sentence that could fill a slot: quantities, dates, places, names, words of lists."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from intents.codes import Code, PlaceReader, read_lot
from intents.dates import DateReader
from intents.names.index import Found, Likeness, NameIndex
from intents.quantities import Quantity, QuantityReader
from intents.templates.expression import SLOTS
from intents.titles import Titled, titled
from intents.tokens import Sentence, sentence

SOUND_COST = 0.06
ACCENT_COST = 0.4
_SHORTER = 0.05
"""For each token by which a reading is shorter than the longest one at its place."""
_UNKNOWN_PLACE = 0.15
_TITLED = 0.3
"""A name by its form only: any other reading goes first."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A stretch of the sentence as one slot's filling."""

    start: int
    end: int
    slot: str
    value: Any
    """`Quantity`, `When`, `Code`, `Found`, `Pronoun`, `Titled`, `Unknown`, or a value of a list as a string."""
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A word that stands for something in the context: `seen`, `last`, `same`."""

    what: str
    unit: str | None = None
    """The measure word in it: 这箱."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A stretch that stands where a name would stand."""


class Phrases:
    """Fixed phrases with their values, found at a token."""

    def __init__(self, phrases: Iterable[tuple[str, str]] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in phrases:
            tokens = sentence(phrase).tokens
            if tokens:
                self._by_first.setdefault(tokens[0], []).append((tokens, value))
        for listed in self._by_first.values():
            listed.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: tuple[str, ...], start: int) -> list[tuple[int, str]]:
        """Return the place behind each phrase that begins here, and its value; longest first."""
        return [
            (start + len(words), value)
            for words, value in self._by_first.get(tokens[start], ())
            if tokens[start : start + len(words)] == words
        ]


@dataclass(frozen=True, slots=True)
class Readers:
    """What finds each kind of thing; made once for a vocabulary."""

    quantities: QuantityReader
    places: PlaceReader
    items: NameIndex
    people: NameIndex
    lists: Mapping[str, Phrases]
    """By kind: document, reason, term, language, choice, pronoun."""
    units: tuple[str, ...] = ()
    lang: str = "zh"


class Lattice:
    """The fillings of one sentence, found when they are asked for."""

    def __init__(self, text: Sentence, readers: Readers, today: date) -> None:
        self.text, self._readers = text, readers
        # No number, date or code goes on behind a comma.
        ends = sorted({*text.breaks, len(text)} - {0})
        self._until = [next(end for end in ends if end > place) for place in range(len(text))]
        self._dates = DateReader(today, readers.lang)
        self._known: dict[tuple[str, int], list[Edge]] = {}
        self._items = self._names(readers.items)
        self._people = self._names(readers.people)
        self._finders: dict[str, Callable[[str, int], list[Edge]]] = {
            "item": self._item, "quantity": self._quantity, "unit": self._unit, "place": self._place,
            "lot": self._lot, "date": self._date, "person": self._person,
        }  # fmt: skip

    def at(self, slot: str, start: int) -> list[Edge]:
        """Return the fillings of a slot that begin at a token."""
        key = (slot, start)
        if key not in self._known:
            self._known[key] = self._finders.get(SLOTS[slot], self._listed)(slot, start)
        return self._known[key]

    def _clause(self, start: int) -> tuple[str, ...]:
        return self.text.tokens[: self._until[start]]

    def _names(self, index: NameIndex) -> dict[int, list[Found]]:
        starts: dict[int, list[Found]] = {}
        for found in index.within(self.text):
            starts.setdefault(found.start, []).append(found)
        return starts

    def _named(self, slot: str, starts: Mapping[int, list[Found]], start: int) -> list[Edge]:
        costs = {Likeness.NAME: 0.0, Likeness.SOUND: SOUND_COST, Likeness.ACCENT: ACCENT_COST}
        longest = max((found.end for found in starts.get(start, ())), default=0)
        return [
            Edge(start, found.end, slot, found, costs[found.matches[0].likeness] + _SHORTER * (longest - found.end))
            for found in starts.get(start, ())
        ]

    def _item(self, slot: str, start: int) -> list[Edge]:
        pronouns = [
            Edge(start, end, slot, Pronoun(value, self._measure(end)), 0.05)
            for end, value in self._readers.lists["pronoun"].at(self.text.tokens, start)
        ]
        return self._named(slot, self._items, start) + pronouns

    def _measure(self, end: int) -> str | None:
        last = self.text.tokens[end - 1]
        return last if last in self._readers.units and last != "个" else None

    def _person(self, slot: str, start: int) -> list[Edge]:
        end = titled(self._clause(start), start)
        unlisted = [Edge(start, end, slot, Titled(), _TITLED)] if end else []
        return self._named(slot, self._people, start) + unlisted

    def _quantity(self, slot: str, start: int) -> list[Edge]:
        found: list[Quantity] = self._readers.quantities.read(self._clause(start), start)
        if not found:
            return []
        longest = found[0].end
        edges = []
        for quantity in found:
            cost = _SHORTER * (longest - quantity.end) + (0.08 if quantity.parts[-1][1] is None else 0.0)
            edges.append(Edge(start, quantity.end, slot, quantity, cost))
        return edges

    def _unit(self, slot: str, start: int) -> list[Edge]:
        return [Edge(start, end, slot, unit) for end, unit in self._readers.quantities.units(self.text.tokens, start)]

    def _place(self, slot: str, start: int) -> list[Edge]:
        codes: list[Code] = self._readers.places.read(self._clause(start), start)
        longest = max((code.end for code in codes), default=0)
        return [
            Edge(start, code.end, slot, code, _SHORTER * (longest - code.end) + (0 if code.values else _UNKNOWN_PLACE))
            for code in codes
        ]

    def _lot(self, slot: str, start: int) -> list[Edge]:
        codes = read_lot(self._clause(start), start)
        return [Edge(start, code.end, slot, code, _SHORTER * (codes[0].end - code.end)) for code in codes]

    def _date(self, slot: str, start: int) -> list[Edge]:
        whens = self._dates.read(self.text.tokens, start, future=slot == "expiry")
        return [Edge(start, when.end, slot, when, _SHORTER * (whens[0].end - when.end)) for when in whens]

    def _listed(self, slot: str, start: int) -> list[Edge]:
        phrases = self._readers.lists.get(SLOTS[slot])
        return [Edge(start, end, slot, value) for end, value in phrases.at(self.text.tokens, start)] if phrases else []
