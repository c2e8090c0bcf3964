"""Documents by voice: find them, hand them over, accept them, print them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from assistant.desk import Desk
from assistant.doubting import open_doubt
from assistant.inventory.document import Document, DocumentKind, DocumentState
from assistant.inventory.errors import LedgerError
from assistant.inventory.party import UnknownPartyError
from assistant.turn import Turn
from assistant.weighing import Sentence
from intents.reading import Choice

CHANGE_AT = 0.85
"""A sentence that changes a document must be at least this sure."""
LISTED = 5
"""How many documents one answer names."""
KINDS = {kind.value for kind in DocumentKind}
Paper = Callable[[Desk, Mapping[str, str]], Turn]


def handle(desk: Desk, sentence: Sentence) -> Turn:
    """Do what a sentence about papers asks for; what it leaves open is asked first."""
    intent, reading = sentence.intent or "", sentence.reading
    if intent in CHANGES and sentence.sure < CHANGE_AT:
        return desk.refuse(desk.wording.say("refuse.not_sure", text=reading.text), "unsure", confidence=sentence.sure)
    kept = {claim.slot: claim.best for claim in desk.dialogue.claims} if desk.dialogue.intent == intent else {}
    slots = {**kept, **reading.slots}
    desk.begin(intent)
    for slot, value in slots.items():
        desk.dialogue.claims.settle(slot, value, sentence.reference)
    turn = open_doubt(desk, reading.doubts, list(slots)) or COMMANDS[intent](desk, slots)
    if not turn.question:
        desk.dialogue.clear()
    return turn


def query(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Tell which documents there are."""
    found = _matching(desk, slots)
    if not found:
        return Turn(desk.wording.say("paper.none", document=_called(desk, slots)))
    told = desk.wording.both(_described(desk, one) for one in found[:LISTED])
    reply = desk.wording.say("paper.list", document=_called(desk, slots), count=str(len(found)), list=told)
    return Turn(reply, rows=tuple(one.to_dict() for one in found))


def forward(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Hand a document over to a person or department."""
    found = _matching(desk, {name: value for name, value in slots.items() if name != "person"})
    chosen = _one(desk, found, slots)
    if isinstance(chosen, Turn):
        return chosen
    person = slots["person"]
    try:
        desk.unit.inbox.forward(desk.event.id, chosen.number, person, sender=desk.person)
    except UnknownPartyError:
        # A department that every shop has, which this one has not entered: nobody reads an inbox of that name.
        desk.unit.documents.own(chosen.number, person)
        desk.note("forwarded", document=chosen.number, person=person, by=desk.person)
    desk.dialogue.recent.document = chosen.kind.value
    return Turn(desk.wording.say("paper.forwarded", document=_described(desk, chosen), person=person))


def approve(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Release a draft, so that goods may be moved for it; nobody approves his own."""
    drafts = [one for one in _matching(desk, slots) if one.state is DocumentState.DRAFT]
    chosen = _one(desk, drafts, slots)
    if isinstance(chosen, Turn):
        return chosen
    if desk.person and chosen.created_by == desk.person:
        return desk.refuse(desk.wording.say("refuse.same_person"), "same_person", document=chosen.number)
    desk.unit.documents.release(chosen.number, desk.person)
    return Turn(desk.wording.say("paper.approved", document=_described(desk, chosen)))


def on_paper(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Have a document printed; without a kind, the one that was spoken of last."""
    if slots.get("document") == "label":
        return desk.refuse(desk.wording.say("paper.no_label_printer"), "no_label_printer")
    spoken_of = desk.dialogue.recent.document
    wanted = {"document": spoken_of, **slots} if spoken_of else slots
    chosen = _one(desk, _matching(desk, wanted), wanted)
    if isinstance(chosen, Turn):
        return chosen
    desk.note("printed", document=chosen.number, by=desk.person)
    desk.dialogue.recent.document = chosen.kind.value
    return Turn(desk.wording.say("paper.printed", document=_described(desk, chosen)), prints=chosen.number)


def repack(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Say that nothing has to be booked: stock is counted in base units, whatever it is packed in."""
    item = desk.item(slots["item"])
    total = sum((line.quantity for line in desk.unit.stock.on_hand(item.sku)), Decimal(0))
    return Turn(desk.wording.say("answer.repack", item=item.name, amount=desk.wording.amount(total, item)))


def _matching(desk: Desk, slots: Mapping[str, str]) -> list[Document]:
    said = slots.get("document", "document")
    if said not in KINDS and said != "document":
        # A choice among the numbers that were offered.
        try:
            return [desk.unit.documents.get(said)]
        except LedgerError:
            return []
    since, until = _days(slots.get("date"), desk.event.at)
    return desk.unit.documents.find(
        said if said in KINDS else None,
        owner=slots.get("person"),
        item=slots.get("item"),
        since=since,
        until=until,
    )


def _days(said: str | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    if not said:
        return None, None
    first, _, last = said.partition("/")
    begin = datetime.combine(date.fromisoformat(first), time.min, now.tzinfo)
    end = datetime.combine(date.fromisoformat(last or first), time.min, now.tzinfo)
    return begin, end + timedelta(days=1)


def _one(desk: Desk, found: Sequence[Document], slots: Mapping[str, str]) -> Document | Turn:
    """Return the only document that fits, or ask which."""
    if not found:
        return desk.refuse(desk.wording.say("paper.none", document=_called(desk, slots)), "no_document")
    if len(found) == 1:
        return found[0]
    choices = [Choice(one.number, _described(desk, one), 1 / len(found)) for one in found[:LISTED]]
    labels = desk.wording.either(choice.label for choice in choices)
    return desk.ask("document", desk.wording.say("paper.which", choices=labels), choices)


def _called(desk: Desk, slots: Mapping[str, str]) -> str:
    return desk.wording.document(slots.get("document", "document"))


def _described(desk: Desk, document: Document) -> str:
    return f"{desk.wording.document(document.kind.value)}{desk.wording.gap}{document.number}"


CHANGES: Mapping[str, Paper] = {"Forward": forward, "Approve": approve}
"""Intents that change a document."""
COMMANDS: Mapping[str, Paper] = {**CHANGES, "Print": on_paper, "Repack": repack}
"""Intent to what it does; questions about documents are answered like any other."""
