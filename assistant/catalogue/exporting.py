"""Stock, moves, documents and the catalogue as tables: CSV that Excel opens, or XLSX."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from assistant.catalogue.errors import CatalogueError
from assistant.inventory.item import Item
from assistant.inventory.unit import UnitOfWork

MOST_MOVES = 10_000_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class ExportFailedError(CatalogueError):
    """The file cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} cannot be written ({why}); choose another place, ending in .csv or .xlsx",
            f"写不了 {path}（{why}），请换个位置，以 .csv 或 .xlsx 结尾",
        )


Rows = Iterable[Sequence[object]]


def export(unit: UnitOfWork, what: str, path: Path) -> int:
    """Write `catalogue`, `stock`, `moves` or `documents` to a CSV or XLSX file; returns how many rows.

    The file is complete or not there. Raises `ExportFailedError`.
    """
    columns, rows_of = TABLES[what]
    writers = {".csv": _csv, ".xlsx": _xlsx}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise ExportFailedError(path, "not .csv or .xlsx")
    unfinished = path.with_name(path.name + ".part")
    try:
        count = write(unfinished, columns, rows_of(unit))
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise ExportFailedError(path, error.strerror or str(error)) from error
    return count


def _csv(path: Path, columns: Sequence[str], rows: Rows) -> int:
    count = 0
    # The mark tells Excel that the file is UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_plain(value) for value in row])
            count += 1
    return count


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    text = "" if value is None else str(value)
    # A spreadsheet would run a name that looks like a formula.
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _xlsx(path: Path, columns: Sequence[str], rows: Rows) -> int:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("clerk")
    sheet.append(list(columns))
    count = 0
    for row in rows:
        cells = [value if isinstance(value, (Decimal, int)) else _plain(value) for value in row]
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in cells])
        count += 1
    book.save(path)
    return count


def _catalogue(unit: UnitOfWork) -> Iterator[Sequence[object]]:
    for item in unit.catalogue.items():
        packings = "|".join(f"{name}={size}" for name, size in item.packings.items())
        codes = "|".join(f"{code}:{packing}" if packing else code for code, packing in item.codes)
        yield (
            *(item.sku, item.name, "|".join(item.aliases), item.unit, packings, codes, item.category, item.place),
            *(item.shelf_life_days, item.safety_stock, item.price),
        )


def _stock(unit: UnitOfWork) -> Iterator[Sequence[object]]:
    names = _names(unit)
    for line in unit.stock.on_hand():
        yield (
            *(line.item, names[line.item].name, line.place, line.lot, line.expiry, line.quantity, line.unit),
            *(line.reserved, line.blocked, line.available),
        )


def _moves(unit: UnitOfWork) -> Iterator[Sequence[object]]:
    names = _names(unit)
    for move in reversed(unit.moves.history(limit=MOST_MOVES)):
        yield (
            *(move.id, move.kind.value, move.item, names[move.item].name, move.lot, move.expiry, move.quantity),
            *(move.unit, move.source, move.destination, move.source_status.value, move.destination_status.value),
            *(move.state.value, move.at.isoformat(), move.decided_at and move.decided_at.isoformat(), move.reason),
            *(move.person, move.device, move.confidence, move.proposal, move.reverses, move.document),
            *(move.document_line, "yes" if move.overdrawn else ""),
        )


def _documents(unit: UnitOfWork) -> Iterator[Sequence[object]]:
    for document in unit.documents.find(limit=MOST_MOVES):
        for line in document.lines:
            yield (
                *(document.number, document.kind.value, document.state.value, document.owner, document.party),
                *(document.at.isoformat(), document.due, document.note, line.number, line.item, line.name),
                *(line.quantity, line.done, line.counted, line.unit, line.source, line.destination, line.lot),
            )


def _names(unit: UnitOfWork) -> Mapping[str, Item]:
    return {item.sku: item for item in unit.catalogue.items()}


TABLES: Mapping[str, tuple[Sequence[str], Callable[[UnitOfWork], Rows]]] = {
    "catalogue": (
        [
            "sku",
            "name",
            "aliases",
            "unit",
            "packings",
            "barcodes",
            "category",
            "place",
            "shelf_life_days",
            "safety_stock",
            "price",
        ],
        _catalogue,
    ),
    "stock": (
        ["sku", "name", "place", "lot", "expiry", "quantity", "unit", "reserved", "blocked", "available"],
        _stock,
    ),
    "moves": (
        [
            "id",
            "kind",
            "sku",
            "name",
            "lot",
            "expiry",
            "quantity",
            "unit",
            "source",
            "destination",
            "source_status",
            "destination_status",
            "state",
            "at",
            "decided_at",
            "reason",
            "person",
            "device",
            "confidence",
            "proposal",
            "reverses",
            "document",
            "document_line",
            "overdrawn",
        ],
        _moves,
    ),
    "documents": (
        [
            "document",
            "kind",
            "state",
            "owner",
            "party",
            "at",
            "due",
            "note",
            "line",
            "sku",
            "name",
            "quantity",
            "done",
            "counted",
            "unit",
            "source",
            "destination",
            "lot",
        ],
        _documents,
    ),
}
"""What can be exported: columns, and how to get the rows."""
