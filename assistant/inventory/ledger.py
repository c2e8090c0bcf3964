"""The ledger: a database opened, brought to the present form, and worked on in units."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine

from assistant.inventory.audit import Audit, audit
from assistant.inventory.backup import Backup, backup
from assistant.inventory.context import Clock, Context, House, Ids, random_id, system_clock
from assistant.inventory.engine import connect, database_url
from assistant.inventory.journal_export import lines
from assistant.inventory.migrations import migrate
from assistant.inventory.places import SYSTEM
from assistant.inventory.restoring import restore
from assistant.inventory.signing import NoSigner, Signer
from assistant.inventory.unit import UnitOfWork
from assistant.inventory.verification import Verification, verify


class Ledger:
    """Books of one house, on SQLite or PostgreSQL."""

    def __init__(
        self, engine: Engine, *, clock: Clock, ids: Ids, device: str, signer: Signer, evidence: Path | None
    ) -> None:
        self._engine = engine
        self._writer = engine.execution_options(write=True)
        self._house = House(clock, ids, device)
        self._signer = signer
        self._evidence = evidence

    @classmethod
    def open(
        cls,
        where: str | Path,
        *,
        clock: Clock = system_clock,
        ids: Ids = random_id,
        device: str = "this device",
        signer: Signer | None = None,
        evidence: Path | bool = True,
    ) -> Self:
        """Open the database at an SQLAlchemy URL, or an SQLite file that is made where it does not exist.

        `evidence` is the folder for clips and pictures; True: beside an SQLite file; False: none are kept. Raises the
        errors of `failures`.
        """
        url = database_url(where)
        file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        in_memory = file is None or url.database == ":memory:"
        if file and not in_memory:
            file.parent.mkdir(parents=True, exist_ok=True)
        folder = evidence if isinstance(evidence, Path) else None
        if evidence is True and file and not in_memory:
            folder = file.with_name(file.name + ".evidence")
        engine = connect(url)
        ledger = cls(engine, clock=clock, ids=ids, device=device, signer=signer or NoSigner(), evidence=folder)
        try:
            migrate(engine)
            ledger._make_system_places()
        except BaseException:
            ledger.close()
            raise
        return ledger

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def unit(self) -> Iterator[UnitOfWork]:
        """Work in one transaction, as the only writer: committed to the disk at the end, undone by any exception."""
        with self._writer.connect() as connection, connection.begin():
            work = self._work(connection)
            yield work
            work.journal.seal()
        for act in work.context.after_commit:
            act()

    @contextmanager
    def view(self) -> Iterator[UnitOfWork]:
        """Read from one unchanging picture of the database, beside any writer."""
        with self._engine.connect() as connection, connection.begin():
            yield self._work(connection)

    def journal_verify(self, trusted: Collection[str] = ()) -> Verification:
        """Check the whole journal; a head signed by one of the keys `trusted` is as good as this device's."""
        with self._engine.connect() as connection, connection.begin():
            return verify(connection, self._signer, trusted)

    def audit(self) -> Audit:
        """Compare the moves with the journal and the stock with the moves."""
        with self.view() as work:
            return audit(work.context.connection, work.move_store)

    def backup(self, target: Path) -> Backup:
        """Write everything to one file while others go on working; raises the errors of `backup`."""
        with self.view() as work:
            return backup(work.context.connection, self._evidence, target)

    def restore(self, source: Path) -> Backup:
        """Fill empty books from a backup, all or nothing; raises the errors of `restore`."""
        with self.unit() as work:
            done = restore(work.context.connection, self._evidence, source)
            work.context.forget()
        return done

    def journal_lines(self) -> Iterator[str]:
        """Yield the journal as JSON lines that an independent program can verify, the signed head last."""
        with self.view() as work:
            yield from lines(work.context.connection)

    def _work(self, connection: Connection) -> UnitOfWork:
        return UnitOfWork(Context(connection, self._house), self._signer, self._evidence)

    def _make_system_places(self) -> None:
        with self.view() as work:
            if work.places.find(SYSTEM[-1][0]):
                return
        with self.unit() as work:
            for name, kind, parent in SYSTEM:
                work.places.ensure(name, kind, parent)
