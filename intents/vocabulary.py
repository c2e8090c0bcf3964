"""The world that sentences speak of, as plain data: goods with their units, places, people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

_NO_PACKINGS: Mapping[str, Fraction] = {}


@dataclass(frozen=True, slots=True)
class ItemName:
    """An item as people call it and count it."""

    sku: str
    """The value of the slot."""
    name: str
    """As on the label."""
    aliases: tuple[str, ...] = ()
    """Nicknames, other languages."""
    unit: str = "个"
    """The base unit."""
    packings: Mapping[str, Fraction] = field(default_factory=dict)
    """Unit to how many base units it holds (箱 → 24)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A bin, an area, a dock."""

    code: str
    """As in the catalogue: A7-12."""
    names: tuple[str, ...] = ()
    """What it is called besides (冷库, 收货区)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person, a department, a supplier, a customer."""

    name: str
    """The value of the slot."""
    aliases: tuple[str, ...] = ()
    """Other ways to call them."""


DEPARTMENTS = tuple(
    Person(name, aliases)
    for name, aliases in (
        ("物流部", ("物流", "logistics")),
        ("采购部", ("采购", "purchasing")),
        ("财务部", ("财务", "finance", "accounting")),
        ("销售部", ("销售", "sales")),
        ("仓库", ("warehouse",)),
        ("门店", ("shop", "store")),
        ("店长", ("store manager",)),
        ("主管", ("supervisor",)),
        ("经理", ("manager",)),
        ("质检部", ("质检", "quality control")),
    )
)
"""People whom every shop has."""


@dataclass
class Vocabulary:
    """Goods, places and people by their values; changes are seen by the next sentence."""

    items: dict[str, ItemName] = field(default_factory=dict)
    """SKU to item."""
    places: dict[str, Place] = field(default_factory=dict)
    """Code to place."""
    people: dict[str, Person] = field(default_factory=dict)
    """Name to person."""
    version: int = 0
    """Goes up with each change of the places, people and units."""

    @classmethod
    def build(
        cls,
        items: Iterable[ItemName] = (),
        places: Iterable[Place | str] = (),
        people: Iterable[Person | str] = DEPARTMENTS,
    ) -> "Vocabulary":
        """Make a vocabulary; places and people may be given as bare strings."""
        vocabulary = cls()
        for item in items:
            vocabulary.items[item.sku] = item
        for place in places:
            known = Place(place) if isinstance(place, str) else place
            vocabulary.places[known.code] = known
        for person in people:
            someone = Person(person) if isinstance(person, str) else person
            vocabulary.people[someone.name] = someone
        return vocabulary

    @property
    def units(self) -> set[str]:
        """Every unit that some item uses."""
        return {unit for item in self.items.values() for unit in (item.unit, *item.packings)}
