"""Inspection lists from a table: what to look at, and where there is one note, tool, place and the list's name."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from assistant.catalogue.errors import RowError
from assistant.catalogue.importing import Refused
from assistant.catalogue.rows import refuse_formulas
from assistant.catalogue.table import Row, read
from assistant.inventory.ledger import Ledger
from assistant.tasks import store
from assistant.tasks.task import Task, TaskKind, TaskLine


def inspections_of(path: Path) -> tuple[Mapping[str, list[TaskLine]], tuple[Refused, ...]]:
    """Return the points of each list by its name, the file's where a row names none, and the rows refused.

    Raises `CatalogueError` for a file that is no such table.
    """
    lists: dict[str, list[TaskLine]] = {}
    refused = []
    for line, row in read(path, needed=["point"]):
        try:
            lists.setdefault(row.get("list") or path.stem, []).append(_point(row))
        except RowError as error:
            refused.append(Refused(line, error.en, error.zh))
    return lists, tuple(refused)


def import_inspections(ledger: Ledger, path: Path, day: date) -> tuple[int, tuple[Refused, ...]]:
    """Put each list of a table among the tasks of a day; returns how many points, and the rows refused.

    The same list again on the same day changes nothing. Raises `CatalogueError` for a file that is no such table.
    """
    lists, refused = inspections_of(path)
    with ledger.unit() as unit:
        for name, points in lists.items():
            store.add(unit, Task(f"inspect-{name}-{day.isoformat()}", TaskKind.INSPECT, points))
    return sum(map(len, lists.values())), refused


def _point(row: Row) -> TaskLine:
    refuse_formulas(row)
    if not row.get("point"):
        raise RowError("point: what to inspect is missing", "没有写要检查什么")
    return TaskLine(text=row["point"], note=row.get("note", ""), tool=row.get("tool", ""), place=row.get("place", ""))
