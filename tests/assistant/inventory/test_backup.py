"""A backup holds everything, is taken while others work, and comes back whole or not at all, on either database."""

import json
import zipfile
from decimal import Decimal

import pytest

from assistant.inventory import Ledger, MoveKind
from assistant.inventory.backup import BackupDamagedError
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft
from assistant.inventory.failures import DatabaseFullError, DatabaseReadOnlyError
from assistant.inventory.restoring import BackupTooNewError, BooksNotEmptyError
from tests.assistant.inventory.books import WATER, draft

CLIP = b"RIFF a recording"


@pytest.fixture
def full(stocked, tmp_path):
    stocked._evidence = tmp_path / "evidence"
    with stocked.unit() as unit:
        unit.moves.book(draft("out", MoveKind.ISSUE, 8, None, "CUSTOMER", reason="客户“急用”\n\u2028"))
        unit.moves.propose(draft("later", MoveKind.ISSUE, 2, None, "CUSTOMER"))
        unit.documents.write(DocumentDraft("PO-1", DocumentKind.PURCHASE_ORDER, (LineDraft("W1", Decimal(5)),)))
        reference = unit.evidence.keep(CLIP, ".wav")
        unit.reviews.put("r1", {"intent": "Receive"}, [reference], "unsure")
        unit.state.put("dialogue", {"问": 1})
    return stocked


def picture(ledger):
    with ledger.view() as unit:
        return (
            unit.catalogue.items(),
            unit.moves.history(limit=1000),
            unit.stock.on_hand(),
            unit.documents.find(),
            unit.reviews.queue(),
            unit.journal.entries(limit=1000),
            unit.state.get("dialogue"),
            [unit.evidence.path(one).read_bytes() for review in unit.reviews.queue() for one in review.evidence],
        )


def open_empty(make_books, tmp_path):
    other = make_books("other")
    return other.open(evidence=tmp_path / "restored")


@pytest.mark.parametrize("target", ["same", "sqlite"])
def test_what_is_restored_is_what_was_backed_up(full, make_books, tmp_path, target):
    file = tmp_path / "backup.zip"
    with full.unit() as busy:
        busy.moves.book(draft("meanwhile", MoveKind.ISSUE, 1, None, "CUSTOMER"))
        if target == "same":
            made = full.backup(file)
    if target == "sqlite":
        made = full.backup(file)
    expected = picture(full)
    empty = open_empty(make_books, tmp_path) if target == "same" else Ledger.open(
        tmp_path / "new.db", evidence=tmp_path / "restored"
    )  # fmt: skip
    with empty as ledger:
        assert ledger.restore(file) == made
        if target == "sqlite":
            assert picture(ledger) == expected
        assert ledger.journal_verify().ok
        assert ledger.journal_verify().head == made.head
        assert ledger.audit().ok
        with ledger.unit() as unit:
            # Counting goes on behind the restored rows.
            unit.places.ensure("NEW-1")
            unit.moves.post("later")
            unit.moves.book(draft("next", MoveKind.RECEIVE, 1, "SUPPLIER", "NEW-1"))
        assert ledger.audit().ok


def test_books_in_use_are_not_overwritten(full, tmp_path):
    full.backup(tmp_path / "backup.zip")
    before = picture(full)
    with pytest.raises(BooksNotEmptyError):
        full.restore(tmp_path / "backup.zip")
    assert picture(full) == before


def rewritten(file, change):
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    "change",
    [
        lambda members: members.update(
            {"tables/move.jsonl": members["tables/move.jsonl"].replace(b"8000000", b"9000000")}
        ),
        lambda members: members.pop("tables/stock.jsonl"),
        lambda members: members.pop("manifest.json"),
        lambda members: members.update({"manifest.json": b"{}"}),
        lambda members: members.update({next(one for one in members if one.startswith("evidence/")): b"other"}),
    ],
)
def test_a_damaged_backup_restores_nothing(full, make_books, tmp_path, change):
    file = tmp_path / "backup.zip"
    full.backup(file)
    rewritten(file, change)
    with open_empty(make_books, tmp_path) as ledger:
        with pytest.raises(BackupDamagedError):
            ledger.restore(file)
        with ledger.view() as unit:
            assert unit.catalogue.items() == []
            assert unit.places.find("DOCK")
        assert ledger.journal_verify().ok


def test_a_backup_that_cannot_be_written_leaves_no_half_file(full, tmp_path):
    with pytest.raises((DatabaseFullError, DatabaseReadOnlyError)):
        full.backup(tmp_path / "no such folder" / "backup.zip")
    with pytest.raises(BackupDamagedError), Ledger.open(tmp_path / "new.db") as ledger:
        ledger.restore(tmp_path / "nothing.zip")


def manifest_with(**changes):
    def change(members):
        manifest = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps(manifest | changes).encode()

    return change


@pytest.mark.parametrize("changes", [{"revision": "9999"}, {"format": 2}])
def test_a_backup_of_a_later_clerk_is_refused_as_such(full, make_books, tmp_path, changes):
    file = tmp_path / "backup.zip"
    full.backup(file)
    rewritten(file, manifest_with(**changes))
    with open_empty(make_books, tmp_path) as ledger, pytest.raises(BackupTooNewError):
        ledger.restore(file)


def as_of_the_first_form(members):
    """Make a backup what it would have been before there were documents: all else of it was the same then."""
    later = {"party", "device", "document", "document_line", "inbox"}
    manifest = json.loads(members["manifest.json"])
    manifest["revision"] = "0001"
    for table in later:
        del members[f"tables/{table}.jsonl"], manifest["sha256"][f"tables/{table}.jsonl"]
    members["manifest.json"] = json.dumps(manifest).encode()


def test_a_backup_of_the_first_form_is_brought_up_to_date(full, make_books, tmp_path):
    file = tmp_path / "backup.zip"
    full.backup(file)
    expected = picture(full)
    rewritten(file, as_of_the_first_form)
    with open_empty(make_books, tmp_path) as ledger:
        assert ledger.restore(file).revision == "0001"
        now = picture(ledger)
        assert now[3] == []
        assert [*now[:3], *now[4:]] == [*expected[:3], *expected[4:]]
        assert ledger.journal_verify().ok
        assert ledger.audit().ok
        with ledger.unit() as unit:
            unit.moves.post("later")
            unit.documents.write(DocumentDraft("PO-2", DocumentKind.PURCHASE_ORDER, (LineDraft("W1", Decimal(5)),)))


def test_sqlite_goes_to_postgresql_and_back(postgres, tmp_path):
    with Ledger.open(tmp_path / "from.db", evidence=False) as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put(WATER)
            unit.moves.book(draft("opening", MoveKind.OPENING, 48, "LOSS", "A7-12"))
        ledger.backup(tmp_path / "there.zip")
        expected = picture(ledger)
    with Ledger.open(postgres.empty("moved"), evidence=False) as ledger:
        ledger.restore(tmp_path / "there.zip")
        assert picture(ledger) == expected
        ledger.backup(tmp_path / "back.zip")
    with Ledger.open(tmp_path / "again.db", evidence=False) as ledger:
        ledger.restore(tmp_path / "back.zip")
        assert picture(ledger) == expected
