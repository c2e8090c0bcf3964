"""Places: a tree of warehouses, zones and bins, and the places outside the house that goods come from and go to."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from assistant.inventory.context import Context
from assistant.inventory.errors import BadPlaceError, UnknownPlaceError
from assistant.inventory.schema import PlaceRow


class PlaceKind(StrEnum):
    """What a place is, which decides what its stock counts as."""

    WAREHOUSE = "warehouse"
    ZONE = "zone"
    BIN = "bin"
    POOL = "pool"
    """Set aside for a sales channel."""
    TRANSIT = "transit"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    LOSS = "loss"
    """Where scrap and missing goods go, and surplus comes from."""
    PRODUCTION = "production"


OWN = frozenset({PlaceKind.WAREHOUSE, PlaceKind.ZONE, PlaceKind.BIN, PlaceKind.POOL})
"""Kinds that are in the house: what is there is on hand."""
OUTSIDE = frozenset({PlaceKind.SUPPLIER, PlaceKind.CUSTOMER, PlaceKind.LOSS, PlaceKind.PRODUCTION})
"""Kinds that goods may come from without limit."""

SUPPLIER, CUSTOMER, LOSS, PRODUCTION, TRANSIT = "SUPPLIER", "CUSTOMER", "LOSS", "PRODUCTION", "TRANSIT"
MAIN = "MAIN"
"""The warehouse that bins belong to when nobody says otherwise."""
DOCK = "DOCK"
"""Zone of MAIN where goods lie that came without a bin."""

SYSTEM = (
    (MAIN, PlaceKind.WAREHOUSE, None),
    (DOCK, PlaceKind.ZONE, MAIN),
    (SUPPLIER, PlaceKind.SUPPLIER, None),
    (CUSTOMER, PlaceKind.CUSTOMER, None),
    (LOSS, PlaceKind.LOSS, None),
    (PRODUCTION, PlaceKind.PRODUCTION, None),
    (TRANSIT, PlaceKind.TRANSIT, None),
)
"""Places that every ledger has, parents first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its place in the tree."""

    id: int
    name: str
    kind: PlaceKind
    parent: str | None
    overdraft: bool
    """More may be taken than is there; such moves are marked."""

    @property
    def unlimited(self) -> bool:
        """Outside the house: goods come from there without limit and without a mark."""
        return self.kind in OUTSIDE


def normal_name(name: str) -> str:
    """Return the name as it is kept: half-width, upper case, no blanks around it (`ａ7-12 ` → `A7-12`)."""
    return unicodedata.normalize("NFKC", name).strip().upper()


def is_name(name: str) -> bool:
    """Whether a place may be called that, once it is in its normal form."""
    return 0 < len(name) <= 80 and name.isprintable()


class Places:
    """The tree of places, read once a unit of work."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._connection = context.connection

    def _remember(self, row: Row[Any]) -> Place:
        parent = self.by_id(row.parent_id).name if row.parent_id else None
        place = Place(row.id, row.name, PlaceKind(row.kind), parent, row.overdraft)
        names = self._context.names
        names.places[place.name] = names.places_by_id[place.id] = place
        return place

    def _read(self, condition: ColumnElement[bool]) -> Place | None:
        row = self._connection.execute(select(PlaceRow.__table__).where(condition)).first()
        return self._remember(row) if row else None

    def get(self, name: str) -> Place:
        """Return the place of that name; raises `UnknownPlaceError`."""
        place = self.find(name)
        if not place:
            raise UnknownPlaceError(normal_name(name))
        return place

    def find(self, name: str) -> Place | None:
        """Return the place of that name, if there is one."""
        key = normal_name(name)
        return self._context.names.places.get(key) or self._read(PlaceRow.name == key)

    def by_id(self, key: int) -> Place:
        """Return the place with that row number."""
        place = self._context.names.places_by_id.get(key) or self._read(PlaceRow.id == key)
        assert place, key
        return place

    def all(self) -> list[Place]:
        """Return every place, oldest first, so that parents come before their children."""
        names = self._context.names
        if not names.all_places:
            rows = self._connection.execute(select(PlaceRow.__table__).order_by(PlaceRow.id)).all()
            names.places = {place.name: place for place in map(self._remember, rows)}
            names.all_places = True
        return list(names.places.values())

    def ensure(
        self,
        name: str,
        kind: PlaceKind = PlaceKind.BIN,
        parent: str | None = None,
        *,
        overdraft: bool | None = None,
    ) -> Place:
        """Return the place, making it where it does not exist.

        A bin without a parent belongs to the zone before its last hyphen (`A7-12` to `A7`), or to MAIN. `overdraft`
        changes the policy of a place that exists. Raises `BadPlaceError` for an empty name or another kind.
        """
        key = normal_name(name)
        if not is_name(key):
            raise BadPlaceError(name, "a name has 1 to 80 printable characters")
        place = self.find(key)
        if not place:
            return self._make(key, kind, parent, overdraft=kind in OUTSIDE if overdraft is None else overdraft)
        if place.kind is not kind and kind is not PlaceKind.BIN:
            raise BadPlaceError(key, f"it is a {place.kind} already")
        if overdraft is not None and overdraft is not place.overdraft:
            self._connection.execute(update(PlaceRow).where(PlaceRow.id == place.id).values(overdraft=overdraft))
            self._context.rename()
            return self.get(key)
        return place

    def _make(self, key: str, kind: PlaceKind, parent: str | None, *, overdraft: bool) -> Place:
        above = parent
        if above is None and kind is PlaceKind.BIN:
            zone = key.rpartition("-")[0]
            above = self.ensure(zone, PlaceKind.ZONE).name if zone and not self.find(zone) else zone or MAIN
        if above is None and kind in {PlaceKind.ZONE, PlaceKind.POOL}:
            above = MAIN
        if above is None and kind in OUTSIDE | {PlaceKind.TRANSIT}:
            above = kind.value.upper()
        parent_id = self.get(above).id if above and above != key else None
        row = {"name": key, "kind": kind.value, "parent_id": parent_id, "overdraft": overdraft}
        self._connection.execute(insert(PlaceRow).values(row))
        self._context.rename()
        return self.get(key)

    def below(self, place: Place) -> list[Place]:
        """Return the place and all places inside it."""
        found, seen = [place], {place.name}
        for other in self.all():
            if other.parent in seen:
                seen.add(other.name)
                found.append(other)
        return found
