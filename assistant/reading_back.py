"""The words in which a booking is read back: item with lot and expiry, amount, from where, to where."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

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


def spoken(desk: Desk, proposal: Proposal, moves: Sequence[Move]) -> dict[str, str]:
    """Return the words to fill into a proposal's sentences."""
    item = desk.item(proposal.slots["item"])
    lots = {(move.lot, move.expiry) for move in moves}
    lot, expiry = next(iter(lots)) if len(lots) == 1 else (None, None)
    sources = unique(move.source for move in moves)
    destinations = unique(move.destination for move in moves)
    counted_at = destinations[0] if sources == [LOSS] else sources[0]
    return {
        "item": item_words(desk, item, lot=lot, expiry=expiry.isoformat() if expiry else None),
        "amount": desk.wording.amount(Decimal(proposal.slots["quantity_base"]), item),
        "source": desk.wording.both(map(desk.wording.place, sources)),
        "destination": desk.wording.both(map(desk.wording.place, destinations)),
        "place": desk.wording.place(counted_at),
    }
