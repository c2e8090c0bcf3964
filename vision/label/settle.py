"""Production date, expiry date and shelf life explain each other; what they leave open is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vision.label.dates import PrintedDate
from vision.label.shelf_life import ShelfLife

Read = Sequence[tuple[PrintedDate | None, float]]
"""Dates behind one key with their confidence; None for one that is there but cannot be read."""

_COUNTING = 1
"""Days by which printed and computed expiry may differ: some count the first day, some do not."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What is settled, and the names of what must be asked."""

    produced: date | None = None
    expiry: date | None = None
    confidence: float = 0.0
    """Of the least sure of them."""
    ambiguous: tuple[str, ...] = ()


def settle(produced: Read, expiry: Read, life: ShelfLife | None) -> Dates:
    """Return the one pair of days that agrees with all that is printed, and ask for what has none or several.

    An expiry date that is not printed is computed from production date and shelf life. A month alone is a fine
    expiry date (its last day) but no production date.
    """
    made, goes_off = _days(produced), _days(expiry)
    if any(printed is None or printed.month_only for printed, _ in produced):
        made = set()
    confidence = min((sure for _, sure in (*produced, *expiry) if sure), default=0.0)
    if made and goes_off:
        pairs = {(start, end) for start in made for end in goes_off if _agree(start, end, life)}
        starts, ends = {start for start, _ in pairs}, {end for _, end in pairs}
    else:
        starts, ends = made, goes_off
        if len(made) == 1 and life and not expiry:
            ends = {life.after(next(iter(made)))}
    asked = [
        ("produced", bool(produced) and len(starts) != 1),
        ("expiry", (bool(expiry) or bool(life and produced)) and len(ends) != 1),
    ]
    return Dates(
        next(iter(starts)) if len(starts) == 1 else None,
        next(iter(ends)) if len(ends) == 1 else None,
        confidence,
        tuple(name for name, doubt in asked if doubt),
    )


def _days(read: Read) -> set[date]:
    """Return the days on which every print behind the key agrees; none where one of them is unreadable."""
    sets = [set(printed.days) if printed else set() for printed, _ in read]
    return set.intersection(*sets) if sets else set()


def _agree(made: date, goes_off: date, life: ShelfLife | None) -> bool:
    if goes_off <= made:
        return False
    return life is None or abs((life.after(made) - goes_off).days) <= _COUNTING
