"""What the house waits for: the line of the running task, and the open lines of orders and lists."""

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from assistant.claims import Claims
from assistant.desk import Desk
from assistant.inventory.document import DocumentKind, DocumentState
from assistant.inventory.errors import LedgerError

ORDERS = {
    "Receive": (DocumentKind.PURCHASE_ORDER,),
    "Issue": (DocumentKind.SALES_ORDER, DocumentKind.PICK_LIST),
    "Pick": (DocumentKind.SALES_ORDER, DocumentKind.PICK_LIST),
}
"""Intent to the documents that ask for it."""
_OPEN = {DocumentState.OPEN, DocumentState.PARTIAL}


def amounts(desk: Desk, sku: str) -> frozenset[Decimal]:
    """Return the amounts of an item, in base units, that the task or an open document wants booked by this intent."""
    found = set()
    if desk.expected and desk.expected["item"] == sku:
        found.add(Decimal(desk.expected["quantity"]))
    for kind in ORDERS.get(desk.dialogue.intent or "", ()):
        for document in desk.unit.documents.find(kind, item=sku, unfinished=True):
            if document.state in _OPEN:
                found |= {line.outstanding for line in document.lines if line.item == sku and line.outstanding > 0}
    return frozenset(found)


def in_base(desk: Desk, sku: str, number: str, unit: str | None) -> Decimal | None:
    """Return a number of a unit in base units; None where that cannot be."""
    try:
        return desk.item(sku).to_base(Fraction(Decimal(number)), unit)
    except (LedgerError, InvalidOperation, ValueError):
        return None


def values(claims: Claims, slot: str) -> list[str]:
    """Return all that is claimed about a slot, by whichever sense."""
    return list(dict.fromkeys(value for claim in claims.about(slot) for value in claim.values))
