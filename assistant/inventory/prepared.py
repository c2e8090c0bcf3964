"""Statements that are compiled once and then handed to the driver as they are.

A booking runs some ten statements; SQLAlchemy's work on each of them at every call would cost several times what the
database does. The statements are still written, and typed, with SQLAlchemy.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql import ClauseElement

from assistant.inventory.failures import failure_of

_Compiled = tuple[str, Sequence[str] | None, Mapping[str, Any]]
"""Text for the driver, the order of its parameters where they have no names, and those that never change."""


class Prepared:
    """A statement with named parameters and a fixed shape.

    Values go to the driver and come back as they are: integers, floats, texts and None; a truth value comes back
    from SQLite as 0 or 1.
    """

    def __init__(self, *, columns: Sequence[str] | None = None, **statements: ClauseElement) -> None:
        """Take one statement as `any`, or one each as `sqlite` and `postgresql`; `columns` are those of an insert."""
        self._statements = statements
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Run it and return the rows; raises the errors of `failures`."""
        return self._run(connection, [values], many=False)

    def run_many(self, connection: Connection, values: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each set of values."""
        self._run(connection, values, many=True)

    def _run(self, connection: Connection, values: Sequence[Mapping[str, Any]], *, many: bool) -> list[Any]:
        dialect = connection.dialect
        sql, order, fixed = self._compiled.get(dialect.name) or self._compile(dialect)
        filled = [{**fixed, **one} for one in values] if fixed else values
        parameters = [tuple(map(one.__getitem__, order)) if order is not None else one for one in filled]
        driver: Any = connection.connection.dbapi_connection
        try:
            cursor = driver.cursor()
            if many:
                cursor.executemany(sql, parameters)
                return []
            cursor.execute(sql, parameters[0])
            return cursor.fetchall() if cursor.description else []
        except dialect.loaded_dbapi.Error as error:
            failure = failure_of(error)
            if failure.gives_up_connection:
                connection.invalidate()
            raise failure from error

    def _compile(self, dialect: Dialect) -> _Compiled:
        statement = self._statements.get("any", self._statements.get(dialect.name))
        assert statement is not None, dialect.name
        compiled: Any = statement.compile(dialect=dialect, column_keys=self._columns)
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        found = (str(compiled), compiled.positiontup if compiled.positional else None, fixed)
        self._compiled[dialect.name] = found
        return found
