"""Documents by voice: what each intent about papers does with the ledger's documents."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from assistant.desk import Desk
from assistant.turn import Turn


def repack(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Say that nothing has to be booked: stock is counted in base units, whatever it is packed in."""
    item = desk.item(slots["item"]) if "item" in slots else None
    if item is None:
        return desk.ask("item", desk.wording.say("ask.item"))
    total = sum((line.quantity for line in desk.unit.stock.on_hand(item.sku)), Decimal(0))
    return Turn(desk.wording.say("answer.repack", item=item.name, amount=desk.wording.amount(total, item)))


COMMANDS: Mapping[str, Callable[[Desk, Mapping[str, str]], Turn]] = {"Repack": repack}
"""Intent to what it does."""
