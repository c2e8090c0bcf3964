"""A proposal from the review queue is put right by the person who looks at it, and booked so."""

from collections.abc import Mapping

from assistant.claims import Claims
from assistant.desk import Desk, contract_moves
from assistant.fusion import fuse_all
from assistant.inventory.errors import LedgerError
from assistant.inventory.reviews import ReviewClosedError
from assistant.plan import draft, make_plan
from assistant.reviewing import is_open
from assistant.risk import Level
from assistant.slots import checked
from assistant.turn import Proposal, Turn


class IncompleteChangeError(LedgerError):
    """The slots that were given do not make a booking."""

    code = "incomplete_change"

    def __init__(self, review: str) -> None:
        super().__init__(f"review {review} still lacks an item or a quantity; give both", review=review)


def change(desk: Desk, review: str, slots: Mapping[str, str]) -> Turn:
    """Book a proposal with some slots changed; raises the ledger's errors, and then nothing has happened."""
    waiting = desk.unit.reviews.get(review)
    if not is_open(desk, review):
        raise ReviewClosedError(review, waiting.state)
    if waiting.why == Level.SECOND_PERSON and desk.person == waiting.proposal.get("person", ""):
        return desk.refuse(desk.wording.say("refuse.same_person"), "same_person", review=review)
    proposal = Proposal.from_dict(waiting.proposal)
    kept = {slot: value for slot, value in proposal.slots.items() if slot != "quantity_base"}
    # Source and destination were chosen by the ledger unless somebody named them.
    changed = checked(desk, slots)
    named = {str(entry["slot"]) for entry in proposal.evidence} | set(changed)
    claims = Claims()
    for slot, value in {**kept, **changed}.items():
        if slot in named:
            claims.settle(slot, value)
    if not {"item", "quantity"} <= set(claims.slots()):
        raise IncompleteChangeError(review)
    aside, desk.dialogue.claims, desk.dialogue.intent = desk.dialogue.claims, claims, proposal.intent
    plan = make_plan(desk, fuse_all(claims))
    moves = desk.unit.moves.book(draft(desk, plan))
    desk.dialogue.claims = aside
    desk.unit.moves.void(waiting.id, reason="changed in review", person=desk.person)
    desk.unit.reviews.resolve(review, "reject", by=desk.person)
    desk.note("labelled", review=review, confidence=proposal.confidence, right=False, slots=changed)
    return Turn(desk.wording.say("refuse.review_changed", id=review), moves=contract_moves(moves))
