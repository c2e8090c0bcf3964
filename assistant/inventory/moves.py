"""Moves: proposed, then posted, voided or expired; never edited. Corrections and undo are new moves."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from assistant.inventory import moment
from assistant.inventory.booking import Booking
from assistant.inventory.context import Context
from assistant.inventory.errors import (
    AlreadyUndoneError,
    NotEnoughStockError,
    NothingToUndoError,
    ProposalClosedError,
    SameIdDifferentMoveError,
    UnknownProposalError,
)
from assistant.inventory.journal import Journal
from assistant.inventory.move import Move, MoveDraft, MoveKind, MoveState
from assistant.inventory.move_store import MoveStore, Stored, Values
from assistant.inventory.places import Places
from assistant.inventory.projection import apply, balances
from assistant.inventory.quantity import from_micros
from assistant.inventory.schema import ItemRow, MoveRow


class Moves:
    """The only way to change what is in stock."""

    def __init__(self, context: Context, places: Places, booking: Booking, journal: Journal) -> None:
        self._context = context
        self._places = places
        self._booking = booking
        self._journal = journal
        self._store = MoveStore(context, places)

    def propose(self, draft: MoveDraft) -> list[Move]:
        """Keep a draft as pending moves: several, where it takes from several lots or bins.

        The same draft again changes nothing and returns the same moves, whatever became of them. Raises
        `SameIdDifferentMoveError`, `ProposalClosedError`, and all that `Booking.rows` raises.
        """
        known = self._store.of_draft(draft.id)
        if known:
            if known[0].fingerprint != draft.fingerprint():
                raise SameIdDifferentMoveError(draft.id)
            return _moves(known)
        siblings = self._store.of_proposal(draft.proposal)
        if siblings and siblings[0].move.state is not MoveState.PENDING:
            raise ProposalClosedError(draft.proposal, siblings[0].move.state)
        self._store.add(self._booking.rows(draft))
        return _moves(self._store.of_draft(draft.id))

    def book(self, draft: MoveDraft) -> list[Move]:
        """Propose and post at once, for what needs no confirmation."""
        self.propose(draft)
        self.post(draft.proposal)
        return _moves(self._store.of_draft(draft.id))

    def post(self, proposal: str, person: str = "") -> list[Move]:
        """Book a proposal: all of its moves, or none. Posted before, it changes nothing and returns the same moves.

        `person` is who confirmed. Raises `UnknownProposalError`, `ProposalClosedError` or `NotEnoughStockError`.
        """
        known = self._known(proposal)
        if known[0].move.state is MoveState.POSTED:
            return _moves(known)
        if known[0].move.state is not MoveState.PENDING:
            raise ProposalClosedError(proposal, known[0].move.state)
        return self._post(known, "booked", {"confirmed_by": person})

    def void(self, proposal: str, reason: str = "", person: str = "") -> list[Move]:
        """Give up a pending proposal. Voided before, it changes nothing.

        Raises `UnknownProposalError` or `ProposalClosedError`; what is posted can only be undone.
        """
        known = self._known(proposal)
        if known[0].move.state is MoveState.VOIDED:
            return _moves(known)
        if known[0].move.state is not MoveState.PENDING:
            raise ProposalClosedError(proposal, known[0].move.state)
        return self._decide(proposal, MoveState.VOIDED, "voided", {"why": reason, "by": person})

    def expire(self, older_than: timedelta) -> list[Move]:
        """Let go of proposals that have waited for longer than that."""
        stale = self._store.stale(moment.to_text(self._context.clock() - older_than))
        return [move for proposal in stale for move in self._decide(proposal, MoveState.EXPIRED, "expired", {})]

    def undo(self, proposal: str | None = None, person: str | None = None) -> list[Move]:
        """Book the opposite of a proposal, lot by lot; without one, of the last that this device (and person) posted.

        The new proposal is called `<proposal>~undo`. Raises `AlreadyUndoneError`, `NothingToUndoError`,
        `UnknownProposalError`, `ProposalClosedError`, or `NotEnoughStockError` where the goods have gone on.
        """
        undone = proposal or self._store.last_posted(self._context.device, person)
        if undone is None:
            raise NothingToUndoError
        known = self._known(undone)
        if known[0].move.state is not MoveState.POSTED:
            raise ProposalClosedError(undone, known[0].move.state)
        if known[0].move.reverses:
            # Said twice by accident, "undo" must not walk back through the day.
            raise NothingToUndoError if proposal else AlreadyUndoneError(undone.removesuffix(UNDO))
        if self._store.reversed(known[0].move.id):
            raise AlreadyUndoneError(undone)
        self._store.add([self._opposite(row, person) for row in reversed(self._store.raw(undone))])
        return self._post(self._known(undone + UNDO), "undone", {"undoes": undone, "by": person or ""})

    def list(
        self,
        item: str | None = None,
        limit: int = 100,
        state: MoveState | str | None = None,
        proposal: str | None = None,
        since: datetime | None = None,
    ) -> list[Move]:
        """Return moves, newest first; `since` counts from when they were proposed."""
        wanted = []
        if item is not None:
            wanted.append(MoveRow.item_id == select(ItemRow.id).where(ItemRow.sku == item).scalar_subquery())
        if state is not None:
            wanted.append(MoveRow.state == MoveState(state).value)
        if proposal is not None:
            wanted.append(MoveRow.proposal == proposal)
        if since is not None:
            wanted.append(MoveRow.at >= moment.to_text(since))
        return _moves(self._store.find(*wanted, newest=limit))

    def _known(self, proposal: str) -> Sequence[Stored]:
        known = self._store.of_proposal(proposal)
        if not known:
            raise UnknownProposalError(proposal)
        return known

    def _post(self, known: Sequence[Stored], kind: str, said: Mapping[str, Any]) -> Sequence[Move]:
        proposal = known[0].move.proposal
        overdrawn = self._check(known)
        moves = [_for_journal(one.move) for one in known]
        posted = self._decide(proposal, MoveState.POSTED, kind, {**said, "moves": moves}, overdrawn)
        apply(self._context.connection, [one.leg for one in known])
        return posted

    def _decide(
        self, proposal: str, state: MoveState, kind: str, said: Mapping[str, Any], overdrawn: Sequence[str] = ()
    ) -> Sequence[Move]:
        entry = self._journal.append(kind, {"proposal": proposal, **said})
        self._store.decide(proposal, state, self._context.now(), entry.seq, overdrawn)
        return _moves(self._store.of_proposal(proposal))

    def _check(self, known: Sequence[Stored]) -> Sequence[str]:
        """Go through the moves one by one before anything is written; return the ids of those that overdraw."""
        limited = [one for one in known if not self._places.by_id(one.leg.source.place).unlimited]
        balance = balances(self._context.connection, [one.leg.source for one in limited])
        overdrawn = []
        for move, leg, *_ in known:
            have = balance.get(leg.source)
            if have is not None:
                if leg.micros > have and not self._places.by_id(leg.source.place).overdraft:
                    raise NotEnoughStockError(
                        item=move.item, have=from_micros(have), want=move.quantity, place=move.source, lot=move.lot
                    )
                if leg.micros > have:
                    overdrawn.append(move.id)
                balance[leg.source] = have - leg.micros
            if leg.destination in balance:
                balance[leg.destination] += leg.micros
        return overdrawn

    def _opposite(self, row: Values, person: str | None) -> Values:
        values = {key: value for key, value in row.items() if key != "seq"}
        return values | {
            "id": row["id"] + UNDO,
            "draft": row["draft"] + UNDO,
            "proposal": row["proposal"] + UNDO,
            "kind": MoveKind.UNDO.value,
            "source_id": row["destination_id"],
            "source_status": row["destination_status"],
            "destination_id": row["source_id"],
            "destination_status": row["source_status"],
            "at": self._context.now(),
            "device": self._context.device,
            "person": person or row["person"],
            "reverses": row["id"],
            "state": MoveState.PENDING.value,
            "overdrawn": False,
        }


UNDO = "~undo"
"""Ends the ids of an undo: made from those of what it undoes, so that a retry books once."""


def _moves(stored: Sequence[Stored]) -> list[Move]:
    return [one.move for one in stored]


def _for_journal(move: Move) -> dict[str, Any]:
    short = {key: value for key, value in move.to_dict().items() if value not in {None, "", False}}
    for key in ("state", "at", "proposal", "device"):
        short.pop(key, None)
    return short | {key: value for key, value in move.context.items() if value}
