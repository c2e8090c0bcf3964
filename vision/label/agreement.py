"""A label read in several ways: a value counts where enough ways give it and none gives another.

One way may be sure of what is not there; that several are sure of the same wrong value is rare.
"""

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from vision.label.fields import LabelText, read_fields
from vision.text.line import Line, bare

VALUES = ("lot", "expiry", "produced", "quantity", "serial")
VOTES = 3
"""Ways that must give the same value; both, where there are only two."""
SUREST = 0.99
"""No label is believed more than this, however few were fitted wrong."""
GAPS = 2
"""Ways in which a character must seem to be missing for a value to be left open."""
WORN = 0.35
"""Share of lines that the ways read differently, from which nothing is believed that has no form of its own: a lot may
have lost its end, a quantity a digit, and no rule tells; dates that agree still count."""
_FORMLESS = frozenset({"lot", "quantity", "serial"})
_UNDER_A_CODE = re.compile(r"\S{0,2}\d[\d²³lI]{9,}\S{0,2}")
_LEAST = 0.5
"""Mean probability below which a way did not read a line."""


def read_agreed(lines: Sequence[Line]) -> LabelText:
    """Return what `lines`, in reading order, state in all the ways they were read; in the first where there is one."""
    told = [read_fields(way) for way in _ways(lines)]
    first = told[0]
    if len(told) == 1:
        return first
    enough, worn = min(VOTES, len(told)), _worn(lines)
    accepted: dict[str, Any] = {}
    scores = []
    for name in VALUES:
        votes = Counter(value for one in told if (value := _value(one, name)) is not None)
        value, count = votes.most_common(1)[0] if votes else (None, 0)
        gaps = sum(name in one.gaps for one in told)
        # A unit ends a number: where every way reads both alike, its end is there.
        complete = name == "quantity" and count == len(told) and not str(value).endswith(" ")
        # The last way sees what stands beside the line's outline: a character that a crease cut off.
        confirmed = _value(told[-1], name) == value or (name, value) in told[-1].unclear
        unconfirmed = not confirmed or (worn and not complete)
        doubt = gaps >= min(GAPS, len(told)) or (unconfirmed and name in _FORMLESS)
        if value is not None and count >= enough and len(votes) == 1 and not doubt:
            accepted[name] = value
            scores.append(sum(one.confidence for one in told if _value(one, name) == value) / len(told))
    asked = {name for one in told for name in one.fields.ambiguous} | {
        name for name in VALUES for one in told if _value(one, name) is not None
    }
    quantity, _, unit = accepted.get("quantity", "").partition(" ")
    dates_and_numbers: dict[str, Any] = {name: accepted.get(name) for name in VALUES if name != "quantity"}
    fields = replace(
        first.fields,
        **dates_and_numbers,
        quantity=quantity or None,
        unit=unit or None,
        ambiguous=tuple(sorted(asked - set(accepted))),
    )
    score = min(scores, default=first.confidence)
    return LabelText(fields, min(SUREST, _calibrated(score)) if scores else score, digits=_digits(told, enough))


def _ways(lines: Sequence[Line]) -> Iterator[list[Line]]:
    yield list(lines)
    for way in range(min((len(line.again) for line in lines), default=0)):
        yield [
            line.again[way] for line in lines if line.again[way].text.strip() and line.again[way].confidence >= _LEAST
        ]


def _worn(lines: Sequence[Line]) -> bool:
    # The last way sees more than the others, and differs on whole labels too; so does print under a code.
    words = [line for line in lines if len(bare(line.text)) > 1 and not _UNDER_A_CODE.fullmatch(bare(line.text))]
    differing = [len({bare(other.text) for other in (line, *line.again[:-1])}) > 1 for line in words]
    return sum(differing) > WORN * max(1, len(words))


def _value(told: LabelText, name: str) -> str | None:
    value: str | None = getattr(told.fields, name)
    return f"{value} {told.fields.unit or ''}" if value and name == "quantity" else value


def _digits(told: Sequence[LabelText], enough: int) -> tuple[str, ...]:
    """Return the runs of digits that enough ways read."""
    votes = Counter(digits for one in told for digits in set(one.digits))
    return tuple(digits for digits, count in votes.items() if count >= enough)


def _calibrated(score: float) -> float:
    scores, values = _curve()
    place = bisect_left(scores, score)
    if place in {0, len(scores)}:
        return values[min(place, len(values) - 1)]
    left, right = scores[place - 1], scores[place]
    share = (score - left) / (right - left)
    return values[place - 1] + share * (values[place] - values[place - 1])


@cache
def _curve() -> tuple[list[float], list[float]]:
    """Return the corners of what scores are worth; `benchmarks.labels --calibrate` writes them."""
    data = json.loads(Path(__file__).with_name("confidence.json").read_text(encoding="utf-8"))
    return data["scores"], data["values"]
