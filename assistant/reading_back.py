"""The words in which a booking is read back: item with lot and expiry, amount, from where, to where.

A place is read back only where somebody named it: what the person did not say he need not hear again, and a read-back
has to be short. Once booked, it is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from assistant.desk import Desk
from assistant.inventory.item import Item
from assistant.inventory.move import Move
from assistant.inventory.places import LOSS
from assistant.turn import Proposal


def unique(values: Iterable[str]) -> list[str]:
    """Return the values without repetition, in their order."""
    return list(dict.fromkeys(values))


def item_words(desk: Desk, item: Item, *, lot: str | None = None, expiry: str | None = None) -> str:
    """Return the item's name, with lot and expiry date in brackets where they are told."""
    details = []
    if lot:
        details.append(desk.wording.say("detail.lot", lot=lot))
    if expiry:
        details.append(desk.wording.say("detail.expiry", expiry=expiry))
    return desk.wording.say("detail.item", item=item.name, details=desk.wording.both(details)) if details else item.name


def amount_words(desk: Desk, item: Item, slots: Mapping[str, str]) -> str:
    """Return a booking's amount in the unit that was said, in packings where the number is no whole one."""
    base = Decimal(slots["quantity_base"])
    number, unit = Fraction(slots.get("quantity", "0.5")), slots.get("unit") or item.unit
    if number.denominator == 1 and number * ({**item.packings, item.unit: Fraction(1)}.get(unit, 0)) == Fraction(base):
        return f"{number}{desk.wording.gap}{unit}"
    return desk.wording.amount(base, item)


def spoken(desk: Desk, proposal: Proposal, moves: Sequence[Move]) -> dict[str, str]:
    """Return the words to fill into a proposal's sentences."""
    item = desk.item(proposal.slots["item"])
    lots = {(move.lot, move.expiry) for move in moves}
    lot, expiry = next(iter(lots)) if len(lots) == 1 else (None, None)
    sources = unique(move.source for move in moves)
    destinations = unique(move.destination for move in moves)
    counted_at = destinations[0] if sources == [LOSS] else sources[0]
    named = {str(entry["slot"]) for entry in proposal.evidence}
    into = desk.wording.both(map(desk.wording.place, destinations))
    out_of = desk.wording.both(map(desk.wording.place, sources))
    return {
        "item": item_words(desk, item, lot=lot, expiry=expiry.isoformat() if expiry else None),
        "amount": amount_words(desk, item, proposal.slots),
        "source": out_of,
        "destination": into,
        "into": desk.wording.say("detail.into", place=into) if named & {"destination", "place"} else "",
        "out_of": desk.wording.say("detail.out_of", place=out_of) if named & {"source", "place"} else "",
        "place": desk.wording.place(counted_at),
    }
