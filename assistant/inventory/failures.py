"""What a database can refuse, told apart from its driver's errors."""

import re
from typing import ClassVar

from sqlalchemy.engine import ExceptionContext

from assistant.inventory.errors import LedgerError


class DatabaseError(LedgerError):
    """Any other trouble with the database."""

    code = "database"
    wording: ClassVar[str] = "the database refused ({why}) and nothing was booked; try again"
    gives_up_connection: ClassVar[bool] = True
    """SQLite ends a transaction by itself when the disk is full: what came after it would be booked on its own."""

    def __init__(self, why: str) -> None:
        super().__init__(self.wording.format(why=why), why=why)


class DatabaseFullError(DatabaseError):
    """No room is left."""

    code = "database_full"
    wording = "the disk is full and nothing was booked; make room and say it again"


class DatabaseReadOnlyError(DatabaseError):
    """The file or its folder may not be written."""

    code = "database_read_only"
    wording = "the database may only be read and nothing was booked; check the disk and its rights"


class DatabaseBusyError(DatabaseError):
    """Another process holds the database for too long."""

    code = "database_busy"
    wording = "the database is busy and nothing was booked; try again"
    gives_up_connection = False


class DatabaseDamagedError(DatabaseError):
    """The file is not a database, or no longer."""

    code = "database_damaged"
    wording = "the database is damaged ({why}); restore the last backup"


class DatabaseMissingError(DatabaseError):
    """The file cannot be opened, or the server does not answer."""

    code = "database_missing"
    wording = "the database cannot be opened ({why}); check the path or the server"


class DatabaseTooNewError(DatabaseError):
    """The database was written by a later version of the clerk."""

    code = "database_too_new"
    wording = "the database has the later form {why}; install the newer clerk"


_SIGNS: tuple[tuple[str, type[DatabaseError]], ...] = (
    (r"disk is full|No space left|could not extend file", DatabaseFullError),
    (r"readonly database|read-only", DatabaseReadOnlyError),
    (r"database is locked|database table is locked|lock timeout|deadlock detected", DatabaseBusyError),
    (r"malformed|not a database|disk I/O error|invalid page", DatabaseDamagedError),
    (r"unable to open|could not connect|connection failed|connection refused|does not exist$", DatabaseMissingError),
)


def failure_of(error: BaseException) -> DatabaseError:
    """Return our error for a driver's."""
    said = str(error).strip() or type(error).__name__
    first = said.splitlines()[0]
    for sign, kind in _SIGNS:
        if re.search(sign, said, re.IGNORECASE):
            return kind(first)
    return DatabaseError(first)


def translate(context: ExceptionContext) -> None:
    """Put one of our errors in the place of the driver's, as a SQLAlchemy `handle_error` listener."""
    failure = failure_of(context.original_exception)
    context.is_disconnect = failure.gives_up_connection
    context.invalidate_pool_on_disconnect = False
    raise failure from context.original_exception
