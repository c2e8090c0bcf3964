"""Pulled batteries, full and read-only disks, clocks that jump back, several processes: nothing lost or half-booked."""

import os
import random
import signal
import subprocess
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from sqlalchemy import event

from assistant.inventory import Ledger, MoveKind, MoveState
from assistant.inventory.errors import LedgerError
from assistant.inventory.failures import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseFullError,
    DatabaseMissingError,
    DatabaseReadOnlyError,
    DatabaseTooNewError,
)
from tests.assistant.inventory.books import WATER, damage, draft
from tests.assistant.inventory.tearing import prepare, work

KILLS = 25
MANY_KILLS = 500


def forked(url: str, seed: int) -> tuple[int, int]:
    """Start a worker without paying for an interpreter; returns its process id and where it says what it booked."""
    heard, told = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(heard)
        with suppress(BaseException):
            work(url, seed, told)
        os._exit(1)
    os.close(told)
    return process, heard


def kill_in_the_middle(url: str, seed: int, rng: random.Random) -> list[str]:
    """Let a worker book for a random while, kill it, and return the proposals that it was told are booked."""
    process, heard = forked(url, seed)
    with os.fdopen(heard) as lines:
        said = [lines.readline().strip()]
        time.sleep(rng.expovariate(20))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        said += lines.read().split()
    assert said[0]
    return said


def check(url: str, told: list[str], device: str = "") -> None:
    """Everything that was said to be booked is there once and whole, and the books agree with themselves."""
    with Ledger.open(url, evidence=False) as ledger:
        with ledger.view() as unit:
            moves = unit.moves.history(limit=1_000_000)
        states: dict[str, set[MoveState]] = {}
        for move in moves:
            states.setdefault(move.proposal, set()).add(move.state)
        assert set(told) <= states.keys()
        assert all(len(of_one) == 1 for of_one in states.values())
        assert max(Counter(move.id for move in moves).values(), default=1) == 1
        assert ledger.audit().ok
        assert ledger.journal_verify().ok
        if device:
            assert {move.device for move in moves} == {device}


def killed_many_times(url: str, times: int, check_every: int) -> None:
    prepare(url)
    rng = random.Random(7)
    told: list[str] = []
    for kill in range(1, times + 1):
        told += kill_in_the_middle(url, kill, rng)
        if kill % check_every == 0:
            check(url, told)
    assert len(told) >= times


def test_killed_at_random_nothing_is_lost_or_half_booked(books):
    killed_many_times(books.url, KILLS, check_every=KILLS)


@pytest.mark.soak
def test_killed_hundreds_of_times(books):
    killed_many_times(books.url, MANY_KILLS, check_every=50)


def test_two_processes_on_one_database_take_turns(books):
    prepare(books.url)
    workers = [forked(books.url, seed) for seed in (1, 2)]
    told = []
    for process, heard in workers:
        with os.fdopen(heard) as lines:
            told += [lines.readline().strip() for _ in range(15)]
            os.kill(process, signal.SIGKILL)
            told += lines.read().split()
        os.waitpid(process, 0)
    assert {line.partition("-")[0] for line in told} == {"1", "2"}
    check(books.url, told)


def test_submissions_that_come_twice_and_in_any_order_book_once(stocked):
    drafts = [draft(f"m{number}", MoveKind.ISSUE, 1, None, "CUSTOMER") for number in range(20)]
    sent = drafts * 3
    random.Random(1).shuffle(sent)
    for one in sent:
        with stocked.unit() as unit:
            unit.moves.book(one)
    with stocked.view() as unit:
        assert unit.stock.available("W1") == 28
        assert len(unit.moves.history(proposal=None)) == 21
    assert stocked.audit().ok


def test_a_confirmation_may_come_before_its_proposal_and_again_after(stocked):
    with pytest.raises(LedgerError), stocked.unit() as unit:
        unit.moves.post("m")
    with stocked.unit() as unit:
        unit.moves.propose(draft("m", MoveKind.ISSUE, 8, None, "CUSTOMER"))
    for _ in range(2):
        with stocked.unit() as unit:
            unit.moves.post("m")
    with stocked.view() as unit:
        assert unit.stock.available("W1") == 40


def test_a_clock_that_jumps_back_changes_no_order(stocked, books):
    for number, jump in enumerate((0, -3600, -86400 * 400, 7)):
        books.clock.now += timedelta(seconds=jump)
        with stocked.unit() as unit:
            unit.moves.book(draft(f"m{number}", MoveKind.ISSUE, 1, None, "CUSTOMER"))
    with stocked.unit() as unit:
        assert [move.id for move in unit.moves.history(limit=4)] == ["m3", "m2", "m1", "m0"]
        assert unit.moves.undo()[0].reverses == "m3"
    assert stocked.journal_verify().ok
    assert stocked.audit().ok


@contextmanager
def no_more_pages(ledger: Ledger, spare: int):
    """Let the database grow by so many pages and no more."""
    with ledger._engine.connect() as connection:
        most = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + spare

    def limit(connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count = {most}")

    event.listen(ledger._engine, "checkout", limit)
    try:
        yield
    finally:
        event.remove(ledger._engine, "checkout", limit)
        ledger._engine.dispose()


@pytest.fixture
def file(tmp_path, sqlite_template):
    import shutil

    path = tmp_path / "books.db"
    shutil.copyfile(sqlite_template, path)
    with Ledger.open(path, evidence=False) as ledger, ledger.unit() as unit:
        unit.catalogue.put(WATER)
        unit.moves.book(draft("opening", MoveKind.OPENING, 48, "LOSS", "A7-12"))
    return path


def fill(ledger: Ledger) -> int:
    """Book until the disk is full; return how many went in."""
    booked = 0
    with pytest.raises(DatabaseFullError):  # noqa: PT012 - it is not known which of them is the last
        for number in range(5000):
            with ledger.unit() as unit:
                unit.moves.book(draft(f"m{number}", MoveKind.RECEIVE, 1, "SUPPLIER", "A7-12", reason="x" * 2000))
            booked = number + 1
    return booked


def test_a_full_database_refuses_and_goes_on_when_there_is_room(file):
    with Ledger.open(file, evidence=False) as ledger:
        with no_more_pages(ledger, 12):
            booked = fill(ledger)
        with ledger.unit() as unit:
            assert unit.stock.available("W1") == 48 + booked
            unit.moves.book(draft("after", MoveKind.RECEIVE, 1, "SUPPLIER", "A7-12"))
    check(file, ["opening", "after"])


def test_a_full_disk_refuses_and_goes_on_when_there_is_room(file, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        (disk / "books.db").write_bytes(file.read_bytes())
        ballast = disk / "ballast"
        ballast.write_bytes(b"x" * 100_000)
        with Ledger.open(disk / "books.db", evidence=False) as ledger:
            booked = fill(ledger)
            ballast.unlink()
            with ledger.unit() as unit:
                assert unit.stock.available("W1") == 48 + booked
                unit.moves.book(draft("after", MoveKind.RECEIVE, 1, "SUPPLIER", "A7-12"))
        check(str(disk / "books.db"), ["opening", "after"])
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_read_only_database_can_be_read_and_says_why_it_cannot_be_written(file):
    url = f"sqlite:///file:{file}?mode=ro&uri=true"
    with Ledger.open(url, evidence=False) as ledger:
        with ledger.view() as unit:
            assert unit.stock.available("W1") == 48
        with pytest.raises(DatabaseReadOnlyError), ledger.unit() as unit:
            unit.moves.book(draft("m", MoveKind.ISSUE, 1, None, "CUSTOMER"))
    check(file, ["opening"])


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"\xff\xd8" * 4000)
    with pytest.raises(DatabaseDamagedError):
        Ledger.open(file)
    assert file.read_bytes() == b"\xff\xd8" * 4000


def test_a_damaged_database_says_so(file):
    content = bytearray(file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\x5a" * 200
    file.write_bytes(content)
    with pytest.raises((DatabaseDamagedError, DatabaseMissingError)):
        read_everything(file)


def read_everything(file):
    with Ledger.open(file) as ledger, ledger.view() as unit:
        unit.moves.history()
        unit.journal.entries()


@pytest.mark.parametrize("url", ["nosuch://x", "postgresql://nobody@127.0.0.1:9/x", "/dev/null/books.db"])
def test_a_database_that_is_not_there_says_so(url):
    with pytest.raises((DatabaseMissingError, OSError)):
        Ledger.open(url)


def test_a_database_of_a_later_version_is_not_touched(books):
    books.open(evidence=False).close()
    damage(books.url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseTooNewError):
        books.open()
    damage(books.url, "UPDATE alembic_version SET version_num = '0002'")


def test_a_writer_that_waits_too_long_says_busy(file, monkeypatch):
    monkeypatch.setattr("assistant.inventory.engine.BUSY_MS", 50)
    with Ledger.open(file, evidence=False) as one, Ledger.open(file, evidence=False) as other, one.unit() as unit:
        unit.state.put("a", 1)
        with pytest.raises(DatabaseBusyError), other.unit() as waiting:
            waiting.state.put("a", 2)
    check(file, ["opening"])
