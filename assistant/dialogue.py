"""Where the conversation stands: kept in the database between two events, so that a killed clerk goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from assistant.claims import Claims
from assistant.fallback import Trust
from assistant.turn import Proposal, Question

IN_VIEW = timedelta(minutes=5)
"""How long a picture speaks for "this box" when nothing else has been shown since."""


@dataclass(slots=True)
class Recent:
    """What was talked about last: what "again" and "it" mean."""

    item: str | None = None
    unit: str | None = None
    place: str | None = None
    intent: str | None = None
    booked: str | None = None
    """Id of the last posted proposal."""
    booked_slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """What the camera showed last."""

    claims: Claims = field(default_factory=Claims)
    at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether the picture still counts as in front of the person."""
        return self.at is not None and bool(self.claims) and now - self.at <= IN_VIEW


@dataclass(slots=True)
class Dialogue:
    """The booking in preparation, the open question, and how the senses are doing."""

    intent: str | None = None
    """Of the booking in preparation."""
    claims: Claims = field(default_factory=Claims)
    """About its slots."""
    question: Question | None = None
    proposal: Proposal | None = None
    said_yes: int = 0
    """How often the proposal has been confirmed."""
    replaces: str | None = None
    """Id of a posted proposal that this one corrects: undone when this one is posted."""
    failed: int = 0
    """Sentences in a row that were not understood."""
    stuck: int = 0
    """Events in a row that failed, on whatever sense."""
    recent: Recent = field(default_factory=Recent)
    view: View = field(default_factory=View)
    trust: Trust = field(default_factory=Trust)
    last_reply: str = ""

    def clear(self) -> None:
        """Forget the booking in preparation; what was talked about and the senses' standing stay."""
        self.intent = None
        self.claims = Claims()
        self.question = None
        self.proposal = None
        self.said_yes = 0
        self.replaces = None
        self.failed = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "intent": self.intent,
            "claims": self.claims.to_list(),
            "question": self.question.to_dict() if self.question else None,
            "proposal": self.proposal.to_dict() if self.proposal else None,
            "said_yes": self.said_yes,
            "replaces": self.replaces,
            "failed": self.failed,
            "stuck": self.stuck,
            "recent": {
                "item": self.recent.item,
                "unit": self.recent.unit,
                "place": self.recent.place,
                "intent": self.recent.intent,
                "booked": self.recent.booked,
                "booked_slots": dict(self.recent.booked_slots),
            },
            "view": {
                "claims": self.view.claims.to_list(),
                "at": self.view.at.isoformat() if self.view.at else None,
            },
            "trust": self.trust.to_dict(),
            "last_reply": self.last_reply,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Dialogue":
        """Read the JSON form."""
        at = data["view"]["at"]
        return cls(
            intent=data["intent"],
            claims=Claims.from_list(data["claims"]),
            question=Question.from_dict(data["question"]) if data["question"] else None,
            proposal=Proposal.from_dict(data["proposal"]) if data["proposal"] else None,
            said_yes=data["said_yes"],
            replaces=data["replaces"],
            failed=data["failed"],
            stuck=data.get("stuck", 0),
            recent=Recent(**data["recent"]),
            view=View(Claims.from_list(data["view"]["claims"]), datetime.fromisoformat(at) if at else None),
            trust=Trust.from_dict(data["trust"]),
            last_reply=data["last_reply"],
        )
