"""The world as it was when a session began: catalogue, stock, open documents, people, tasks, habits, conversation."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assistant import house
from assistant.inventory.document import Document, DocumentDraft, DocumentKind, DocumentState, LineDraft
from assistant.inventory.item import Item
from assistant.inventory.move import MoveDraft, MoveKind
from assistant.inventory.party import Party, PartyKind, Role
from assistant.inventory.places import LOSS
from assistant.inventory.unit import UnitOfWork
from assistant.learning import aliases, habits
from assistant.tasks import store

_MOST = 10_000
"""Documents taken along."""


def take(unit: UnitOfWork, device: str, person: str) -> dict[str, Any]:
    """Return JSON values from which `restore` makes the world again, as far as decisions depend on it.

    What was booked before is there as stock only: it cannot be undone in a replay. Of an order that was partly
    delivered the rest is there.
    """
    dialogue = unit.state.get(f"dialogue/{device}")
    return {
        "dialogue": dialogue,
        "places": [{"name": place.name, "kind": place.kind.value} for place in unit.places.all()],
        "items": [_item(item) for item in unit.catalogue.items()],
        "stock": [
            {
                "item": line.item,
                "place": line.place,
                "lot": line.lot,
                "expiry": line.expiry.isoformat() if line.expiry else None,
                "quantity": f"{line.quantity:f}",
            }
            for line in unit.stock.on_hand()
        ],
        "parties": [_party(party) for party in unit.parties.all()],
        "documents": [_document(one) for one in unit.documents.find(unfinished=True, limit=_MOST)],
        "state": {key: unit.state.get(key) for key in _keys(unit, dialogue, person)},
    }


def _keys(unit: UnitOfWork, dialogue: Mapping[str, Any] | None, person: str) -> Iterable[str]:
    """Return what the clerk has kept that its decisions depend on."""
    known = dialogue or {}
    people = {habits.SHOP, person, known.get("person", ""), *known.get("parked", {})}
    paused = [one["task"] for one in (known, *known.get("parked", {}).values()) if one.get("task")]
    tasks = dict.fromkeys([*unit.state.get(store.INDEX, []), *paused])
    keys = (house.DIGITS, house.ROLES, aliases.KEY, store.INDEX)
    return (*keys, *(f"task/{task}" for task in tasks), *(f"habits/{one}" for one in sorted(people)))


def restore(unit: UnitOfWork, opening: Mapping[str, Any], device: str) -> None:
    """Make the world of a session in empty books; raises `KeyError`, `TypeError` or `ValueError` for what is none."""
    for place in opening["places"]:
        if not unit.places.find(place["name"]):
            unit.places.ensure(place["name"])
    unit.catalogue.put_all([_parsed_item(item) for item in opening["items"]])
    for number, line in enumerate(opening["stock"]):
        _book_opening(unit, number, line)
    for party in opening.get("parties", ()):
        kind, role = PartyKind(party["kind"]), Role(party["role"])
        unit.parties.put(Party(**{**party, "kind": kind, "role": role, "aliases": tuple(party["aliases"])}))
    for document in reversed(opening.get("documents", ())):
        _write(unit, document)
    for key, value in opening.get("state", {}).items():
        unit.state.put(key, value)
    unit.state.put(f"dialogue/{device}", opening["dialogue"])


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "kind": party.kind.value,
        "aliases": list(party.aliases),
        "role": party.role.value,
        "department": party.department,
        "active": party.active,
    }


def _document(document: Document) -> dict[str, Any]:
    counting = document.kind is DocumentKind.COUNT
    return {
        "number": document.number,
        "kind": document.kind.value,
        "released": document.state is not DocumentState.DRAFT,
        "owner": document.owner,
        "party": document.party,
        "due": document.due.isoformat() if document.due else None,
        "note": document.note,
        "created_by": document.created_by,
        "lines": [
            {
                "item": line.item,
                "quantity": f"{line.quantity if counting else line.outstanding:f}",
                "source": line.source,
                "destination": line.destination,
                "lot": line.lot,
                "note": line.note,
            }
            for line in document.lines
            if counting or line.outstanding > 0
        ],
    }


def _write(unit: UnitOfWork, data: Mapping[str, Any]) -> None:
    lines = tuple(LineDraft(**{**line, "quantity": Decimal(line["quantity"])}) for line in data["lines"])
    if not lines:
        return
    plain = {name: data[name] for name in ("number", "owner", "party", "note", "created_by")}
    due = date.fromisoformat(data["due"]) if data["due"] else None
    draft = DocumentDraft(kind=DocumentKind(data["kind"]), lines=lines, due=due, **plain)
    unit.documents.write(draft, release=data["released"])


def _book_opening(unit: UnitOfWork, number: int, line: Mapping[str, Any]) -> None:
    expiry = line["expiry"]
    unit.moves.book(
        MoveDraft(
            id=f"opening-{number}",
            kind=MoveKind.OPENING,
            item=line["item"],
            quantity=Decimal(line["quantity"]),
            source=LOSS,
            destination=line["place"],
            lot=line["lot"],
            expiry=datetime.fromisoformat(expiry).date() if expiry else None,
        )
    )


def _item(item: Item) -> dict[str, Any]:
    return {
        "sku": item.sku,
        "name": item.name,
        "aliases": list(item.aliases),
        "unit": item.unit,
        "packings": {unit: str(size) for unit, size in item.packings.items()},
        "codes": [list(code) for code in item.codes],
        "category": item.category,
        "place": item.place,
        "shelf_life_days": item.shelf_life_days,
        "safety_stock": f"{item.safety_stock:f}",
        "price": None if item.price is None else f"{item.price:f}",
        "decimals": item.decimals,
    }


def _parsed_item(data: Mapping[str, Any]) -> Item:
    return Item(
        **{
            **data,
            "aliases": tuple(data["aliases"]),
            "packings": {unit: Fraction(size) for unit, size in data["packings"].items()},
            "codes": tuple((code, packing) for code, packing in data["codes"]),
            "safety_stock": Decimal(data["safety_stock"]),
            "price": None if data["price"] is None else Decimal(data["price"]),
        }
    )
