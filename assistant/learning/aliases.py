"""Names that people use and the catalogue lacks: proposed to the owner, never added silently."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.inventory.unit import UnitOfWork

KEY = "aliases"
PROPOSE_AFTER = 2
"""Confirmed bookings in which the words meant the item."""


@dataclass(frozen=True, slots=True)
class AliasProposal:
    """Words that were decided to mean an item."""

    words: str
    item: str
    """SKU."""
    times: int


def note(unit: UnitOfWork, words: str, item: str) -> None:
    """Count that words which are no name in the catalogue turned out to mean an item."""
    known = unit.state.get(KEY) or {}
    entry = known.setdefault(f"{words} {item}", {"words": words, "item": item, "times": 0, "state": "open"})
    entry["times"] += 1
    unit.state.put(KEY, known)


def proposals(unit: UnitOfWork) -> list[AliasProposal]:
    """Return what the owner has not decided yet, most frequent first."""
    known: Mapping[str, Mapping[str, Any]] = unit.state.get(KEY) or {}
    found = [
        AliasProposal(entry["words"], entry["item"], entry["times"])
        for entry in known.values()
        if entry["state"] == "open" and entry["times"] >= PROPOSE_AFTER
    ]
    return sorted(found, key=lambda one: (-one.times, one.words))


def accept(unit: UnitOfWork, words: str, item: str, by: str = "") -> None:
    """Add the words to the item's names; raises `UnknownItemError`, `KeyError` where nothing of the kind was proposed.

    The clerk's `refresh` makes them heard.
    """
    _decide(unit, words, item, "accepted", by)
    found = unit.catalogue.item(item)
    if words not in found.aliases:
        unit.catalogue.put(replace(found, aliases=(*found.aliases, words)))


def reject(unit: UnitOfWork, words: str, item: str, by: str = "") -> None:
    """Do not propose it again; raises `KeyError` where nothing of the kind was proposed."""
    _decide(unit, words, item, "rejected", by)


def remove(unit: UnitOfWork, words: str, item: str, by: str = "") -> None:
    """Take an accepted name away again; raises `KeyError` where nothing of the kind was proposed."""
    _decide(unit, words, item, "rejected", by)
    found = unit.catalogue.item(item)
    unit.catalogue.put(replace(found, aliases=tuple(name for name in found.aliases if name != words)))


def _decide(unit: UnitOfWork, words: str, item: str, state: str, by: str) -> None:
    known = unit.state.get(KEY) or {}
    known[f"{words} {item}"]["state"] = state
    unit.state.put(KEY, known)
    unit.journal.append("alias", {"words": words, "item": item, "decision": state, "by": by})
