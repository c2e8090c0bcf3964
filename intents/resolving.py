"""From the fillings of a sentence to slot values, and to what has to be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod

from intents.codes import Code
from intents.context import Context
from intents.dates import When
from intents.lattice import Edge, Pronoun
from intents.names.index import Found, Likeness, Match, NameIndex
from intents.numerals.number import decimal_string
from intents.phonetics.pinyin import syllables_of_tokens
from intents.quantities import Quantity
from intents.reading import Choice, Doubt
from intents.titles import Titled
from intents.tokens import Sentence, stem
from intents.units import ENGLISH, counted, factor, own_units, resolve, singular
from intents.vocabulary import ItemName, Vocabulary

_SURE = {Likeness.NAME: 1.0, Likeness.SOUND: 0.95, Likeness.PART: 0.9, Likeness.TURNED: 0.9, Likeness.ACCENT: 0.87}
_EXACT = {Likeness.NAME, Likeness.SOUND, Likeness.TURNED}
_SURE_OF_TITLED = 0.97
_MOST_CHOICES = 5
_PART = 0.6
"""A shortened name is taken only when at least this much of it was said, and no other name has that part."""
_CLOSE = 0.55
_MOST = Fraction(10**9)


@dataclass(slots=True)
class Filled:
    """Slots with values, and the doubts about them."""

    slots: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    sure: list[float] = field(default_factory=list)
    """How sure each slot is, 0–1."""
    zero: bool = False
    """Whether nothing is an amount, too: a count may find nothing."""

    def doubt(self, slot: str, why: str, words: str = "", choices: Iterable[Choice] = ()) -> None:
        """Note that a slot has to be asked for."""
        self.doubts.append(Doubt(slot, why, words, tuple(choices)[:_MOST_CHOICES]))

    @property
    def confidence(self) -> float:
        """How sure all slots together are."""
        return prod(self.sure)


class Resolver:
    """Gives the fillings of sentences their values in one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, items: NameIndex, people: NameIndex, lang: str = "zh") -> None:
        self._vocabulary, self._items, self._people, self._lang = vocabulary, items, people, lang

    def fill(
        self,
        text: Sentence,
        edges: Sequence[Edge],
        fixed: Mapping[str, str],
        context: Context,
        *,
        zero: bool = False,
        last_wins: bool = False,
        party: bool = False,
    ) -> Filled:
        """Return values and doubts of all slots of a match.

        `zero`: nothing is an amount, too. `last_wins`: 不是五箱,是六箱, else a slot filled twice is a doubt.
        `party`: the person is a customer or supplier, who need not be on a list.
        """
        filled = Filled(slots=dict(fixed), zero=zero)
        last = {edge.slot: edge for edge in edges}
        if not last_wins:
            _filled_twice(filled, text, edges, last)
        if "item" in last:
            self._item(filled, text, last["item"], context)
        if party and "person" in last and isinstance(last["person"].value, Titled):
            edge = last.pop("person")
            filled.slots["person"] = text.words(edge.start, edge.end)
            filled.sure.append(_SURE_OF_TITLED)
        for slot, edge in last.items():
            self._simple(filled, text, slot, edge, context)
        self._how_much(filled, text, last, context)
        return filled

    def _simple(self, filled: Filled, text: Sentence, slot: str, edge: Edge, context: Context) -> None:
        """Fill a slot that depends on no other."""
        words = text.words(edge.start, edge.end)
        if slot in {"place", "source", "destination"}:
            self._place(filled, slot, edge.value, words, context)
        elif slot in {"date", "expiry"}:
            self._date(filled, slot, edge.value, words)
        elif slot == "person":
            self._person(filled, text, edge)
        elif slot == "lot":
            filled.slots["lot"] = edge.value.written
        elif slot in {"document", "reason", "term", "language"}:
            filled.slots[slot] = edge.value

    def _how_much(self, filled: Filled, text: Sentence, last: Mapping[str, Edge], context: Context) -> None:
        """Fill quantity and unit, once the item is known."""
        pronoun = last["item"].value if "item" in last else None
        if "quantity" in last:
            before = "item" in last and last["quantity"].end <= last["item"].start
            self._quantity(filled, last["quantity"], text, context, before=before)
        elif isinstance(pronoun, Pronoun) and pronoun.unit:
            item = self._known_item(filled, context)
            if item and "quantity" not in filled.slots:
                self._amount(filled, item, ((Fraction(1), pronoun.unit),), pronoun.unit)
        elif "unit" in last:
            self._unit(filled, last["unit"].value, context)

    def choices(self, matches: Iterable[Match]) -> tuple[Choice, ...]:
        """Return items as choices."""
        return tuple(
            Choice(match.owner, self.label(match.owner), round(min(match.score, 0.99), 3)) for match in matches
        )[:_MOST_CHOICES]

    def label(self, sku: str) -> str:
        """Return the name of an item."""
        item = self._vocabulary.items.get(sku)
        return item.name if item else sku

    def search(self, text: Sentence, start: int, end: int) -> list[Match]:
        """Return the items that a stretch of a sentence may name."""
        tokens = list(text.tokens[start:end])
        kept = (
            list("".join(tokens).replace("的那种", "").replace("的那个", "").replace("那种", ""))
            if "那" in tokens
            else tokens
        )
        kept = [token for token in kept if token != "的"] or tokens
        key = "".join(map(stem, kept))
        return self._items.search(key, "".join(syllables_of_tokens(kept)))

    def _item(self, filled: Filled, text: Sentence, edge: Edge, context: Context) -> None:
        words = text.words(edge.start, edge.end)
        if isinstance(edge.value, Pronoun):
            self._pronoun(filled, edge.value, words, context)
            return
        matches = edge.value.matches if isinstance(edge.value, Found) else self.search(text, edge.start, edge.end)
        self._take("item", filled, words, matches, context)

    def again(self, filled: Filled, context: Context) -> None:
        """Reckon the amount that was said before the item was known."""
        item = self._known_item(filled, context)
        number = filled.slots.get("quantity")
        if item and number and "quantity_base" not in filled.slots:
            try:
                parts = ((Fraction(number), filled.slots.get("unit")),)
            except ValueError:
                return
            self._amount(filled, item, parts, f"{number}{filled.slots.get('unit', '')}", context)

    def _take(self, slot: str, filled: Filled, words: str, matches: Sequence[Match], context: Context) -> None:
        offered = {choice.value for choice in context.choices} if context.expecting == slot else set()
        among = [match for match in matches if match.owner in offered] if offered else []
        if (
            among
            and among[0].score >= _CLOSE
            and len({match.owner for match in among if match.score > among[0].score - 0.1}) == 1
        ):
            filled.slots[slot] = among[0].owner
            filled.sure.append(0.95)
            return
        if not matches or matches[0].score < _CLOSE:
            filled.doubt(slot, "unknown", words)
            return
        first = matches[0]
        rivals = [match for match in matches[1:] if match.score > first.score - 0.12]
        if first.likeness in _EXACT:
            rivals = [match for match in rivals if match.likeness in _EXACT]
        if rivals:
            same = first.likeness in {Likeness.NAME, Likeness.SOUND, Likeness.PART}
            filled.doubt(slot, "ambiguous" if same else "close", words, self.choices([first, *rivals]))
            filled.sure.append(0.6)
            return
        taken = set(_EXACT)
        if first.likeness is Likeness.PART and first.coverage >= _PART:
            taken.add(Likeness.PART)
        if first.likeness not in taken:
            filled.doubt(slot, "close", words, self.choices(match for match in matches if match.score >= _CLOSE))
            filled.sure.append(min(0.8, first.score))
            return
        filled.slots[slot] = first.owner
        filled.sure.append(_SURE[first.likeness])

    def _pronoun(self, filled: Filled, pronoun: Pronoun, words: str, context: Context) -> None:
        meant = context.seen_item if pronoun.what == "seen" else context.last_item
        meant = meant or (context.last_item if pronoun.what == "seen" else context.seen_item)
        if meant is None or meant not in self._vocabulary.items:
            filled.doubt("item", "missing", words)
            return
        filled.slots["item"] = meant
        filled.sure.append(0.96)
        if pronoun.what == "same" and context.last_quantity and context.last_unit:
            item = self._vocabulary.items[meant]
            self._amount(filled, item, ((Fraction(context.last_quantity), context.last_unit),), words)

    def _place(self, filled: Filled, slot: str, code: Code, words: str, context: Context) -> None:
        offered = [value for value in code.values if value in {choice.value for choice in context.choices}]
        values = offered or list(dict.fromkeys(code.values))
        if len(values) == 1:
            filled.slots[slot] = values[0]
            filled.sure.append(1.0)
        elif values:
            filled.doubt(slot, "ambiguous", words, [Choice(value, value, 0.5) for value in values])
        else:
            filled.doubt(slot, "unknown", words)

    @staticmethod
    def _date(filled: Filled, slot: str, when: When, words: str) -> None:
        if when.invalid:
            filled.doubt(slot, "invalid", words)
            return
        # Goods that expire "in March" are good until its last day.
        filled.slots[slot] = when.last.isoformat() if slot == "expiry" else when.iso
        filled.sure.append(1.0)

    def _person(self, filled: Filled, text: Sentence, edge: Edge) -> None:
        words = text.words(edge.start, edge.end)
        if isinstance(edge.value, Found):
            matches: Sequence[Match] = edge.value.matches
        else:
            code = "".join(text.codes[edge.start : edge.end])
            matches = self._people.search(text.key(edge.start, edge.end), code)
        choices = [
            Choice(match.owner, match.owner, round(match.score, 3)) for match in matches if match.score >= _CLOSE
        ]
        exact = {Likeness.NAME, Likeness.SOUND}
        if matches and matches[0].likeness in exact and (len(matches) == 1 or matches[1].likeness not in exact):
            filled.slots["person"] = matches[0].owner
            filled.sure.append(_SURE[matches[0].likeness])
        else:
            filled.doubt("person", "close" if choices else "unknown", words, choices)

    def _quantity(self, filled: Filled, edge: Edge, text: Sentence, context: Context, *, before: bool) -> None:
        quantity: Quantity = edge.value
        words = text.words(edge.start, edge.end)
        item = self._known_item(filled, context)
        if quantity.vague:
            unit = quantity.parts[-1][1]
            choices = []
            for value in quantity.range:
                number = decimal_string(value) or ""
                choices.append(Choice(number, f"{number}{unit or ''}", 0.5))
            if unit:
                filled.slots["unit"] = (resolve(item, unit) if item else None) or unit
            filled.doubt("quantity", "vague", words, choices)
            return
        parts = quantity.parts
        if self._lang == "en" and before and item and parts[-1][1] is None and counted(item):
            # Two hammers: English counts without a measure word.
            parts = ((parts[-1][0], item.unit),)
        self._amount(filled, item, parts, words, context)

    def _known_item(self, filled: Filled, context: Context) -> ItemName | None:
        known = filled.slots.get("item") or (context.slots.get("item") if context.intent else None)
        return self._vocabulary.items.get(known) if known else None

    def _amount(
        self,
        filled: Filled,
        item: ItemName | None,
        parts: Sequence[tuple[Fraction, str | None]],
        words: str,
        context: Context | None = None,
    ) -> None:
        if any(value <= 0 for value, _ in parts):
            filled.slots["quantity"] = decimal_string(parts[0][0]) or "0"
            if parts[0][1]:
                filled.slots["unit"] = (resolve(item, parts[0][1]) if item else None) or parts[0][1]
            if filled.zero and all(value == 0 for value, _ in parts):
                filled.slots["quantity_base"] = "0"
            else:
                filled.doubt("quantity", "invalid", words)
            return
        value, unit = parts[-1]
        if item is None:
            number = decimal_string(value)
            if len(parts) > 1 or number is None:
                filled.doubt("quantity", "vague" if len(parts) > 1 else "invalid", words)
                return
            filled.slots["quantity"] = number
            if unit:
                filled.slots["unit"] = singular(unit) if unit in ENGLISH else unit
            return
        if unit is None:
            unit = self._implied_unit(item, context)
            if unit is None:
                filled.slots["quantity"] = decimal_string(value) or ""
                choices = [Choice(own, own, 0.5) for own in own_units(item)]
                filled.doubt("unit", "missing", words, choices)
                return
        self._add_up(filled, item, [(many, said or unit) for many, said in parts], words)

    def _add_up(self, filled: Filled, item: ItemName, parts: Sequence[tuple[Fraction, str]], words: str) -> None:
        """Reckon parts with units into base units."""
        total = Fraction(0)
        own = ""
        for many, said in parts:
            known = resolve(item, said)
            size = factor(item, known) if known else None
            if known is None or size is None:
                filled.slots["quantity"] = decimal_string(many) or ""
                choices = [Choice(other, other, 0.5) for other in own_units(item)]
                filled.doubt("unit", "invalid", said, choices)
                return
            total += many * size
            own = known
        spoken = parts[0][0] if len(parts) == 1 else total / (factor(item, own) or 1)
        self._settle(filled, item, (spoken, own), total, words)

    @staticmethod
    def _settle(filled: Filled, item: ItemName, said: tuple[Fraction, str], total: Fraction, words: str) -> None:
        spoken, unit = said
        base, number = decimal_string(total), decimal_string(spoken)
        if number is None and base is not None:
            number, unit = base, item.unit
        whole = total.denominator == 1 or not counted(item)
        filled.slots["unit"] = unit
        if number is not None:
            filled.slots["quantity"] = number
        if base is None or number is None or not whole or total > _MOST:
            filled.doubt("quantity", "invalid", words)
            return
        filled.slots["quantity_base"] = base
        filled.sure.append(1.0)

    @staticmethod
    def _implied_unit(item: ItemName, context: Context | None) -> str | None:
        if context and context.expecting == "quantity" and context.slots.get("unit") in own_units(item):
            return context.slots["unit"]
        return item.unit if not item.packings else None

    def _unit(self, filled: Filled, said: str, context: Context) -> None:
        item = self._known_item(filled, context)
        known = resolve(item, said) if item else said
        if item and known is None:
            filled.doubt("unit", "invalid", said, [Choice(own, own, 0.5) for own in own_units(item)])
        elif known:
            filled.slots["unit"] = known


def _filled_twice(filled: Filled, text: Sentence, edges: Sequence[Edge], last: dict[str, Edge]) -> None:
    """Turn slots that are filled twice, differently, into doubts."""
    for slot, edge in list(last.items()):
        others = [other for other in edges if other.slot == slot and other is not edge]
        if any(other.value != edge.value for other in others):
            words = [text.words(other.start, other.end) for other in (*others, edge)]
            if len(set(words)) > 1:
                filled.doubt(slot, "ambiguous", " / ".join(words))
                del last[slot]
