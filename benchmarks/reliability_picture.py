"""Draws a reliability diagram as SVG: how often the clerk was right, beside how sure it said it was."""

import math
from collections.abc import Sequence
from pathlib import Path

from benchmarks.statistics import ReliabilityBin, wilson

SIDE, MARGIN = 360, 48
"""Pixels of the square, and around it."""
INK, SOFT, LINE = "#1f2933", "#9aa5b1", "#0b7285"


def draw(bars: Sequence[ReliabilityBin], title: str, path: Path) -> None:
    """Write the diagram; each point has its 95 % Wilson interval, and the number of proposals beside it.

    Both axes begin at the tenth below all that is drawn.
    """
    intervals = [wilson(round(bar.right * bar.n), bar.n) for bar in bars]
    least = min([*(bar.confidence for bar in bars), *(low for low, _ in intervals)])
    begin = math.floor(min(least, 0.9) * 10) / 10

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            round(MARGIN + (x - begin) / (1 - begin) * SIDE, 1),
            round(MARGIN + (1 - y) / (1 - begin) * SIDE, 1),
        )

    whole = SIDE + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-size="12" fill="{INK}">',
        "<style>text { font-family: sans-serif }</style>",
        f'<rect width="{whole}" height="{whole}" fill="white"/>',
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="{SOFT}"/>',
        _line(at(begin, begin), at(1, 1), SOFT, "4 4"),
        f'<text x="{whole / 2}" y="{MARGIN / 2}" text-anchor="middle">{title}</text>',
        f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">confidence</text>',
        f'<text x="14" y="{whole / 2}" text-anchor="middle" transform="rotate(-90 14 {whole / 2})">was right</text>',
    ]
    for step in range(5):
        tick = round(begin + (1 - begin) * step / 4, 3)
        x, y = at(tick, tick)
        parts.append(f'<text x="{x}" y="{whole - MARGIN + 16}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{MARGIN - 6}" y="{y + 4}" text-anchor="end">{tick:g}</text>')
    for bar, (low, high) in zip(bars, intervals, strict=True):
        x, y = at(bar.confidence, bar.right)
        parts.append(_line(at(bar.confidence, low), at(bar.confidence, high), LINE))
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{LINE}"/>')
        parts.append(f'<text x="{x - 8}" y="{y + 16}" text-anchor="end" font-size="10">{bar.n}</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def _line(begin: tuple[float, float], end: tuple[float, float], colour: str, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line x1="{begin[0]}" y1="{begin[1]}" x2="{end[0]}" y2="{end[1]}" stroke="{colour}"{dashed}/>'
