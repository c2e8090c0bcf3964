"""What the clerk gives back for one event: its reply, and what it asks, proposes or has posted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asr.utterance import Utterance
from intents.reading import Choice, Reading
from vision.sighting import Sighting


@dataclass(frozen=True, slots=True)
class Question:
    """What the clerk wants to know before it goes on."""

    text: str
    slot: str
    """The slot it fills; `confirm` for yes or no."""
    choices: tuple[Choice, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract."""
        return {
            "text": self.text,
            "slot": self.slot,
            "choices": [
                {"value": choice.value, "label": choice.label, "confidence": choice.confidence}
                for choice in self.choices
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Question":
        """Read the JSON form."""
        return cls(data["text"], data["slot"], tuple(Choice(**choice) for choice in data["choices"]))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A booking that waits for its confirmation; its moves are pending in the ledger."""

    id: str
    intent: str
    slots: Mapping[str, str]
    confidence: float
    """0–1, of the weakest slot that matters."""
    risk: str
    """The confirmation that the policy asks for: see `assistant.risk.Level`."""
    evidence: tuple[Mapping[str, Any], ...] = ()
    """One entry for each slot and sense: `slot`, `sense`, `value`, `confidence`, `reference`."""
    why: str = ""
    """What made the policy ask for more than usual: a key of the wording's `why`, or the owner's own words."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract."""
        return {
            "id": self.id,
            "intent": self.intent,
            "slots": dict(self.slots),
            "confidence": self.confidence,
            "risk": self.risk,
            "evidence": [dict(entry) for entry in self.evidence],
            "why": self.why,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Proposal":
        """Read the JSON form."""
        return cls(
            data["id"],
            data["intent"],
            data["slots"],
            data["confidence"],
            data["risk"],
            tuple(data["evidence"]),
            data.get("why", ""),
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """The clerk's answer to one event."""

    reply: str
    """One or two short sentences in the person's language."""
    settled: bool = True
    """False when the event was not understood, refused, or handed to a person."""
    reading: Reading | None = None
    utterance: Utterance | None = None
    sightings: tuple[Sighting, ...] = ()
    question: Question | None = None
    proposal: Proposal | None = None
    moves: tuple[Mapping[str, Any], ...] = ()
    """What this turn posted, in the contract's form."""
    rows: tuple[Mapping[str, Any], ...] = field(default=())
    """What a query found."""
    task: Mapping[str, Any] | None = None
    """The guided task in hand: see `assistant.tasks.view`."""
    prints: str = ""
    """Number of the document that whoever shows this turn is to put on paper: `assistant.printing.print_to`."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract."""
        return {
            "reading": self.reading.to_dict() if self.reading else None,
            "utterance": self.utterance.to_dict() if self.utterance else None,
            "sightings": [one.to_dict() for one in self.sightings],
            "reply": self.reply,
            "question": self.question.to_dict() if self.question else None,
            "proposal": self.proposal.to_dict() if self.proposal else None,
            "moves": [dict(move) for move in self.moves],
            "rows": [dict(row) for row in self.rows],
            "task": dict(self.task) if self.task else None,
            "settled": self.settled,
            "prints": self.prints,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Turn":
        """Read the JSON form."""
        return cls(
            reply=data["reply"],
            settled=data["settled"],
            reading=Reading.from_dict(data["reading"]) if data["reading"] else None,
            utterance=Utterance.from_dict(data["utterance"]) if data["utterance"] else None,
            sightings=tuple(Sighting.from_dict(one) for one in data["sightings"]),
            question=Question.from_dict(data["question"]) if data["question"] else None,
            proposal=Proposal.from_dict(data["proposal"]) if data["proposal"] else None,
            moves=tuple(data["moves"]),
            rows=tuple(data["rows"]),
            task=data.get("task"),
            prints=data.get("prints", ""),
        )
