"""Stock as a projection of the posted moves: kept up with them, checked before them, rebuilt from them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Insert, delete, func, insert, literal_column, select, tuple_, union_all
from sqlalchemy.dialects import postgresql, sqlite

from assistant.inventory.move import MoveState
from assistant.inventory.schema import MoveRow, StockRow


class Cell(NamedTuple):
    """One line of the stock: row numbers of item, place and lot, and the status."""

    item: int
    place: int
    lot: int
    status: str


class Leg(NamedTuple):
    """A move as the projection sees it."""

    source: Cell
    destination: Cell
    micros: int


_KEY = (StockRow.item_id, StockRow.place_id, StockRow.lot_id, StockRow.status)


def balances(connection: Connection, cells: Sequence[Cell]) -> dict[Cell, int]:
    """Return what is in each of the cells, in micros."""
    wanted = select(*_KEY, StockRow.micros)
    if len(cells) == 1:
        one = cells[0]
        wanted = wanted.where(*(column == value for column, value in zip(_KEY, one, strict=True)))
    else:
        wanted = wanted.where(tuple_(*_KEY).in_([tuple(cell) for cell in cells]))
    found = dict.fromkeys(cells, 0)
    found.update((Cell(*row[:4]), row[4]) for row in connection.execute(wanted))
    return found


def apply(connection: Connection, legs: Iterable[Leg]) -> None:
    """Add moves to the stock."""
    change: dict[Cell, int] = defaultdict(int)
    for leg in legs:
        change[leg.source] -= leg.micros
        change[leg.destination] += leg.micros
    rows = [{**_named(cell), "micros": micros} for cell, micros in sorted(change.items()) if micros]
    if rows:
        connection.execute(_upsert(connection), rows)


def _named(cell: Cell) -> dict[str, int | str]:
    return {"item_id": cell.item, "place_id": cell.place, "lot_id": cell.lot, "status": cell.status}


def _upsert(connection: Connection) -> Insert:
    return _UPSERTS[connection.dialect.name]


def _make_upsert(dialect: str) -> Insert:
    statement = sqlite.insert(StockRow) if dialect == "sqlite" else postgresql.insert(StockRow)
    return statement.on_conflict_do_update(
        index_elements=list(_KEY), set_={"micros": StockRow.micros + statement.excluded.micros}
    )


_UPSERTS = {dialect: _make_upsert(dialect) for dialect in ("sqlite", "postgresql")}


def replay(connection: Connection) -> dict[Cell, int]:
    """Return the stock that follows from all posted moves; cells that come to nothing are left out."""
    posted = MoveRow.state == MoveState.POSTED.value
    out = select(
        MoveRow.item_id, MoveRow.source_id.label("place"), MoveRow.lot_id, MoveRow.source_status.label("status"),
        (-MoveRow.micros).label("micros"),
    ).where(posted)  # fmt: skip
    into = select(
        MoveRow.item_id, MoveRow.destination_id, MoveRow.lot_id, MoveRow.destination_status, MoveRow.micros
    ).where(posted)
    both = union_all(out, into).subquery()
    key = (both.c.item_id, both.c.place, both.c.lot_id, both.c.status)
    total = func.sum(both.c.micros)
    rows = connection.execute(select(*key, total).group_by(*key).having(total != literal_column("0")))
    return {Cell(*row[:4]): int(row[4]) for row in rows}


def stored(connection: Connection) -> dict[Cell, int]:
    """Return the stock as it is kept; cells that hold nothing are left out."""
    rows = connection.execute(select(*_KEY, StockRow.micros).where(StockRow.micros != 0))
    return {Cell(*row[:4]): row[4] for row in rows}


def rebuild(connection: Connection) -> int:
    """Write the stock anew from the moves; return how many cells were wrong."""
    right, kept = replay(connection), stored(connection)
    wrong = sum(right.get(cell, 0) != kept.get(cell, 0) for cell in right.keys() | kept.keys())
    connection.execute(delete(StockRow))
    rows = [{**_named(cell), "micros": micros} for cell, micros in right.items()]
    if rows:
        connection.execute(insert(StockRow), rows)
    return wrong
