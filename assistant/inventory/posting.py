"""Posts moves: checks the stock, writes the journal entry, the decision and the projection, in this order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.inventory import moment
from assistant.inventory.context import Context
from assistant.inventory.errors import NotEnoughStockError
from assistant.inventory.journal import Journal
from assistant.inventory.move import Move, MoveState, Status
from assistant.inventory.move_store import MoveStore, Stored
from assistant.inventory.places import Places
from assistant.inventory.projection import apply, balances
from assistant.inventory.quantity import from_micros


class Posting:
    """Makes moves count."""

    def __init__(self, context: Context, places: Places, store: MoveStore, journal: Journal) -> None:
        self._context = context
        self._places = places
        self._store = store
        self._journal = journal

    def post_pending(self, moves: Sequence[Stored], kind: str, said: Mapping[str, Any]) -> list[Move]:
        """Post moves that were proposed before; `kind` and `said` go into the journal.

        Raises `NotEnoughStockError` before anything is written.
        """
        posted, seq = self._decide(moves, kind, said)
        at = posted[0].move.decided_at
        assert at
        self._store.decide(posted[0].move.proposal, MoveState.POSTED, moment.to_text(at), seq)
        overdrawn = [one.move.id for one in posted if one.move.overdrawn]
        if overdrawn:
            self._store.mark_overdrawn(overdrawn)
        return self._apply(posted)

    def post_new(self, moves: Sequence[Stored], kind: str, said: Mapping[str, Any]) -> list[Move]:
        """Write and post moves at once; otherwise as `post_pending`."""
        posted, seq = self._decide(moves, kind, said)
        self._store.insert(posted, seq)
        return self._apply(posted)

    def _decide(self, moves: Sequence[Stored], kind: str, said: Mapping[str, Any]) -> tuple[list[Stored], int]:
        overdrawn = self._overdrawn(moves)
        entry = self._journal.append(
            kind, {"proposal": moves[0].move.proposal, **said, "moves": [journal_form(one.move) for one in moves]}
        )
        at = self._context.clock()
        return [
            one._replace(
                move=replace(one.move, state=MoveState.POSTED, decided_at=at, overdrawn=one.move.id in overdrawn)
            )
            for one in moves
        ], entry.seq

    def _apply(self, posted: Sequence[Stored]) -> list[Move]:
        apply(self._context.connection, [one.leg for one in posted])
        return [one.move for one in posted]

    def _overdrawn(self, moves: Sequence[Stored]) -> Sequence[str]:
        """Go through the moves one by one; return the ids of those that take more than there is, as they may."""
        limited = {
            one.leg.source: place.overdraft
            for one in moves
            if not (place := self._places.by_id(one.leg.source.place)).unlimited
        }
        balance = balances(self._context.connection, list(limited))
        overdrawn = []
        for move, leg, *_ in moves:
            if leg.source in balance:
                have = balance[leg.source]
                if leg.micros > have and not limited[leg.source]:
                    raise NotEnoughStockError(
                        item=move.item, have=from_micros(have), want=move.quantity, place=move.source, lot=move.lot
                    )
                if leg.micros > have:
                    overdrawn.append(move.id)
                balance[leg.source] = have - leg.micros
            if leg.destination in balance:
                balance[leg.destination] += leg.micros
        return overdrawn


def journal_form(move: Move) -> dict[str, Any]:
    """Return what the journal says of a posted move: enough to find any later change in the move table."""
    short: dict[str, Any] = {
        "id": move.id,
        "kind": move.kind,
        "item": move.item,
        "quantity": move.quantity,
        "source": move.source,
        "destination": move.destination,
    }
    if (move.source_status, move.destination_status) != (Status.FREE, Status.FREE):
        short |= {"source_status": move.source_status, "destination_status": move.destination_status}
    for name in ("lot", "expiry", "reason", "person", "confidence", "evidence", "models", "reverses", "document"):
        value = getattr(move, name)
        if value not in (None, "", ()):
            short[name] = value
    return short
