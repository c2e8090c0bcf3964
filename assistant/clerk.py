"""The clerk: one event in, one turn out, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assistant import (
    control,
    fusion,
    listening,
    looking,
    offering,
    rectifying,
    reviewing,
    tapping,
    understanding,
    world,
)
from assistant.claims import Sense
from assistant.desk import Desk, Understands
from assistant.dialogue import Dialogue
from assistant.event import Event, Heard, Pressed, Said, Seen, Tapped
from assistant.fusion import Weights
from assistant.inventory.errors import LedgerError
from assistant.inventory.ledger import Ledger
from assistant.inventory.unit import UnitOfWork
from assistant.progress import Progress, progress
from assistant.risk import Policy, shipped
from assistant.tasks import guiding
from assistant.turn import Turn
from assistant.voice.wording import Wording
from assistant.weighing import Weighed, weigh
from intents.context import Context

REMEMBERED = 64
"""Turns kept for a sender that sends an event again."""


class EventClock:
    """A ledger's clock that shows the time of the event in hand, so that a replay books at the same time."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return the time of the event in hand."""
        return self.now


@dataclass(slots=True)
class Clerk:
    """Hears of events and answers; holds nothing that a killed process would lose."""

    ledger: Ledger
    clock: EventClock
    """The one that the ledger was opened with."""
    lang: str = "zh"
    device: str = "this device"
    person: str = ""
    policy: Policy | None = None
    weights: Weights | None = None
    understands: Understands | None = None
    """Made from the catalogue at the first event, and again after `refresh`."""

    _others: dict[str, Understands] = field(default_factory=dict)
    """The same in the languages that somebody has switched to."""

    def refresh(self) -> None:
        """Read the catalogue again before the next event."""
        self.understands = None
        self._others.clear()

    def handle(self, event: Event) -> Turn:
        """Answer one event. All that it books and all that it remembers is on the disk when this returns.

        The same event again gives the same turn and books nothing. Raises the ledger's `failures` where the database
        cannot be written: then nothing has happened.
        """
        self.clock.now = event.at
        with self.ledger.unit() as unit:
            known = unit.state.get(f"turn/{event.id}")
            if known is not None:
                return Turn.from_dict(known)
            desk = self._desk(unit, event)
            turn = offering.watch(desk, self._turn(desk), counts=_tried(event))
            turn = guiding.come_back(desk, turn)
            desk.dialogue.last_reply = turn.reply or desk.dialogue.last_reply
            unit.state.put(self._key, desk.dialogue.to_dict())
            self._remember(unit, event, turn)
        return turn

    def decide(self, event: Event, review: str, decision: str, slots: Mapping[str, str] | None = None) -> Turn:
        """`approve`, `reject` or `change` a proposal that waits in the review queue; raises the ledger's errors.

        `slots` are the values that a change puts right.
        """
        self.clock.now = event.at
        with self.ledger.unit() as unit:
            desk = self._desk(unit, event)
            if decision == "change":
                return rectifying.change(desk, review, slots or {})
            return {"approve": reviewing.approve, "reject": reviewing.reject}[decision](desk, review)

    def dialogue(self, at: datetime, person: str = "") -> Progress:
        """Return what the clerk waits for, and what it knows of the booking in preparation; changes nothing.

        `person`: whose conversation, where several share the device; empty: of whoever is there.
        """
        with self.ledger.view() as unit:
            return progress(self._desk(unit, Event("", at, Said(""), person)))

    def context(self, at: datetime) -> Context:
        """Return what the next sentence may refer to: decides what the recogniser listens for."""
        with self.ledger.view() as unit:
            return understanding.context(self._desk(unit, Event("", at, Said(""))))

    def understanding(self) -> Understands:
        """Return the intent layer over the present catalogue, in the language that is spoken just now."""
        with self.ledger.view() as unit:
            kept = unit.state.get(self._key)
            return self._understands(unit, (kept or {}).get("lang") or self.lang)

    def _understands(self, unit: UnitOfWork, lang: str) -> Understands:
        if lang != self.lang:
            if lang not in self._others:
                self._others[lang] = world.understanding(unit, lang)
            return self._others[lang]
        if self.understands is None:
            self.understands = world.understanding(unit, lang)
        return self.understands

    @property
    def _key(self) -> str:
        return f"dialogue/{self.device}"

    def _desk(self, unit: UnitOfWork, event: Event) -> Desk:
        kept = unit.state.get(self._key)
        dialogue = Dialogue.from_dict(kept) if kept else Dialogue()
        dialogue.turn_to(event.person or self.person)
        lang = dialogue.lang or self.lang
        desk = Desk(
            unit=unit,
            event=event,
            dialogue=dialogue,
            understanding=self._understands(unit, lang),
            wording=Wording(lang),
            policy=self.policy or shipped(),
            weights=self.weights or fusion.shipped(),
            person=event.person or self.person or dialogue.person,
            models=_models(event),
            references=_references(event),
        )
        desk.expected = guiding.expected(desk)
        return desk

    def _turn(self, desk: Desk) -> Turn:
        try:
            match desk.event.what:
                case Said(text):
                    return _said(desk, text)
                case Heard(utterance, _, over_voice):
                    return listening.hear(desk, utterance, over_voice=over_voice)
                case Seen(sightings):
                    return looking.look(desk, sightings)
                case Tapped(intent, slots):
                    return tapping.tap(desk, intent, slots)
                case Pressed(button):
                    desk.note("pressed", button=button)
                    return guiding.press(desk, button) or BUTTONS[button](desk)
        except LedgerError as error:
            return desk.ledger_refuses(error)

    def _remember(self, unit: UnitOfWork, event: Event, turn: Turn) -> None:
        ids = unit.state.get("turns", [])
        for forgotten in ids[: -REMEMBERED + 1]:
            unit.state.put(f"turn/{forgotten}", None)
        unit.state.put("turns", [*ids[-REMEMBERED + 1 :], event.id])
        unit.state.put(f"turn/{event.id}", turn.to_dict())


def _tried(event: Event) -> bool:
    """Whether somebody tried to reach the clerk through a sense; chatter nearby is no attempt."""
    match event.what:
        case Heard(utterance, _, over_voice):
            return not over_voice and utterance.health.problem is not listening.TALK
        case Seen():
            return True
    return False


def _said(desk: Desk, text: str) -> Turn:
    desk.note("said", text=text)
    reading = desk.understanding.read(text, context=understanding.context(desk), today=desk.event.at.date())
    return understanding.act(desk, weigh([Weighed(reading, 1.0)], Sense.VOICE, None))


def _models(event: Event) -> tuple[Mapping[str, str], ...]:
    match event.what:
        case Heard(utterance):
            return (utterance.model.to_dict(),)
        case Seen(sightings):
            stamps = {stamp: None for sighting in sightings for stamp in sighting.models}
            return tuple(stamp.to_dict() for stamp in stamps)
    return ()


def _references(event: Event) -> tuple[str, ...]:
    match event.what:
        case Heard(clip=reference) | Seen(picture=reference) if reference:
            return (reference,)
    return ()


BUTTONS: Mapping[str, Callable[[Desk], Turn]] = {
    "confirm": lambda desk: control.confirm(desk, 1.0),
    "deny": control.deny,
    "cancel": control.cancel,
    "undo": lambda desk: control.undo(desk, 1.0),
    "skip": lambda desk: desk.refuse(desk.wording.say("task.nothing_running"), "no_task"),
}
"""Button to what it does."""
