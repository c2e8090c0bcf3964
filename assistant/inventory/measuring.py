"""What a stock term comes to for an item, and which checks of terms do not hold."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import bindparam, select

from assistant.inventory.context import Context
from assistant.inventory.document import DocumentKind
from assistant.inventory.errors import UnknownItemError
from assistant.inventory.fulfilment import outstanding
from assistant.inventory.move import Status
from assistant.inventory.places import Places
from assistant.inventory.prepared import Prepared
from assistant.inventory.quantity import from_micros
from assistant.inventory.schema import ItemRow, LotRow, StockRow
from assistant.inventory.terms import Term, Terms
from assistant.inventory.terms.term import Portion


@dataclass(frozen=True, slots=True)
class TermWarning:
    """A check of a stock term that does not hold."""

    item: str
    term: str
    """Key of the term that is too small, as `supply`."""
    have: Decimal
    need: Decimal
    """What its check compares it with."""


def amount(context: Context, places: Places, term: Term, sku: str) -> int:
    """Return the term's quantity of an item in micros; raises `UnknownItemError`."""
    items = _ITEM.run(context.connection, {"wanted": sku})
    if not items:
        raise UnknownItemError(sku)
    item, safety = items[0]
    total = safety if "safety_stock" in term.settings else 0
    for kind in sorted(term.open):
        total += outstanding(context.connection, places, DocumentKind(kind), item)
    if term.portions:
        today = context.clock().date().isoformat()
        for place, status, micros, expiry in _CELLS.run(context.connection, {"item": item}):
            portion = Portion(places.by_id(place).kind, Status(status), expiry is not None and expiry < today)
            total += micros if portion in term.portions else 0
    return total


def warnings(context: Context, places: Places, terms: Terms, sku: str) -> list[TermWarning]:
    """Return the checks that do not hold for an item; raises `UnknownItemError`."""
    found = []
    for term in terms.values():
        if term.check and term.check.relation == ">=":
            have = amount(context, places, term, sku)
            need = amount(context, places, terms[term.check.formula], sku)
            if have < need:
                found.append(TermWarning(sku, term.key, from_micros(have), from_micros(need)))
    return found


_ITEM = Prepared(any=select(ItemRow.id, ItemRow.safety_micros).where(ItemRow.sku == bindparam("wanted")))
_CELLS = Prepared(
    any=select(StockRow.place_id, StockRow.status, StockRow.micros, LotRow.expiry)
    .join(LotRow, LotRow.id == StockRow.lot_id)
    .where(StockRow.item_id == bindparam("item"))
)
