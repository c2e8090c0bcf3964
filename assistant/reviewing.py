"""The review queue: what the clerk is not sure enough of waits there, with its clip and picture, for a person.

Each decision is journalled with what was proposed and what was right: the labelled data of the next calibration.
"""

from collections.abc import Mapping

from assistant.desk import Desk, contract_moves
from assistant.inventory.reviews import ReviewState
from assistant.risk import Level
from assistant.turn import Proposal, Turn


def hand_over(desk: Desk, why: str = "unsure") -> Turn:
    """Put the dialogue's proposal into the queue; its moves stay pending until somebody decides."""
    proposal = desk.dialogue.proposal
    assert proposal is not None
    references = tuple(
        dict.fromkeys(
            [*(str(entry["reference"]) for entry in proposal.evidence if entry["reference"]), *desk.references]
        )
    )
    review = desk.unit.reviews.put(proposal.id, {**proposal.to_dict(), "person": desk.person}, references, why=why)
    desk.dialogue.clear()
    key = "refuse.needs_second" if why == Level.SECOND_PERSON else "refuse.handed_over"
    return Turn(desk.wording.say(key, id=review.id), settled=False, proposal=proposal)


def approve(desk: Desk, review: str) -> Turn:
    """Post a proposal from the queue; raises the ledger's errors for a review that is not there or decided."""
    waiting = desk.unit.reviews.get(review)
    if waiting.why == Level.SECOND_PERSON and desk.person == waiting.proposal.get("person", ""):
        return desk.refuse(desk.wording.say("refuse.same_person"), "same_person", review=review)
    found = desk.unit.reviews.resolve(review, "approve", by=desk.person)
    moves = desk.unit.moves.post(found.id, person=desk.person)
    _label(desk, review, Proposal.from_dict(found.proposal), right=True)
    return Turn(desk.wording.say("refuse.review_done", id=review), moves=contract_moves(moves))


def reject(desk: Desk, review: str) -> Turn:
    """Void a proposal from the queue; raises the ledger's errors for a review that is not there or decided."""
    found = desk.unit.reviews.resolve(review, "reject", by=desk.person)
    desk.unit.moves.void(found.id, reason="rejected in review", person=desk.person)
    _label(desk, review, Proposal.from_dict(found.proposal), right=False)
    return Turn(desk.wording.say("refuse.review_rejected", id=review))


def _label(desk: Desk, review: str, proposal: Proposal, *, right: bool, slots: Mapping[str, str] | None = None) -> None:
    desk.note("labelled", review=review, confidence=proposal.confidence, right=right, slots=dict(slots or {}))


def is_open(desk: Desk, review: str) -> bool:
    """Whether a review still waits; raises `UnknownReviewError`."""
    return desk.unit.reviews.get(review).state is ReviewState.OPEN
