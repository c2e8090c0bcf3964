"""Brings a database to the present form when it is opened. Imports Alembic, and only where there is work."""

from sqlalchemy import Connection, Engine, inspect, select, table
from sqlalchemy.sql import column

from assistant.inventory.failures import DatabaseTooNewError

HEAD = "0002"
"""The newest revision in `versions/`; a test compares."""

_VERSION = table("alembic_version", column("version_num"))


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the database, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(select(_VERSION.c.version_num)).scalar()
    return revision


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
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "assistant.inventory:migrations")
    config.attributes["connection"] = connection
    known = revision_of(connection)
    if known is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(known)
        except CommandError:
            raise DatabaseTooNewError(known) from None
    upgrade(config, to)
