"""From readings to action: which command it is, how sure, and which claims it makes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import control
from assistant.answers import ANSWERS
from assistant.claims import Claim, Claims, Sense
from assistant.desk import Desk
from assistant.inventory.errors import LedgerError
from assistant.plan import base_quantity
from assistant.proposing import advance
from assistant.risk import Level
from assistant.routes import ROUTES
from assistant.turn import Turn
from intents.context import Context
from intents.reading import Doubt, Reading

ANSWER_AT = 0.6
"""A question to the books, which changes nothing, may be this unsure."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading with the probability that it is what was meant."""

    reading: Reading
    weight: float


def context(desk: Desk) -> Context:
    """Return what the next sentence may refer to."""
    dialogue = desk.dialogue
    recent = dialogue.recent
    view = dialogue.view
    seen = view.claims.about("item") if view.holds(desk.event.at) else []
    known = {claim.slot: claim.best for claim in dialogue.claims if claim.slot != "intent"}
    question = dialogue.question
    return Context(
        expecting=question.slot if question else None,
        choices=question.choices if question else (),
        intent=dialogue.intent,
        slots=known,
        last_intent=recent.intent,
        last_item=recent.item,
        last_unit=recent.unit,
        last_quantity=recent.booked_slots.get("quantity"),
        last_place=recent.place,
        seen_item=seen[0].best if seen else None,
    )


def act(desk: Desk, readings: Sequence[Weighed], sense: Sense) -> Turn:
    """Do what the likeliest reading asks for; the readings are the ways to understand one sentence, best first."""
    best = _best(readings)
    reading, sure = best.reading, best.weight
    desk.note("understood", reading=reading.to_dict(), confidence=round(sure, 4))
    if reading.intent is None or reading.left_over:
        return replace(_not_understood(desk, reading), reading=reading)
    desk.dialogue.failed = 0
    try:
        turn = _command(desk, reading, sure, readings, sense)
    except LedgerError as error:
        turn = desk.ledger_refuses(error)
    return replace(turn, reading=reading)


def _best(readings: Sequence[Weighed]) -> Weighed:
    """Return the first reading of the likeliest intent, with the weight of all that share its intent and slots."""
    understood = [one for one in readings if one.reading.intent and not one.reading.left_over]
    if not understood:
        return readings[0]
    totals: dict[str, float] = {}
    for one in understood:
        totals[one.reading.intent or ""] = totals.get(one.reading.intent or "", 0.0) + one.weight
    intent = max(totals, key=totals.__getitem__)
    first = next(one for one in understood if one.reading.intent == intent)
    return Weighed(first.reading, totals[intent])


def _not_understood(desk: Desk, reading: Reading) -> Turn:
    desk.dialogue.failed += 1
    if reading.intent and reading.left_over:
        words = desk.wording.both(reading.left_over)
        return desk.refuse(desk.wording.say("refuse.left_over", words=words), "left_over", words=words)
    return desk.refuse(desk.wording.say("refuse.not_understood", text=reading.text), "not_understood")


def _command(desk: Desk, reading: Reading, sure: float, readings: Sequence[Weighed], sense: Sense) -> Turn:
    intent = reading.intent or ""
    if intent in control.SURE:
        return control.SURE[intent](desk, reading.slots, sure)
    if intent in control.PLAIN:
        return control.PLAIN[intent](desk)
    if intent in ANSWERS:
        return _answer(desk, reading, sure)
    if intent in ROUTES:
        return _booking(desk, reading, [one for one in readings if one.reading.intent == intent], sense)
    return desk.refuse(desk.wording.say("refuse.not_yet", intent=desk.wording.intent(intent)), "not_yet")


def _answer(desk: Desk, reading: Reading, sure: float) -> Turn:
    if sure < ANSWER_AT:
        return desk.refuse(desk.wording.say("refuse.not_sure", text=reading.text), "unsure", confidence=sure)
    if desk.dialogue.intent in ROUTES:
        return _aside(desk, reading)
    known = {claim.slot: claim.best for claim in desk.dialogue.claims} if _is_answer(desk, reading) else {}
    slots = {**known, **reading.slots}
    desk.begin(reading.intent or "")
    control.settle(desk, slots)
    doubts = [doubt for doubt in reading.doubts if doubt.slot not in slots]
    turn = _ask_doubt(desk, doubts[0]) if doubts else ANSWERS[reading.intent or ""](desk, slots)
    if not turn.question:
        desk.dialogue.clear()
    return turn


def _aside(desk: Desk, reading: Reading) -> Turn:
    """Answer in the middle of a booking, and come back to the question that is open there."""
    waiting, proposal = desk.dialogue.question, desk.dialogue.proposal
    turn = ANSWERS[reading.intent or ""](desk, reading.slots)
    desk.dialogue.question = waiting
    back = waiting.text if waiting else ""
    return replace(turn, reply=turn.reply + desk.wording.gap + back, question=waiting, proposal=proposal)


def _booking(desk: Desk, reading: Reading, readings: Sequence[Weighed], sense: Sense) -> Turn:
    dialogue = desk.dialogue
    if _second_saying(desk, reading):
        return _said_twice(desk, reading)
    if _is_answer(desk, reading):
        expected = dialogue.question.slot if dialogue.question else ""
        desk.withdraw("completed")
        fresh = {
            slot: value
            for slot, value in reading.slots.items()
            if slot != "quantity_base" and (slot == expected or value != _known(dialogue.claims, slot))
        }
        control.settle(desk, fresh)
    else:
        claims = desk.begin(reading.intent or "")
        for claim in claim_slots(readings, sense, desk.references[0] if desk.references else None):
            claims.put(claim)
        _look_at_view(desk)
    open_doubts = [doubt for doubt in reading.doubts if doubt.slot not in dialogue.claims.slots()]
    if open_doubts:
        return _ask_doubt(desk, open_doubts[0])
    return advance(desk)


def _known(claims: Claims, slot: str) -> str | None:
    about = claims.about(slot)
    return about[0].best if about else None


def _is_answer(desk: Desk, reading: Reading) -> bool:
    """Whether the sentence completes the booking in preparation instead of starting another."""
    dialogue = desk.dialogue
    if not dialogue.question or dialogue.intent != reading.intent:
        return False
    item = reading.slots.get("item")
    return item is None or dialogue.question.slot == "item" or item == _known(dialogue.claims, "item")


def _second_saying(desk: Desk, reading: Reading) -> bool:
    proposal = desk.dialogue.proposal
    return bool(
        proposal
        and proposal.risk == Level.TWICE
        and desk.dialogue.said_yes == 1
        and desk.dialogue.question
        and desk.dialogue.question.slot == "quantity"
        and "quantity" in reading.slots
    )


def _said_twice(desk: Desk, reading: Reading) -> Turn:
    proposal = desk.dialogue.proposal
    assert proposal is not None
    item = desk.item(proposal.slots["item"])
    unit = reading.slots.get("unit") or proposal.slots.get("unit")
    again = base_quantity(item, reading.slots["quantity"], unit, zero=True)
    if f"{again:f}" != proposal.slots["quantity_base"]:
        desk.drop_booking("said differently the second time")
        return desk.refuse(desk.wording.say("refuse.twice_differs"), "twice_differs")
    return control.confirm(desk, 1.0)


def claim_slots(readings: Sequence[Weighed], sense: Sense, reference: str | None) -> list[Claim]:
    """Return what the readings of one sentence claim about each slot, each value with the weight behind it."""
    values: dict[str, dict[str, float]] = {}
    for one in readings:
        # What is missing makes a reading incomplete, not what it does say less certain.
        incomplete = one.reading.doubts and all(doubt.why == "missing" for doubt in one.reading.doubts)
        sure = one.weight * (1.0 if incomplete else one.reading.confidence)
        for slot, value in {**one.reading.slots, "intent": one.reading.intent or ""}.items():
            if slot != "quantity_base":
                by_value = values.setdefault(slot, {})
                by_value[value] = min(1.0, by_value.get(value, 0.0) + sure)
    return [Claim(slot, sense, by_value, reference) for slot, by_value in values.items()]


def _look_at_view(desk: Desk) -> None:
    """Add what the camera shows to a booking that has just been said."""
    view = desk.dialogue.view
    if not view.holds(desk.event.at):
        return
    for claim in view.claims:
        desk.dialogue.claims.put(claim)


def _ask_doubt(desk: Desk, doubt: Doubt) -> Turn:
    labels = desk.wording.either(choice.label for choice in doubt.choices) if doubt.choices else ""
    words = {"words": doubt.words, "choices": labels, "slot": desk.wording.slot(doubt.slot)}
    with_choices = doubt.why in {"close", "ambiguous"} and doubt.choices
    if with_choices or (doubt.why in {"vague", "invalid", "unknown"} and doubt.words):
        text = desk.wording.say(f"ask.{doubt.why}", **words)
    else:
        text = desk.wording.any_of("ask", doubt.slot, slot=words["slot"])
    return desk.ask(doubt.slot, text, doubt.choices)
