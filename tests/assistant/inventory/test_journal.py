"""Whatever is done to the journal is found, with the place: by the ledger itself and by the independent script."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.inventory import MoveKind
from assistant.inventory.chain import START as NOTHING
from assistant.inventory.chain import canonical, digest
from assistant.inventory.journal import head_message
from assistant.inventory.signing import Ed25519Signer
from tests.assistant.inventory.books import WATER, damage, draft

SCRIPT = Path(__file__).parents[3] / "tools" / "verify_journal.py"
ENTRIES = 12


@pytest.fixture(scope="module")
def signer():
    pytest.importorskip("cryptography", reason="needs the extra `sign`")
    return Ed25519Signer(b"a key for tests, 32 bytes long..")


@pytest.fixture
def signed(books, signer):
    with books.open(signer=signer, evidence=False) as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put(WATER)
        for number in range(ENTRIES - 1):
            with ledger.unit() as unit:
                unit.moves.book(draft(f"m{number}", MoveKind.RECEIVE, 1 + number, "SUPPLIER", "A7-12"))
        yield ledger


def found(ledger):
    result = ledger.journal_verify()
    return result.ok, result.broken_at


def exported(ledger):
    return list(ledger.journal_lines())


def script(file, *options):
    run = subprocess.run([sys.executable, SCRIPT, file, *options], check=False, capture_output=True, text=True)
    assert not run.stderr
    return run.returncode, run.stdout


def read(url):
    engine = create_engine(url if "://" in url else f"sqlite:///{url}")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT seq, body, hash FROM journal ORDER BY seq")).all()
    engine.dispose()
    return rows


def test_a_whole_journal_verifies(signed, tmp_path, signer):
    result = signed.journal_verify()
    assert (result.ok, result.entries, result.broken_at) == (True, ENTRIES, None)
    file = tmp_path / "journal.jsonl"
    file.write_text("\n".join(exported(signed)), encoding="utf-8")
    assert script(file) == (0, "whole\n")
    assert script(file, "--key", signer.name.removeprefix("ed25519:"))[0] == 0
    assert script(file, "--key", "00" * 32)[0] == 3


@pytest.mark.parametrize("seed", range(12))
def test_any_flipped_byte_is_found_where_it_is(signed, books, seed):
    rng = random.Random(seed)
    row = rng.choice(read(books.url))
    place = rng.randrange(len(row.body))
    flipped = chr(ord(row.body[place]) ^ 1 << rng.randrange(6))
    body = row.body[:place] + (flipped if flipped.isprintable() else "~") + row.body[place + 1 :]
    damage(books.url, "UPDATE journal SET body = :body WHERE seq = :seq", body=body, seq=row.seq)
    assert found(signed) == (False, row.seq)


@pytest.mark.parametrize("column", ["hash", "kind"])
def test_a_change_outside_the_body_is_found(signed, books, column):
    damage(books.url, f"UPDATE journal SET {column} = 'x' WHERE seq = 5")
    assert found(signed) == (False, 5)


def test_a_changed_entry_with_a_new_hash_is_found_behind_it(signed, books):
    row = read(books.url)[4]
    entry = json.loads(row.body)
    entry["data"]["moves"][0]["quantity"] = "1000"
    body = canonical(entry)
    damage(books.url, "UPDATE journal SET body = :body, hash = :hash WHERE seq = 5", body=body, hash=digest(body))
    assert found(signed) == (False, 6)


@pytest.mark.parametrize("seq", [1, 6, ENTRIES])
def test_a_removed_entry_is_found(signed, books, seq):
    damage(books.url, "DELETE FROM journal WHERE seq = :seq", seq=seq)
    assert found(signed) == (False, seq)


def test_two_exchanged_entries_are_found(signed, books):
    damage(books.url, "UPDATE journal SET seq = seq + 1000 WHERE seq = 4")
    damage(books.url, "UPDATE journal SET seq = 4 WHERE seq = 7")
    damage(books.url, "UPDATE journal SET seq = 7 WHERE seq = 1004")
    assert found(signed) == (False, 4)


def forged(rows, upto, change=lambda entry: entry):
    """The chain made anew from the beginning, as somebody with the database and without the key can."""
    last, made = NOTHING, []
    for row in rows[:upto]:
        body = canonical({**change(json.loads(row.body)), "previous": last})
        last = digest(body)
        made.append((row.seq, body, last))
    return made


def richer(entry):
    return entry | {"data": {**entry["data"], "note": "forged"}} if entry["seq"] == 5 else entry


@pytest.mark.parametrize(("upto", "change"), [(8, lambda entry: entry), (ENTRIES, richer)])
def test_a_forged_chain_fails_for_want_of_the_key(signed, books, upto, change):
    made = forged(read(books.url), upto, change)
    damage(books.url, "DELETE FROM journal WHERE seq > :last", last=upto)
    for seq, body, own in made:
        damage(
            books.url, "UPDATE journal SET body = :body, hash = :hash WHERE seq = :seq", body=body, hash=own, seq=seq
        )
    damage(books.url, "UPDATE journal_head SET seq = :seq, hash = :hash", seq=upto, hash=made[-1][2])
    assert found(signed) == (False, upto)


def test_a_head_signed_by_another_key_is_found(signed, books):
    other = Ed25519Signer(b"another key for tests, 32 bytes.")
    row = read(books.url)[-1]
    damage(
        books.url,
        "UPDATE journal_head SET signer = :signer, signature = :signature",
        signer=other.name,
        signature=other.sign(head_message(row.seq, row.hash)).hex(),
    )
    assert found(signed) == (False, ENTRIES)
    result = signed.journal_verify()
    assert result.signer == other.name
    assert other.name in result.why
    assert signed.journal_verify(trusted=[other.name]).ok


def test_a_trusted_name_without_its_signature_is_worth_nothing(signed, books):
    other = Ed25519Signer(b"another key for tests, 32 bytes.")
    damage(books.url, "UPDATE journal_head SET signer = :signer", signer=other.name)
    assert not signed.journal_verify(trusted=[other.name]).ok


@pytest.mark.parametrize("name", ["", "ed25519:", "ed25519:zz", "rsa:00", "ed25519:" + 64 * "0"])
def test_a_head_with_a_strange_signer_is_found_and_named(signed, books, name):
    damage(books.url, "UPDATE journal_head SET signer = :signer", signer=name)
    result = signed.journal_verify(trusted=[name])
    assert (result.ok, result.broken_at, result.signer) == (False, ENTRIES, name)
    assert result.why


def cut(text_lines):
    return text_lines[:7] + text_lines[-1:]


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda all_: [line.replace('"quantity":"4"', '"quantity":"9"') for line in all_], 5),
        (lambda all_: all_[:3] + all_[4:], 4),
        (lambda all_: [*all_[:3], all_[4], all_[3], *all_[5:]], 4),
        (cut, 8),
        (lambda all_: all_[:-1], ENTRIES + 1),
        (lambda all_: [*all_, all_[0]], ENTRIES + 1),
        (lambda all_: [all_[0].replace(":", ": ", 1), *all_[1:]], 1),
        (lambda all_: ["rubbish", *all_], 1),
    ],
)
def test_the_independent_script_says_where(signed, tmp_path, change, at):
    file = tmp_path / "journal.jsonl"
    file.write_text("".join(line + "\n" for line in change(exported(signed))), encoding="utf-8")
    code, said = script(file)
    assert code == 3
    assert said.startswith(f"BROKEN: entry {at} ")


def test_the_independent_script_is_short_and_on_its_own():
    source = SCRIPT.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    assert not any(f"import {ours}" in source for ours in ("assistant", "models", "intents"))


def test_a_move_that_was_changed_behind_the_journal_is_found(signed, books):
    assert signed.audit().ok
    damage(books.url, "UPDATE move SET micros = micros * 2 WHERE id = 'm3'")
    damage(books.url, "UPDATE move SET state = 'voided' WHERE id = 'm5'")
    damage(books.url, "UPDATE journal SET kind = 'asked' WHERE seq = 6")
    result = signed.audit()
    assert (set(result.moves), result.cells > 0) == ({"m3", "m4", "m5"}, True)
