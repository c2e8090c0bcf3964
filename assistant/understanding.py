"""From a sentence to action: control, a step of the running task, an answer from the books, or a booking."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant import control, papers
from assistant.answers import ANSWERS
from assistant.check_digits import said
from assistant.desk import Desk
from assistant.doubting import ask, open_doubt
from assistant.inventory.errors import LedgerError
from assistant.ordering import is_answer, order
from assistant.routes import ROUTES
from assistant.tasks import guiding
from assistant.turn import Turn
from assistant.weighing import Sentence
from intents.context import Context

ANSWER_AT = 0.6
"""A question to the books, which changes nothing, may be this unsure."""
QUERIES = {**ANSWERS, "QueryDocuments": papers.query}
"""Intents that only ask, and so may be asked in the middle of anything."""


def context(desk: Desk) -> Context:
    """Return what the next sentence may refer to."""
    dialogue = desk.dialogue
    recent = dialogue.recent
    view = dialogue.view
    seen = view.claims.about("item") if view.holds(desk.event.at) else []
    known = {claim.slot: claim.best for claim in dialogue.claims if claim.slot != "intent"}
    question = dialogue.question
    step = guiding.step_context(desk) if dialogue.intent is None else {}
    return Context(
        expecting=question.slot if question else None,
        choices=question.choices if question else (),
        intent=dialogue.intent or step.get("intent"),
        slots=known or {name: value for name, value in step.items() if name != "intent"},
        last_intent=recent.intent,
        last_item=recent.item,
        last_unit=recent.unit,
        last_quantity=recent.booked_slots.get("quantity"),
        last_place=recent.place,
        last_document=recent.document,
        seen_item=seen[0].best if seen else None,
    )


def act(desk: Desk, sentence: Sentence) -> Turn:
    """Do what the likeliest reading asks for."""
    reading = sentence.reading
    desk.note("understood", reading=reading.to_dict(), confidence=round(sentence.sure, 4))
    try:
        turn = _special(desk, sentence) or _command(desk, sentence)
    except LedgerError as error:
        turn = desk.ledger_refuses(error)
    return replace(turn, reading=reading)


def _special(desk: Desk, sentence: Sentence) -> Turn | None:
    """Take the sentence as check digits or as a step of the running task, whatever else it might mean."""
    digits = said(sentence.reading.text)
    if desk.dialogue.proposal and desk.dialogue.check and digits:
        desk.dialogue.failed = 0
        return control.check(desk, digits)
    turn = guiding.hear(desk, sentence) if desk.dialogue.intent is None else None
    if turn is not None:
        desk.dialogue.failed = 0
    return turn


def _command(desk: Desk, sentence: Sentence) -> Turn:
    if not sentence.understood:
        return _not_understood(desk, sentence)
    desk.dialogue.failed = 0
    intent = sentence.intent or ""
    actions: Mapping[str, Callable[[], Turn]] = {
        **{name: lambda: control.SURE[intent](desk, sentence.sure) for name in control.SURE},
        **{name: lambda: control.PLAIN[intent](desk) for name in control.PLAIN},
        "Deny": lambda: control.deny(desk, sentence.rival),
        "SwitchLanguage": lambda: control.switch_language(desk, sentence.reading.slots),
        "Correct": lambda: control.correct(desk, sentence.claims(intent=False), sentence.sure),
        **{name: lambda: _answer(desk, sentence) for name in QUERIES},
        **{name: lambda: guiding.COMMANDS[intent](desk, sentence) for name in guiding.COMMANDS},
        **{name: lambda: papers.handle(desk, sentence) for name in papers.COMMANDS},
        **{name: lambda: order(desk, sentence) for name in ROUTES},
    }
    if intent in actions:
        return actions[intent]()
    return desk.refuse(desk.wording.say("refuse.not_yet", intent=desk.wording.intent(intent)), "not_yet")


def _not_understood(desk: Desk, sentence: Sentence) -> Turn:
    desk.dialogue.failed += 1
    reading = sentence.reading
    if reading.intent and reading.left_over:
        words = desk.wording.both(reading.left_over)
        return desk.refuse(desk.wording.say("refuse.left_over", words=words), "left_over", words=words)
    return desk.refuse(desk.wording.say("refuse.not_understood", text=reading.text), "not_understood")


def _answer(desk: Desk, sentence: Sentence) -> Turn:
    reading = sentence.reading
    if sentence.sure < ANSWER_AT:
        return desk.refuse(desk.wording.say("refuse.not_sure", text=reading.text), "unsure", confidence=sentence.sure)
    if desk.dialogue.intent in ROUTES or guiding.running(desk):
        return _aside(desk, sentence)
    known = {claim.slot: claim.best for claim in desk.dialogue.claims} if is_answer(desk, reading) else {}
    slots = {**known, **reading.slots}
    desk.begin(reading.intent or "")
    for slot, value in slots.items():
        desk.dialogue.claims.settle(slot, value, sentence.reference)
    turn = open_doubt(desk, reading.doubts, list(slots))
    if turn is None:
        about = desk.dialogue.claims.about("item")
        turn = QUERIES[reading.intent or ""](desk, {**slots, "item": about[0].best} if about else slots)
    if not turn.question:
        desk.dialogue.clear()
    return turn


def _aside(desk: Desk, sentence: Sentence) -> Turn:
    """Answer in the middle of something else, and come back to the question that is open there."""
    waiting, proposal = desk.dialogue.question, desk.dialogue.proposal
    reading = sentence.reading
    doubt = next(
        (one for one in reading.doubts if one.slot in {"item", "place"} and one.slot not in reading.slots), None
    )
    turn = ask(desk, doubt, doubt.choices) if doubt else QUERIES[sentence.intent or ""](desk, reading.slots)
    desk.dialogue.question = waiting
    back = waiting.text if waiting else ""
    return replace(turn, reply=turn.reply + desk.wording.gap + back, question=waiting, proposal=proposal)
