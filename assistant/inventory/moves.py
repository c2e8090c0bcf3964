"""Moves: proposed, then posted, voided or expired; never edited. Corrections and undo are new moves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from assistant.inventory import moment
from assistant.inventory.booking import Booking
from assistant.inventory.context import Context
from assistant.inventory.errors import (
    AlreadyUndoneError,
    NothingToUndoError,
    ProposalClosedError,
    SameIdDifferentMoveError,
    UnknownProposalError,
)
from assistant.inventory.journal import Journal
from assistant.inventory.move import Move, MoveDraft, MoveKind, MoveState
from assistant.inventory.move_store import MoveStore, Stored
from assistant.inventory.posting import Posting
from assistant.inventory.schema import ItemRow, MoveRow

UNDO = "~undo"
"""Ends the ids of an undo: made from those of what it undoes, so that a retry books once."""


class Moves:
    """The only way to change what is in stock."""

    def __init__(
        self, context: Context, store: MoveStore, booking: Booking, posting: Posting, journal: Journal
    ) -> None:
        self._context = context
        self._store = store
        self._booking = booking
        self._posting = posting
        self._journal = journal

    def propose(self, draft: MoveDraft) -> list[Move]:
        """Keep a draft as pending moves: several, where it takes from several lots or bins.

        The same draft again changes nothing and returns the same moves, whatever became of them. Raises
        `SameIdDifferentMoveError`, `ProposalClosedError`, and all that `Booking.moves` raises.
        """
        known, _ = self._known(draft)
        if known:
            return known
        moves = self._booking.moves(draft)
        self._store.insert(moves)
        return [one.move for one in moves]

    def book(self, draft: MoveDraft) -> list[Move]:
        """Propose and post at once, for what needs no confirmation; a retry returns the same moves."""
        known, siblings = self._known(draft)
        if not known and not siblings:
            return self._posting.post_new(self._booking.moves(draft), "booked", {})
        if not known:
            self._store.insert(self._booking.moves(draft))
        posted = self.post(draft.proposal)
        return [move for move in posted if move.id.partition("/")[0] == draft.id]

    def post(self, proposal: str, person: str = "") -> list[Move]:
        """Book a proposal: all of its moves, or none. Posted before, it changes nothing and returns the same moves.

        `person` is who confirmed. Raises `UnknownProposalError`, `ProposalClosedError` or `NotEnoughStockError`.
        """
        moves = self._of(proposal)
        if _decided(moves, MoveState.POSTED):
            return [one.move for one in moves]
        return self._posting.post_pending(moves, "booked", {"confirmed_by": person} if person else {})

    def void(self, proposal: str, reason: str = "", person: str = "") -> list[Move]:
        """Give up a pending proposal. Voided before, it changes nothing.

        Raises `UnknownProposalError` or `ProposalClosedError`; what is posted can only be undone.
        """
        moves = self._of(proposal)
        if _decided(moves, MoveState.VOIDED):
            return [one.move for one in moves]
        return self._close(moves, MoveState.VOIDED, {"why": reason, "by": person})

    def expire(self, older_than: timedelta) -> list[Move]:
        """Let go of proposals that have waited for longer than that."""
        stale = self._store.stale(moment.to_text(self._context.clock() - older_than))
        return [move for one in stale for move in self._close(self._of(one), MoveState.EXPIRED, {})]

    def undo(self, proposal: str | None = None, person: str | None = None) -> list[Move]:
        """Book the opposite of a proposal, lot by lot; without one, of the last that this device (and person) posted.

        The new proposal is called `<proposal>~undo`. Raises `AlreadyUndoneError`, `NothingToUndoError`,
        `UnknownProposalError`, `ProposalClosedError`, or `NotEnoughStockError` where the goods have gone on.
        """
        undone = proposal or self._store.last_posted(self._context.device, person)
        if undone is None:
            raise NothingToUndoError
        moves = self._of(undone)
        if moves[0].move.state is not MoveState.POSTED:
            raise ProposalClosedError(undone, moves[0].move.state)
        if moves[0].move.reverses:
            # Said twice by accident, "undo" must not walk back through the day.
            raise NothingToUndoError if proposal else AlreadyUndoneError(undone.removesuffix(UNDO))
        if self._store.reversed(moves[0].move.id):
            raise AlreadyUndoneError(undone)
        opposites = [self._opposite(one, person) for one in reversed(moves)]
        return self._posting.post_new(opposites, "undone", {"undoes": undone})

    def history(
        self,
        item: str | None = None,
        limit: int = 100,
        *,
        state: MoveState | str | None = None,
        proposal: str | None = None,
        since: datetime | None = None,
        document: str | None = None,
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
        if document is not None:
            wanted.append(MoveRow.document == document)
        return self._store.find(*wanted, newest=limit)

    def _known(self, draft: MoveDraft) -> tuple[list[Move], bool]:
        """Return what a draft became before, and whether its proposal has other moves to wait for."""
        related = self._store.related(draft.proposal, draft.id)
        mine = [one for one in related if one.draft == draft.id]
        if mine and mine[0].fingerprint != draft.fingerprint():
            raise SameIdDifferentMoveError(draft.id)
        if related and not mine and related[0].move.state is not MoveState.PENDING:
            raise ProposalClosedError(draft.proposal, related[0].move.state)
        return [one.move for one in mine], bool(related)

    def _of(self, proposal: str) -> list[Stored]:
        moves = self._store.of_proposal(proposal)
        if not moves:
            raise UnknownProposalError(proposal)
        return moves

    def _close(self, moves: Sequence[Stored], state: MoveState, said: Mapping[str, Any]) -> list[Move]:
        proposal = moves[0].move.proposal
        entry = self._journal.append(state.value, {"proposal": proposal, **said})
        at = self._context.clock()
        self._store.decide(proposal, state, moment.to_text(at), entry.seq)
        return [replace(one.move, state=state, decided_at=at) for one in moves]

    def _opposite(self, one: Stored, person: str | None) -> Stored:
        move, leg = one.move, one.leg
        opposite = replace(
            move,
            id=move.id + UNDO,
            kind=MoveKind.UNDO,
            source=move.destination,
            destination=move.source,
            source_status=move.destination_status,
            destination_status=move.source_status,
            state=MoveState.PENDING,
            at=self._context.clock(),
            decided_at=None,
            person=person or move.person,
            device=self._context.device,
            proposal=move.proposal + UNDO,
            reverses=move.id,
            overdrawn=False,
        )
        return Stored(opposite, leg._replace(source=leg.destination, destination=leg.source), one.draft + UNDO, "")


def _decided(moves: Sequence[Stored], as_wished: MoveState) -> bool:
    """Whether the decision was made before; raises `ProposalClosedError` where it was the other one."""
    state = moves[0].move.state
    if state not in {MoveState.PENDING, as_wished}:
        raise ProposalClosedError(moves[0].move.proposal, state)
    return state is as_wished
