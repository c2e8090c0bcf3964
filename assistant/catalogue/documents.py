"""Documents from a table: a row a line, rows of one number together; the columns are those of the export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from assistant.catalogue.errors import RowError
from assistant.catalogue.importing import Refused
from assistant.catalogue.rows import amount, refuse_formulas
from assistant.catalogue.table import Row, read
from assistant.catalogue.wording import chinese
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft
from assistant.inventory.errors import LedgerError
from assistant.inventory.ledger import Ledger
from assistant.inventory.unit import UnitOfWork

KINDS: Mapping[str, DocumentKind] = {
    "采购单": DocumentKind.PURCHASE_ORDER, "入库单": DocumentKind.RECEIPT, "销售单": DocumentKind.SALES_ORDER,
    "出库单": DocumentKind.ISSUE, "调拨单": DocumentKind.TRANSFER, "退货单": DocumentKind.RETURN,
    "盘点单": DocumentKind.COUNT, "报损单": DocumentKind.SCRAP, "拣货单": DocumentKind.PICK_LIST,
    **{kind.value: kind for kind in DocumentKind},
}  # fmt: skip
"""What a table may call a kind of document."""

NumberedRow = tuple[int, Row]


@dataclass(frozen=True, slots=True)
class DocumentsImported:
    """What became of a table of documents."""

    documents: int
    refused: tuple[Refused, ...]


def import_documents(ledger: Ledger, path: Path, person: str = "") -> DocumentsImported:
    """Write down the documents of a table in one transaction; one with a bad row is refused whole.

    The same file again changes nothing. Raises `CatalogueError` for a file that is no table.
    """
    written = 0
    refused: list[Refused] = []
    with ledger.unit() as unit:
        rows = read(path, needed=["number", "kind", "sku", "quantity"])
        for name, lines in groupby(rows, key=lambda numbered: numbered[1]["number"]):
            listed = list(lines)
            try:
                unit.documents.write(_draft(unit, name, listed, person))
                written += 1
            except _LineError as error:
                refused.append(error.refused)
            except LedgerError as error:
                refused.append(Refused(listed[0][0], str(error), chinese(error)))
    return DocumentsImported(written, tuple(refused))


class _LineError(Exception):
    def __init__(self, row: int, en: str, zh: str) -> None:
        super().__init__(en)
        self.refused = Refused(row, en, zh)


def _draft(unit: UnitOfWork, name: str, rows: Sequence[NumberedRow], person: str) -> DocumentDraft:
    line, first = rows[0]
    kind = KINDS.get(first["kind"].lower())
    if kind is None:
        raise _LineError(line, f"kind: {first['kind']!r} is no document", f"类型“{first['kind']}”不是单据")
    return DocumentDraft(
        number=name,
        kind=kind,
        lines=tuple(_line(unit, numbered) for numbered in rows),
        owner=first.get("owner", ""),
        party=unit.parties.get(first["party"]).name if first.get("party") else "",
        due=_day(rows[0], "due"),
        note=first.get("note", ""),
        created_by=person,
    )


def _line(unit: UnitOfWork, numbered: NumberedRow) -> LineDraft:
    at, row = numbered
    try:
        refuse_formulas(row)
        quantity = unit.catalogue.item(row["sku"]).to_base(amount(row), row.get("unit") or None)
    except RowError as error:
        raise _LineError(at, error.en, error.zh) from error
    except LedgerError as error:
        raise _LineError(at, str(error), chinese(error)) from error
    return LineDraft(
        row["sku"],
        quantity,
        source=row.get("source") or None,
        destination=row.get("destination") or None,
        lot=row.get("lot") or None,
    )


def _day(numbered: NumberedRow, column: str) -> date | None:
    at, row = numbered
    try:
        return date.fromisoformat(row[column]) if row.get(column) else None
    except ValueError as error:
        raise _LineError(
            at, f"{column}: {row[column]!r} is not a date like 2026-03-15", f"日期“{row[column]}”要写成 2026-03-15 这样"
        ) from error
