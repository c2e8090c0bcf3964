"""Draws a sheet as a picture, to be sent in a message or shown on a screen: as wide as A4 at 150 dots an inch."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from assistant.printing.sheet import Column, Sheet

WIDTH, MARGIN, PAD = 1240, 80, 8
"""Pixels."""
TITLE, TEXT = 52, 26
"""Pixels: height of the characters."""
LEADING = 38
"""Pixels from line to line."""
LABEL = 180
"""Pixels for the label of a field."""
INK, RULE, HEAD = (0, 0, 0), (150, 150, 150), (235, 235, 235)


class _Canvas:
    """A column of paper that grows downwards."""

    def __init__(self, height: int, font: Path) -> None:
        self.image = Image.new("RGB", (WIDTH, height), "white")
        self._draw = ImageDraw.Draw(self.image)
        self._title = ImageFont.truetype(font, TITLE)
        self._text = ImageFont.truetype(font, TEXT)
        self.y = MARGIN

    def title(self, text: str) -> None:
        self._draw.text((WIDTH / 2, self.y), text, INK, self._title, anchor="ma")
        self.y += TITLE + LEADING

    def field(self, label: str, value: str) -> None:
        self._draw.text((MARGIN, self.y), label, INK, self._text)
        for line in self._wrap(value, WIDTH - 2 * MARGIN - LABEL):
            self._draw.text((MARGIN + LABEL, self.y), line, INK, self._text)
            self.y += LEADING

    def row(self, columns: Sequence[Column], cells: Sequence[str], *, head: bool = False) -> None:
        total = sum(column.share for column in columns)
        widths = [(WIDTH - 2 * MARGIN) * column.share // total for column in columns]
        wrapped = [self._wrap(cell, width - 2 * PAD) for cell, width in zip(cells, widths, strict=True)]
        bottom = self.y + max(map(len, wrapped)) * LEADING + PAD
        if head:
            self._draw.rectangle((MARGIN, self.y, MARGIN + sum(widths), bottom), HEAD)
        left = MARGIN
        for column, width, lines in zip(columns, widths, wrapped, strict=True):
            x = left + width - PAD if column.right else left + PAD
            for number, line in enumerate(lines):
                y = self.y + PAD // 2 + number * LEADING
                self._draw.text((x, y), line, INK, self._text, anchor="ra" if column.right else "la")
            left += width
        self.y = bottom
        self._draw.line((MARGIN, bottom, left, bottom), RULE)

    def signatures(self, labels: Sequence[str]) -> None:
        self.y += 2 * LEADING
        step = (WIDTH - 2 * MARGIN) // len(labels)
        for number, label in enumerate(labels):
            self._draw.text((MARGIN + number * step, self.y), f"{label} ________", INK, self._text)
        self.y += LEADING

    def _wrap(self, text: str, width: int) -> list[str]:
        lines = [""]
        for character in text:
            if lines[-1] and self._text.getlength(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
        return lines


def write(sheet: Sheet, path: Path, font: Path) -> None:
    """Draw the sheet and save it as PNG."""
    # Drawn twice: what the first pass needs of height is what the second one gets.
    height = _draw(sheet, _Canvas(1, font))
    canvas = _Canvas(height, font)
    _draw(sheet, canvas)
    canvas.image.save(path, "PNG")


def _draw(sheet: Sheet, canvas: _Canvas) -> int:
    canvas.title(sheet.title)
    for label, value in sheet.fields:
        canvas.field(label, value)
    canvas.y += LEADING // 2
    canvas.row(sheet.columns, [column.label for column in sheet.columns], head=True)
    for cells in sheet.rows:
        canvas.row(sheet.columns, cells)
    canvas.signatures(sheet.signatures)
    return canvas.y + MARGIN
