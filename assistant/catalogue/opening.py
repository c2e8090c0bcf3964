"""Opening stock from a table: sku, quantity, and where there is one unit, place, lot and expiry."""

import hashlib
from datetime import date
from pathlib import Path

from assistant.catalogue.errors import RowError
from assistant.catalogue.importing import Refused
from assistant.catalogue.rows import amount, refuse_formulas
from assistant.catalogue.table import Row, read
from assistant.catalogue.wording import chinese
from assistant.inventory.errors import LedgerError
from assistant.inventory.ledger import Ledger
from assistant.inventory.move import MoveDraft, MoveKind
from assistant.inventory.places import DOCK, LOSS
from assistant.inventory.unit import UnitOfWork


def import_opening_stock(ledger: Ledger, path: Path) -> tuple[int, tuple[Refused, ...]]:
    """Book the rows of a table as opening stock, in one transaction; returns how many, and the rows refused.

    The same file again books nothing more. Raises `CatalogueError` for a file that is no table.
    """
    file = hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""
    booked = 0
    refused = []
    with ledger.unit() as unit:
        for line, row in read(path, needed=["sku", "quantity"]):
            try:
                unit.moves.book(_draft(unit, f"opening-{file}-{line}", row))
                booked += 1
            except RowError as error:
                refused.append(Refused(line, error.en, error.zh))
            except LedgerError as error:
                refused.append(Refused(line, str(error), chinese(error)))
    return booked, tuple(refused)


def _draft(unit: UnitOfWork, identity: str, row: Row) -> MoveDraft:
    refuse_formulas(row)
    item = unit.catalogue.item(row["sku"])
    place = row.get("place") or item.place or DOCK
    unit.places.ensure(place)
    quantity = item.to_base(amount(row), row.get("unit") or None)
    try:
        expiry = date.fromisoformat(row["expiry"]) if row.get("expiry") else None
    except ValueError as error:
        raise RowError(
            f"expiry: {row['expiry']!r} is not a date like 2026-03-15", f"有效期“{row['expiry']}”要写成 2026-03-15 这样"
        ) from error
    return MoveDraft(
        id=identity,
        kind=MoveKind.OPENING,
        item=item.sku,
        quantity=quantity,
        source=LOSS,
        destination=place,
        lot=row.get("lot") or None,
        expiry=expiry,
    )
