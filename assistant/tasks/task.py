"""A guided task and its lines: plain data that survives in the database between two events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class TaskKind(StrEnum):
    """What is done, line by line."""

    PICK = "pick"
    RECEIVE = "receive"
    PUT_AWAY = "put_away"
    COUNT = "count"
    INSPECT = "inspect"


class TaskState(StrEnum):
    """How far it has come."""

    OPEN = "open"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


class LineState(StrEnum):
    """What became of a line."""

    OPEN = "open"
    DONE = "done"
    SHORT = "short"
    """Less than wanted was there."""
    SKIPPED = "skipped"
    """Comes again at the end."""
    FAILED = "failed"
    """Of an inspection: not as it should be."""


class Step(StrEnum):
    """What the clerk waits for."""

    PLACE = "place"
    """Check digits of the place, its code, or a picture of what lies there."""
    QUANTITY = "quantity"
    CONFIRM = "confirm"
    """Yes or no to the amount that was understood, or to an inspected point."""
    REASON = "reason"
    """Why less was there, or what is wrong."""


@dataclass(slots=True)
class TaskLine:
    """One line of work."""

    item: str = ""
    """SKU; empty in an inspection."""
    quantity: Decimal = Decimal(0)
    """Wanted, in base units; a count does not tell it."""
    place: str = ""
    """Where to go; empty: nowhere."""
    text: str = ""
    """What to inspect."""
    note: str = ""
    tool: str = ""
    number: int = 0
    """Line of the document, 0 without one."""
    state: LineState = LineState.OPEN
    done: Decimal = Decimal(0)
    reason: str = ""
    lot: str | None = None
    expiry: str | None = None
    """ISO date, from the label."""

    @property
    def waits(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state in {LineState.OPEN, LineState.SKIPPED}


@dataclass(slots=True)
class Task:
    """A list of work for one person at a time."""

    id: str
    kind: TaskKind
    lines: list[TaskLine] = field(default_factory=list)
    person: str = ""
    """Whose it is; empty: anybody's."""
    state: TaskState = TaskState.OPEN
    document: str | None = None
    """Number of the document that it fulfils."""
    at: int = 0
    """Index of the line in hand."""
    step: Step = Step.PLACE
    heard: Decimal | None = None
    """Amount that waits for a yes or a reason, base units."""
    counted_before: Decimal | None = None
    """What was counted the first time, where it differed from the books."""
    booked: str | None = None
    """Proposal that the line before was booked with, for an undo …"""
    booked_at: int = 0
    """… and which line that was."""

    @property
    def line(self) -> TaskLine:
        """The line in hand."""
        return self.lines[self.at]

    def left(self) -> int:
        """Return how many lines still wait."""
        return sum(line.waits for line in self.lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "person": self.person,
            "state": self.state.value,
            "document": self.document,
            "at": self.at,
            "step": self.step.value,
            "heard": None if self.heard is None else f"{self.heard:f}",
            "counted_before": None if self.counted_before is None else f"{self.counted_before:f}",
            "booked": self.booked,
            "booked_at": self.booked_at,
            "lines": [_line_to_dict(line) for line in self.lines],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Task":
        """Read the JSON form."""
        known = dict(data)
        known["kind"], known["state"], known["step"] = (
            TaskKind(data["kind"]),
            TaskState(data["state"]),
            Step(data["step"]),
        )
        for name in ("heard", "counted_before"):
            known[name] = None if data[name] is None else Decimal(data[name])
        known["lines"] = [_line_from_dict(line) for line in data["lines"]]
        return cls(**known)


def _line_to_dict(line: TaskLine) -> dict[str, Any]:
    plain = {name: getattr(line, name) for name in _PLAIN}
    return {**plain, "quantity": f"{line.quantity:f}", "done": f"{line.done:f}", "state": line.state.value}


def _line_from_dict(data: Mapping[str, Any]) -> TaskLine:
    return TaskLine(
        **{
            **data,
            "quantity": Decimal(data["quantity"]),
            "done": Decimal(data["done"]),
            "state": LineState(data["state"]),
        }
    )


_PLAIN = ("item", "place", "text", "note", "tool", "number", "reason", "lot", "expiry")
