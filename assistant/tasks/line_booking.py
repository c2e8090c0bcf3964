"""Books what was done for one line of a task."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.desk import Desk, contract_moves
from assistant.inventory.move import MoveDraft, MoveKind
from assistant.inventory.places import CUSTOMER, DOCK, LOSS, SUPPLIER
from assistant.tasks.task import Task, TaskKind, TaskLine

KINDS = {
    TaskKind.PICK: MoveKind.PICK,
    TaskKind.RECEIVE: MoveKind.RECEIVE,
    TaskKind.PUT_AWAY: MoveKind.PUT_AWAY,
    TaskKind.COUNT: MoveKind.COUNT,
}


def on_hand(desk: Desk, line: TaskLine) -> Decimal:
    """Return what the books say is at the line's place."""
    lines = desk.unit.stock.on_hand(line.item, place=line.place)
    return sum((one.quantity for one in lines), Decimal(0))


def book(desk: Desk, task: Task, quantity: Decimal, confidence: float) -> tuple[Mapping[str, Any], ...]:
    """Post a line's move, of base units; raises the ledger's errors. Nothing moves where a count was right."""
    line = task.line
    if task.kind is TaskKind.COUNT and task.document and line.number:
        desk.unit.documents.counted(task.document, line.number, quantity)
    source, destination, amount = _ends(desk, task, quantity)
    if amount == 0:
        task.booked = None
        return ()
    moves = desk.unit.moves.book(
        MoveDraft(
            id=f"{desk.event.id}-1",
            kind=KINDS[task.kind],
            item=line.item,
            quantity=amount,
            source=source,
            destination=destination,
            lot=line.lot if task.kind in {TaskKind.RECEIVE, TaskKind.PICK} else None,
            expiry=date.fromisoformat(line.expiry) if line.expiry and task.kind is TaskKind.RECEIVE else None,
            reason=line.reason,
            evidence=desk.references,
            models=desk.models,
            confidence=round(confidence, 4),
            person=desk.person,
            proposal=desk.event.id,
            document=task.document,
            document_line=line.number or None,
        )
    )
    task.booked, task.booked_at = desk.event.id, task.at
    desk.dialogue.recent.booked = desk.event.id
    desk.dialogue.recent.item = line.item
    return contract_moves(moves)


def _ends(desk: Desk, task: Task, quantity: Decimal) -> tuple[str, str, Decimal]:
    line = task.line
    home = desk.item(line.item).place or DOCK
    match task.kind:
        case TaskKind.RECEIVE:
            return SUPPLIER, line.place or DOCK, quantity
        case TaskKind.PUT_AWAY:
            return DOCK, line.place or home, quantity
        case TaskKind.COUNT:
            surplus = quantity - on_hand(desk, line)
            return (LOSS, line.place, surplus) if surplus > 0 else (line.place, LOSS, -surplus)
    return line.place, CUSTOMER, quantity
