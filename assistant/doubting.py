"""What a sentence leaves open is asked, one thing at a time; a habit answers where it is firm enough."""

from collections.abc import Sequence

from assistant.claims import Claim, Sense
from assistant.desk import Desk
from assistant.turn import Turn
from intents.reading import Choice, Doubt

FIRM = 0.75
"""A habit surer than this is proposed instead of asked; the read-back names what was taken."""


def open_doubt(desk: Desk, doubts: Sequence[Doubt], filled: Sequence[str]) -> Turn | None:
    """Ask for the first doubt about a slot that is not filled; None where all are settled."""
    for doubt in doubts:
        if doubt.slot in filled:
            continue
        ranked = _by_habit(desk, doubt)
        if doubt.slot == "item" and doubt.words:
            desk.dialogue.doubted = {**desk.dialogue.doubted, doubt.words: doubt.why}
        if doubt.slot == "item" and ranked and ranked[0].confidence >= FIRM and doubt.why == "ambiguous":
            usual = ranked[0]
            desk.note("habit", words=doubt.words, item=usual.value, confidence=usual.confidence)
            desk.dialogue.claims.put(Claim("item", Sense.VOICE, {usual.value: usual.confidence}))
            continue
        return ask(desk, doubt, ranked or doubt.choices)
    return None


def _by_habit(desk: Desk, doubt: Doubt) -> list[Choice]:
    """Return the choices with the likelihood that habit gives them, best first; empty where there is no habit."""
    likely = desk.habits.meant(doubt.words, [choice.value for choice in doubt.choices]) if doubt.choices else {}
    if not likely:
        return []
    known = [Choice(choice.value, choice.label, round(likely[choice.value], 4)) for choice in doubt.choices]
    return sorted(known, key=lambda choice: -choice.confidence)


def ask(desk: Desk, doubt: Doubt, choices: Sequence[Choice]) -> Turn:
    """Ask one doubt."""
    labels = desk.wording.either(choice.label for choice in choices) if choices else ""
    words = {"words": doubt.words, "choices": labels, "slot": desk.wording.slot(doubt.slot)}
    with_choices = doubt.why in {"close", "ambiguous"} and choices
    if with_choices or (doubt.why in {"vague", "invalid", "unknown"} and doubt.words):
        if doubt.words:
            text = desk.wording.say(f"ask.{doubt.why}", **words)
        else:
            question = desk.wording.any_of("ask", doubt.slot, slot=words["slot"])
            text = desk.wording.say("ask.choose", question=question, choices=labels)
    else:
        text = desk.wording.any_of("ask", doubt.slot, slot=words["slot"])
    return desk.ask(doubt.slot, text, choices)
