"""From a document of the ledger to a task that leads somebody through it."""

from decimal import Decimal

from assistant.inventory.document import Document, DocumentKind, DocumentState, Line
from assistant.inventory.unit import UnitOfWork
from assistant.tasks import store
from assistant.tasks.task import Task, TaskKind, TaskLine

KINDS = {
    DocumentKind.PICK_LIST: TaskKind.PICK,
    DocumentKind.SALES_ORDER: TaskKind.PICK,
    DocumentKind.PURCHASE_ORDER: TaskKind.RECEIVE,
    DocumentKind.COUNT: TaskKind.COUNT,
}
"""Documents that somebody can be led through."""


def feed(unit: UnitOfWork, number: str) -> Task:
    """Return the task of a document, made where there is none yet; raises `UnknownDocumentError` or `KeyError`."""
    document = unit.documents.get(number)
    kind = KINDS[document.kind]
    lines = [
        line
        for one in document.lines
        if one.outstanding > 0 or kind is TaskKind.COUNT
        for line in _lines(unit, kind, one)
    ]
    return store.add(unit, Task(f"document-{number}", kind, lines, document=number))


def feed_open(unit: UnitOfWork, person: str) -> None:
    """Make tasks of the released documents that are this person's or nobody's and have none yet."""
    known = {task.document for task in store.waiting(unit)}
    for kind in KINDS:
        for document in unit.documents.find(kind, unfinished=True):
            if _ready(document, person) and document.number not in known:
                feed(unit, document.number)


def _ready(document: Document, person: str) -> bool:
    return document.state in {DocumentState.OPEN, DocumentState.PARTIAL} and document.owner in {"", person}


def _lines(unit: UnitOfWork, kind: TaskKind, line: Line) -> list[TaskLine]:
    """Return the work of one line; goods that lie in several bins are picked bin by bin, first expired first."""
    wanted = TaskLine(line.item, line.outstanding, number=line.number, note=line.note, lot=line.lot)
    if kind is TaskKind.RECEIVE:
        return [wanted]
    if kind is TaskKind.COUNT or line.source:
        wanted.place = line.source or line.destination or ""
        return [wanted]
    found: list[TaskLine] = []
    rest = line.outstanding
    for bin_ in unit.stock.on_hand(line.item, lot=line.lot):
        share = min(rest, bin_.available)
        if share > 0:
            found.append(TaskLine(line.item, share, bin_.place, number=line.number, note=line.note, lot=line.lot))
            rest -= share
    if rest > Decimal(0):
        place = found[-1].place if found else ""
        found.append(TaskLine(line.item, rest, place, number=line.number, note=line.note, lot=line.lot))
    return found
