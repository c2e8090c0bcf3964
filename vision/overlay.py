"""Draws what was seen into the picture: boxes, names, counts, lot and expiry, and the state of a checklist.

Works on plain data, so that the app, the command line and a replay draw alike. Text is sized to be readable when the
picture is shown 360 pixels wide. OpenCV's own fonts hold hanzi; nothing else is needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from vision.errors import PictureUnwritableError
from vision.picture import Box, Image
from vision.sighting import Count, Kind, Sighting

_SMALLEST_TEXT = 14 / 360
"""Height of text as a share of the picture's width: 14 pixels on a screen of 360."""
_FOOTER = 1.9
"""Height of the checklist, in heights of text."""
_FONT = "sans"
_WEIGHT = 500


class State(StrEnum):
    """How a mark is drawn: by its sign as well as by its colour."""

    SURE = "sure"
    ASKED = "asked"
    """Something about it must be asked."""
    UNKNOWN = "unknown"


_SIGNS = {State.SURE: "√", State.ASKED: "?", State.UNKNOWN: "·"}
_COLOURS = {State.SURE: (80, 175, 60), State.ASKED: (30, 150, 245), State.UNKNOWN: (150, 150, 150)}


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to draw."""

    box: Box
    title: str
    """Empty: the box alone, of one thing among many that are told of once."""
    lines: tuple[str, ...] = ()
    """Below the title, smaller."""
    state: State = State.UNKNOWN


@dataclass(frozen=True, slots=True)
class Checklist:
    """How far an inspection has come."""

    due: int
    done: int
    words: Mapping[str, str]
    """`due`, `done` and `left` as a person reads them."""

    def __str__(self) -> str:
        """Return the line that is drawn: 应检 12  已检 8  剩 4."""
        left = self.due - self.done
        return f"{self.words['due']} {self.due}   {self.words['done']} {self.done}   {self.words['left']} {left}"


CHECKLIST_WORDS = {
    "zh": {"due": "应检", "done": "已检", "left": "剩"},
    "en": {"due": "due", "done": "done", "left": "left"},
}
KIND_WORDS = {
    "zh": {"carton": "纸箱", "product": "商品", "label": "标签", "barcode": "条码"},
    "en": {"carton": "carton", "product": "product", "label": "label", "barcode": "code"},
}
_COUNT_WORDS = {
    "zh": {"exact": "{number} 箱", "at_least": "至少 {number} 箱"},
    "en": {"exact": "{number} cartons", "at_least": "at least {number} cartons"},
}
_FIELD_WORDS = {
    "zh": {"lot": "批号", "expiry": "有效期至", "produced": "生产日期", "quantity": "数量", "ambiguous": "请确认"},
    "en": {
        "lot": "lot",
        "expiry": "best before",
        "produced": "produced",
        "quantity": "quantity",
        "ambiguous": "confirm",
    },
}


def marks_of(sightings: Sequence[Sighting], names: Mapping[str, str], lang: str = "zh") -> list[Mark]:
    """Return what to draw for sightings; `names` tells an item's name by SKU. Cartons of a kind are told of once."""
    told: set[tuple[str | None, Count]] = set()
    marks = []
    for sighting in sightings:
        if sighting.kind is Kind.NOTHING:
            continue
        again = sighting.count is not None and (sighting.item, sighting.count) in told
        if sighting.count:
            told.add((sighting.item, sighting.count))
        marks.append(_mark(sighting, names, lang, quiet=again))
    return marks


def frame(
    image: Image,
    sightings: Sequence[Sighting],
    names: Mapping[str, str],
    lang: str = "zh",
    checklist: Checklist | None = None,
) -> Image:
    """Return a frame of a live camera with what was seen in it drawn in, BGR, of the same size."""
    return draw(image, marks_of(sightings, names, lang), checklist)


def count_words(count: Count, lang: str = "zh") -> str:
    """Return how many cartons there are, as a person says it: 至少 6 箱."""
    return _COUNT_WORDS[lang]["at_least" if count.at_least else "exact"].format(number=count.number)


def draw(image: Image, marks: Sequence[Mark], checklist: Checklist | None = None) -> Image:
    """Return a copy of a BGR picture [height, width, 3] with the marks, and the checklist along its lower edge."""
    canvas = image.copy()
    size = max(12, round(_SMALLEST_TEXT * canvas.shape[1]))
    font = cv2.FontFace(_FONT)
    for mark in marks:
        x, y, wide, high = mark.box
        cv2.rectangle(canvas, (x, y), (x + wide, y + high), _COLOURS[mark.state], max(2, size // 7))
    # Panels after all boxes: no line may run through a name.
    height, width = canvas.shape[:2]
    taken: list[Box] = [(0, height - round(_FOOTER * size), width, height)] if checklist else []
    for mark in (mark for mark in marks if mark.title):
        taken.append(_panel(canvas, mark, size, font, taken))
    if checklist:
        _footer(canvas, str(checklist), size, font)
    return canvas


def save(image: Image, target: Path) -> None:
    """Write a picture in the form that the name's ending says, PNG without one; raises `PictureUnwritableError`."""
    try:
        _, content = cv2.imencode(target.suffix or ".png", image)
        target.write_bytes(content.tobytes())
    except (OSError, cv2.error) as error:
        raise PictureUnwritableError(target) from error


def _mark(sighting: Sighting, names: Mapping[str, str], lang: str, *, quiet: bool) -> Mark:
    fields, words = sighting.fields, _FIELD_WORDS[lang]
    state = State.ASKED if fields.ambiguous else State.SURE if sighting.item else State.UNKNOWN
    if quiet:
        return Mark(sighting.box, "", state=state)
    title = names.get(sighting.item or "") or fields.name or sighting.code or KIND_WORDS[lang][sighting.kind.value]
    if sighting.count:
        title = f"{title} {count_words(sighting.count, lang)}"
    lines = [f"{words[name]} {getattr(fields, name)}" for name in ("lot", "expiry") if getattr(fields, name)]
    if fields.quantity:
        lines.append(f"{words['quantity']} {fields.quantity}{fields.unit or ''}")
    asked = [words[name] for name in fields.ambiguous if name in words]
    if asked:
        lines.append(f"{words['ambiguous']}: {' '.join(asked)}")
    return Mark(sighting.box, title, tuple(lines), state)


def _panel(canvas: Image, mark: Mark, size: int, font: Any, taken: Sequence[Box]) -> Box:
    texts = [(f"{_SIGNS[mark.state]} {mark.title}", size), *((line, round(size * 0.85)) for line in mark.lines)]
    pad = max(4, size // 4)
    fitting = [(_shortened(text, high, canvas.shape[1] - 4 * pad, font), high) for text, high in texts]
    wide = max(_width(text, size, font) for text, size in fitting) + 2 * pad
    high = sum(round(size * 1.35) for _, size in fitting) + 2 * pad
    left, top = _place(canvas.shape, mark.box, (wide, high), taken)
    area = canvas[top : top + high, left : left + wide]
    area[:] = (area * 0.2 + np.array((24, 24, 24)) * 0.8).astype(np.uint8)
    cv2.rectangle(canvas, (left, top), (left + max(3, pad // 2), top + high - 1), _COLOURS[mark.state], -1)
    base = top + pad
    for text, height in fitting:
        base += round(height * 1.35)
        at = (left + 2 * pad, base - round(height * 0.35))
        cv2.putText(canvas, text, at, (255, 255, 255), font, height, _WEIGHT)
    return left, top, wide, high


def _place(shape: tuple[int, ...], box: Box, size: tuple[int, int], taken: Sequence[Box]) -> tuple[int, int]:
    """Return where a panel stands: above, below or beside its box, else inside; never outside the picture."""
    x, y, box_wide, box_high = box
    wide, high = size
    most_left, most_top = max(0, shape[1] - wide), max(0, shape[0] - high)
    left, top = max(0, min(x, most_left)), max(0, min(y, most_top))
    places = [(left, y - high), (left, y + box_high), (x + box_wide, top), (x - wide, top), (left, top)]
    inside = [place for place in places if 0 <= place[0] <= most_left and 0 <= place[1] <= most_top]
    free = [place for place in inside if not any(_overlap((*place, wide, high), other) for other in taken)]
    return (free or inside)[0]


def _overlap(one: Box, other: Box) -> bool:
    beside = one[0] >= other[0] + other[2] or other[0] >= one[0] + one[2]
    return not (beside or one[1] >= other[1] + other[3] or other[1] >= one[1] + one[3])


def _footer(canvas: Image, text: str, size: int, font: Any) -> None:
    high = round(size * _FOOTER)
    canvas[-high:] = (canvas[-high:] * 0.2 + np.array((24, 24, 24)) * 0.8).astype(np.uint8)
    cv2.putText(canvas, text, (size // 2, canvas.shape[0] - round(size * 0.6)), (255, 255, 255), font, size, _WEIGHT)


def _width(text: str, size: int, font: Any) -> int:
    return int(cv2.getTextSize((0, 0), text, (0, 0), font, size, _WEIGHT)[2]) + size // 2


def _shortened(text: str, size: int, most: int, font: Any) -> str:
    if _width(text, size, font) <= most:
        return text
    while text and _width(text + "…", size, font) > most:
        text = text[:-1]
    return text + "…"
