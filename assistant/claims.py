"""What each sense claims about each slot of the booking in preparation.

A claim is a small distribution: value to probability, the rest being "something else or nothing". Claims are plain
data, so that a half-finished booking survives a killed process.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Sense(StrEnum):
    """Where a claim comes from."""

    VOICE = "voice"
    SIGHT = "sight"
    TOUCH = "touch"
    """Typed, tapped, or answered to the clerk's own question: settles what it names."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One sense's opinion on one slot."""

    slot: str
    sense: Sense
    values: Mapping[str, float]
    """Value to probability; sums to at most one."""
    reference: str | None = None
    """Clip or picture in the evidence store."""
    of: tuple[str, ...] = ()
    """Items whose label a picture read it from; empty: of whatever is meant."""

    @property
    def best(self) -> str:
        """The likeliest value."""
        return max(self.values, key=self.values.__getitem__)

    def speaks_of(self, item: str) -> bool:
        """Whether it may be of this item."""
        return not self.of or item in self.of

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "slot": self.slot,
            "sense": self.sense.value,
            "values": dict(self.values),
            "reference": self.reference,
            **({"of": list(self.of)} if self.of else {}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Claim":
        """Read the JSON form."""
        of = tuple(data.get("of", ()))
        return cls(data["slot"], Sense(data["sense"]), data["values"], data["reference"], of)


class Claims:
    """All claims of one booking in preparation; at most one a slot and sense."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._by_key = {(claim.slot, claim.sense): claim for claim in claims}

    def put(self, claim: Claim) -> None:
        """Add a claim, replacing what the same sense said before about the slot."""
        self._by_key[claim.slot, claim.sense] = claim

    def settle(self, slot: str, value: str, reference: str | None = None) -> None:
        """Let the person's answer stand alone for a slot."""
        self.forget(slot)
        self.put(Claim(slot, Sense.TOUCH, {value: 1.0}, reference))

    def answer(self, claim: Claim) -> None:
        """Let what the person has just said about a slot replace all that was claimed before, however sure it is."""
        self.forget(claim.slot)
        self.put(claim)

    def forget(self, slot: str, sense: Sense | None = None) -> None:
        """Drop what is known about a slot, from one sense or from all."""
        for key in [key for key in self._by_key if key[0] == slot and sense in {None, key[1]}]:
            del self._by_key[key]

    def forget_others(self, item: str) -> None:
        """Drop what a picture says of other goods than `item`."""
        self._by_key = {key: claim for key, claim in self._by_key.items() if claim.speaks_of(item)}

    def told(self, item: str) -> dict[str, str]:
        """Return the likeliest value of each slot, without what a picture says of other goods than `item`."""
        return {claim.slot: claim.best for claim in self if claim.speaks_of(item)}

    def slots(self) -> list[str]:
        """Return the slots that something is claimed about, in the order they came up."""
        return list(dict.fromkeys(slot for slot, _ in self._by_key))

    def about(self, slot: str) -> list[Claim]:
        """Return the claims about a slot."""
        return [claim for (name, _), claim in self._by_key.items() if name == slot]

    def __iter__(self) -> Iterator[Claim]:
        return iter(list(self._by_key.values()))

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def to_list(self) -> list[dict[str, Any]]:
        """Return the JSON form."""
        return [claim.to_dict() for claim in self._by_key.values()]

    @classmethod
    def from_list(cls, data: Iterable[Mapping[str, Any]]) -> "Claims":
        """Read the JSON form."""
        return cls(Claim.from_dict(entry) for entry in data)
