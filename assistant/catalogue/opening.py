"""Opening stock from a table: sku, quantity, and where there is one unit, place, lot and expiry."""

import hashlib
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from assistant.catalogue.errors import RowError
from assistant.catalogue.importing import Refused
from assistant.catalogue.table import Row, read
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
        for number, row in read(path, needed=["sku", "quantity"]):
            try:
                unit.moves.book(_draft(unit, f"opening-{file}-{number}", row))
                booked += 1
            except RowError as error:
                refused.append(Refused(number, error.en, error.zh))
            except LedgerError as error:
                refused.append(Refused(number, str(error), str(error)))
    return booked, tuple(refused)


def _draft(unit: UnitOfWork, identity: str, row: Row) -> MoveDraft:
    item = unit.catalogue.item(row["sku"])
    place = row.get("place") or item.place or DOCK
    unit.places.ensure(place)
    try:
        quantity = item.to_base(Fraction(Decimal(row["quantity"])), row.get("unit") or None)
        expiry = date.fromisoformat(row["expiry"]) if row.get("expiry") else None
    except (InvalidOperation, ValueError) as error:
        raise RowError(
            "quantity or expiry date cannot be read (2026-03-15)", "数量或有效期写得不对(2026-03-15)"
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
