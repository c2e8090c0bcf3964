"""From a confirmed proposal to posted moves; "booked" is said only from here, and only heard after the commit."""

from decimal import Decimal

from assistant.desk import Desk, contract_moves
from assistant.dialogue import Recent
from assistant.inventory.errors import LedgerError
from assistant.learning import aliases
from assistant.reading_back import spoken, unique
from assistant.turn import Proposal, Turn

BOOK_AT = 0.85
"""A booking less sure than this after its confirmation goes to a person."""


def post(desk: Desk) -> Turn:
    """Post the proposal of the dialogue and say so."""
    proposal = desk.dialogue.proposal
    assert proposal is not None
    try:
        moves = desk.unit.moves.post(proposal.id, person=desk.person)
    except LedgerError as error:
        desk.drop_booking(error.code)
        return desk.ledger_refuses(error)
    words = spoken(desk, proposal, moves)
    _learn(desk, proposal)
    desk.dialogue.clear()
    desk.dialogue.view.at = None
    desk.dialogue.recent = Recent(
        item=proposal.slots["item"],
        unit=proposal.slots.get("unit"),
        place=moves[0].destination,
        intent=proposal.intent,
        booked=proposal.id,
        booked_slots=proposal.slots,
    )
    return Turn(desk.wording.say(f"booked.{proposal.intent}", **words), moves=contract_moves(moves))


def _learn(desk: Desk, proposal: Proposal) -> None:
    """Count what was confirmed; names that the catalogue lacks are kept for the owner."""
    item = proposal.slots["item"]
    doubted = desk.dialogue.doubted
    desk.habits.learn(proposal.intent, proposal.slots, dict.fromkeys(doubted, item))
    for words, why in doubted.items():
        if why in {"close", "unknown"}:
            aliases.note(desk.unit, words, item)


def undo(desk: Desk) -> Turn:
    """Book the opposite of what this device posted last."""
    try:
        moves = desk.unit.moves.undo(desk.dialogue.recent.booked, desk.person or None)
    except LedgerError as error:
        return desk.refuse(desk.worded(error), error.code)
    desk.dialogue.recent.booked = None
    item = desk.item(moves[0].item)
    total = sum((move.quantity for move in moves), Decimal(0))
    places = desk.wording.both(map(desk.wording.place, unique(move.destination for move in moves)))
    reply = desk.wording.say("detail.undone", item=item.name, amount=desk.wording.amount(total, item), place=places)
    return Turn(reply, moves=contract_moves(moves))
