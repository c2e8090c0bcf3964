"""Where the conversation stands, as a screen shows it: the open question, what is believed, and why it is asked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.desk import Desk
from assistant.fusion import fuse_all
from assistant.inventory.errors import LedgerError
from assistant.plan import DECISIVE, Beliefs
from assistant.posting import BOOK_AT
from assistant.priors import priors
from assistant.tasks import guiding, steps
from assistant.turn import Proposal, Question
from intents.reading import Choice

OTHERS = 3
"""Other values that a slot shows at most."""


@dataclass(frozen=True, slots=True)
class Believed:
    """What the senses together make of one slot."""

    value: str
    label: str
    """As a person reads it."""
    confidence: float
    """0–1."""
    senses: tuple[str, ...]
    """Senses whose own best value it is: `voice`, `sight`, `touch`."""
    others: tuple[Choice, ...]
    """What else it may be, likeliest first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the clerk waits for, in the person's language."""

    person: str
    """Whose conversation it is; empty: nobody said."""
    intent: str | None
    """Of the booking in preparation."""
    question: Question | None
    """Text, slot and choices."""
    slots: Mapping[str, Believed]
    """What is known of the booking in preparation."""
    proposal: Proposal | None
    """None until nothing is missing."""
    reasons: tuple[str, ...]
    """Sentences that say why it has to be asked or confirmed."""
    task: Mapping[str, Any] | None
    """The guided task in hand."""
    problems: Mapping[str, str]
    """`voice` or `camera` to what was wrong with it last."""
    last_reply: str
    lang: str
    """Language of the conversation: `zh` or `en`."""

    def to_dict(self) -> dict[str, Any]:
        """Return JSON values."""
        return {
            "person": self.person,
            "intent": self.intent,
            "question": self.question.to_dict() if self.question else None,
            "slots": {slot: asdict(believed) for slot, believed in self.slots.items()},
            "proposal": self.proposal.to_dict() if self.proposal else None,
            "reasons": list(self.reasons),
            "task": dict(self.task) if self.task else None,
            "problems": dict(self.problems),
            "last_reply": self.last_reply,
            "lang": self.lang,
        }


def progress(desk: Desk) -> Progress:
    """Return where the conversation of the desk's person stands."""
    dialogue = desk.dialogue
    beliefs = fuse_all(dialogue.claims, priors(desk), desk.weights)
    beliefs.pop("intent", None)
    task = guiding.running(desk)
    standings = dialogue.trust.channels.items()
    return Progress(
        person=desk.person,
        intent=dialogue.intent,
        question=dialogue.question,
        slots={slot: _believed(desk, slot, beliefs) for slot in beliefs},
        proposal=dialogue.proposal,
        reasons=tuple(_reasons(desk, beliefs)),
        task=steps.view(desk, task) if task else None,
        problems={channel.value: standing.problem for channel, standing in standings if standing.problem},
        last_reply=dialogue.last_reply,
        lang=desk.wording.lang,
    )


def _believed(desk: Desk, slot: str, beliefs: Beliefs) -> Believed:
    belief = beliefs[slot]
    return Believed(
        belief.value,
        _label(desk, slot, belief.value),
        round(belief.confidence, 4),
        tuple(sorted(sense.value for sense in belief.senses)),
        tuple(Choice(value, _label(desk, slot, value), round(sure, 4)) for value, sure in belief.runner_up[:OTHERS]),
    )


def _label(desk: Desk, slot: str, value: str) -> str:
    try:
        return desk.label(slot, value)
    except LedgerError:
        return value


def _reasons(desk: Desk, beliefs: Beliefs) -> list[str]:
    say = desk.wording.say
    why = desk.dialogue.proposal.why if desk.dialogue.proposal else ""
    found = [say(f"why.{why}") if desk.wording.knows(f"why.{why}") else why] if why else []
    for slot in DECISIVE:
        belief = beliefs.get(slot)
        if belief is None:
            continue
        words = {"slot": desk.wording.slot(slot), "confidence": f"{belief.confidence:.0%}"}
        if belief.disagreeing:
            found.append(say("why.disagree", **words))
        elif belief.confidence < BOOK_AT:
            found.append(say("why.unsure", **words))
    return found
