"""The revisions lead from nothing to exactly the tables that the program works with, and every step keeps the rows."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from assistant.inventory import Ledger
from assistant.inventory.engine import connect, database_url
from assistant.inventory.failures import DatabaseTooNewError
from assistant.inventory.migrations import HEAD, migrate, revision_of
from assistant.inventory.schema import Base


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """A database without any table."""
    if request.param == "sqlite":
        url = str(tmp_path / "empty.db")
    else:
        server = request.getfixturevalue("postgres")
        url = server.bare(f"bare_{request.node.name}"[:50].lower())
    engine = connect(database_url(url))
    yield engine
    engine.dispose()


def form(engine):
    """Return tables, columns, indexes and constraints as the database tells them."""
    found = inspect(engine)
    return {
        name: (
            [(one["name"], str(one["type"]), one["nullable"]) for one in found.get_columns(name)],
            found.get_pk_constraint(name)["constrained_columns"],
            sorted((one["name"], *one["column_names"], one["unique"]) for one in found.get_indexes(name)),
            sorted((*one["constrained_columns"], one["referred_table"]) for one in found.get_foreign_keys(name)),
            sorted(one["name"] for one in found.get_check_constraints(name)),
        )
        for name in found.get_table_names()
        if name != "alembic_version"
    }


def test_the_newest_revision_is_the_one_that_is_opened():
    assert ScriptDirectory("assistant/inventory/migrations").get_current_head() == HEAD


def test_all_revisions_make_what_the_tables_say(engine):
    migrate(engine)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    made = form(engine)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
    assert form(engine) == made


def test_the_first_form_is_brought_up_to_date_with_its_rows(engine):
    migrate(engine, "0001")
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("INSERT INTO place (name, kind, overdraft) VALUES ('A7', 'zone', :no)"), {"no": False})
    migrate(engine)
    with engine.connect() as connection:
        assert revision_of(connection) == HEAD
        assert connection.execute(text("SELECT name FROM place WHERE kind = 'zone'")).scalars().all() == ["A7"]


def test_a_database_of_a_later_clerk_is_left_alone(tmp_path):
    file = tmp_path / "books.db"
    Ledger.open(file, evidence=False).close()
    engine = connect(database_url(file))
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseTooNewError):
        Ledger.open(file, evidence=False)
