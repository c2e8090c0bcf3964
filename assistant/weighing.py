"""One sentence may be understood in several ways: readings with their probabilities, and the claims they make."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.claims import Claim, Sense
from intents.reading import Reading

NO_CLAIM = frozenset({"quantity_base"})
"""Slots that follow from others."""
NAMED_AT = 0.25
"""Share of the weight from which an item counts as named that the likeliest reading does not name: below it, a name
that only a worse hypothesis holds (盐入库 for 入库) neither speaks against what is seen nor is asked about."""


AS_SENSIBLE = 0.9
"""A reading this much as well understood as the best of those that sound the same is a rival of it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading with the probability that it is what was meant."""

    reading: Reading
    weight: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """The ways to understand one sentence, likeliest first; all of the same intent where there is one."""

    readings: tuple[Weighed, ...]
    sure: float
    """Probability of the intent."""
    sense: Sense
    reference: str | None = None
    """Clip in the evidence store."""
    others: tuple[Weighed, ...] = ()
    """What is understood with another intent."""

    @property
    def reading(self) -> Reading:
        """The likeliest."""
        return self.readings[0].reading

    @property
    def rival(self) -> float:
        """Probability of all other intents."""
        return sum(one.weight for one in self.others)

    @property
    def intent(self) -> str | None:
        """What it asks for; None: no command."""
        return self.reading.intent

    @property
    def understood(self) -> bool:
        """Whether it is a command with nothing left over."""
        return self.intent is not None and not self.reading.left_over

    def claims(self, *, intent: bool = True) -> list[Claim]:
        """Return what the readings claim about each slot, each value with the weight behind it."""
        values: dict[str, dict[str, float]] = {}
        unsaid = NO_CLAIM if self._names_item() else NO_CLAIM | {"item"}
        for one in self.readings:
            # What is missing makes a reading incomplete, not what it does say less certain.
            incomplete = one.reading.doubts and all(doubt.why == "missing" for doubt in one.reading.doubts)
            sure = one.weight * (1.0 if incomplete else one.reading.confidence)
            told = {**one.reading.slots, **({"intent": one.reading.intent or ""} if intent else {})}
            for slot, value in told.items():
                if slot not in unsaid:
                    by_value = values.setdefault(slot, {})
                    by_value[value] = min(1.0, by_value.get(value, 0.0) + sure)
        for one in self.others:
            # Whether the goods come or go, they are the same.
            for slot, value in one.reading.slots.items():
                if value in values.get(slot, ()):
                    values[slot][value] = min(1.0, values[slot][value] + one.weight * one.reading.confidence)
        return [Claim(slot, self.sense, by_value, self.reference) for slot, by_value in values.items()]

    def _names_item(self) -> bool:
        named = sum(one.weight for one in self.readings if "item" in one.reading.slots)
        return "item" in self.reading.slots or named >= NAMED_AT * sum(one.weight for one in self.readings)


def sensible(alike: Sequence[Weighed]) -> list[Weighed]:
    """Return of readings that sound alike those that make as much sense as the best of them, weighing as much as all.

    两筒 of goods that come in 桶, or 十两桶 for 是两桶, is what a recogniser writes, not what a person says.
    """
    commands = _understood(alike)
    best = max((one.reading.confidence for one in commands), default=0.0)
    kept = [one for one in commands if one.reading.confidence >= AS_SENSIBLE * best] or alike
    share = sum(one.weight for one in alike) / (sum(one.weight for one in kept) or 1.0)
    return [replace(one, weight=one.weight * share) for one in kept]


def _understood(readings: Sequence[Weighed]) -> list[Weighed]:
    return [one for one in readings if one.reading.intent and not one.reading.left_over]


def weigh(readings: Sequence[Weighed], sense: Sense, reference: str | None) -> Sentence:
    """Return the sentence as the likeliest intent understands it, the best hypothesis where none does."""
    commands = _understood(readings)
    if not commands:
        return Sentence(tuple(readings[:1]), readings[0].weight, sense, reference)
    totals: dict[str, float] = {}
    for one in commands:
        totals[one.reading.intent or ""] = totals.get(one.reading.intent or "", 0.0) + one.weight
    intent = max(totals, key=totals.__getitem__)
    own = sorted((one for one in commands if one.reading.intent == intent), key=lambda one: -one.weight)
    others = tuple(one for one in commands if one.reading.intent != intent)
    return Sentence(tuple(own), totals[intent], sense, reference, others)
