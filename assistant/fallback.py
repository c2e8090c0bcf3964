"""Which sense to rely upon: decided from what each says of its own health, with hysteresis.

A sense is given up after `GIVE_UP` failures in a row (at once where its device is missing or crashed) and trusted
again after `COME_BACK` successes. The next sense is offered at the first failure already, before the person gets stuck;
giving up only changes which sense the clerk names first from then on.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Channel(StrEnum):
    """The ways a person can reach the clerk, in the order they are offered."""

    VOICE = "voice"
    CAMERA = "camera"
    TOUCH = "touch"


GIVE_UP = 2
COME_BACK = 2
HOPELESS = frozenset({"missing", "crashed"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How one channel has been doing."""

    failures: int = 0
    """In a row."""
    successes: int = 0
    """In a row."""
    given_up: bool = False
    problem: str | None = None
    """What it said last."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The standing of every channel; touch never fails."""

    channels: Mapping[Channel, Standing] = field(default_factory=dict)

    def of(self, channel: Channel) -> Standing:
        """Return a channel's standing."""
        return self.channels.get(channel, Standing())

    def report(self, channel: Channel, problem: str | None) -> "Trust":
        """Return the trust after a channel has said how it is."""
        before = self.of(channel)
        if problem is None:
            successes = before.successes + 1
            given_up = before.given_up and successes < COME_BACK
            after = Standing(0, successes, given_up, None)
        else:
            failures = before.failures + 1
            given_up = before.given_up or problem in HOPELESS or failures >= GIVE_UP
            after = Standing(failures, 0, given_up, problem)
        return replace(self, channels={**self.channels, channel: after})

    def came_back(self, before: "Trust", channel: Channel) -> bool:
        """Whether a channel is trusted again that was given up before."""
        return before.of(channel).given_up and not self.of(channel).given_up

    def offer(self, failed: Channel, useful: Container[Channel] = tuple(Channel)) -> Channel:
        """Return the channel to offer when one has just failed: the first healthy and useful one, else touch."""
        others = [channel for channel in Channel if channel not in {failed, Channel.TOUCH} and channel in useful]
        healthy = [channel for channel in others if not self.of(channel).given_up and not self.of(channel).failures]
        return healthy[0] if healthy else Channel.TOUCH

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            channel.value: {
                "failures": standing.failures,
                "successes": standing.successes,
                "given_up": standing.given_up,
                "problem": standing.problem,
            }
            for channel, standing in self.channels.items()
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Trust":
        """Read the JSON form."""
        return cls({Channel(name): Standing(**standing) for name, standing in data.items()})
