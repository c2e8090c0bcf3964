"""What a person and a shop usually mean and usually book: counted from confirmed bookings alone.

Kept per person and for the whole shop; a person's own habit counts before the shop's.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from statistics import median
from typing import Any

from assistant.inventory.unit import UnitOfWork

SHOP = ""
"""The name under which the whole shop's habits are kept."""
KEPT_AMOUNTS = 15
"""Last amounts of an item that its usual amount is taken from."""
KEPT_WORDS = 400
"""Words and items remembered for one person; the least used is forgotten first."""
ENOUGH = 3
"""Fewer choices or amounts than this are no habit."""


class Habits:
    """The habits of one person, backed by those of the shop."""

    def __init__(self, unit: UnitOfWork, person: str) -> None:
        self._unit = unit
        self._names = list(dict.fromkeys((person, SHOP)))
        self._kept: dict[str, dict[str, Any]] = {}

    def meant(self, words: str, values: Iterable[str]) -> dict[str, float]:
        """Return how likely each of the values is meant by some words, from what was chosen before; empty: no habit."""
        among = list(values)
        for name in self._names:
            counts = self._of(name)["words"].get(words, {})
            total = sum(counts.get(value, 0) for value in among)
            if total >= ENOUGH:
                # One more than was counted, so that nothing becomes certain by habit.
                return {value: counts.get(value, 0) / (total + 1) for value in among}
        return {}

    def favour(self, intent: str, values: Iterable[str]) -> dict[str, float]:
        """Return by what factor each item is likelier to be booked than one that never was."""
        found = {}
        for value in values:
            times = sum(self._of(name)["items"].get(f"{intent} {value}", 0) for name in self._names)
            if times:
                found[value] = 1.0 + min(times, 20) / 10
        return found

    def usual(self, intent: str, item: str) -> Decimal | None:
        """Return the median amount in base units; None where there is no habit yet."""
        for name in self._names:
            amounts = self._of(name)["amounts"].get(f"{intent} {item}", [])
            if len(amounts) >= ENOUGH:
                return median(Decimal(amount) for amount in amounts)
        return None

    def learn(self, intent: str, slots: Mapping[str, str], chosen: Mapping[str, str]) -> None:
        """Count a confirmed booking; `chosen` holds what words were decided to mean."""
        key = f"{intent} {slots['item']}"
        for name in self._names:
            known = self._of(name)
            known["items"][key] = known["items"].get(key, 0) + 1
            known["amounts"][key] = [*known["amounts"].get(key, []), slots["quantity_base"]][-KEPT_AMOUNTS:]
            for words, value in chosen.items():
                counts = known["words"].setdefault(words, {})
                counts[value] = counts.get(value, 0) + 1
            for part in known.values():
                while len(part) > KEPT_WORDS:
                    del part[min(part, key={one: _weight(entry) for one, entry in part.items()}.__getitem__)]
            self._unit.state.put(_key(name), known)

    def _of(self, name: str) -> dict[str, Any]:
        if name not in self._kept:
            self._kept[name] = self._unit.state.get(_key(name)) or {"words": {}, "items": {}, "amounts": {}}
        return self._kept[name]


def _weight(entry: Any) -> int:
    if isinstance(entry, dict):
        return sum(entry.values())
    return len(entry) if isinstance(entry, list) else int(entry)


def _key(person: str) -> str:
    return f"habits/{person}"


def forget(unit: UnitOfWork, person: str = SHOP, words: str | None = None) -> None:
    """Forget what some words usually mean to a person (or the shop), or everything that is known of them."""
    known = unit.state.get(_key(person))
    if known is None:
        return
    if words is None:
        unit.state.put(_key(person), None)
    else:
        known["words"].pop(words, None)
        unit.state.put(_key(person), known)
    unit.journal.append("habit_forgotten", {"person": person, "words": words})
