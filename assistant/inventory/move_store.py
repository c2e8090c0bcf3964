"""Moves as they lie in the database."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy import insert as insert_into

from assistant.inventory import moment
from assistant.inventory.chain import canonical
from assistant.inventory.context import Context
from assistant.inventory.move import Move, MoveKind, MoveState, Status
from assistant.inventory.places import Places
from assistant.inventory.prepared import Prepared
from assistant.inventory.projection import Cell, Leg
from assistant.inventory.quantity import from_micros
from assistant.inventory.schema import ItemRow, LotRow, MoveRow


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

    def insert(self, moves: Sequence[Stored], decided_seq: int | None = None) -> None:
        """Write new moves; `decided_seq` is the journal entry of those that are posted at once."""
        _INSERT.run_many(self._connection, [_values(one, decided_seq) for one in moves])

    def related(self, proposal: str, draft: str) -> list[Stored]:
        """Return the moves of a proposal, and those of the draft, wherever they are."""
        return [self._stored(row) for row in _RELATED.run(self._connection, {"proposal": proposal, "draft": draft})]

    def of_proposal(self, proposal: str) -> list[Stored]:
        """Return the moves of a proposal, in their order."""
        return [self._stored(row) for row in _OF_PROPOSAL.run(self._connection, {"proposal": proposal})]

    def find(self, *conditions: ColumnElement[bool], newest: int) -> list[Move]:
        """Return so many of the newest moves, newest first."""
        wanted = _READ.where(*conditions).order_by(MoveRow.seq.desc()).limit(newest)
        return [self._stored(row).move for row in self._connection.execute(wanted)]

    def reversed(self, move: str) -> bool:
        """Return whether the move was undone."""
        return self._connection.execute(select(MoveRow.seq).where(MoveRow.reverses == move)).first() is not None

    def last_posted(self, device: str, person: str | None) -> str | None:
        """Return the proposal that the device, or a person on it, posted last."""
        posted = select(MoveRow.proposal).where(MoveRow.device == device, MoveRow.state == MoveState.POSTED.value)
        if person is not None:
            posted = posted.where(MoveRow.person == person)
        ordered = posted.where(MoveRow.decided_seq.is_not(None)).order_by(MoveRow.decided_seq.desc())
        return self._connection.execute(ordered.limit(1)).scalar()

    def stale(self, before: str) -> list[str]:
        """Return the pending proposals from before that time."""
        pending = (MoveRow.state == MoveState.PENDING.value, MoveRow.at < before)
        return list(self._connection.execute(select(MoveRow.proposal).where(*pending).distinct()).scalars())

    def decide(self, proposal: str, state: MoveState, at: str, seq: int) -> None:
        """Record the decision on a proposal."""
        _DECIDE.run(self._connection, {"of": proposal, "state": state.value, "decided_at": at, "decided_seq": seq})

    def mark_overdrawn(self, moves: Sequence[str]) -> None:
        """Mark moves that took more than was there."""
        self._connection.execute(update(MoveRow).where(MoveRow.id.in_(moves)).values(overdrawn=True))

    def _stored(self, row: Any) -> Stored:
        values = dict(zip(_NAMES, row, strict=True))
        context = json.loads(values["context"])
        move = Move(
            id=values["id"],
            kind=MoveKind(values["kind"]),
            item=values["sku"],
            lot=values["lot"] or None,
            expiry=moment.day(values["expiry"]),
            quantity=from_micros(values["micros"]),
            unit=values["unit"],
            source=self._places.by_id(values["source_id"]).name,
            destination=self._places.by_id(values["destination_id"]).name,
            source_status=Status(values["source_status"]),
            destination_status=Status(values["destination_status"]),
            state=MoveState(values["state"]),
            at=moment.from_text(values["at"]),
            decided_at=moment.from_text(values["decided_at"]) if values["decided_at"] else None,
            reason=values["reason"],
            person=values["person"],
            device=values["device"],
            confidence=values["confidence"],
            proposal=values["proposal"],
            reverses=values["reverses"],
            document=values["document"],
            document_line=values["document_line"],
            overdrawn=bool(values["overdrawn"]),
            evidence=tuple(context["evidence"]),
            models=tuple(context["models"]),
        )
        leg = Leg(
            Cell(values["item_id"], values["source_id"], values["lot_id"], values["source_status"]),
            Cell(values["item_id"], values["destination_id"], values["lot_id"], values["destination_status"]),
            values["micros"],
        )
        return Stored(move, leg, values["draft"], values["fingerprint"])


def _values(one: Stored, decided_seq: int | None) -> dict[str, Any]:
    move, leg = one.move, one.leg
    return {
        "id": move.id,
        "draft": one.draft,
        "fingerprint": one.fingerprint,
        "proposal": move.proposal,
        "kind": move.kind.value,
        "item_id": leg.source.item,
        "lot_id": leg.source.lot,
        "micros": leg.micros,
        "source_id": leg.source.place,
        "source_status": leg.source.status,
        "destination_id": leg.destination.place,
        "destination_status": leg.destination.status,
        "at": moment.to_text(move.at),
        "device": move.device,
        "person": move.person,
        "reason": move.reason,
        "confidence": move.confidence,
        "context": canonical({"evidence": move.evidence, "models": move.models}),
        "reverses": move.reverses,
        "document": move.document,
        "document_line": move.document_line,
        "state": move.state.value,
        "decided_at": moment.to_text(move.decided_at) if move.decided_at else None,
        "decided_seq": decided_seq,
        "overdrawn": move.overdrawn,
    }


_COLUMNS = [column for column in MoveRow.__table__.columns if column.name != "seq"]
_INSERT = Prepared(any=insert_into(MoveRow), columns=[column.name for column in _COLUMNS])
_READ = (
    select(*_COLUMNS, ItemRow.sku, ItemRow.unit, LotRow.code.label("lot"), LotRow.expiry)
    .join(ItemRow, ItemRow.id == MoveRow.item_id)
    .join(LotRow, LotRow.id == MoveRow.lot_id)
)
_NAMES = [column.name for column in _READ.selected_columns]
_OF_PROPOSAL = Prepared(any=_READ.where(MoveRow.proposal == bindparam("proposal")).order_by(MoveRow.seq))
_SAME = or_(MoveRow.proposal == bindparam("proposal"), MoveRow.id == bindparam("draft"))
_RELATED = Prepared(any=_READ.where(_SAME).order_by(MoveRow.seq))
_DECIDE = Prepared(
    any=update(MoveRow).where(MoveRow.proposal == bindparam("of")), columns=("state", "decided_at", "decided_seq")
)
