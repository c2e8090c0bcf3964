"""Moves as they lie in the database."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, bindparam, insert, select, update

from assistant.inventory import moment
from assistant.inventory.context import Context
from assistant.inventory.move import Move, MoveKind, MoveState, Status
from assistant.inventory.places import Places
from assistant.inventory.projection import Cell, Leg
from assistant.inventory.quantity import from_micros
from assistant.inventory.schema import ItemRow, LotRow, MoveRow

Values = dict[str, Any]
"""Columns of one row."""


class Stored(NamedTuple):
    """A move, and what the projection and the retry check need to know of it."""

    move: Move
    leg: Leg
    draft: str
    fingerprint: str


class MoveStore:
    """Reads and writes the move table."""

    def __init__(self, context: Context, places: Places) -> None:
        self._connection = context.connection
        self._places = places

    def add(self, rows: Sequence[Values]) -> None:
        """Insert new moves."""
        self._connection.execute(_ADD, rows)

    def of_draft(self, draft: str) -> list[Stored]:
        """Return the moves that a draft became."""
        first = self.find(MoveRow.id == draft)
        return [one for one in self.of_proposal(first[0].move.proposal) if one.draft == draft] if first else []

    def of_proposal(self, proposal: str) -> list[Stored]:
        """Return the moves of a proposal, in their order."""
        return self.find(MoveRow.proposal == proposal)

    def find(self, *conditions: ColumnElement[bool], newest: int | None = None) -> list[Stored]:
        """Return moves in their order, or so many of the newest, newest first."""
        wanted = _READ.where(*conditions)
        ordered = wanted.order_by(MoveRow.seq) if newest is None else wanted.order_by(MoveRow.seq.desc()).limit(newest)
        return [self._stored(row) for row in self._connection.execute(ordered)]

    def reversed(self, move: str) -> bool:
        """Return whether the move was undone."""
        return self._connection.execute(select(MoveRow.seq).where(MoveRow.reverses == move)).first() is not None

    def last_posted(self, device: str, person: str | None) -> str | None:
        """Return the proposal that the device, or a person on it, posted last."""
        wanted = select(MoveRow.proposal).where(MoveRow.device == device, MoveRow.decided_seq.is_not(None))
        if person is not None:
            wanted = wanted.where(MoveRow.person == person)
        posted = wanted.where(MoveRow.state == MoveState.POSTED.value)
        return self._connection.execute(posted.order_by(MoveRow.decided_seq.desc()).limit(1)).scalar()

    def stale(self, before: str) -> list[str]:
        """Return the pending proposals from before that time."""
        pending = (MoveRow.state == MoveState.PENDING.value, MoveRow.at < before)
        return list(self._connection.execute(select(MoveRow.proposal).where(*pending).distinct()).scalars())

    def decide(self, proposal: str, state: MoveState, at: str, seq: int, overdrawn: Sequence[str]) -> None:
        """Record the decision on a proposal."""
        values = {"b_proposal": proposal, "state": state.value, "decided_at": at, "decided_seq": seq}
        self._connection.execute(_DECIDE, values)
        for move in overdrawn:
            self._connection.execute(update(MoveRow).where(MoveRow.id == move).values(overdrawn=True))

    def raw(self, proposal: str) -> list[Values]:
        """Return the rows of a proposal as they are."""
        wanted = select(MoveRow.__table__).where(MoveRow.proposal == proposal).order_by(MoveRow.seq)
        return [dict(row) for row in self._connection.execute(wanted).mappings()]

    def _stored(self, row: Row[Any]) -> Stored:
        move = Move(
            id=row.id,
            kind=MoveKind(row.kind),
            item=row.sku,
            lot=row.lot or None,
            expiry=moment.day(row.expiry),
            quantity=from_micros(row.micros),
            unit=row.unit,
            source=self._places.by_id(row.source_id).name,
            destination=self._places.by_id(row.destination_id).name,
            source_status=Status(row.source_status),
            destination_status=Status(row.destination_status),
            state=MoveState(row.state),
            at=moment.from_text(row.at),
            decided_at=moment.from_text(row.decided_at) if row.decided_at else None,
            reason=row.reason,
            person=row.person,
            device=row.device,
            confidence=row.confidence,
            proposal=row.proposal,
            reverses=row.reverses,
            document=None,
            document_line=row.document_line,
            overdrawn=row.overdrawn,
            context=json.loads(row.context),
        )
        leg = Leg(
            Cell(row.item_id, row.source_id, row.lot_id, row.source_status),
            Cell(row.item_id, row.destination_id, row.lot_id, row.destination_status),
            row.micros,
        )
        return Stored(move, leg, row.draft, row.fingerprint)


_ADD = insert(MoveRow)
_DECIDE = (
    update(MoveRow)
    .where(MoveRow.proposal == bindparam("b_proposal"))
    .values(state=bindparam("state"), decided_at=bindparam("decided_at"), decided_seq=bindparam("decided_seq"))
)
_READ = (
    select(MoveRow.__table__, ItemRow.sku, ItemRow.unit, LotRow.code.label("lot"), LotRow.expiry)
    .join(ItemRow, ItemRow.id == MoveRow.item_id)
    .join(LotRow, LotRow.id == MoveRow.lot_id)
)
