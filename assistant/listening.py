"""From an utterance to readings: what the ears' own health allows, and how likely each hypothesis is."""

from collections.abc import Sequence
from dataclasses import replace

from asr.utterance import Hypothesis, SpeechProblem, Utterance
from assistant import understanding
from assistant.claims import Sense
from assistant.desk import Desk
from assistant.fallback import Channel, Trust
from assistant.turn import Turn
from assistant.understanding import Weighed

HARMLESS = frozenset({SpeechProblem.NOT_A_COMMAND, SpeechProblem.TOO_SHORT, SpeechProblem.SILENCE})
"""Problems that say nothing against the ears: nobody may have spoken to the clerk."""
OFFER_AFTER = 2
"""Sentences in a row that were heard but not understood, until another sense is offered."""


def hear(desk: Desk, utterance: Utterance) -> Turn:
    """Act on an utterance, or say why not and offer the next sense."""
    desk.note("heard", utterance=utterance.to_dict())
    problem = utterance.health.problem
    before = desk.dialogue.trust
    if problem:
        if problem not in HARMLESS:
            desk.dialogue.trust = before.report(Channel.VOICE, problem.value)
        return replace(fall_back(desk, Channel.VOICE, problem.value), utterance=utterance)
    desk.dialogue.trust = before.report(Channel.VOICE, None)
    turn = understanding.act(desk, _readings(desk, utterance.n_best), Sense.VOICE)
    if desk.dialogue.failed >= OFFER_AFTER:
        offer = desk.wording.say(f"fallback.to_{desk.dialogue.trust.offer(Channel.VOICE)}")
        turn = replace(turn, reply=turn.reply + desk.wording.gap + offer)
    turn = welcome_back(desk, turn, before, Channel.VOICE)
    return replace(turn, utterance=utterance)


def shares(hypotheses: Sequence[Hypothesis]) -> list[float]:
    """Return the probability of each hypothesis: the best keeps its own, the others share what it leaves."""
    first, *others = [hypothesis.confidence for hypothesis in hypotheses]
    total = sum(others)
    scale = min(1.0, (1.0 - first) / total) if total > 0 else 0.0
    return [first, *(confidence * scale for confidence in others)]


def _readings(desk: Desk, hypotheses: Sequence[Hypothesis]) -> list[Weighed]:
    context = understanding.context(desk)
    today = desk.event.at.date()
    return [
        Weighed(desk.understanding.read(hypothesis.text, context=context, today=today), share)
        for hypothesis, share in zip(hypotheses, shares(hypotheses), strict=True)
    ]


def fall_back(desk: Desk, failed: Channel, problem: str) -> Turn:
    """Say what is wrong with a sense and offer the next; the open question stays open."""
    suffix = f"_{failed}" if problem in {"missing", "crashed"} else ""
    if failed is Channel.CAMERA and problem == "too_far":
        suffix = "_picture"
    reply = desk.wording.say(f"fallback.{problem}{suffix}")
    if problem not in HARMLESS:
        reply += desk.wording.gap + desk.wording.say(f"fallback.to_{desk.dialogue.trust.offer(failed)}")
    return desk.refuse(reply, problem, sense=failed.value)


def welcome_back(desk: Desk, turn: Turn, before: Trust, channel: Channel) -> Turn:
    """Say so when a sense is trusted again."""
    if not desk.dialogue.trust.came_back(before, channel):
        return turn
    return replace(turn, reply=desk.wording.say(f"fallback.back_{channel}") + desk.wording.gap + turn.reply)
