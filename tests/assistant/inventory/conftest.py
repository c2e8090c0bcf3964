"""Every database that the ledger runs on, empty and ready, as the fixture `books`."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.inventory import Ledger, MoveKind
from tests.assistant.inventory.books import WATER, Books, draft
from tests.assistant.inventory.postgres import Server, start


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of our own."""
    with start() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    Ledger.open(file, evidence=False).close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def make_books(request, tmp_path) -> Callable[[str], Books]:
    """Make empty books by name, on each kind of database in turn."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")

        def make(name: str) -> Books:
            shutil.copyfile(template, tmp_path / f"{name}.db")
            return Books(str(tmp_path / f"{name}.db"))

    else:
        server = request.getfixturevalue("postgres")

        def make(name: str) -> Books:
            return Books(server.empty(name))

    return make


@pytest.fixture
def books(make_books) -> Books:
    return make_books("books")


@pytest.fixture
def ledger(books) -> Iterator[Ledger]:
    with books.open(evidence=False) as ledger:
        yield ledger


@pytest.fixture
def stocked(ledger) -> Ledger:
    """Books with 48 bottles of water, W1, at A7-12."""
    with ledger.unit() as unit:
        unit.catalogue.put(WATER)
        unit.moves.book(draft("opening", MoveKind.OPENING, 48, "LOSS", "A7-12"))
    return ledger
