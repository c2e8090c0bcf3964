"""How far documents have come: worked out from the posted moves that name them, never kept beside them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, select

from assistant.inventory.document import DocumentKind
from assistant.inventory.move import MoveState
from assistant.inventory.places import OWN, PlaceKind, Places
from assistant.inventory.schema import DocumentLineRow, DocumentRow, MoveRow


class Step(NamedTuple):
    """What a move did, seen forwards: an undo takes the same step away again."""

    source: PlaceKind
    destination: PlaceKind


def _arrives(step: Step) -> bool:
    return step.destination in OWN and step.source not in OWN


def _leaves(step: Step) -> bool:
    return step.source in OWN and step.destination not in OWN


COUNTS: Mapping[DocumentKind, Callable[[Step], bool]] = {
    DocumentKind.PURCHASE_ORDER: _arrives,
    DocumentKind.RECEIPT: _arrives,
    DocumentKind.SALES_ORDER: _leaves,
    DocumentKind.ISSUE: _leaves,
    DocumentKind.TRANSFER: lambda step: step.destination in OWN,
    DocumentKind.RETURN: lambda step: _arrives(step) or _leaves(step),
    DocumentKind.COUNT: lambda _: False,
    DocumentKind.SCRAP: lambda step: step.destination is PlaceKind.LOSS,
    DocumentKind.PICK_LIST: lambda _: True,
}
"""Which step fulfils a document of a kind. Goods that travel in two steps, through transit, count once."""


def done(connection: Connection, places: Places, kind: DocumentKind, number: str) -> Mapping[int, int]:
    """Return what was moved for each line of a document, in micros."""
    moved: dict[int, int] = defaultdict(int)
    for line, micros, step in _steps(connection, places, [number]):
        if COUNTS[kind](step):
            moved[line[1]] += micros
    return moved


class Travel(NamedTuple):
    """How far the goods of a line have travelled, in micros."""

    sent: int = 0
    """Left where they were, on whichever way."""
    arrived: int = 0
    """Came out of transit."""
    in_transit: int = 0


def travelled(connection: Connection, places: Places, number: str) -> Mapping[int, Travel]:
    """Return how far each line of a document has travelled."""
    found: dict[int, Travel] = defaultdict(Travel)
    for (_, line), micros, step in _steps(connection, places, [number]):
        before = found[line]
        from_transit = step.source is PlaceKind.TRANSIT
        into_transit = step.destination is PlaceKind.TRANSIT
        found[line] = Travel(
            before.sent + micros * (not from_transit),
            before.arrived + micros * from_transit,
            before.in_transit + micros * (into_transit - from_transit),
        )
    return found


def outstanding(connection: Connection, places: Places, kind: DocumentKind, item: int) -> int:
    """Return what open documents of a kind still wait for, in micros.

    For a purchase order that is what the supplier has not sent: what is under way is in transit and no longer here.
    """
    wanted = (
        select(DocumentRow.number, DocumentLineRow.number, DocumentLineRow.micros)
        .join(DocumentLineRow, DocumentLineRow.document_id == DocumentRow.id)
        .where(DocumentRow.kind == kind.value, DocumentRow.stage == "open", DocumentLineRow.item_id == item)
    )
    rest = {(number, line): micros for number, line, micros in connection.execute(wanted)}
    for key, micros, step in _steps(connection, places, sorted({number for number, _ in rest})):
        sent = step.source is PlaceKind.SUPPLIER if kind is DocumentKind.PURCHASE_ORDER else COUNTS[kind](step)
        if key in rest and sent:
            rest[key] -= micros
    return sum(max(micros, 0) for micros in rest.values())


def _steps(connection: Connection, places: Places, numbers: Sequence[str]) -> list[tuple[tuple[str, int], int, Step]]:
    if not numbers:
        return []
    columns = (MoveRow.document, MoveRow.document_line, MoveRow.micros, MoveRow.source_id, MoveRow.destination_id)
    posted = select(*columns, MoveRow.reverses).where(
        MoveRow.document.in_(numbers), MoveRow.document_line.is_not(None), MoveRow.state == MoveState.POSTED.value
    )
    steps = []
    for number, line, micros, source, destination, reverses in connection.execute(posted):
        here, there = places.by_id(source).kind, places.by_id(destination).kind
        step = Step(there, here) if reverses else Step(here, there)
        assert number is not None
        assert line is not None
        steps.append(((number, line), -micros if reverses else micros, step))
    return steps
