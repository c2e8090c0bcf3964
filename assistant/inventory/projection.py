"""Stock as a projection of the posted moves: kept up with them, checked before them, rebuilt from them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Insert, bindparam, delete, func, insert, literal_column, select, union_all
from sqlalchemy.dialects import postgresql, sqlite

from assistant.inventory.move import MoveState
from assistant.inventory.prepared import Prepared
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
    found = {}
    for cell in cells:
        rows = _BALANCE.run(connection, _named(cell))
        found[cell] = rows[0][0] if rows else 0
    return found


def apply(connection: Connection, legs: Iterable[Leg]) -> None:
    """Add moves to the stock."""
    change: dict[Cell, int] = defaultdict(int)
    for leg in legs:
        change[leg.source] -= leg.micros
        change[leg.destination] += leg.micros
    rows = [{**_named(cell), "micros": micros} for cell, micros in sorted(change.items()) if micros]
    _ADD.run_many(connection, rows)


def _named(cell: Cell) -> dict[str, int | str]:
    return {"item_id": cell.item, "place_id": cell.place, "lot_id": cell.lot, "status": cell.status}


def _upsert(dialect: str) -> Insert:
    statement = sqlite.insert(StockRow) if dialect == "sqlite" else postgresql.insert(StockRow)
    return statement.on_conflict_do_update(
        index_elements=list(_KEY), set_={"micros": StockRow.micros + statement.excluded.micros}
    )


_BALANCE = Prepared(any=select(StockRow.micros).where(*(column == bindparam(column.name) for column in _KEY)))
_ADD = Prepared(
    sqlite=_upsert("sqlite"),
    postgresql=_upsert("postgresql"),
    columns=("item_id", "place_id", "lot_id", "status", "micros"),
)


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
