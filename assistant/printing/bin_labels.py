"""Labels for bins: the place, its two check digits of the week, and its code to scan; to be cut out of A4 paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.printing.paper import put_on_paper

MARGIN, COLUMNS, ROWS = 10, 2, 6
"""Millimetres; labels beside and above each other."""
PLACE, DIGITS, NOTE = 26, 54, 9
"""Points."""
CODE_MM = 24


@dataclass(frozen=True, slots=True)
class BinLabel:
    """What stands on one label."""

    place: str
    digits: str
    note: str
    """How long the digits hold, in words."""


def print_bin_labels(labels: Sequence[BinLabel], path: Path, at: datetime, font: Path | None = None) -> None:
    """Write labels as PDF (A4), twelve a page; `at` is the time that the file says it was made.

    Raises `PrintFailedError`, `FontMissingError` or `PrinterMissingError`.
    """
    put_on_paper(path, (".pdf",), font, lambda unfinished, chosen: _draw(labels, unfinished, at, chosen))


def _draw(labels: Sequence[BinLabel], path: Path, at: datetime, font: Path) -> None:
    from fpdf import FPDF

    paper = FPDF(format="A4")
    paper.set_creation_date(at)
    paper.set_auto_page_break(auto=False)
    paper.add_font("clerk", fname=font)
    wide, high = (paper.w - 2 * MARGIN) / COLUMNS, (paper.h - 2 * MARGIN) / ROWS
    for number, label in enumerate(labels):
        row, column = divmod(number % (COLUMNS * ROWS), COLUMNS)
        if row == column == 0:
            paper.add_page()
        left, top = MARGIN + column * wide, MARGIN + row * high
        paper.rect(left, top, wide, high)
        for size, text, down in ((PLACE, label.place, 3), (DIGITS, " ".join(label.digits), 14), (NOTE, label.note, 36)):
            paper.set_font("clerk", size=size)
            paper.set_xy(left + 3, top + down)
            paper.cell(wide - CODE_MM - 8, size / 2.6, text)
        code = code_of(label.place)
        if code is not None:
            paper.image(code, left + wide - CODE_MM - 4, top + (high - CODE_MM) / 2, CODE_MM, CODE_MM)
    paper.output(str(path))


def code_of(place: str) -> Any:
    """Return a picture of the QR code of a place; None where the library that makes it is missing: digits do, too."""
    try:
        import zxingcpp
        from PIL import Image
    except ImportError:
        return None
    code = zxingcpp.create_barcode(place, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=8))
