"""Rows of a CSV or XLSX file under the contract's column names, whatever language their headers are in."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from assistant.catalogue.errors import ColumnMissingError, TableMissingError, TableUnreadableError

CHINESE = {
    "编码": "sku",
    "名称": "name",
    "别名": "aliases",
    "单位": "unit",
    "包装": "packings",
    "条码": "barcodes",
    "分类": "category",
    "货位": "place",
    "保质期天数": "shelf_life_days",
    "安全库存": "safety_stock",
    "单价": "price",
    "批号": "lot",
    "有效期": "expiry",
    "数量": "quantity",
    "类型": "kind",
    "角色": "role",
    "部门": "department",
    "单号": "number",
    "单位名": "party",
    "负责": "owner",
    "日期": "due",
    "来源": "source",
    "去处": "destination",
    "备注": "note",
    "检查": "point",
    "工具": "tool",
    "清单": "list",
}
"""Chinese header to column."""
LARGEST_BYTES = 200_000_000
ENCODINGS = ("utf-8-sig", "gb18030")

Row = Mapping[str, str]


def read(path: Path, needed: Iterable[str]) -> Iterator[tuple[int, Row]]:
    """Yield (line number, column to text) for every row that is not empty.

    Raises `TableMissingError`, `TableUnreadableError`, or `ColumnMissingError` for a needed column.
    """
    if not path.is_file():
        raise TableMissingError(path)
    if path.stat().st_size > LARGEST_BYTES:
        raise TableUnreadableError(path)
    lines = _xlsx(path) if zipfile.is_zipfile(path) else _csv(path)
    columns = [_column(header) for header in next(lines, [])]
    for column in needed:
        if column not in columns:
            chinese = {name: header for header, name in CHINESE.items()}
            raise ColumnMissingError(path, column, chinese[column])
    for number, cells in enumerate(lines, 2):
        row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
        if any(row.values()):
            yield number, row


def _column(header: str) -> str:
    name = header.strip().lower()
    return CHINESE.get(name, name)


def _csv(path: Path) -> Iterator[list[str]]:
    content = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        try:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        except csv.Error as error:
            raise TableUnreadableError(path) from error
        return
    raise TableUnreadableError(path)


def _xlsx(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        formulas = load_workbook(path, read_only=True) if _has_formulas(path) else None
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise TableUnreadableError(path) from error
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        if formulas is None:
            for cells in rows:
                yield [_text(cell) for cell in cells]
            return
        for cells, written in zip(rows, formulas.worksheets[0].iter_rows(values_only=True), strict=True):
            yield [_text(said if cell is None else cell) for cell, said in zip(cells, written, strict=True)]
    finally:
        book.close()
        if formulas is not None:
            formulas.close()


def _has_formulas(path: Path) -> bool:
    """Whether a formula may have no stored value: then its text is read, so that nothing is taken for empty."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in sheets)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.date().isoformat() if hasattr(cell, "date") else str(cell)
