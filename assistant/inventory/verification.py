"""Reads the whole journal and says where it first breaks."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from assistant.inventory.chain import START, canonical, digest
from assistant.inventory.journal import head_message
from assistant.inventory.schema import HeadRow, JournalRow
from assistant.inventory.signing import Signer


@dataclass(frozen=True, slots=True)
class Verification:
    """What the check of a journal found."""

    ok: bool
    entries: int
    """How many hold, counted from the first."""
    head: str
    """Hash of the last entry that holds."""
    broken_at: int | None = None
    """Number of the first entry that does not."""
    why: str = ""


def verify(connection: Connection, signer: Signer) -> Verification:
    """Check every entry, their chain, and the signed head."""
    wanted = select(JournalRow.seq, JournalRow.kind, JournalRow.body, JournalRow.hash).order_by(JournalRow.seq)
    with connection.execution_options(yield_per=5000).execute(wanted) as rows:
        found = _verify_chain((row.seq, row.kind, row.body, row.hash) for row in rows)
    if not found.ok:
        return found
    head = connection.execute(select(HeadRow.__table__)).first()
    if head is None or head.seq > found.entries:
        return _broken(found, "the entries from here on were removed")
    if (head.seq, head.hash) != (found.entries, found.head):
        return _broken(found, "this entry was added behind the signed head", at=head.seq + 1)
    if head.seq and not (
        head.signer == signer.name and signer.verify(head_message(head.seq, head.hash), _bytes(head.signature))
    ):
        return _broken(found, "the signature of the head is not this device's", at=head.seq)
    return found


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b"?"


def _broken(found: Verification, why: str, at: int | None = None) -> Verification:
    return Verification(False, found.entries, found.head, at or found.entries + 1, why)


def _verify_chain(rows: Iterable[tuple[int, str, str, str]]) -> Verification:
    count, last = 0, START
    for seq, kind, body, stored in rows:
        why = _fault(count + 1, last, (seq, kind, body, stored))
        if why:
            return Verification(False, count, last, count + 1, why)
        count, last = seq, stored
    return Verification(True, count, last)


def _fault(expected: int, previous: str, row: tuple[int, str, str, str]) -> str:
    seq, kind, body, stored = row
    if seq != expected:
        return "an entry was removed here"
    if digest(body) != stored:
        return "the entry was changed"
    try:
        entry = json.loads(body)
        inside = (entry["seq"], entry["kind"], entry["previous"])
    except (ValueError, KeyError, TypeError):
        return "the entry is not JSON"
    if inside[:2] != (seq, kind):
        return "the entry was moved or renamed"
    if inside[2] != previous:
        return "the entry does not follow the one before it"
    return "" if canonical(entry) == body else "the entry is not in canonical form"
