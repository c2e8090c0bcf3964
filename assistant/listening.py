"""From an utterance to readings: what the ears' own health allows, and how likely each hypothesis is."""

import math
from collections.abc import Sequence
from dataclasses import replace

from asr.utterance import Hypothesis, SpeechProblem, Utterance
from assistant import understanding
from assistant.claims import Sense
from assistant.desk import Desk
from assistant.fallback import Channel
from assistant.fusion import log_odds
from assistant.homophones import twins
from assistant.offering import fall_back, offer, welcome_back
from assistant.routes import ROUTES
from assistant.tasks import guiding
from assistant.turn import Turn
from assistant.weighing import Sentence, Weighed, sensible, weigh

TALK = SpeechProblem.NOT_A_COMMAND
"""Says nothing against the ears: people talk to each other, too."""
UNSURE = frozenset({TALK, SpeechProblem.NOISE})
"""Problems of a sentence that was heard, but not surely enough."""
BACKED_AT = 0.4
"""A command that names what is in view counts from here on; without a picture the ears ask for two thirds."""
ONCE_HARMLESS = frozenset({SpeechProblem.TOO_SHORT, SpeechProblem.SILENCE})
"""Problems that the person may have caused; a second one in a row speaks against the ears."""
OFFER_AFTER = 2
"""Sentences in a row that were not understood, until another sense is offered."""


def hear(desk: Desk, utterance: Utterance, *, over_voice: bool = False) -> Turn:
    """Act on an utterance, or say why not and offer the next sense.

    `over_voice`: the clerk was speaking meanwhile, so that this may be its own echo.
    """
    desk.note("heard", utterance=utterance.to_dict())
    if over_voice:
        return replace(_over_voice(desk, utterance), utterance=utterance)
    if utterance.health.problem:
        backed = _backed(desk, utterance)
        if backed:
            return replace(backed, utterance=utterance)
        return replace(_unheard(desk, utterance.health.problem), utterance=utterance)
    before = desk.dialogue.trust
    desk.dialogue.trust = before.report(Channel.VOICE, None)
    turn = understanding.act(desk, _sentence(desk, utterance.n_best))
    if desk.dialogue.failed >= OFFER_AFTER:
        turn = replace(turn, reply=turn.reply + desk.wording.gap + offer(desk, Channel.VOICE))
    turn = welcome_back(desk, turn, before, Channel.VOICE)
    return replace(turn, utterance=utterance)


def _backed(desk: Desk, utterance: Utterance) -> Turn | None:
    """Take up a command that the ears were too unsure of, where it names the goods that the camera shows.

    That both are mistaken in the same way is unlikely. What is said besides stays as unsure as it was heard, and is
    asked or read back.
    """
    dialogue = desk.dialogue
    view = dialogue.view
    if utterance.health.problem not in UNSURE or dialogue.question or guiding.running(desk):
        return None
    shown = [claim for claim in view.claims.about("item") if claim.values[claim.best] > desk.weights.sure]
    if not shown or not view.holds(desk.event.at) or not utterance.n_best:
        return None
    sentence = _sentence(desk, utterance.n_best)
    if not sentence.understood or sentence.intent not in ROUTES or sentence.sure < BACKED_AT:
        return None
    if sentence.reading.slots.get("item") != shown[0].best:
        return None
    desk.note("backed", item=shown[0].best, heard=round(sentence.sure, 4), seen=shown[0].values[shown[0].best])
    return understanding.act(desk, sentence)


def _unheard(desk: Desk, problem: SpeechProblem) -> Turn:
    soft = problem is TALK or problem in ONCE_HARMLESS
    if soft:
        desk.dialogue.failed += 1
    patient = soft and desk.dialogue.failed < OFFER_AFTER
    if problem is not TALK and not patient:
        desk.dialogue.trust = desk.dialogue.trust.report(Channel.VOICE, problem.value)
    return fall_back(desk, Channel.VOICE, problem.value, harmless=patient)


def shares(hypotheses: Sequence[Hypothesis], sharpness: float = 1.0) -> list[float]:
    """Return the probability of each hypothesis; together at most one.

    Each confidence says how surely that hypothesis fits the sound, whatever else fits, too. Where several fit, they
    share by their odds to the power of `sharpness`, so that 二十六 and 三十六, both sure, are each half as likely.
    """
    sure = [hypothesis.confidence for hypothesis in hypotheses]
    weights = [math.exp(sharpness * log_odds(confidence)) for confidence in sure]
    total = sum(weights)
    together = min(1.0, sum(sure))
    return [min(one, together * weight / total) for one, weight in zip(sure, weights, strict=True)]


def _sentence(desk: Desk, hypotheses: Sequence[Hypothesis]) -> Sentence:
    context = understanding.context(desk)
    today = desk.event.at.date()
    # Where both amounts were offered as choices, the written form is an answer, not a guess.
    answering = context.expecting in {"quantity", "confirm", "correction"} and not context.choices
    by_sound: dict[tuple[str, ...], list[Weighed]] = {}
    for hypothesis, share in zip(hypotheses, shares(hypotheses, desk.weights.sharpness), strict=True):
        for text, twin in twins(hypothesis.text, answering=answering):
            reading = desk.understanding.read(text, context=context, today=today)
            by_sound.setdefault(hypothesis.syllables or (hypothesis.text,), []).append(Weighed(reading, share * twin))
    readings = [one for alike in by_sound.values() for one in sensible(alike)]
    return weigh(readings, Sense.VOICE, desk.references[0] if desk.references else None)


def _over_voice(desk: Desk, utterance: Utterance) -> Turn:
    """While our own voice plays, only Stop counts; nothing is said to the rest, which may be our echo."""
    if utterance.n_best and not utterance.health.problem:
        sentence = _sentence(desk, utterance.n_best[:1])
        if sentence.intent == "Stop" and sentence.understood:
            return understanding.act(desk, sentence)
    desk.note("ignored", why="over_voice")
    return Turn("", settled=False, question=desk.dialogue.question, proposal=desk.dialogue.proposal)
