"""Who the house deals with: suppliers, customers, departments, people with their roles, devices."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, insert, select, update

from assistant.inventory import moment
from assistant.inventory.context import Context
from assistant.inventory.errors import LedgerError
from assistant.inventory.journal import Journal
from assistant.inventory.places import PlaceKind, Places
from assistant.inventory.schema import DeviceRow, PartyRow


class UnknownPartyError(LedgerError):
    """Nobody is called that."""

    code = "unknown_party"

    def __init__(self, name: str) -> None:
        super().__init__(f"nobody here is called {name!r}; check the name or add it", name=name)


class BadPartyError(LedgerError):
    """An entry that cannot be kept."""

    code = "bad_party"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name!r}: {why}", name=name, why=why)


class PartyKind(StrEnum):
    """What somebody is to the house."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    DEPARTMENT = "department"
    PERSON = "person"


class Role(StrEnum):
    """What a person may do."""

    NONE = ""
    PICKER = "picker"
    RECEIVER = "receiver"
    CLERK = "clerk"
    MANAGER = "manager"
    """Decides reviews, releases and closes documents."""


@dataclass(frozen=True, slots=True)
class Party:
    """A supplier, customer, department or person."""

    name: str
    kind: PartyKind
    aliases: tuple[str, ...] = ()
    role: Role = Role.NONE
    department: str = ""
    """That a person belongs to."""
    active: bool = True
    place: str | None = None
    """Where goods of a supplier come from, or a customer's go to; made with the party."""


@dataclass(frozen=True, slots=True)
class Device:
    """A terminal that books."""

    name: str
    signer: str
    person: str
    at: datetime
    """When it was first seen."""


class Parties:
    """Reads and writes parties and devices."""

    def __init__(self, context: Context, places: Places, journal: Journal) -> None:
        self._context = context
        self._connection = context.connection
        self._places = places
        self._journal = journal

    def put(self, party: Party) -> Party:
        """Add or change a party; raises `BadPartyError` for a bad name or one that somebody of another kind has."""
        name = party.name.strip()
        if not name or len(name) > 60 or not name.isprintable():
            raise BadPartyError(party.name, "a name has 1 to 60 printable characters")
        known = self._named(name)
        if known and known.kind is not party.kind:
            raise BadPartyError(name, f"is a {known.kind} already")
        place = None
        if party.kind in {PartyKind.SUPPLIER, PartyKind.CUSTOMER}:
            kind = PlaceKind(party.kind.value)
            place = self._places.ensure(f"{kind.value}/{name}", kind)
        clean = replace(party, name=name, place=place.name if place else None)
        if clean == known:
            return clean
        values = {
            "kind": party.kind.value,
            "aliases": json.dumps(party.aliases, ensure_ascii=False),
            "role": party.role.value,
            "department": party.department,
            "place_id": place.id if place else None,
            "active": party.active,
        }
        if known:
            self._connection.execute(update(PartyRow).where(PartyRow.name == name).values(values))
        else:
            self._connection.execute(insert(PartyRow).values(name=name, **values))
        self._context.rename()
        self._journal.append("party", {"name": name, "kind": party.kind, "role": party.role, "active": party.active})
        return clean

    def get(self, name: str) -> Party:
        """Return the party of a name or alias; raises `UnknownPartyError`."""
        found = self._named(name.strip()) or next(
            (party for party in self.all() if name.strip() in party.aliases), None
        )
        if found is None:
            raise UnknownPartyError(name)
        return found

    def all(self, kind: PartyKind | str | None = None) -> list[Party]:
        """Return the parties, by name; `kind` leaves out the others."""
        wanted = select(PartyRow.__table__).order_by(PartyRow.name)
        if kind is not None:
            wanted = wanted.where(PartyRow.kind == PartyKind(kind).value)
        return [self._party(row) for row in self._connection.execute(wanted)]

    def seen(self, device: str, signer: str = "", person: str = "") -> Device:
        """Remember a device and who carries it."""
        known = self._connection.execute(select(DeviceRow.__table__).where(DeviceRow.name == device)).first()
        if known is None:
            values = {"name": device, "signer": signer, "person": person, "at": self._context.now()}
            self._connection.execute(insert(DeviceRow).values(values))
            self._journal.append("device", {"name": device, "signer": signer, "person": person})
        elif (known.signer, known.person) != (signer, person):
            self._connection.execute(
                update(DeviceRow).where(DeviceRow.name == device).values(signer=signer, person=person)
            )
            self._journal.append("device", {"name": device, "signer": signer, "person": person})
        return next(one for one in self.devices() if one.name == device)

    def devices(self) -> list[Device]:
        """Return the devices, oldest first."""
        rows = self._connection.execute(select(DeviceRow.__table__).order_by(DeviceRow.at, DeviceRow.name))
        return [Device(row.name, row.signer, row.person, moment.from_text(row.at)) for row in rows]

    def _named(self, name: str) -> Party | None:
        row = self._connection.execute(select(PartyRow.__table__).where(PartyRow.name == name)).first()
        return self._party(row) if row else None

    def _party(self, row: Row[Any]) -> Party:
        return Party(
            name=row.name,
            kind=PartyKind(row.kind),
            aliases=tuple(json.loads(row.aliases)),
            role=Role(row.role),
            department=row.department,
            active=bool(row.active),
            place=self._places.by_id(row.place_id).name if row.place_id else None,
        )
