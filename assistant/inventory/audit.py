"""Compares what the books say with each other: moves with the journal, stock with the moves."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from assistant.inventory.chain import canonical
from assistant.inventory.move import Move, MoveState
from assistant.inventory.move_store import MoveStore
from assistant.inventory.posting import journal_form
from assistant.inventory.projection import replay, stored
from assistant.inventory.schema import JournalRow, MoveRow

_BOOKED = ("booked", "undone")
_AT_ONCE = 500
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found."""

    moves: tuple[str, ...]
    """Ids of moves that are not as the journal says, posted without it, or gone."""
    cells: int
    """How many lines of the stock are not what the posted moves come to."""

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.moves and not self.cells


def audit(connection: Connection, store: MoveStore) -> Audit:
    """Compare every posted move and the whole stock; the journal itself is checked by `verify`."""
    right, kept = replay(connection), stored(connection)
    cells = sum(right.get(cell, 0) != kept.get(cell, 0) for cell in right.keys() | kept.keys())
    return Audit(tuple(_differing(connection, store)), cells)


def _differing(connection: Connection, store: MoveStore) -> Iterator[str]:
    posted = MoveRow.state == MoveState.POSTED.value
    unaccounted: int = connection.execute(select(func.count()).select_from(MoveRow).where(posted)).scalar_one()
    for batch in batched(_journalled(connection), _AT_ONCE):
        said = {move["id"]: move for move in batch}
        there = store.find(MoveRow.id.in_(said), newest=len(said))
        kept = {move.id: _form(move, said[move.id]) for move in there if move.state is MoveState.POSTED}
        unaccounted -= len(kept)
        yield from (identity for identity, move in said.items() if kept.get(identity) != canonical(move))
    if unaccounted:
        journalled = {move["id"] for move in _journalled(connection)}
        ids = connection.execute(select(MoveRow.id).where(posted)).scalars()
        yield from (identity for identity in ids if identity not in journalled)


def _form(move: Move, said: Mapping[str, Any]) -> str:
    form = journal_form(move)
    if "expiry" not in said:
        # The date of a lot may have become known after the booking.
        form.pop("expiry", None)
    return canonical(form)


def _journalled(connection: Connection) -> Iterator[dict[str, Any]]:
    wanted = select(JournalRow.body).where(JournalRow.kind.in_(_BOOKED)).order_by(JournalRow.seq)
    for body in connection.execute(wanted).scalars():
        yield from json.loads(body)["data"]["moves"]


def batched(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield lists of so many values, the last one shorter."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
