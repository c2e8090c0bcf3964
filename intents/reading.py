"""What a sentence means: one `Reading` for each thing said, typed or tapped. Standard library only."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a slot may have."""

    value: str
    """As the slot would hold it: a SKU, a place, a decimal."""
    label: str
    """As a person reads it."""
    confidence: float
    """0–1; the choices of a slot need not add up to one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that must be asked before the reading may be acted upon."""

    slot: str
    """The slot in question."""
    why: str
    """`missing`, `ambiguous`, `close` (similar to a name, but not it), `vague` (十来箱), `unknown`, `invalid`."""
    words: str = ""
    """What was said for it."""
    choices: tuple[Choice, ...] = ()
    """Best first, at most five; empty where the person has to say it anew."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reading that came second."""

    intent: str
    slots: Mapping[str, str]
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Intent and slots of one sentence, and what it leaves open."""

    text: str
    """The sentence as it came."""
    intent: str | None
    """One of the contract's intents, None when it is not a command."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """Slot to value: SKU, decimal, place code, ISO date …; see `contracts` in the docs."""
    confidence: float = 0.0
    """0–1: how sure the parser is of intent and slots."""
    left_over: tuple[str, ...] = ()
    """Words that no part of the sentence explains."""
    doubts: tuple[Doubt, ...] = ()
    """What has to be asked, most important first."""
    alternatives: tuple[Alternative, ...] = ()
    """Other readings, best first."""
    sentence: str = ""
    """The template that matched, for explanation."""

    @property
    def understood(self) -> bool:
        """Whether it is a command with nothing left over and nothing in doubt."""
        return self.intent is not None and not self.left_over and not self.doubts

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of the contract."""
        return {**asdict(self), "slots": dict(self.slots), "understood": self.understood}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Reading":
        """Read the JSON form.

        Raises `KeyError` or `TypeError` when the data is not a reading.
        """
        known = {key: value for key, value in data.items() if key != "understood"}
        known["left_over"] = tuple(known.get("left_over", ()))
        known["doubts"] = tuple(
            Doubt(**{**entry, "choices": tuple(Choice(**choice) for choice in entry["choices"])})
            for entry in known.get("doubts", ())
        )
        known["alternatives"] = tuple(Alternative(**entry) for entry in known.get("alternatives", ()))
        return cls(**known)
