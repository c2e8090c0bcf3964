"""What exactly would be booked: every slot with a value, quantities in base units, both ends of the move."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistant.claims import Sense
from assistant.desk import Desk
from assistant.expecting import amounts
from assistant.fusion import Belief
from assistant.inventory.item import Item
from assistant.inventory.move import MoveDraft
from assistant.inventory.places import LOSS
from assistant.routes import ROUTES, End

DECISIVE = ("item", "quantity", "unit", "place", "source", "destination", "lot", "expiry")
"""Slots in which a mistake is a wrong booking, in the order in which they are asked for."""

CLEARLY = 0.95
"""How surely an amount must have been heard, whatever else speaks for it, to count as a source of its own."""

Beliefs = Mapping[str, Belief]


@dataclass(frozen=True, slots=True)
class Plan:
    """A booking with nothing left open."""

    intent: str
    item: Item
    quantity: Decimal
    """Base units; for a count what is there, else what moves."""
    source: str | None
    """None: wherever the goods are."""
    destination: str
    lot: str | None
    expiry: date | None
    produced: date | None
    reason: str
    confidence: float
    """That all of it is right, calibrated."""
    weakest: float
    """Belief in the least sure slot, as it was before calibration."""
    agreed: frozenset[str]
    """Slots that two of the person, the picture and an open order or task agree on."""


def base_quantity(item: Item, quantity: str, unit: str | None, *, zero: bool = False) -> Decimal:
    """Return what was said in base units, exactly.

    Raises `UnknownUnitError` or `BadQuantityError`; zero is only good for a count.
    """
    number = Decimal(quantity)
    if zero and number == 0:
        return Decimal(0)
    return item.to_base(Fraction(number), unit)


def make_plan(desk: Desk, beliefs: Beliefs) -> Plan:
    """Return the booking that the beliefs amount to; raises `LedgerError` for a unit or quantity that cannot be."""
    intent, route = desk.dialogue.intent, ROUTES[desk.dialogue.intent or ""]
    assert intent is not None

    def value(slot: str) -> str | None:
        return beliefs[slot].value if slot in beliefs else None

    item = desk.item(beliefs["item"].value)
    home = value("place") or item.place or End.DOCK.value
    ends = {End.HOME: home, End.ASK: value("place"), End.STOCK: None}
    source = value("source") or (
        value("place") if route.source is End.STOCK and route.destination is not End.ASK else None
    )
    source = source or ends.get(route.source, route.source.value)
    destination = value("destination") or ends.get(route.destination, route.destination.value)
    expiry, produced = value("expiry"), value("produced")
    weakest = min(beliefs[slot].confidence for slot in (*DECISIVE, "intent") if slot in beliefs)
    confidence = desk.weights.calibrated(weakest)
    quantity = base_quantity(item, beliefs["quantity"].value, value("unit"), zero=intent == "Count")
    return Plan(
        intent=intent,
        item=item,
        quantity=quantity,
        source=source,
        destination=destination or End.DOCK.value,
        lot=value("lot"),
        expiry=date.fromisoformat(expiry) if expiry and route.brings_in else None,
        produced=date.fromisoformat(produced) if produced and route.brings_in else None,
        reason=value("reason") or "",
        confidence=round(confidence, 4),
        weakest=round(weakest, 6),
        agreed=_agreed(desk, item.sku, quantity, beliefs),
    )


def _agreed(desk: Desk, sku: str, quantity: Decimal, beliefs: Beliefs) -> frozenset[str]:
    """Return the slots that do not rest on one source alone.

    The same booking again is none of them: it may be somebody who says it once more because he heard no answer. An
    amount that was not clearly heard is none either: that an order waits for it has made it likely already.
    """
    recent = desk.dialogue.recent
    last = (recent.intent, recent.item, recent.booked_slots.get("quantity_base"))
    if last == (desk.dialogue.intent, sku, f"{quantity:f}"):
        return frozenset()
    ordered = quantity in amounts(desk, sku)
    sources = {
        slot: {"picture" if sense is Sense.SIGHT else "person" for sense in beliefs[slot].senses}
        | ({"order"} if ordered else set())
        for slot in ("item", "quantity")
    }
    heard = [claim.values[claim.best] for claim in desk.dialogue.claims.about("quantity") if claim.sense is Sense.VOICE]
    if "picture" not in sources["item"] or any(sure < CLEARLY for sure in heard):
        return frozenset()
    return frozenset(slot for slot, known in sources.items() if len(known) > 1)


def difference(desk: Desk, plan: Plan) -> Plan | None:
    """Turn a count into the move of what is missing or too much; None where the books are right."""
    lines = desk.unit.stock.on_hand(plan.item.sku, place=plan.destination)
    surplus = plan.quantity - sum((line.quantity for line in lines), Decimal(0))
    if surplus == 0:
        return None
    source, destination = (LOSS, plan.destination) if surplus > 0 else (plan.destination, LOSS)
    return replace(plan, quantity=abs(surplus), source=source, destination=destination)


def draft(desk: Desk, plan: Plan) -> MoveDraft:
    """Return the plan as the ledger takes it, with the evidence and the models that had a say."""
    references = {claim.reference for claim in desk.dialogue.claims if claim.reference}
    return MoveDraft(
        id=f"{desk.event.id}-1",
        kind=ROUTES[plan.intent].kind,
        item=plan.item.sku,
        quantity=plan.quantity,
        source=plan.source,
        destination=plan.destination,
        lot=plan.lot,
        expiry=plan.expiry,
        produced=plan.produced,
        source_status=ROUTES[plan.intent].source_status,
        destination_status=ROUTES[plan.intent].destination_status,
        reason=plan.reason,
        evidence=tuple(sorted(references)),
        models=desk.models,
        confidence=plan.confidence,
        person=desk.person,
        proposal=desk.event.id,
    )
