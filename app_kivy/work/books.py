"""Reads the books for the screens."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app_kivy.work.initials import initials
from app_kivy.work.views import Believed, Booking, Goods, Guided, MoveRow, ReviewRow, Standing, StockRow
from assistant.inventory.context import system_clock
from assistant.inventory.errors import LedgerError
from assistant.inventory.move import MoveState
from assistant.inventory.places import OWN
from assistant.inventory.unit import UnitOfWork
from assistant.progress import Progress
from assistant.reading_back import unique
from assistant.tasks.task import TaskState
from assistant.turn import Proposal
from assistant.voice.wording import Wording
from assistant.wiring import Shop

LISTED = 200
"""Rows that a list shows at most; nobody scrolls further with a thumb."""
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".bmp")


def standing(shop: Shop) -> Standing:
    """Return where things stand: the open question, the task in hand, and what waits."""
    now = progress(shop)
    with shop.clerk.ledger.view() as unit:
        return Standing(
            last_reply=now.last_reply,
            question=now.question,
            booking=booking(shop, unit, now.proposal) if now.proposal else None,
            reviews=len(unit.reviews.queue(limit=LISTED)),
            items=unit.catalogue.count(),
            item=item_of(now),
            task=None if now.intent else guided(shop, now.task),
            lang=now.lang,
        )


def progress(shop: Shop) -> Progress:
    """Return where the conversation on this device stands."""
    return shop.clerk.dialogue(system_clock())


def item_of(now: Progress) -> str:
    """Return the SKU that the booking in preparation is about; empty while nobody knows."""
    return now.slots["item"].value if "item" in now.slots else ""


def guided(shop: Shop, task: Mapping[str, Any] | None) -> Guided | None:
    """Return a task that is running as a screen shows it."""
    if task is None or task["state"] != TaskState.RUNNING:
        return None
    line = task["lines"][task["at"]]
    with shop.clerk.ledger.view() as unit:
        item = unit.catalogue.item(line["item"]) if line["item"] else None
    wording = Wording(shop.clerk.lang)
    return Guided(
        kind=task["kind"],
        step=task["step"],
        all=task["all"],
        done=task["done"],
        left=task["left"],
        name=line["name"],
        amount=wording.amount(Decimal(line["quantity"]), item) if item and line["quantity"] else "",
        place=wording.place(line["place"]) if line["place"] else "",
        note=line["note"],
        tool=line["tool"],
        units=(item.unit, *item.packings) if item else (),
    )


def booking(shop: Shop, unit: UnitOfWork, proposal: Proposal) -> Booking:
    """Word a proposal for a screen: the lots and places are those of its pending moves."""
    wording = Wording(shop.clerk.lang)
    item = unit.catalogue.item(proposal.slots["item"])
    moves = unit.moves.history(proposal=proposal.id, state=MoveState.PENDING)[::-1]
    why = tuple(
        Believed(
            entry["slot"], entry["sense"], _label(unit, wording, entry["slot"], entry["value"]), entry["confidence"]
        )
        for entry in proposal.evidence
        if entry["slot"] != "intent"
    )
    return Booking(
        action=wording.intent(proposal.intent),
        item=item.name,
        details=wording.both(unique(filter(None, (_details(wording, move.lot, move.expiry) for move in moves)))),
        amount=wording.amount(Decimal(proposal.slots["quantity_base"]), item),
        source=wording.both(map(wording.place, unique(move.source for move in moves))),
        destination=wording.both(map(wording.place, unique(move.destination for move in moves))),
        confidence=proposal.confidence,
        why=why,
    )


def goods(shop: Shop) -> list[Goods]:
    """Return all items, by name as it is spoken."""
    with shop.clerk.ledger.view() as unit:
        found = [
            Goods(item.sku, item.name, initials(item.name), (item.unit, *item.packings), item.place)
            for item in unit.catalogue.items()
        ]
    return sorted(found, key=lambda one: (one.initials, one.name))


def places(shop: Shop) -> list[str]:
    """Return the places in the house that goods can lie in, as the catalogue writes them."""
    with shop.clerk.ledger.view() as unit:
        everything = unit.places.all()
        parents = {place.parent for place in everything}
        return [place.name for place in everything if place.kind in OWN and place.name not in parents]


def stock(shop: Shop, sku: str | None = None) -> list[StockRow]:
    """Return what is in the house, first expired first."""
    wording = Wording(shop.clerk.lang)
    with shop.clerk.ledger.view() as unit:
        items = {item.sku: item for item in unit.catalogue.items()}
        return [
            StockRow(
                line.item,
                items[line.item].name,
                wording.amount(line.quantity, items[line.item]),
                wording.place(line.place),
                _details(wording, line.lot, line.expiry),
            )
            for line in unit.stock.on_hand(sku)[:LISTED]
        ]


def moves(shop: Shop) -> list[MoveRow]:
    """Return what was booked, newest first."""
    wording = Wording(shop.clerk.lang)
    with shop.clerk.ledger.view() as unit:
        items = {item.sku: item for item in unit.catalogue.items()}
        return [
            MoveRow(
                wording.gap.join(
                    (
                        wording.move(move.kind.value),
                        items[move.item].name,
                        wording.amount(move.quantity, items[move.item]),
                    )
                ),
                f"{(move.decided_at or move.at).astimezone():%Y-%m-%d %H:%M}",
                f"{wording.place(move.source)} → {wording.place(move.destination)}",
            )
            for move in unit.moves.history(limit=LISTED, state=MoveState.POSTED)
        ]


def reviews(shop: Shop) -> list[ReviewRow]:
    """Return what waits for a person, oldest first, with the files of its clips and pictures that are still kept."""
    with shop.clerk.ledger.view() as unit:
        found = []
        for review in unit.reviews.queue(limit=LISTED):
            files = [file for reference in review.evidence if (file := _file(unit, reference))]
            pictures = tuple(file for file in files if file.endswith(PICTURES))
            clips = tuple(file for file in files if file not in pictures)
            proposed = booking(shop, unit, Proposal.from_dict(review.proposal))
            proposal = review.proposal["slots"]["item"]
            found.append(ReviewRow(review.id, proposal, proposed, review.why, clips, pictures))
        return found


def _file(unit: UnitOfWork, reference: str) -> str | None:
    try:
        return str(unit.evidence.path(reference))
    except LedgerError:
        return None


def _details(wording: Wording, lot: str | None, expiry: date | None) -> str:
    details = []
    if lot:
        details.append(wording.say("detail.lot", lot=lot))
    if expiry:
        details.append(wording.say("detail.expiry", expiry=expiry.isoformat()))
    return wording.both(details)


def _label(unit: UnitOfWork, wording: Wording, slot: str, value: str) -> str:
    if slot == "item":
        return unit.catalogue.item(value).name
    return wording.place(value) if slot in {"place", "source", "destination"} else value
