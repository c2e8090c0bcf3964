"""The catalogue as the intent layer knows it."""

from collections.abc import Iterable
from random import Random

from assistant.desk import Understands
from assistant.inventory.places import OUTSIDE, PlaceKind
from assistant.inventory.unit import UnitOfWork
from intents.audibility import NameWarning
from intents.understanding import Understanding
from intents.vocabulary import DEPARTMENTS, ItemName, Person, Place, Vocabulary

UNSAID = OUTSIDE | {PlaceKind.TRANSIT}
"""Kinds of place that people do not name as a bin."""
NAMES = {"DOCK": ("收货区", "dock"), "MAIN": ("主库", "main")}
"""What people call the places that every ledger has."""


def vocabulary(unit: UnitOfWork) -> Vocabulary:
    """Return goods and places as people name them."""
    items = [
        ItemName(item.sku, item.name, item.aliases, item.unit, dict(item.packings)) for item in unit.catalogue.items()
    ]
    places = [Place(place.name, NAMES.get(place.name, ())) for place in unit.places.all() if place.kind not in UNSAID]
    # The house's own come last: they may give a department that every shop has names of their own.
    people = [*DEPARTMENTS, *(Person(one.name, one.aliases) for one in unit.parties.all() if one.active)]
    return Vocabulary.build(items, places, people)


def understanding(unit: UnitOfWork, lang: str) -> Understands:
    """Return the intent layer over the present catalogue."""
    return Understanding(vocabulary(unit), lang=lang)


def hard_to_hear(unit: UnitOfWork, lang: str, skus: Iterable[str] | None = None) -> list[NameWarning]:
    """Return the names that cannot be heard or told apart, of some items or of all."""
    return Understanding(vocabulary(unit), lang=lang).audibility().warnings(skus)


def sampled(unit: UnitOfWork, lang: str, intent: str, count: int, rng: Random) -> list[str]:
    """Return ways of saying an intent with the goods of the catalogue; none where there is no such intent."""
    understanding = Understanding(vocabulary(unit), lang=lang)
    return list(filter(None, (understanding.sample(intent, rng) for _ in range(count))))
