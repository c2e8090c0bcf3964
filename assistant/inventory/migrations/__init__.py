"""Brings a database to the present form when it is opened. Imports Alembic, and only where there is work."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, select, table
from sqlalchemy.sql import column

from assistant.inventory.failures import DatabaseTooNewError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The newest revision in `versions/`; a test compares."""

_VERSION = table("alembic_version", column("version_num"))


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the database, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(select(_VERSION.c.version_num)).scalar()
    return revision


def is_known(revision: str) -> bool:
    """Whether this program can read books of that revision."""
    if revision == HEAD:
        return True
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    try:
        return ScriptDirectory.from_config(_config()).get_revision(revision) is not None
    except CommandError:
        return False


def migrate(engine: Engine, to: str = HEAD) -> None:
    """Bring the database to a revision, all or nothing.

    Raises `DatabaseTooNewError` where the database is ahead of this program.
    """
    with engine.connect() as connection:
        if revision_of(connection) == to:
            return
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        # Another process may have done it while this one waited for its turn.
        if revision_of(connection) != to:
            _upgrade(connection, to)


def _upgrade(connection: Connection, to: str) -> None:
    from alembic.command import upgrade

    known = revision_of(connection)
    if known is not None and not is_known(known):
        raise DatabaseTooNewError(known)
    config = _config()
    config.attributes["connection"] = connection
    upgrade(config, to)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "assistant.inventory:migrations")
    return config
