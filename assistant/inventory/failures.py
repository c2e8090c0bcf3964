"""What a database can refuse, told apart from its driver's errors."""

import re

from sqlalchemy.engine import ExceptionContext

from assistant.inventory.errors import LedgerError


class DatabaseError(LedgerError):
    """Any other trouble with the database."""

    code = "database"

    def __init__(self, why: str) -> None:
        super().__init__(f"the database refused: {why}; nothing was booked", why=why)


class DatabaseFullError(DatabaseError):
    """No room is left."""

    code = "database_full"

    def __init__(self) -> None:
        LedgerError.__init__(self, "the disk is full and nothing was booked; make room and say it again")


class DatabaseReadOnlyError(DatabaseError):
    """The file or its folder may not be written."""

    code = "database_read_only"

    def __init__(self) -> None:
        LedgerError.__init__(
            self, "the database may only be read and nothing was booked; check the disk and its rights"
        )


class DatabaseBusyError(DatabaseError):
    """Another process holds the database for too long."""

    code = "database_busy"

    def __init__(self) -> None:
        LedgerError.__init__(self, "the database is busy and nothing was booked; try again")


class DatabaseDamagedError(DatabaseError):
    """The file is not a database, or no longer."""

    code = "database_damaged"

    def __init__(self, why: str) -> None:
        LedgerError.__init__(self, f"the database is damaged ({why}); restore the last backup", why=why)


class DatabaseMissingError(DatabaseError):
    """The file cannot be opened, or the server does not answer."""

    code = "database_missing"

    def __init__(self, why: str) -> None:
        LedgerError.__init__(self, f"the database cannot be opened ({why}); check the path or the server", why=why)


class DatabaseTooNewError(DatabaseError):
    """The database was written by a later version of the clerk."""

    code = "database_too_new"

    def __init__(self, revision: str) -> None:
        LedgerError.__init__(
            self, f"the database has the later form {revision}; install the newer clerk", revision=revision
        )


_SIGNS: tuple[tuple[str, type[DatabaseError]], ...] = (
    (r"disk is full|No space left|could not extend file", DatabaseFullError),
    (r"readonly database|read-only", DatabaseReadOnlyError),
    (r"database is locked|database table is locked|lock timeout|deadlock detected", DatabaseBusyError),
    (r"malformed|not a database|disk I/O error|invalid page", DatabaseDamagedError),
    (r"unable to open|could not connect|connection failed|connection refused|does not exist$", DatabaseMissingError),
)


def translate(context: ExceptionContext) -> None:
    """Put one of our errors in the place of the driver's, as a SQLAlchemy `handle_error` listener.

    The connection is given up: SQLite ends the transaction by itself when the disk is full, and what came after
    it would be booked on its own.
    """
    said = str(context.original_exception).strip()
    for sign, error in _SIGNS:
        if re.search(sign, said, re.IGNORECASE):
            context.is_disconnect = context.connection is not None and error is not DatabaseBusyError
            context.invalidate_pool_on_disconnect = False
            first = said.splitlines()[0]
            wants_why = error in {DatabaseDamagedError, DatabaseMissingError}
            raise (error(first) if wants_why else error()) from context.original_exception  # type: ignore[call-arg]
