"""Documents: written, released, fulfilled by moves in parts, closed; each change is in the journal."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, insert, select, update

from assistant.inventory import moment
from assistant.inventory.catalogue import Catalogue
from assistant.inventory.chain import canonical, digest
from assistant.inventory.context import Context
from assistant.inventory.document import Document, DocumentDraft, DocumentKind, DocumentState, Line
from assistant.inventory.document_errors import (
    BadDocumentError,
    DocumentStateError,
    SameNumberError,
    UnknownDocumentError,
)
from assistant.inventory.fulfilment import Travel, done, travelled
from assistant.inventory.journal import Journal
from assistant.inventory.places import Places
from assistant.inventory.quantity import from_micros, to_micros
from assistant.inventory.schema import DocumentLineRow, DocumentRow, ItemRow

DRAFT, OPEN, CLOSED, CANCELLED = "draft", "open", "closed", "cancelled"
_NEXT: Mapping[str, frozenset[str]] = {
    DRAFT: frozenset({OPEN, CANCELLED}),
    OPEN: frozenset({CLOSED, CANCELLED}),
    CLOSED: frozenset({OPEN}),
    CANCELLED: frozenset(),
}
"""What people may decide about a document in a stage."""


class Documents:
    """Reads and writes documents."""

    def __init__(self, context: Context, catalogue: Catalogue, places: Places, journal: Journal) -> None:
        self._context = context
        self._connection = context.connection
        self._catalogue = catalogue
        self._places = places
        self._journal = journal

    def write(self, draft: DocumentDraft, *, release: bool = True) -> Document:
        """Write a document down; released, goods may be moved for it. The same draft again changes nothing.

        Raises `BadDocumentError`, `SameNumberError`, and the errors of items, places and quantities.
        """
        fingerprint = digest(canonical(_content(draft)))[:32]
        known = self._row(draft.number)
        if known:
            if known.fingerprint != fingerprint:
                raise SameNumberError(draft.number)
            return self.get(draft.number)
        if not draft.number.strip() or len(draft.number) > 40 or not draft.number.isprintable():
            raise BadDocumentError(draft.number, "number")
        if not draft.lines:
            raise BadDocumentError(draft.number, "no_lines")
        values = {
            "number": draft.number,
            "fingerprint": fingerprint,
            "kind": draft.kind.value,
            "stage": OPEN if release else DRAFT,
            "owner": draft.owner,
            "party": draft.party,
            "at": self._context.now(),
            "due": draft.due.isoformat() if draft.due else None,
            "note": draft.note,
            "created_by": draft.created_by,
        }
        lines = [self._line_values(draft.kind, number, line) for number, line in enumerate(draft.lines, 1)]
        self._connection.execute(insert(DocumentRow).values(values))
        row = self._row(draft.number)
        assert row
        self._connection.execute(insert(DocumentLineRow), [{"document_id": row.id, **line} for line in lines])
        self._journal.append("document", {"stage": values["stage"], **_content(draft)})
        return self.get(draft.number)

    def get(self, number: str) -> Document:
        """Return a document; raises `UnknownDocumentError`."""
        row = self._row(number)
        if row is None:
            raise UnknownDocumentError(number)
        return self._document(row)

    def find(
        self,
        kind: DocumentKind | str | None = None,
        *,
        owner: str | None = None,
        party: str | None = None,
        item: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        unfinished: bool = False,
        limit: int = 100,
    ) -> list[Document]:
        """Return documents, newest first; `unfinished` leaves out those that are done or cancelled."""
        exactly = {
            DocumentRow.kind: DocumentKind(kind).value if kind else None,
            DocumentRow.owner: owner,
            DocumentRow.party: party,
        }
        wanted = select(DocumentRow.__table__).where(
            *(column == value for column, value in exactly.items() if value is not None)
        )
        if item is not None:
            lines = select(DocumentLineRow.document_id).join(ItemRow, ItemRow.id == DocumentLineRow.item_id)
            wanted = wanted.where(DocumentRow.id.in_(lines.where(ItemRow.sku == item)))
        if since is not None:
            wanted = wanted.where(DocumentRow.at >= moment.to_text(since))
        if until is not None:
            wanted = wanted.where(DocumentRow.at < moment.to_text(until))
        if unfinished:
            wanted = wanted.where(DocumentRow.stage.in_([DRAFT, OPEN]))
        wanted = wanted.order_by(DocumentRow.at.desc(), DocumentRow.id.desc())
        found: list[Document] = []
        for row in self._connection.execute(wanted).all():
            document = self._document(row)
            if not (unfinished and document.state is DocumentState.DONE):
                found.append(document)
            if len(found) == limit:
                break
        return found

    def release(self, number: str, by: str = "") -> Document:
        """Let goods be moved for it; raises `DocumentStateError`."""
        return self._decide(number, OPEN, by)

    def close(self, number: str, by: str = "") -> Document:
        """Say that no more will come, though something is outstanding; raises `DocumentStateError`."""
        return self._decide(number, CLOSED, by)

    def cancel(self, number: str, by: str = "") -> Document:
        """Give it up; raises `DocumentStateError` where goods were moved for it."""
        if self.get(number).state is DocumentState.PARTIAL:
            raise DocumentStateError(number, DocumentState.PARTIAL)
        return self._decide(number, CANCELLED, by)

    def own(self, number: str, owner: str) -> None:
        """Hand a document over to somebody; raises `UnknownDocumentError`."""
        if self.get(number).owner != owner:
            self._connection.execute(update(DocumentRow).where(DocumentRow.number == number).values(owner=owner))

    def counted(self, number: str, line: int, quantity: Decimal) -> None:
        """Write down what was counted for a line of a count sheet; raises `DocumentStateError`."""
        document = self.get(number)
        if document.kind is not DocumentKind.COUNT or document.state is DocumentState.CANCELLED:
            raise DocumentStateError(number, document.state)
        item = self._catalogue.key(document.lines[line - 1].item)
        row = self._row(number)
        assert row
        here = (DocumentLineRow.document_id == row.id, DocumentLineRow.number == line)
        micros = to_micros(quantity, item.decimals, zero=True)
        self._connection.execute(update(DocumentLineRow).where(*here).values(counted_micros=micros))
        self._journal.append("counted", {"document": number, "line": line, "quantity": quantity})

    def travelled(self, number: str) -> Mapping[int, Travel]:
        """Return how far the goods of each line have travelled; a line without a move counts zeros."""
        return travelled(self._connection, self._places, number)

    def _line_values(self, kind: DocumentKind, number: int, line: Any) -> dict[str, Any]:
        item = self._catalogue.key(line.item)
        return {
            "number": number,
            "item_id": item.id,
            "micros": to_micros(line.quantity, item.decimals, zero=kind is DocumentKind.COUNT),
            "counted_micros": None,
            "source_id": self._places.get(line.source).id if line.source else None,
            "destination_id": self._places.get(line.destination).id if line.destination else None,
            "lot": line.lot,
            "note": line.note,
        }

    def _decide(self, number: str, stage: str, by: str) -> Document:
        row = self._row(number)
        if row is None:
            raise UnknownDocumentError(number)
        if row.stage != stage:
            if stage not in _NEXT[row.stage]:
                raise DocumentStateError(number, row.stage)
            self._connection.execute(update(DocumentRow).where(DocumentRow.id == row.id).values(stage=stage))
            self._journal.append("document", {"number": number, "stage": stage, "by": by})
        return self.get(number)

    def _row(self, number: str) -> Row[Any] | None:
        return self._connection.execute(select(DocumentRow.__table__).where(DocumentRow.number == number)).first()

    def _document(self, row: Row[Any]) -> Document:
        kind = DocumentKind(row.kind)
        moved = done(self._connection, self._places, kind, row.number)
        wanted = (
            select(DocumentLineRow.__table__, ItemRow.sku, ItemRow.name.label("called"), ItemRow.unit)
            .join(ItemRow, ItemRow.id == DocumentLineRow.item_id)
            .where(DocumentLineRow.document_id == row.id)
            .order_by(DocumentLineRow.number)
        )
        lines = tuple(self._line(line, moved) for line in self._connection.execute(wanted))
        counted = all(line.counted is not None for line in lines)
        return Document(
            number=row.number,
            kind=kind,
            state=_state(row.stage, lines, counted=counted if kind is DocumentKind.COUNT else None),
            owner=row.owner,
            party=row.party,
            at=moment.from_text(row.at),
            due=moment.day(row.due),
            note=row.note,
            created_by=row.created_by,
            lines=lines,
        )

    def _line(self, row: Row[Any], moved: Mapping[int, int]) -> Line:
        return Line(
            number=row.number,
            item=row.sku,
            name=row.called,
            quantity=from_micros(row.micros),
            unit=row.unit,
            done=from_micros(moved.get(row.number, 0)),
            source=self._places.by_id(row.source_id).name if row.source_id else None,
            destination=self._places.by_id(row.destination_id).name if row.destination_id else None,
            lot=row.lot,
            note=row.note,
            counted=None if row.counted_micros is None else from_micros(row.counted_micros),
        )


def _state(stage: str, lines: Iterable[Line], *, counted: bool | None) -> DocumentState:
    if stage in {DRAFT, CANCELLED}:
        return DocumentState(stage)
    listed = list(lines)
    finished = all(not line.outstanding for line in listed) if counted is None else counted
    if stage == CLOSED or finished:
        return DocumentState.DONE
    begun = any(line.done or line.counted is not None for line in listed)
    return DocumentState.PARTIAL if begun else DocumentState.OPEN


def _content(draft: DocumentDraft) -> dict[str, Any]:
    return {
        "number": draft.number,
        "kind": draft.kind,
        "owner": draft.owner,
        "party": draft.party,
        "due": draft.due,
        "note": draft.note,
        "created_by": draft.created_by,
        "lines": [
            [line.item, line.quantity.normalize(), line.source, line.destination, line.lot, line.note]
            for line in draft.lines
        ],
    }
