"""What a label states, from its lines: each value accepted, asked for, or absent; nothing is guessed."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from vision.label.dates import PrintedDate, find_dates
from vision.label.keys import Key, find_keys
from vision.label.quantity import find_quantity
from vision.label.rows import Row, Value, rows_of, values_of
from vision.label.settle import settle
from vision.label.shelf_life import ShelfLife, find_shelf_life
from vision.label.spacing import looks_whole
from vision.sighting import Fields
from vision.text.line import Line

LEAST_CHARACTER = 0.6
"""Probability that the weakest character of a lot or a serial number must reach, else it is asked for. Set by hand;
`benchmarks.labels` measures what it lets through."""
LEAST_OF_A_FORM = 0.55
"""The same for dates, quantities and shelf lives, of which fewer are wrong under a fold (card of `label-text`)."""

_LOT = re.compile(r"[A-Z0-9](?:[A-Z0-9]|[-_/](?=[A-Z0-9])){2,19}")
"""Without points: one is what dirt or a fold leaves of a digit."""
_UNCLEAR_IN_LOT = frozenset("loi")
"""Small letters that are as likely digits or capitals."""
_DIGITS = re.compile(r"(?<!\d)(?:\d[ ]?){7}(?:(?:\d[ ]?){4,6})?\d(?!\d)")


@dataclass(frozen=True, slots=True)
class LabelText:
    """A label that was read."""

    fields: Fields
    confidence: float
    """Lowest probability among the accepted values' characters; of all characters the mean, where there is none."""
    gaps: frozenset[str] = frozenset()
    """Names of values in which a character seems to be missing."""
    unclear: frozenset[tuple[str, str]] = frozenset()
    """Names and values of what stands there whole, but with a character that is too weak to be believed."""
    digits: tuple[str, ...] = ()
    """Runs of 8, 12, 13 or 14 digits that may be the number under a barcode; not verified here."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the values of one key say together."""

    text: str | None = None
    confidence: float = 1.0
    doubtful: bool = False
    """Something stands there, but not clearly enough."""
    gap: bool = False
    """A character seems to be missing."""
    unclear: frozenset[str] = frozenset()
    """What stands there with a character that is too weak."""


def read_fields(lines: Sequence[Line]) -> LabelText:
    """Return what `lines`, in reading order, state; values with a character that is too weak are asked for."""
    rows = rows_of(lines)
    values = values_of(rows)
    lot = _agreed(values, Key.LOT, _lot, LEAST_CHARACTER)
    quantity = _agreed(values, Key.QUANTITY, _quantity, LEAST_OF_A_FORM)
    serial = _agreed(values, Key.SERIAL, _lot, LEAST_CHARACTER)
    dates = settle(
        _dates(values, Key.PRODUCED),
        _dates(values, Key.EXPIRY) or _dates(values, Key.SHELF_LIFE),
        next((life for value in values if (life := _life(value))), None),
    )
    name = next((value.text for value in values if value.key is Key.NAME), None) or _title(rows)
    number, _, unit = (quantity.text or "").partition(" ")
    formless = [("lot", lot), ("quantity", quantity), ("serial", serial)]
    fields = Fields(
        text="\n".join(row.text for row in rows),
        lot=lot.text,
        expiry=dates.expiry.isoformat() if dates.expiry else None,
        produced=dates.produced.isoformat() if dates.produced else None,
        quantity=number or None,
        unit=unit or None,
        name=name,
        serial=serial.text,
        ambiguous=(*dates.ambiguous, *(name for name, read in formless if read.doubtful)),
    )
    accepted = [read.confidence for read in (lot, quantity) if read.text]
    if dates.expiry or dates.produced:
        accepted.append(dates.confidence)
    mean = sum(line.confidence for line in lines) / max(1, len(lines))
    return LabelText(
        fields,
        min(accepted, default=mean),
        frozenset(name for name, read in formless if read.gap),
        frozenset((name, value) for name, read in formless for value in read.unclear),
        tuple(_digit_runs(rows)),
    )


def _agreed(
    values: Iterable[Value], key: Key, parse: Callable[[str], tuple[str, int, int] | None], least: float
) -> _Read:
    read: set[str] = set()
    unclear: set[str] = set()
    confidence, seen, gap = 1.0, False, False
    for value in values:
        if value.key is not key:
            continue
        seen = True
        parsed = parse(value.text)
        if parsed and not looks_whole(value, parsed[1], parsed[2]):
            gap = True
        elif parsed and value.confidence(parsed[1], parsed[2]) >= least:
            read.add(parsed[0])
            confidence = min(confidence, value.confidence(parsed[1], parsed[2]))
        elif parsed:
            unclear.add(parsed[0])
    if len(read) == 1 and not gap:
        return _Read(read.pop(), confidence)
    return _Read(doubtful=seen, gap=gap, unclear=frozenset(unclear))


def _lot(text: str) -> tuple[str, int, int] | None:
    token = re.split(r"[\s(（,，;；]", text, maxsplit=1)[0]
    rest = text[len(token) :].strip()
    if _UNCLEAR_IN_LOT & set(token) or not _LOT.fullmatch(token.upper()) or not re.search(r"\d", token):
        return None
    # A piece that a space split off may belong to the lot: better asked than cut.
    return None if re.match(r"[A-Za-z0-9-]", rest) else (token.upper(), 0, len(token))


def _quantity(text: str) -> tuple[str, int, int] | None:
    found = find_quantity(text)
    return (f"{found.number} {found.unit or ''}", found.start, found.end) if found else None


def _life(value: Value) -> ShelfLife | None:
    if value.key not in {Key.SHELF_LIFE, Key.EXPIRY} or value.confidence() < LEAST_OF_A_FORM or find_dates(value.text):
        return None
    # 2O2，年10月24日 behind a key of expiry is a date that was misread, not ten months.
    if value.key is Key.EXPIRY and len(re.findall(r"\d", value.text)) > 3:
        return None
    return find_shelf_life(value.text)


def _dates(values: Iterable[Value], key: Key) -> list[tuple[PrintedDate | str, float]]:
    """Return each date behind `key` with its confidence; of one that is not readable the digits that are clear."""
    read: list[tuple[PrintedDate | str, float]] = []
    for value in values:
        if value.key is not key:
            continue
        found = find_dates(value.text)
        if len(found) == 1 and value.confidence(found[0].start, found[0].end) >= LEAST_OF_A_FORM:
            read.append((found[0], value.confidence(found[0].start, found[0].end)))
        elif found or len(re.findall(r"\d", value.text)) > 3:
            clear = zip(value.text, value.probabilities, strict=True)
            read.append(("".join(one for one, chance in clear if one.isdigit() and chance >= LEAST_CHARACTER), 0.0))
    return read


def _title(rows: Sequence[Row]) -> str | None:
    named = [row for row in rows if not find_keys(row.text) and len(re.findall(r"[^\W\d_]", row.text)) >= 2]
    named = [row for row in named if not find_dates(row.text)]
    return max(named, key=lambda row: row.height).text if named else None


def _digit_runs(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        for match in _DIGITS.finditer(row.text):
            digits = match.group().replace(" ", "")
            if len(digits) in {8, 12, 13, 14}:
                yield digits
