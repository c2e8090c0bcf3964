"""The review queue: what the clerk is not sure enough of waits there, with its clip and picture, for a person."""

from assistant.desk import Desk, contract_moves
from assistant.turn import Turn


def hand_over(desk: Desk, why: str = "unsure") -> Turn:
    """Put the dialogue's proposal into the queue; its moves stay pending until somebody decides."""
    proposal = desk.dialogue.proposal
    assert proposal is not None
    references = tuple(
        dict.fromkeys(
            [*(str(entry["reference"]) for entry in proposal.evidence if entry["reference"]), *desk.references]
        )
    )
    review = desk.unit.reviews.put(proposal.id, proposal.to_dict(), references, why=why)
    desk.dialogue.clear()
    return Turn(desk.wording.say("refuse.handed_over", id=review.id), settled=False, proposal=proposal)


def approve(desk: Desk, review: str) -> Turn:
    """Post a proposal from the queue; raises the ledger's errors for a review that is not there or decided."""
    found = desk.unit.reviews.resolve(review, "approve", by=desk.person)
    moves = desk.unit.moves.post(found.id, person=desk.person)
    return Turn(desk.wording.say("refuse.review_done", id=review), moves=contract_moves(moves))


def reject(desk: Desk, review: str) -> Turn:
    """Void a proposal from the queue; raises the ledger's errors for a review that is not there or decided."""
    found = desk.unit.reviews.resolve(review, "reject", by=desk.person)
    desk.unit.moves.void(found.id, reason="rejected in review", person=desk.person)
    return Turn(desk.wording.say("refuse.review_rejected", id=review))
