"""Reads the whole journal and says where it first breaks."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from assistant.inventory.chain import START, canonical, digest
from assistant.inventory.journal import head_message
from assistant.inventory.schema import HeadRow, JournalRow
from assistant.inventory.signing import NoSigner, Signer, signed_by


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
    signer: str = ""
    """Key that the head says it is signed with; empty: unsigned."""


def verify(connection: Connection, signer: Signer, trusted: Collection[str] = ()) -> Verification:
    """Check every entry, their chain, and the signed head.

    `trusted` names further keys (`ed25519:…`) whose signature is good: of a device that kept these books before.
    """
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
    found = replace(found, signer=head.signer)
    why = _unsigned(head, signer, trusted) if head.seq else ""
    return _broken(found, why, at=head.seq) if why else found


def _unsigned(head: Row[Any], signer: Signer, trusted: Collection[str]) -> str:
    """Return why the signature of a head does not hold; empty where it does."""
    if head.signer != signer.name and head.signer not in trusted:
        whose = f"by {head.signer}" if head.signer else "by nobody"
        mine = f"signs as {signer.name}" if signer.name else "has no key"
        return f"the head is signed {whose}, and this device {mine}"
    message, signature = head_message(head.seq, head.hash), _bytes(head.signature)
    try:
        good = signed_by(head.signer, message, signature) if head.signer else NoSigner().verify(message, signature)
    except ImportError:
        return f"the head is signed by {head.signer}; install the extra `sign` to check it"
    return "" if good else f"{head.signer or 'nobody'} did not sign this head"


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b"?"


def _broken(found: Verification, why: str, at: int | None = None) -> Verification:
    return Verification(False, found.entries, found.head, at or found.entries + 1, why, found.signer)


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
