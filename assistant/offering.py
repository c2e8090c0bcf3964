"""What to do when a sense fails: say why, offer the next that can supply what is missing, and call a person in time."""

from dataclasses import replace

from assistant import reviewing
from assistant.desk import Desk
from assistant.fallback import Channel, Trust
from assistant.turn import Turn

SHOWABLE = frozenset({"item", "lot", "expiry", "produced"})
"""Slots that a picture can fill; a number, a yes or a command has to be said or tapped."""
CALL_AT = 6
"""Failed events in a row, on whatever sense, after which the clerk stops asking and calls a person."""


def offer(desk: Desk, failed: Channel) -> str:
    """Return the words that offer the next sense that works and can supply what is missing."""
    useful = {Channel.VOICE, Channel.TOUCH} | ({Channel.CAMERA} if _picture_helps(desk) else set())
    return desk.wording.say(f"fallback.to_{desk.dialogue.trust.offer(failed, useful)}")


def _picture_helps(desk: Desk) -> bool:
    dialogue = desk.dialogue
    if dialogue.question:
        return dialogue.question.slot in SHOWABLE
    return not (dialogue.view.holds(desk.event.at) and dialogue.view.claims.about("item"))


def fall_back(desk: Desk, failed: Channel, problem: str, *, harmless: bool = False) -> Turn:
    """Say what is wrong with a sense and offer the next; the open question stays open.

    A harmless problem is only said.
    """
    suffix = f"_{failed}" if problem in {"missing", "crashed"} else ""
    if failed is Channel.CAMERA and problem == "too_far":
        suffix = "_picture"
    # Who was asked something knows what to say; that nothing was booked is news to nobody.
    answering = problem == "not_a_command" and desk.dialogue.question is not None
    reply = desk.wording.say("fallback.say_again" if answering else f"fallback.{problem}{suffix}")
    if not harmless:
        reply += desk.wording.gap + offer(desk, failed)
    return desk.refuse(reply, problem, sense=failed.value)


def welcome_back(desk: Desk, turn: Turn, before: Trust, channel: Channel) -> Turn:
    """Say so when a sense is trusted again."""
    if not desk.dialogue.trust.came_back(before, channel):
        return turn
    return replace(turn, reply=desk.wording.say(f"fallback.back_{channel}") + desk.wording.gap + turn.reply)


def watch(desk: Desk, turn: Turn, *, counts: bool) -> Turn:
    """Count failed events, and hand over to a person before the one at the counter is stuck."""
    if turn.settled:
        desk.dialogue.stuck = 0
    elif counts:
        desk.dialogue.stuck += 1
    if desk.dialogue.stuck < CALL_AT:
        return turn
    desk.dialogue.stuck = 0
    if desk.dialogue.proposal:
        called = reviewing.hand_over(desk, "stuck")
    else:
        known = desk.dialogue.claims.to_list()
        desk.drop_booking("stuck")
        called = desk.refuse(desk.wording.say("refuse.call_person"), "stuck", claims=known)
    return replace(called, reading=turn.reading, utterance=turn.utterance, sightings=turn.sightings)
