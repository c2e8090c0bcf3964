import re
import zlib
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from assistant.inventory.document import Document, DocumentKind, DocumentState, Line
from assistant.printing import FontMissingError, PrintFailedError, print_document
from assistant.printing.sheet import lay_out


def document(lines=2, kind=DocumentKind.PURCHASE_ORDER, **changes):
    line = {"item": "W1", "name": "农夫山泉矿泉水", "unit": "瓶", "source": None, "destination": "A7-12", "lot": "L1"}
    rows = tuple(
        Line(number, quantity=Decimal("1200.5"), done=Decimal(3), note="", **line) for number in range(1, lines + 1)
    )
    values = {"owner": "物流部", "party": "农夫", "due": date(2026, 12, 1), "note": "轻放", "created_by": "小李"}
    return Document(
        "PO-1",
        kind,
        DocumentState.PARTIAL,
        at=datetime(2026, 11, 24, 8, tzinfo=UTC),
        lines=rows,
        **{**values, **changes},
    )


def pages(path: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


def characters(path: Path) -> str:
    """What the PDF says that it holds: the font's map back to characters, over all of its streams."""
    found = set()
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL):
        try:
            text = zlib.decompress(stream)
        except zlib.error:
            text = stream
        if b"begincmap" in text:
            found |= {chr(int(code, 16)) for _, code in re.findall(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})>", text)}
    return "".join(found)


@pytest.mark.parametrize(
    ("lang", "title", "field", "head"),
    [("zh", "采购单", ("状态", "部分完成"), "数量"), ("en", "purchase order", ("State", "partly done"), "Quantity")],
)
def test_a_sheet_speaks_both_languages(lang, title, field, head):
    sheet = lay_out(document(), lang)
    assert sheet.title.lower() == title
    assert field in sheet.fields
    assert head in [column.label for column in sheet.columns]
    assert sheet.rows[1] == ("2", "W1", "农夫山泉矿泉水", "1,200.5", "瓶", "3", "A7-12", "L1")


def test_what_is_empty_is_left_out():
    labels = [label for label, _ in lay_out(document(party="", due=None, note=""), "en").fields]
    assert labels == ["No.", "State", "Date", "Owner"]


def test_a_count_sheet_leaves_room_for_what_was_found():
    assert lay_out(document(kind=DocumentKind.COUNT), "zh").rows[0][5] == ""


@pytest.mark.parametrize(("lines", "sheets"), [(1, 1), (100, 4)])
def test_a_pdf_has_its_characters_with_it_and_as_many_pages_as_it_needs(tmp_path, lines, sheets):
    file = tmp_path / "order.pdf"
    print_document(document(lines), file, "zh")
    assert pages(file) == sheets
    assert set("采购单农夫山泉矿泉水轻放") <= set(characters(file))


def test_the_same_document_is_the_same_file(tmp_path):
    for name in ("a.png", "b.png"):
        print_document(document(), tmp_path / name, "zh")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_picture_grows_with_its_lines_and_is_written_on(tmp_path):
    heights = []
    for lines in (1, 30):
        print_document(document(lines), tmp_path / f"{lines}.png", "zh")
        with Image.open(tmp_path / f"{lines}.png") as image:
            heights.append(image.height)
            assert image.width == 1240
            assert image.convert("L").histogram()[0] > 1000
    assert heights[1] > heights[0] + 25 * 38


@pytest.mark.parametrize("name", ["order.txt", "nowhere/order.pdf", "nowhere/order.png"])
def test_a_file_that_cannot_be_written_says_so(tmp_path, name):
    with pytest.raises(PrintFailedError) as refused:
        print_document(document(), tmp_path / name, "zh")
    assert "写不了" in refused.value.say("zh")
    assert list(tmp_path.iterdir()) == []


def test_without_a_font_nothing_is_printed(tmp_path):
    with pytest.raises(FontMissingError):
        print_document(document(), tmp_path / "order.pdf", "zh", tmp_path / "none.ttf")
    assert list(tmp_path.iterdir()) == []
