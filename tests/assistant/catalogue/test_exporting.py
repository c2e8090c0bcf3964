"""What goes out can be read again, and does not run in anybody's spreadsheet."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from assistant.catalogue import TABLES, CatalogueError, export, import_catalogue
from assistant.inventory import Item, Ledger, MoveDraft, MoveKind
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft


@pytest.fixture
def ledger():
    with Ledger.open("sqlite://", evidence=False) as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put(Item("W1", '水,"纯"', ("水",), "瓶", {"箱": Fraction(24)}, (("6901234567892", None),)))
            unit.catalogue.put(Item("F1", "=HYPERLINK(1)", unit="公斤", price=Decimal("2.50")))
            expiry = date(2027, 1, 31)
            unit.moves.book(MoveDraft("m1", MoveKind.RECEIVE, "W1", Decimal(48), "SUPPLIER", "DOCK", "L1", expiry))
            unit.moves.book(MoveDraft("m2", MoveKind.RECEIVE, "F1", Decimal("1.250"), "SUPPLIER", "DOCK"))
            lines = (LineDraft("W1", Decimal(24)), LineDraft("F1", Decimal(3)))
            unit.documents.write(DocumentDraft("SO-1", DocumentKind.SALES_ORDER, lines, owner="物流部"))
        yield ledger


def written(ledger, what, file):
    with ledger.view() as unit:
        count = export(unit, what, file)
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.reader(text))
    else:
        book = load_workbook(file)
        rows = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
        book.close()
    assert len(rows) == count + 1
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("stock", {"sku": "W1", "place": "DOCK", "lot": "L1", "expiry": "2027-01-31", "quantity": "48", "unit": "瓶"}),
        ("moves", {"id": "m1", "kind": "receive", "quantity": "48", "source": "SUPPLIER", "state": "posted"}),
        ("documents", {"document": "SO-1", "line": "1", "quantity": "24", "done": "0", "owner": "物流部"}),
        ("catalogue", {"sku": "W1", "name": '水,"纯"', "packings": "箱=24", "barcodes": "06901234567892"}),
    ],
)
def test_tables_go_out(ledger, tmp_path, what, expected, suffix):
    rows = written(ledger, what, tmp_path / f"table{suffix}")
    row = next(row for row in rows if row.get("sku") == "W1")
    assert {key: row[key] for key in expected} == expected
    assert not any(cell.startswith(("=", "@")) for row in rows for cell in row.values())


def test_a_catalogue_that_went_out_comes_back_the_same(ledger, tmp_path):
    with ledger.unit() as unit:
        unit.catalogue.put(Item("F1", "大米", unit="公斤", price=Decimal("2.50")))
        export(unit, "catalogue", tmp_path / "catalogue.csv")
    done = import_catalogue(ledger, tmp_path / "catalogue.csv")
    assert (done.refused, {change for _, change in done.changes}) == ((), {"same"})


@pytest.mark.parametrize("name", ["table.pdf", "no such folder/table.csv"])
def test_a_file_that_cannot_be_written_says_so(ledger, tmp_path, name):
    with ledger.view() as unit:
        for what in TABLES:
            with pytest.raises(CatalogueError):
                export(unit, what, tmp_path / name)
    assert not list(tmp_path.iterdir())
