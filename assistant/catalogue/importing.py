"""A catalogue table goes into the books: all good rows or, where the books refuse, none."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.catalogue.errors import RowError
from assistant.catalogue.rows import item_of
from assistant.catalogue.table import read
from assistant.catalogue.wording import chinese
from assistant.inventory.errors import LedgerError
from assistant.inventory.item import Item
from assistant.inventory.ledger import Ledger
from assistant.inventory.normal_item import normal_item


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that did not go in."""

    row: int
    """Line of the file, the header being the first."""
    why: str
    why_zh: str

    def to_dict(self, lang: str) -> dict[str, object]:
        """Return row and reason in a language, as the contract has them."""
        return {"row": self.row, "why": self.why_zh if lang == "zh" else self.why}


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a table."""

    items: int
    """Rows taken."""
    refused: tuple[Refused, ...]
    changes: tuple[tuple[str, str], ...]
    """(SKU, `added` | `changed` | `same`) of every row taken."""


def import_catalogue(ledger: Ledger, path: Path, *, preview: bool = False) -> Imported:
    """Put the items of a CSV or XLSX file into the books; `preview` changes nothing.

    A row that cannot be an item, or contradicts the books, is refused with its reason and the others go in.
    Raises `CatalogueError` for a file that is no catalogue, and the ledger's errors.
    """
    rows, refused = rows_of(path)
    changes: Sequence[str] = ()
    items: list[Item] = []
    with suppress(_PreviewOnly), ledger.unit() as unit:
        faults = unit.catalogue.faults(list(rows.values()))
        items = [item for item in rows.values() if item.sku not in faults]
        refused += [_refused(line, faults[item.sku]) for line, item in rows.items() if item.sku in faults]
        changes = unit.catalogue.put_all(items)
        if preview:
            raise _PreviewOnly
    pairs = tuple((item.sku, change) for item, change in zip(items, changes, strict=True))
    return Imported(len(items), tuple(sorted(refused, key=lambda one: one.row)), pairs)


class _PreviewOnly(Exception):  # noqa: N818 - rolls the unit of work back; no error
    """Nothing is to be kept."""


def rows_of(path: Path) -> tuple[dict[int, Item], list[Refused]]:
    """Return the items of a table by line, and the rows that are none.

    SKUs and codes belong to the first row that has them. Raises `CatalogueError` for a file that is no catalogue.
    """
    items: dict[int, Item] = {}
    refused: list[Refused] = []
    skus: set[str] = set()
    codes: dict[str, str] = {}
    for number, row in read(path, needed=["name"]):
        try:
            item = normal_item(item_of(row))
            _refuse_repeated(item, skus, codes)
        except (RowError, LedgerError) as error:
            refused.append(_refused(number, error))
        else:
            skus.add(item.sku)
            codes |= {code: item.sku for code, _ in item.codes}
            items[number] = item
    return items, refused


def _refused(line: int, error: RowError | LedgerError) -> Refused:
    if isinstance(error, RowError):
        return Refused(line, error.en, error.zh)
    return Refused(line, str(error), chinese(error))


def _refuse_repeated(item: Item, skus: set[str], codes: dict[str, str]) -> None:
    if item.sku in skus:
        raise RowError(f"SKU {item.sku} stands in a row above already", f"编码 {item.sku} 上面已经有了")
    for code, _ in item.codes:
        if code in codes:
            raise RowError(f"barcode {code} belongs to {codes[code]}", f"条码 {code} 已属于 {codes[code]}")
