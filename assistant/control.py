"""What steers the conversation: yes, no, stop, undo, correct, repeat, help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant import posting, reviewing
from assistant.check_digits import digits
from assistant.claims import Claim
from assistant.desk import Desk
from assistant.proposing import advance
from assistant.risk import Level
from assistant.routes import ROUTES
from assistant.turn import Proposal, Turn
from assistant.voice.wording import LANGUAGES, Wording

YES_AT = 0.839
"""A spoken yes, undo, or correction of what is booked must be at least this sure: just below the 0.84 that ears tell
as not quite sure (shares of it may lack a rounding), for it is the second time that the same is said."""
RIVAL_YES = 0.1
"""A no that may as well be something else this likely is asked again: what it would drop has been understood."""
KEPT = ("item", "quantity", "unit", "place", "lot", "expiry", "produced", "reason")
"""Slots that a correction takes over from the booking that it replaces …"""
OF_THE_GOODS = {"lot", "expiry", "produced"}
"""… but for these where it names other goods."""


def confirm(desk: Desk, sure: float) -> Turn:
    """Book what was proposed, once it has been confirmed as often as the policy asks."""
    proposal = desk.dialogue.proposal
    if proposal is None:
        return _nothing_to_confirm(desk)
    if sure < YES_AT:
        return desk.refuse(desk.wording.say("refuse.unsettled_yes"), "unsure_yes", confidence=sure)
    if desk.dialogue.said_yes and proposal.risk == Level.TWICE:
        # The same finger on the same button again proves nothing: the amount itself has to come once more.
        return _once_more(desk, proposal)
    desk.dialogue.said_yes += 1
    desk.note("confirmed", proposal=proposal.id, times=desk.dialogue.said_yes, confidence=sure)
    if proposal.risk == Level.TWICE:
        return _once_more(desk, proposal)
    if proposal.risk == Level.CHECK_WORD:
        desk.dialogue.check = digits(desk.secret, f"{proposal.id} {desk.event.id}")
        return desk.ask("check", desk.wording.say("ask.check", digits=desk.dialogue.check))
    return book(desk)


def _nothing_to_confirm(desk: Desk) -> Turn:
    """Read back anew where a no was asked about and nothing turned out wrong."""
    question = desk.dialogue.question
    if question and question.slot == "correction" and desk.dialogue.intent in ROUTES:
        return advance(desk)
    return desk.refuse(desk.wording.say("refuse.nothing_to_confirm"), "nothing_to_confirm")


def _once_more(desk: Desk, proposal: Proposal) -> Turn:
    return desk.ask("quantity", desk.wording.say("ask.again", item=desk.item(proposal.slots["item"]).name))


def book(desk: Desk) -> Turn:
    """Post the confirmed proposal, or queue it where even the yes does not make it sure enough."""
    proposal = desk.dialogue.proposal
    assert proposal is not None
    confidence = desk.weights.after_yes(proposal.confidence)
    desk.dialogue.proposal = replace(proposal, confidence=round(confidence, 4))
    if confidence < posting.BOOK_AT:
        return reviewing.hand_over(desk)
    return posting.post(desk)


def check(desk: Desk, said: str) -> Turn:
    """Book if the digits are the ones that were asked for; wrong ones give the booking up."""
    if said == desk.dialogue.check:
        desk.note("checked", digits=said)
        return book(desk)
    desk.drop_booking("wrong check digits")
    return desk.refuse(desk.wording.say("refuse.wrong_check"), "wrong_check", said=said)


def deny(desk: Desk, rival: float = 0.0) -> Turn:
    """Book nothing, but keep what is known, so that one slot can be corrected.

    `rival`: how likely it was no no at all.
    """
    if not desk.dialogue.intent:
        return desk.refuse(desk.wording.say("refuse.nothing_to_confirm"), "nothing_to_deny")
    if desk.dialogue.proposal and rival >= RIVAL_YES:
        return desk.refuse(desk.wording.say("refuse.unsettled_yes"), "unsure_no", rival=rival)
    desk.withdraw("denied")
    return desk.ask("correction", desk.wording.say("ask.anything_to_correct"))


def cancel(desk: Desk, key: str = "refuse.cancelled") -> Turn:
    """Give up the booking in preparation, and what was shown for it."""
    desk.drop_booking("cancelled")
    desk.dialogue.view.at = None
    desk.note("cancelled")
    return Turn(desk.wording.say(key))


def correct(desk: Desk, claims: Sequence[Claim], sure: float) -> Turn:
    """Change the named slots and keep the others; what is booked already is undone first."""
    if not claims:
        return deny(desk)
    if desk.dialogue.intent:
        desk.withdraw("corrected")
        answer(desk, claims)
        return advance(desk)
    recent = desk.dialogue.recent
    if not recent.booked or not recent.intent:
        return desk.refuse(desk.wording.say("refuse.nothing_to_correct"), "nothing_to_correct")
    if sure < YES_AT:
        return desk.refuse(desk.wording.say("refuse.unsettled"), "unsure_correction", confidence=sure)
    intent, former = recent.intent, recent.booked_slots
    undone = posting.undo(desk)
    if not undone.moves:
        return undone
    kept = desk.begin(intent)
    others = any(claim.slot == "item" and claim.best != former.get("item") for claim in claims)
    for slot, value in former.items():
        if slot in KEPT and not (others and slot in OF_THE_GOODS):
            kept.settle(slot, value)
    answer(desk, claims)
    turn = advance(desk)
    return replace(turn, reply=f"{desk.wording.say('detail.corrected')}{turn.reply}", moves=undone.moves)


def answer(desk: Desk, claims: Sequence[Claim]) -> None:
    """Let what has just been said replace all that was claimed about these slots."""
    for claim in claims:
        desk.dialogue.claims.answer(claim)


def undo(desk: Desk, sure: float) -> Turn:
    """Give up what waits for a yes, else reverse what was booked last."""
    if sure < YES_AT:
        return desk.refuse(desk.wording.say("refuse.unsettled"), "unsure_undo", confidence=sure)
    if desk.dialogue.intent:
        return cancel(desk)
    return posting.undo(desk)


def repeat(desk: Desk) -> Turn:
    """Say the last reply again; the open question stays open."""
    reply = desk.dialogue.last_reply or desk.wording.say("control.repeat_none")
    return Turn(reply, question=desk.dialogue.question, proposal=desk.dialogue.proposal)


def switch_language(desk: Desk, slots: Mapping[str, str]) -> Turn:
    """Speak the language that is asked for from now on, to this person; without one, the other one."""
    others = [lang for lang in LANGUAGES if lang != desk.wording.lang]
    lang = slots.get("language", others[0])
    if lang not in LANGUAGES:
        return desk.refuse(desk.wording.say("refuse.no_language"), "no_language", language=lang)
    desk.dialogue.lang, desk.wording = lang, Wording(lang)
    desk.note("language", language=lang)
    said = Turn(desk.wording.say("control.language"))
    if desk.dialogue.intent not in ROUTES:
        # What was asked in the other language is asked anew by whoever asked it.
        desk.dialogue.question = None
        return said
    desk.withdraw("language changed")
    turn = advance(desk)
    return replace(turn, reply=said.reply + desk.wording.gap + turn.reply)


def _saying(key: str) -> Callable[[Desk], Turn]:
    def say(desk: Desk) -> Turn:
        return Turn(desk.wording.say(key), question=desk.dialogue.question, proposal=desk.dialogue.proposal)

    return say


PLAIN: Mapping[str, Callable[[Desk], Turn]] = {
    "Stop": lambda desk: cancel(desk, "refuse.stopped"),
    "Repeat": repeat,
    "Help": _saying("control.help"),
    "WhoAreYou": _saying("control.who"),
    "Slower": _saying("control.slower"),
    "Louder": _saying("control.louder"),
    "NoiseSample": _saying("control.noise_sample"),
}
"""Intents that need nothing but the desk."""

SURE: Mapping[str, Callable[[Desk, float], Turn]] = {"Confirm": confirm, "Undo": undo}
"""Intents that change what is booked, and so must have been heard well."""
