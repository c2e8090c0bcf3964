"""Big books for the benchmark of the ledger, written in bulk: the same rows as a million bookings would leave."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from assistant.inventory import Item, Ledger, moment
from assistant.inventory.chain import canonical, digest
from assistant.inventory.journal import head_message
from assistant.inventory.projection import rebuild
from assistant.inventory.schema import HeadRow, ItemRow, JournalRow, LotRow, MoveRow, PlaceRow
from assistant.inventory.signing import NoSigner

START = datetime(2025, 1, 1, tzinfo=UTC)
_AT_ONCE = 5000


def catalogue(items: int) -> list[Item]:
    """Return so many items."""
    return [Item(f"S{number:05}", f"货品{number}", unit="瓶", place=_bin(number)) for number in range(items)]


def _bin(number: int) -> str:
    return f"{'ABCDEFGHIJ'[number % 10]}{number // 10 % 20}-{number // 200 % 10:02}"


def make(file: Path, items: int, moves: int, seed: int) -> None:
    """Make books with so many items and posted moves, each move with its entry in the journal."""
    unfinished = file.with_name(file.name + ".part")
    for left in (
        unfinished,
        unfinished.with_name(unfinished.name + "-wal"),
        unfinished.with_name(unfinished.name + "-shm"),
    ):
        left.unlink(missing_ok=True)
    with Ledger.open(unfinished, evidence=False) as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put_all(catalogue(items))
        with ledger.unit() as unit:
            _book(unit.context.connection, moves, random.Random(seed))
            rebuild(unit.context.connection)
            unit.context.forget()
        # A reader of a file that is complete finds no log beside it.
        with ledger.unit() as unit:
            unit.state.put("complete", True)
    with Ledger.open(unfinished, evidence=False) as ledger, ledger._engine.connect() as connection:  # noqa: SLF001
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    unfinished.replace(file)


def _book(connection: Connection, moves: int, rng: random.Random) -> None:
    places = dict(connection.execute(select(PlaceRow.name, PlaceRow.id)).tuples().all())
    wanted = select(ItemRow.id, ItemRow.sku, LotRow.id, ItemRow.place_id).join(LotRow)
    items = connection.execute(wanted).tuples().all()
    names = {key: name for name, key in places.items()}
    seq, last = connection.execute(select(HeadRow.seq, HeadRow.hash)).tuples().one()
    stock = dict.fromkeys((item[0] for item in items), 0)
    rows: list[dict[str, Any]] = []
    entries: list[dict[str, Any]] = []
    for number in range(moves):
        item, sku, lot, home = items[number] if number < len(items) else rng.choice(items)
        quantity = rng.randint(1, 20)
        leaves = number >= len(items) and stock[item] >= quantity and rng.random() < 0.6
        stock[item] += -quantity if leaves else quantity
        assert home is not None
        source, destination = (home, places["CUSTOMER"]) if leaves else (places["SUPPLIER"], home)
        kind = "issue" if leaves else "receive"
        at = moment.to_text(START + timedelta(seconds=30 * number))
        identity = f"{number:012x}{rng.getrandbits(80):020x}"
        seq += 1
        said = {"destination": names[destination], "id": identity, "item": sku, "kind": kind,
                "quantity": str(quantity), "source": names[source]}  # fmt: skip
        data = {"moves": [said], "proposal": identity}
        body = canonical({"at": at, "data": data, "device": "bulk", "kind": "booked", "previous": last, "seq": seq})
        last = digest(body)
        entries.append({"seq": seq, "kind": "booked", "body": body, "hash": last})
        rows.append({
            "id": identity, "draft": identity, "fingerprint": last[:32], "proposal": identity, "kind": kind,
            "item_id": item, "lot_id": lot, "micros": quantity * 1_000_000, "source_id": source,
            "source_status": "free", "destination_id": destination, "destination_status": "free", "at": at,
            "device": "bulk", "person": "", "reason": "", "confidence": None,
            "context": '{"evidence":[],"models":[]}', "reverses": None, "document": None, "document_line": None,
            "state": "posted", "decided_at": at, "decided_seq": seq, "overdrawn": False,
        })  # fmt: skip
        if len(rows) == _AT_ONCE or number == moves - 1:
            connection.execute(insert(JournalRow), entries)
            connection.execute(insert(MoveRow), rows)
            entries, rows = [], []
    signer = NoSigner()
    values = {"seq": seq, "hash": last, "signer": signer.name, "signature": signer.sign(head_message(seq, last)).hex()}
    connection.execute(update(HeadRow).values(values))


def skus(items: int, times: int, rng: random.Random) -> Iterator[str]:
    """Yield random SKUs of the catalogue."""
    for _ in range(times):
        yield f"S{rng.randrange(items):05}"
