"""A sentence that wants something booked: begins a booking, or completes the one in preparation."""

from collections.abc import Mapping

from assistant import control
from assistant.claims import Claim, Claims
from assistant.desk import Desk
from assistant.doubting import open_doubt
from assistant.plan import base_quantity
from assistant.proposing import advance
from assistant.risk import Level
from assistant.turn import Turn
from assistant.weighing import Sentence
from intents.reading import Reading

AGREES_AT = 0.4
"""How likely the second saying of an amount must be the first, which has been said and agreed to before …"""
DIFFERS_BELOW = 0.2
"""… and how unlikely for the booking to be given up, where another amount was heard well; between the two it is asked
once more."""


def order(desk: Desk, sentence: Sentence) -> Turn:
    """Take the booking that the sentence wants as far as it goes."""
    dialogue = desk.dialogue
    if is_second_saying(desk, sentence.reading):
        return say_again(desk, sentence)
    if is_answer(desk, sentence.reading):
        expected = dialogue.question.slot if dialogue.question else ""
        desk.withdraw("completed")
        fresh = [
            claim
            for claim in sentence.claims(intent=False)
            if claim.slot == expected or not _known_better(dialogue.claims, claim)
        ]
        control.answer(desk, fresh)
    else:
        claims = desk.begin(sentence.intent or "")
        for claim in sentence.claims():
            claims.put(claim)
        _look_at_view(desk)
    return open_doubt(desk, sentence.reading.doubts, dialogue.claims.slots()) or advance(desk)


def is_answer(desk: Desk, reading: Reading) -> bool:
    """Whether the sentence completes the booking in preparation instead of starting another."""
    dialogue = desk.dialogue
    if not dialogue.question or dialogue.intent != reading.intent:
        return False
    if dialogue.question.slot == "item":
        return True
    if any(doubt.slot == "item" and doubt.words for doubt in reading.doubts):
        # Goods were named, only not clearly: they need not be those in hand.
        return False
    item = reading.slots.get("item")
    return item is None or item == _known(dialogue.claims, "item")


def _known_better(claims: Claims, said: Claim) -> bool:
    """Whether what is said by the way is what is known of the slot, and was surer before."""
    about = claims.about(said.slot)
    return (
        bool(about)
        and set(said.values) == {about[0].best}
        and about[0].values[about[0].best] >= max(said.values.values())
    )


def _known(claims: Claims, slot: str) -> str | None:
    about = claims.about(slot)
    return about[0].best if about else None


def is_second_saying(desk: Desk, reading: Reading) -> bool:
    """Whether the sentence is the amount that the clerk wants to hear once more, and nothing else."""
    proposal = desk.dialogue.proposal
    return bool(
        proposal
        and proposal.risk == Level.TWICE
        and desk.dialogue.said_yes == 1
        and desk.dialogue.question
        and desk.dialogue.question.slot == "quantity"
        and "quantity" in reading.slots
        and reading.intent in {proposal.intent, "Correct"}
        and reading.slots.get("item", proposal.slots["item"]) == proposal.slots["item"]
    )


def say_again(desk: Desk, sentence: Sentence) -> Turn:
    """Book if the second saying is what was proposed, or sounds the same (十五箱, 是五箱)."""
    proposal = desk.dialogue.proposal
    assert proposal is not None
    amounts: dict[str, float] = {}
    for one in sentence.readings:
        if "quantity" in one.reading.slots:
            base = _base(desk, one.reading, proposal.slots)
            amounts[base] = amounts.get(base, 0.0) + one.weight
    agreeing = amounts.pop(proposal.slots["quantity_base"], 0.0)
    other = max(amounts.values(), default=0.0)
    if agreeing < AGREES_AT or agreeing < other:
        if agreeing >= DIFFERS_BELOW or other < 1.0 - AGREES_AT:
            return desk.refuse(desk.wording.say("task.say_again"), "unsure_amount", agreeing=round(agreeing, 4))
        desk.drop_booking("said differently the second time")
        return desk.refuse(desk.wording.say("refuse.twice_differs"), "twice_differs")
    desk.note("confirmed", proposal=proposal.id, times=2, confidence=round(agreeing, 4))
    return control.book(desk)


def _base(desk: Desk, reading: Reading, slots: Mapping[str, str]) -> str:
    unit = reading.slots.get("unit") or slots.get("unit")
    return f"{base_quantity(desk.item(slots['item']), reading.slots['quantity'], unit, zero=True):f}"


def _look_at_view(desk: Desk) -> None:
    """Add what the camera shows to a booking that has just been said."""
    view = desk.dialogue.view
    if view.holds(desk.event.at):
        for claim in view.claims:
            desk.dialogue.claims.put(claim)
