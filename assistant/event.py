"""What happens to the clerk: something said, heard, seen, tapped or pressed. A list of them is a session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asr.utterance import Utterance
from vision.sighting import Sighting

BUTTONS = ("confirm", "deny", "cancel", "undo", "skip", "pause", "resume")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of speech."""

    utterance: Utterance
    clip: str | None = None
    """Reference of the recording in the evidence store."""
    over_voice: bool = False
    """Heard while the clerk itself was speaking: only Stop counts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture."""

    sightings: tuple[Sighting, ...]
    picture: str | None = None
    """Reference of the picture in the evidence store."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A choice, or a form that was filled in: nothing in it has to be understood."""

    intent: str = ""
    """One of the contract's intents; empty: it answers the open question, or puts the booking in preparation right."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """Slot to value as the catalogue writes it: a SKU, a decimal, an ISO date; `check` for check digits."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that means one thing."""

    button: str
    """One of `BUTTONS`."""


Happening = Said | Heard | Seen | Tapped | Pressed


@dataclass(frozen=True, slots=True)
class Event:
    """One happening, with the id and the time that its sender gave it."""

    id: str
    """Made by the sender; the same id again is answered from memory and books nothing."""
    at: datetime
    """Aware."""
    what: Happening
    person: str = ""
    """Who it was, where several people share a device; empty: whoever is there."""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of a session line."""
        who = {"person": self.person} if self.person else {}
        return {"id": self.id, "at": self.at.isoformat(), **who, **_happening(self.what)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Event":
        """Read a session line.

        Raises `KeyError`, `TypeError` or `ValueError` when it is none.
        """
        return cls(data["id"], datetime.fromisoformat(data["at"]), _parsed(data), data.get("person", ""))


def _happening(what: Happening) -> dict[str, Any]:
    match what:
        case Said(text):
            return {"kind": "said", "text": text}
        case Heard(utterance, clip, over_voice):
            over = {"over_voice": True} if over_voice else {}
            return {"kind": "heard", "utterance": utterance.to_dict(), "clip": clip, **over}
        case Seen(sightings, picture):
            return {"kind": "seen", "sightings": [one.to_dict() for one in sightings], "picture": picture}
        case Tapped(intent, slots):
            return {"kind": "tapped", "intent": intent, "slots": dict(slots)}
        case Pressed(button):
            return {"kind": "pressed", "button": button}


def _parsed(data: Mapping[str, Any]) -> Happening:
    match data["kind"]:
        case "said":
            return Said(data["text"])
        case "heard":
            return Heard(Utterance.from_dict(data["utterance"]), data.get("clip"), data.get("over_voice", False))
        case "seen":
            return Seen(tuple(Sighting.from_dict(one) for one in data["sightings"]), data.get("picture"))
        case "tapped":
            return Tapped(data["intent"], {str(slot): str(value) for slot, value in data["slots"].items()})
        case "pressed" if data["button"] in BUTTONS:
            return Pressed(data["button"])
    raise ValueError(f"no such event: {data['kind']!r}")
