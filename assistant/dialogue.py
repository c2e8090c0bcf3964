"""Where the conversation stands: kept in the database between two events, so that a killed clerk goes on.

The senses and what is in view belong to the device; the booking in preparation, the open question and what was talked
about belong to the person. Where several people share a device, each finds his own again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from assistant.claims import Claims
from assistant.fallback import Channel, Trust
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
    document: str | None = None
    """Kind of the document that was spoken of."""
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

    person: str = ""
    """Who is at the device; empty: nobody said."""
    intent: str | None = None
    """Of the booking in preparation."""
    claims: Claims = field(default_factory=Claims)
    """About its slots."""
    question: Question | None = None
    proposal: Proposal | None = None
    said_yes: int = 0
    """How often the proposal has been confirmed."""
    check: str = ""
    """Digits that the open question wants to hear."""
    doubted: Mapping[str, str] = field(default_factory=dict)
    """Words that were no clear name of an item in this booking, to why: `ambiguous`, `close`, `unknown`."""
    failed: int = 0
    """Sentences in a row that were not understood."""
    stuck: int = 0
    """Events in a row that failed, on whatever sense."""
    recent: Recent = field(default_factory=Recent)
    task: str | None = None
    """Id of the guided task in hand."""
    last_reply: str = ""
    lang: str = ""
    """Language that the person has asked for; empty: the clerk's own."""
    looked_again: bool = False
    """Whether this booking's goods have been asked for once more, after a picture that showed none."""
    unseen: str | None = None
    """Time (ISO) of the last picture that showed no goods; None once one did."""
    view: View = field(default_factory=View)
    trust: Trust = field(default_factory=Trust)
    parked: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Person to the conversation that waits for him."""

    def missed(self, now: datetime) -> bool:
        """Whether goods were shown just now and could not be seen, by a camera that may yet see them."""
        recent = self.unseen is not None and now - datetime.fromisoformat(self.unseen) <= IN_VIEW
        return recent and not self.trust.of(Channel.CAMERA).given_up

    def clear(self) -> None:
        """Forget the booking in preparation; what was talked about and the senses' standing stay."""
        self.intent = None
        self.claims = Claims()
        self.question = None
        self.proposal = None
        self.said_yes = 0
        self.check = ""
        self.doubted = {}
        self.looked_again = False
        self.failed = 0

    def turn_to(self, person: str) -> bool:
        """Park the conversation of whoever spoke before and take up this person's own; return whether it changed."""
        if not person or person == self.person:
            return False
        if not self.person:
            # Whoever gives his name first owns what was begun before anybody did.
            self.person = person
            return False
        parked = {**self.parked, self.person: self._own()}
        found = Dialogue.from_dict(parked.pop(person, {}))
        for name in PERSONAL:
            setattr(self, name, getattr(found, name))
        self.person, self.parked = person, parked
        return True

    def _own(self) -> dict[str, Any]:
        whole = self.to_dict()
        return {name: whole[name] for name in PERSONAL}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            **{name: getattr(self, name) for name in PLAIN},
            "claims": self.claims.to_list(),
            "question": self.question.to_dict() if self.question else None,
            "proposal": self.proposal.to_dict() if self.proposal else None,
            "doubted": dict(self.doubted),
            "recent": {one.name: getattr(self.recent, one.name) for one in fields(Recent)},
            "view": {
                "claims": self.view.claims.to_list(),
                "at": self.view.at.isoformat() if self.view.at else None,
            },
            "trust": self.trust.to_dict(),
            "parked": dict(self.parked),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Dialogue":
        """Read the JSON form; what is left out is as at the beginning."""
        view = data.get("view", {"claims": (), "at": None})
        return cls(
            **{name: data[name] for name in PLAIN if name in data},
            claims=Claims.from_list(data.get("claims", ())),
            question=Question.from_dict(data["question"]) if data.get("question") else None,
            proposal=Proposal.from_dict(data["proposal"]) if data.get("proposal") else None,
            doubted=data.get("doubted", {}),
            recent=Recent(**data.get("recent", {})),
            view=View(Claims.from_list(view["claims"]), datetime.fromisoformat(view["at"]) if view["at"] else None),
            trust=Trust.from_dict(data.get("trust", {})),
            parked=data.get("parked", {}),
        )


PLAIN = (
    *("person", "intent", "said_yes", "check", "failed", "stuck"),
    *("task", "last_reply", "lang", "looked_again", "unseen"),
)
"""Fields that are JSON as they are."""
PERSONAL = (
    *("intent", "claims", "question", "proposal", "said_yes", "check", "doubted"),
    *("failed", "stuck", "recent", "task", "last_reply", "lang", "looked_again"),
)
"""Fields that belong to the person."""
