"""What the screens show, as plain data that may cross from the clerk's thread to the window's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.turn import Question, Turn

_IDENTITY = re.compile(r"(?<![0-9a-f])[0-9a-f]{28}([0-9a-f]{4})(?![0-9a-f])")


def readable(reply: str) -> str:
    """Return a reply without the length of the identities in it: their last four signs tell them apart for a person."""
    return _IDENTITY.sub(r"…\1", reply)


@dataclass(frozen=True, slots=True)
class Goods:
    """An item as a person picks it."""

    sku: str
    name: str
    initials: str
    """First letters of the name's syllables, lower case."""
    units: tuple[str, ...]
    """Base unit first."""
    place: str | None


@dataclass(frozen=True, slots=True)
class Believed:
    """One reason for a slot of a proposal."""

    slot: str
    sense: str
    value: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Booking:
    """A proposal, worded for the confirm screen."""

    action: str
    item: str
    details: str
    """Lot and expiry date, empty where unknown."""
    amount: str
    source: str
    destination: str
    confidence: float
    why: tuple[Believed, ...]


@dataclass(frozen=True, slots=True)
class Guided:
    """The task that is running, and its line in hand."""

    kind: str
    """`pick`, `receive`, `put_away`, `count` or `inspect`."""
    step: str
    """What the clerk waits for: `place`, `quantity`, `confirm` or `reason`."""
    all: int
    """Lines of the task."""
    done: int
    left: int
    name: str
    """The item, or what is to be inspected."""
    amount: str
    """What is wanted, worded; empty where it is not told."""
    place: str
    note: str
    tool: str
    units: tuple[str, ...]
    """Of the item, base unit first."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A turn of the clerk, with what the screens need to show it."""

    turn: Turn
    booking: Booking | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """SKU to name, of what was seen."""
    item: str = ""
    """SKU of the item that the booking in preparation is about, as far as it is known."""
    task: Guided | None = None
    printed: Path | None = None
    """The file of a document that was put on paper."""
    lang: str = ""
    """In which the clerk answers now."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where things stand: shown at home, and after a restart."""

    last_reply: str
    question: Question | None
    booking: Booking | None
    reviews: int
    """Bookings that wait for a person."""
    items: int
    item: str = ""
    """SKU of the item that the booking in preparation is about, as far as it is known."""
    task: Guided | None = None
    lang: str = "zh"
    """In which the clerk speaks."""


@dataclass(frozen=True, slots=True)
class StockRow:
    """How much of one lot is at one place."""

    sku: str
    name: str
    amount: str
    place: str
    details: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A booked move."""

    what: str
    when: str
    where: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A booking that waits for a person."""

    id: str
    sku: str
    """Of the item that is proposed."""
    booking: Booking
    why: str
    clips: tuple[str, ...]
    """Files of the recordings behind it."""
    pictures: tuple[str, ...]
    """Files of the pictures behind it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a table."""

    file: Path
    kind: str
    """`catalogue`, `stock` or `inspection`."""
    rows: int
    sample: tuple[str, ...]
    """Its first rows."""
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a catalogue import."""

    items: int
    refused: tuple[str, ...]
    """Line number and reason of each row that did not go in."""
    warnings: tuple[str, ...]
    """Names that cannot be told apart or cannot be heard, and what to do."""
    missing_glyphs: Mapping[str, str]
    """Name to the characters that the font lacks."""


@dataclass(frozen=True, slots=True)
class Sense:
    """Whether a sense works, and why it does not."""

    name: str
    works: bool
    why: str
