"""How fast the books are: bookings with every commit synced, stock queries, catalogue import, journal verification.

    python -m benchmarks.ledger [--limit MOVES] [--items N] [--data FILE] [--only booking,on_hand,…] [--json]

Bookings are measured in turn with plain SQLite inserts of the same pragma, one of each, so that both meet the same
disk and the same neighbours. The big books (a million moves, 50,000 items) are made once and kept in FILE.
"""

import argparse
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.catalogue import export, import_catalogue
from assistant.inventory import Ledger, MoveDraft, MoveKind
from assistant.inventory.engine import CHECKPOINT_PAGES
from benchmarks import ledger_data
from benchmarks.cli import Row, arguments, report, settings

MOVES = 1_000_000
ITEMS = 50_000
BOOKINGS = 2000
QUERIES = 3000


def figures(seconds: Iterable[float], **more: Any) -> dict[str, Any]:
    """Return the contract's figures of single durations."""
    taken = np.asarray(list(seconds)) * 1000
    p50, p95, p99 = np.percentile(taken, [50, 95, 99])
    return {
        "p50_ms": round(float(p50), 3),
        "p95_ms": round(float(p95), 3),
        "p99_ms": round(float(p99), 3),
        "per_second": round(1000 / float(taken.mean()), 1),
        **more,
    }


def timed(work: Callable[[], object]) -> float:
    """Return how long it takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def booking(folder: Path) -> list[Row]:
    """Post one move a commit, beside one plain row a commit."""
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", f"wal_autocheckpoint = {CHECKPOINT_PAGES}"):
        plain.execute(f"PRAGMA {pragma}")
    plain.execute("CREATE TABLE move (id TEXT PRIMARY KEY, item TEXT, quantity INTEGER, source TEXT, destination TEXT)")
    booked: list[float] = []
    inserted: list[float] = []
    with Ledger.open(folder / "books.db", evidence=False) as ledger:
        with ledger.unit() as unit:
            unit.catalogue.put_all(ledger_data.catalogue(100))
        rng = random.Random(1)
        for number in range(BOOKINGS):
            item = f"S{rng.randrange(100):05}"
            draft = MoveDraft(f"m{number}", MoveKind.RECEIVE, item, Decimal(rng.randint(1, 9)), "SUPPLIER", "DOCK")
            row = (draft.id, item, int(draft.quantity), draft.source, draft.destination)
            booked.append(timed(partial(_book, ledger, draft)))
            inserted.append(timed(partial(plain.execute, "INSERT INTO move VALUES (?, ?, ?, ?, ?)", row)))
    plain.close()
    medians = float(np.median(inserted) / np.median(booked))
    means = float(np.mean(inserted) / np.mean(booked))
    return [
        Row("plain inserts", figures=figures(inserted)),
        Row("booking", figures=figures(booked, share_of_plain=round(means, 3), share_at_median=round(medians, 3))),
    ]


def _book(ledger: Ledger, draft: MoveDraft) -> None:
    with ledger.unit() as unit:
        unit.moves.book(draft)


def on_hand(file: Path, items: int, seed: int) -> list[Row]:
    """Ask what there is of a random item, and what a stock term comes to, in big books."""
    rows = []
    with Ledger.open(file, evidence=False) as ledger:
        for name, ask in (("on_hand", _on_hand), ("term", _term)):
            asked = ledger_data.skus(items, QUERIES, random.Random(seed))
            rows.append(Row(name, figures=figures(timed(partial(ask, ledger, sku)) for sku in asked)))
    return rows


def _on_hand(ledger: Ledger, sku: str) -> object:
    with ledger.view() as unit:
        return unit.stock.on_hand(sku)


def _term(ledger: Ledger, sku: str) -> object:
    with ledger.view() as unit:
        return unit.stock.term("supply", sku)


def importing(folder: Path, items: int) -> list[Row]:
    """Put in a catalogue of that many items into empty books, and the same again."""
    table = folder / "catalogue.csv"
    with Ledger.open("sqlite://", evidence=False) as ledger, ledger.unit() as unit:
        unit.catalogue.put_all(ledger_data.catalogue(items))
        export(unit, "catalogue", table)
    with Ledger.open(folder / "import.db", evidence=False) as ledger:
        cpu = time.process_time()
        first = timed(lambda: import_catalogue(ledger, table))
        cpu = time.process_time() - cpu
        again = timed(lambda: import_catalogue(ledger, table))
    told = {"items": items, "seconds": round(first, 2), "cpu_seconds": round(cpu, 2), "again_seconds": round(again, 2)}
    return [Row("import", figures=told)]


def verification(file: Path) -> list[Row]:
    """Check the whole journal of big books."""
    with Ledger.open(file, evidence=False) as ledger:
        cpu, began = time.process_time(), time.perf_counter()
        found = ledger.journal_verify()
        cpu, taken = time.process_time() - cpu, time.perf_counter() - began
    told = {"entries": found.entries, "seconds": round(taken, 2), "cpu_seconds": round(cpu, 2)}
    return [Row("verify", right=int(found.ok), wrong=int(not found.ok), figures=told)]


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--data", type=Path, help="where the big books are kept")
    parser.add_argument("--only", type=lambda text: text.split(","), default=["booking", "on_hand", "import", "verify"])
    options: argparse.Namespace = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    moves = options.limit or MOVES
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = options.data or folder / "big.db"
        if {"on_hand", "verify"} & set(options.only) and not data.is_file():
            data.parent.mkdir(parents=True, exist_ok=True)
            ledger_data.make(data, options.items, moves, options.seed)
        rows += booking(folder) if "booking" in options.only else []
        rows += on_hand(data, options.items, options.seed) if "on_hand" in options.only else []
        rows += importing(folder, options.items) if "import" in options.only else []
        rows += verification(data) if "verify" in options.only else []
    summary = next((dict(row.figures) for row in rows if row.name == "booking"), {})
    described = settings(options, moves=moves, items=options.items, load=os.getloadavg()[0])
    report(rows, described | {"cores": 1}, as_json=options.json, summary=summary)


if __name__ == "__main__":
    main()
