"""Draws a label: print, rules and a code on paper, in the fonts that OpenCV carries or in others that are named."""

import functools
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from models.training.labels.content import Content, barcode
from vision.picture import Image

_BUILT_IN = ("uni", "sans")


@dataclass(frozen=True, slots=True)
class Look:
    """How a label is laid out."""

    font: str
    weight: int
    """400 is normal, 700 bold; fonts without a weight axis ignore it."""
    size: int
    """Height of the print in pixels of the label."""
    layout: str
    """`list`, `table` or `columns`."""
    separator: str
    paper: tuple[int, int, int]
    ink: tuple[int, int, int]
    module: int
    """Pixels of the narrowest bar."""


def choose_look(rng: random.Random, fonts: tuple[str, ...] = ()) -> Look:
    """Return a look by chance; `fonts` are files beside those that OpenCV carries."""
    papers = ((250, 250, 250), (240, 246, 250), (215, 235, 245), (235, 235, 230))
    shade = rng.randrange(10, 70)
    return Look(
        font=rng.choice((*_BUILT_IN, *fonts)),
        weight=rng.choice((400, 500, 700)),
        size=rng.choice((26, 30, 34)),
        layout=rng.choice(("list", "list", "table", "columns")),
        separator=rng.choice(("：", ": ", "  ", ":")),
        paper=rng.choice(papers),
        ink=(shade, shade, shade),
        module=rng.choice((2, 3)),
    )


def system_fonts() -> tuple[str, ...]:
    """Return the fonts of this machine that add variety to training; the benchmarks do without them.

    Which they are is in the card. What a font lacks, hanzi above all, OpenCV prints in its own.
    """
    folder = Path("/usr/share/fonts")
    return tuple(str(path) for path in sorted(folder.rglob("*")) if path.suffix in {".ttf", ".ttc", ".otf"})


def draw(content: Content, look: Look) -> Image:
    """Return a label as BGR [height, width, 3], upright and clean, with a margin of paper."""
    font = _face(look.font)
    pitch = round(look.size * 1.75)
    margin = look.size
    code = draw_code(content.code, content.symbology, look.module) if content.symbology != "none" else None
    rows = _rows(content, look)
    widths = [sum(_width(part, look, font) for part in row) + look.size * (len(row) - 1) for row in rows]
    key_width = max(_width(key, look, font) for key, _ in content.lines) + look.size
    if look.layout == "table":
        widths = [key_width + max(_width(value, look, font) for _, value in content.lines) + 2 * look.size]
    beside = code is not None and abs(code.shape[1] - code.shape[0]) < 20
    width = max(*widths, 12 * look.size, 0 if code is None or beside else code.shape[1]) + 2 * margin
    width += code.shape[1] + margin if code is not None and beside else 0
    height = pitch * len(rows) + 2 * margin + (code.shape[0] + margin if code is not None and not beside else 0)
    if beside and code is not None:
        height = max(height, code.shape[0] + 2 * margin)
    paper = np.full((height, width, 3), look.paper, np.uint8)
    right = width - margin - (code.shape[1] + margin if beside and code is not None else 0)
    for number, row in enumerate(rows):
        base = margin + pitch * number + look.size
        if look.layout == "table" and len(row) == 2:
            cv2.rectangle(paper, (margin // 2, base - pitch + pitch // 3), (right, base + pitch // 3), look.ink, 1)
            cv2.line(
                paper,
                (margin + key_width - look.size // 2, base - pitch + pitch // 3),
                (margin + key_width - look.size // 2, base + pitch // 3),
                look.ink,
                1,
            )
            _print(paper, row[0], (margin, base), look, font)
            _print(paper, row[1], (margin + key_width, base), look, font)
            continue
        at = margin
        for part in row:
            _print(paper, part, (at, base), look, font)
            at += _width(part, look, font) + look.size
    if code is not None:
        top = margin if beside else margin + pitch * len(rows)
        left = width - margin - code.shape[1] if beside else margin
        _ink(paper, code, (left, top), look)
    return paper


def draw_code(text: str, symbology: str, module: int) -> Image:
    """Return a code, black on white, with its quiet zone and, for retail codes, the number below."""
    made = barcode(text, symbology)
    return np.array(made.to_image(scale=module, add_hrt=symbology in {"EAN13", "EAN8"}, add_quiet_zones=True), np.uint8)


@functools.cache
def _face(font: str) -> Any:
    return cv2.FontFace(font)


def _rows(content: Content, look: Look) -> list[tuple[str, ...]]:
    if look.layout == "table":
        return [(key, value) if key else (value,) for key, value in content.lines]
    joined = [key + look.separator + value if key else value for key, value in content.lines]
    if look.layout == "columns" and len(joined) > 3:
        short = sorted(joined[1:], key=len)
        pair = (short[0], short[1])
        return [(joined[0],), *((line,) for line in joined[1:] if line not in pair), pair]
    return [(line,) for line in joined]


def _width(text: str, look: Look, font: Any) -> int:
    (_, _, width, _) = cv2.getTextSize((0, 0), text, (0, 0), font, look.size, look.weight)
    return int(width)


def _print(paper: Image, text: str, at: tuple[int, int], look: Look, font: Any) -> None:
    cv2.putText(paper, text, at, look.ink, font, look.size, look.weight)


def _ink(paper: Image, code: Image, at: tuple[int, int], look: Look) -> None:
    left, top = at
    high, wide = code.shape
    area = paper[top : top + high, left : left + wide]
    share = code[: area.shape[0], : area.shape[1], None].astype(np.float32) / 255
    area[:] = (share * area + (1 - share) * np.array(look.ink, np.float32)).astype(np.uint8)
