"""What was said and seen before, as far as the next sentence depends on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intents.reading import Choice


@dataclass(frozen=True, slots=True)
class Context:
    """What the next sentence may refer to; everything may be unknown."""

    expecting: str | None = None
    """The slot that has just been asked for, `confirm` for yes or no; None when nothing is open."""
    choices: tuple[Choice, ...] = ()
    """What was offered with the question, in the order of offering ("第二个")."""
    intent: str | None = None
    """Of the booking in preparation: an answer completes it."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What is known of the booking in preparation."""
    last_intent: str | None = None
    """Of what was booked or asked before: "再来两箱" does it again."""
    last_item: str | None = None
    """SKU that 它 and 刚才那个 mean."""
    last_unit: str | None = None
    """Unit of the last quantity, as said."""
    last_quantity: str | None = None
    """Number of the last quantity, as said: 同上."""
    last_place: str | None = None
    """Place that 那儿 means."""
    last_document: str | None = None
    """Kind of the document that was spoken of last."""
    seen_item: str | None = None
    """SKU of what the camera shows: 这箱, 这个."""
