"""Answers to questions about the books. How much there is also says where it is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.desk import Desk
from assistant.inventory.item import Item
from assistant.inventory.move import MoveState
from assistant.inventory.places import TRANSIT
from assistant.inventory.stock import StockLine
from assistant.turn import Turn
from assistant.voice.wording import plain

LISTED = 5
"""How many lots, moves or items one answer names."""

Answer = Callable[[Desk, Mapping[str, str]], Turn]


def row(line: StockLine) -> dict[str, Any]:
    """Return a stock line as JSON."""
    return {
        "item": line.item,
        "place": line.place,
        "lot": line.lot,
        "expiry": line.expiry.isoformat() if line.expiry else None,
        "quantity": f"{line.quantity:f}",
        "unit": line.unit,
    }


def _total(lines: Sequence[StockLine]) -> Decimal:
    return sum((line.quantity for line in lines), Decimal(0))


def _by_place(desk: Desk, lines: Sequence[StockLine], item: Item) -> str:
    places: dict[str, Decimal] = {}
    for line in lines:
        places[line.place] = places.get(line.place, Decimal(0)) + line.quantity
    if len(places) == 1:
        return desk.wording.place(next(iter(places)))
    return desk.wording.both(
        f"{desk.wording.place(place)}({desk.wording.amount(quantity, item)})" for place, quantity in places.items()
    )


def _subject(desk: Desk, slots: Mapping[str, str]) -> Item | None:
    sku = slots.get("item")
    if sku:
        desk.dialogue.recent.item = sku
        return desk.item(sku)
    return None


def _which_item(desk: Desk) -> Turn:
    return desk.ask("item", desk.wording.say("answer.which_item"))


def stock(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Tell how much there is of an item, and where; or what is at a place."""
    item = _subject(desk, slots)
    if item is None:
        return _at_place(desk, slots["place"]) if "place" in slots else _which_item(desk)
    if "term" in slots:
        return _term(desk, item, slots["term"])
    lines = desk.unit.stock.on_hand(item.sku, place=slots.get("place"))
    if not lines:
        return Turn(desk.wording.say("answer.stock_none", item=item.name))
    amount = desk.wording.amount(_total(lines), item)
    reply = desk.wording.say("answer.stock", item=item.name, amount=amount, places=_by_place(desk, lines, item))
    return Turn(reply, rows=tuple(map(row, lines)))


def _at_place(desk: Desk, place: str) -> Turn:
    lines = desk.unit.stock.on_hand(place=place)
    if not lines:
        return Turn(desk.wording.say("answer.at_place_none", place=desk.wording.place(place)))
    amounts: dict[str, Decimal] = {}
    for line in lines:
        amounts[line.item] = amounts.get(line.item, Decimal(0)) + line.quantity
    content = desk.wording.both(
        f"{desk.item(sku).name}{desk.wording.gap}{desk.wording.amount(quantity, desk.item(sku))}"
        for sku, quantity in list(amounts.items())[:LISTED]
    )
    reply = desk.wording.say("answer.at_place", place=desk.wording.place(place), content=content)
    return Turn(reply, rows=tuple(map(row, lines)))


def _term(desk: Desk, item: Item, term: str) -> Turn:
    quantity = desk.unit.stock.term(term, item.sku)
    amount = desk.wording.amount(quantity, item)
    known = desk.unit.stock.terms.named(term)
    reply = desk.wording.say("answer.term", item=item.name, term=known.name[desk.wording.lang], amount=amount)
    return Turn(reply, rows=({"item": item.sku, "term": known.key, "quantity": f"{quantity:f}", "unit": item.unit},))


def place(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Tell where an item is."""
    item = _subject(desk, slots)
    if item is None:
        return _at_place(desk, slots["place"]) if "place" in slots else _which_item(desk)
    lines = desk.unit.stock.on_hand(item.sku)
    if lines:
        reply = desk.wording.say("answer.place", item=item.name, places=_by_place(desk, lines, item))
    elif item.place:
        reply = desk.wording.say("answer.place_none", item=item.name, place=item.place)
    else:
        reply = desk.wording.say("answer.place_unknown", item=item.name)
    return Turn(reply, rows=tuple(map(row, lines)))


def expiry(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Tell which lots of an item expire first; of everything, where none is named."""
    item = _subject(desk, slots)
    lines = [line for line in desk.unit.stock.on_hand(item.sku if item else None) if line.expiry]
    lines.sort(key=lambda line: line.expiry or date.max)
    if not lines:
        key = "answer.expiry_none" if item else "answer.expiry_all_none"
        return Turn(desk.wording.say(key, item=item.name if item else ""))
    lots = desk.wording.both(_lot(desk, line, named=item is None) for line in lines[:LISTED])
    key = "answer.expiry" if item else "answer.expiry_all"
    reply = desk.wording.say(key, item=item.name if item else "", lots=lots)
    return Turn(reply, rows=tuple(map(row, lines)))


def _lot(desk: Desk, line: StockLine, *, named: bool) -> str:
    item = desk.item(line.item)
    told = f"{line.expiry} {desk.wording.amount(line.quantity, item)}"
    if named:
        told = f"{item.name} {told}"
    expired = line.expiry is not None and line.expiry < desk.event.at.date()
    return desk.wording.say("answer.expired", lot=told) if expired else told


def price(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Tell the price of one base unit of an item."""
    item = _subject(desk, slots)
    if item is None:
        return _which_item(desk)
    if item.price is None:
        return Turn(desk.wording.say("answer.price_none", item=item.name))
    reply = desk.wording.say("answer.price", item=item.name, price=plain(item.price))
    return Turn(reply, rows=({"item": item.sku, "price": f"{item.price:f}", "unit": item.unit},))


def moves(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Tell what was booked last."""
    item = _subject(desk, slots)
    last = desk.unit.moves.history(item.sku if item else None, limit=LISTED, state=MoveState.POSTED)
    if not last:
        return Turn(desk.wording.say("answer.moves_none"))
    told = "".join(
        desk.wording.say(
            "answer.move",
            intent=desk.wording.move(move.kind.value),
            item=desk.item(move.item).name,
            amount=desk.wording.amount(move.quantity, desk.item(move.item)),
        )
        for move in last
    )
    return Turn(desk.wording.say("answer.moves", moves=told), rows=tuple(move.to_dict() for move in last))


def transit(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Tell what is on its way into the house."""
    item = _subject(desk, slots)
    lines = desk.unit.stock.on_hand(item.sku if item else None, place=TRANSIT)
    if not lines:
        return Turn(desk.wording.say("answer.transit_none"))
    amounts: dict[str, Decimal] = {}
    for line in lines:
        amounts[line.item] = amounts.get(line.item, Decimal(0)) + line.quantity
    if item:
        amount = desk.wording.amount(amounts[item.sku], item)
        reply = desk.wording.say("answer.transit", item=item.name, amount=amount)
    else:
        told = (
            f"{desk.item(sku).name}{desk.wording.gap}{desk.wording.amount(quantity, desk.item(sku))}"
            for sku, quantity in list(amounts.items())[:LISTED]
        )
        reply = desk.wording.say("answer.transit_all", content=desk.wording.both(told))
    return Turn(reply, rows=tuple(map(row, lines)))


ANSWERS: Mapping[str, Answer] = {
    "QueryStock": stock,
    "QueryPlace": place,
    "QueryExpiry": expiry,
    "QueryPrice": price,
    "QueryMoves": moves,
    "QueryTransit": transit,
}
"""Intent to the function that answers it."""
