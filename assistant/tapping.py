"""What was tapped: a form that was filled in, a choice, or one slot put right; values as the catalogue writes them."""

from collections.abc import Mapping
from dataclasses import replace

from assistant import control, understanding
from assistant.claims import Sense
from assistant.desk import Desk
from assistant.inventory.errors import LedgerError
from assistant.ordering import is_second_saying, say_again
from assistant.proposing import advance
from assistant.routes import ROUTES
from assistant.slots import checked
from assistant.tasks import guiding
from assistant.turn import Turn
from assistant.weighing import Sentence, Weighed
from intents.reading import Reading


def tap(desk: Desk, intent: str, slots: Mapping[str, str]) -> Turn:
    """Take what was tapped; without an intent it answers the open question, or puts slots of the booking right."""
    desk.note("tapped", intent=intent, slots=dict(slots))
    try:
        values = checked(desk, slots)
    except LedgerError as error:
        return desk.refuse(desk.worded(error), error.code)
    if intent:
        return understanding.act(desk, _sentence(intent, values))
    dialogue = desk.dialogue
    if dialogue.intent in ROUTES:
        return _answer(desk, values)
    open_intent = dialogue.intent or guiding.step_intent(desk)
    if open_intent is None:
        return desk.refuse(desk.wording.say("refuse.nothing_asked"), "nothing_asked")
    return understanding.act(desk, _sentence(open_intent, values))


def _answer(desk: Desk, values: Mapping[str, str]) -> Turn:
    """Put what was tapped into the booking in preparation."""
    dialogue = desk.dialogue
    if "check" in values and dialogue.check:
        return control.check(desk, values["check"])
    sentence = _sentence(dialogue.intent or "", values)
    if is_second_saying(desk, sentence.reading):
        return say_again(desk, sentence)
    desk.withdraw("tapped")
    control.answer(desk, sentence.claims(intent=False))
    return replace(advance(desk), reading=sentence.reading)


def _sentence(intent: str, values: Mapping[str, str]) -> Sentence:
    """Return the tap as a sentence that can be understood in one way only; check digits are its text."""
    reading = Reading(values.get("check", ""), intent, values, 1.0, sentence="tapped")
    return Sentence((Weighed(reading, 1.0),), 1.0, Sense.TOUCH)
