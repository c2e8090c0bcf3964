"""Production date, expiry date and shelf life explain each other; what they leave open is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vision.label.dates import PrintedDate
from vision.label.shelf_life import ShelfLife

Read = Sequence[tuple[PrintedDate | str, float]]
"""Dates behind one key with their confidence; of one that cannot be read the digits that can be made out."""

_FORMS = ("%Y%m%d", "%d%m%Y", "%m%d%Y", "%d%Y", "%y%m%d", "%d%m%y")
"""The digits of a date in the orders in which it is printed; a month may be a word."""
_LONGEST_MONTH = 5
"""Days by which months may be off their mean length, and the counting besides."""
_LEAST = 4
"""Digits that must be made out of a date that the others tell."""

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
    expiry date (its last day) but no production date. Where a fold hides a part of one date, the other and the shelf
    life tell it, as long as what is left of it says nothing else.
    """
    made, goes_off = _days(produced), _days(expiry)
    if any(isinstance(printed, PrintedDate) and printed.month_only for printed, _ in produced):
        made = set()
    if life and len(made) == 1 and not goes_off:
        goes_off = _told(_near(life.after(next(iter(made))), _COUNTING), expiry)
    elif life and len(goes_off) == 1 and not made:
        made = _told(_before(next(iter(goes_off)), life), produced)
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
    sets = [set(printed.days) if isinstance(printed, PrintedDate) else set() for printed, _ in read]
    return set.intersection(*sets) if sets else set()


def _near(day: date, off: int) -> set[date]:
    return {day + timedelta(days=days) for days in range(-off, off + 1)}


def _before(last: date, life: ShelfLife) -> set[date]:
    """Return the days from which goods keep until `last`, however their maker counts."""
    about = last - timedelta(days=life.days + round(30.44 * life.months))
    return {day for day in _near(about, _LONGEST_MONTH) if _agree(day, last, life)}


def _told(days: set[date], read: Read) -> set[date]:
    """Return the one of `days` that what is left of every print behind the key fits; none where several do."""
    left = [printed for printed, _ in read if isinstance(printed, str)]
    if not left or len(left) < len(read) or any(len(digits) < _LEAST for digits in left):
        return set()
    fits = {day for day in days if all(any(_within(part, day.strftime(form)) for form in _FORMS) for part in left)}
    return fits if len(fits) == 1 else set()


def _within(part: str, whole: str) -> bool:
    """Return whether the characters of `part` stand in `whole` in their order."""
    rest = iter(whole)
    return all(character in rest for character in part)


def _agree(made: date, goes_off: date, life: ShelfLife | None) -> bool:
    if goes_off <= made:
        return False
    return life is None or abs((life.after(made) - goes_off).days) <= _COUNTING
