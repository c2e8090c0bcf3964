"""Draws a sheet as PDF on A4 paper; the font's used characters are embedded, so that it looks the same everywhere."""

from datetime import datetime
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, WrapMode

from assistant.printing.sheet import Sheet

FAMILY = "clerk"
MARGIN = 15
"""Millimetres."""
TITLE, TEXT, SMALL = 20, 10, 8
"""Points."""


class _Pages(FPDF):
    """Pages with their number at the foot."""

    wording = ""

    def footer(self) -> None:
        """Write the page number."""
        self.set_y(-MARGIN)
        self.set_font(FAMILY, size=SMALL)
        pages = self.str_alias_nb_pages or ""
        self.cell(0, 5, self.wording.format(page=self.page_no(), pages=pages), align="C")


def write(sheet: Sheet, path: Path, font: Path, at: datetime) -> None:
    """Draw the sheet; `at` is the time that the file says it was made."""
    pages = _Pages(format="A4")
    pages.wording = sheet.page
    pages.set_creation_date(at)
    pages.set_title(f"{sheet.title} {sheet.fields[0][1]}")
    pages.set_margin(MARGIN)
    pages.set_auto_page_break(auto=True, margin=MARGIN + 8)
    pages.add_font(FAMILY, fname=font)
    pages.add_page()
    pages.set_font(FAMILY, size=TITLE)
    pages.cell(0, 12, sheet.title, align="C", new_x="LMARGIN", new_y="NEXT")
    _fields(pages, sheet)
    _lines(pages, sheet)
    _signatures(pages, sheet)
    pages.output(str(path))


def _fields(pages: FPDF, sheet: Sheet) -> None:
    pages.set_font(FAMILY, size=TEXT)
    for label, value in sheet.fields:
        pages.cell(28, 7, label)
        pages.multi_cell(0, 7, value, new_x="LMARGIN", new_y="NEXT", wrapmode=WrapMode.CHAR)
    pages.ln(3)


def _lines(pages: FPDF, sheet: Sheet) -> None:
    pages.set_line_width(0.1)
    aligned: Any = tuple("RIGHT" if column.right else "LEFT" for column in sheet.columns)
    with pages.table(
        col_widths=tuple(column.share for column in sheet.columns),
        text_align=aligned,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        line_height=6,
        padding=1,
        wrapmode=WrapMode.CHAR,
        headings_style=_plain_face(),
    ) as table:
        for row in (tuple(column.label for column in sheet.columns), *sheet.rows):
            table.row(row)


def _plain_face() -> Any:
    from fpdf.fonts import FontFace

    # The font has one weight; the rules set the head apart.
    return FontFace(emphasis="", fill_color=(235, 235, 235))


def _signatures(pages: FPDF, sheet: Sheet) -> None:
    pages.ln(12)
    width = pages.epw / len(sheet.signatures)
    for label in sheet.signatures:
        pages.cell(width, 8, f"{label} ________________")
