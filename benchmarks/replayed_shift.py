"""A whole shift without network: memory, journal, books, and whether a replay decides the same.

    python -m benchmarks.replayed_shift [--hours 0.5,8] [--every SECONDS] [--shift FOLDER] [--json]

The demo's shift (its recordings and pictures through the real ears and eyes, books on the disk) is played over and
over, a turn every `--every` seconds of the clerk's clock: time-lapse, nothing waits. Every attempt to reach a network
fails. Memory is the resident set of the process; what it grows by is counted from when everything was done twice, so
that models are loaded and caches filled. In the end the journal is verified, stock is summed up anew from
the moves, and the recorded session is replayed in empty books. `right` are turns that the replay decided the same.
"""

import gc
import os
import socket
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant import session, wiring
from assistant.catalogue import import_catalogue, import_opening_stock
from assistant.event import Event, Happening, Heard, Pressed, Said, Seen
from assistant.wiring import Shop
from benchmarks.cli import Row, arguments, existing_folder, report, settings

EXAMPLES = Path(__file__).parents[1] / "examples"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)
EVERY_S = 20.0
"""Of the clerk's clock, from turn to turn."""
WARM_ROUNDS = 2
"""Times that the demo's shift was played, after which memory is expected to stay."""


class NetworkUsedError(AssertionError):
    """Something tried to reach a network in the middle of a shift."""


def forbid_network() -> None:
    """Let every connection to somewhere else fail."""

    def refuse(*_: Any) -> None:
        raise NetworkUsedError("the shift needed a network")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


def memory_mb() -> float:
    """Return the resident set of this process in megabytes; 0 where the system does not tell."""
    gc.collect()
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def happening(shop: Shop, step: Mapping[str, str], folder: Path) -> Happening:
    """Return what a step of the shift brings before the clerk, through the real senses."""
    if "hear" in step:
        return Heard(shop.ears().hear(folder / step["hear"]), step["hear"])
    if "look" in step:
        return Seen(shop.look(folder / step["look"]), step["look"])
    return Pressed(step["press"]) if "press" in step else Said(step["say"])


def play(shop: Shop, folder: Path, turns: int, every: float, file: Path) -> list[float]:
    """Play that many turns, record them, and return the memory in megabytes after each round of the demo's shift."""
    steps = tomllib.loads((folder / "shift.toml").read_text(encoding="utf-8"))["turn"]
    with shop.clerk.ledger.view() as unit:
        opening = session.start(unit, shop.clerk, START)
    memory = []
    for number in range(turns):
        shop.clerk.clock.now = at = START + timedelta(seconds=every * number)
        event = Event(f"e{number}", at, happening(shop, steps[number % len(steps)], folder))
        session.record(file, event, shop.clerk.handle(event), opening if number == 0 else None)
        if (number + 1) % len(steps) == 0:
            memory.append(memory_mb())
    return memory


def same(file: Path) -> tuple[int, int]:
    """Return how many turns a replay decides the same, and how many otherwise."""
    verdicts = [then.to_dict() == now.to_dict() for _, then, now in session.replay(file)]
    return sum(verdicts), len(verdicts) - sum(verdicts)


def shift(hours: float, every: float, folder: Path, say: Callable[[str], Any] = sys.stderr.write) -> Row:
    """Play a shift of so many hours and judge it."""
    turns = round(hours * 3600 / every)
    began = time.process_time()
    with tempfile.TemporaryDirectory() as place:
        shop = wiring.open_shop(str(Path(place) / "books.db"))
        try:
            import_catalogue(shop.clerk.ledger, folder / "catalogue.csv")
            import_opening_stock(shop.clerk.ledger, folder / "opening_stock.csv")
            memory = play(shop, folder, turns, every, Path(place) / "shift.jsonl")
            journal, books = shop.clerk.ledger.journal_verify(), shop.clerk.ledger.audit()
        finally:
            shop.close()
        say(f"{hours:g} h: {turns} turns played\n")
        size = sum(one.stat().st_size for one in Path(place).glob("books.db*"))
        right, wrong = same(Path(place) / "shift.jsonl")
    warm = memory[WARM_ROUNDS - 1] if len(memory) > WARM_ROUNDS else 0.0
    figures = {
        "memory_mb": round(warm, 1),
        "memory_end_mb": round(memory[-1], 1) if memory else None,
        "growth": round(memory[-1] / warm - 1, 4) if warm else None,
        "journal_entries": journal.entries,
        "journal_ok": journal.ok,
        "books_ok": books.ok,
        "books_mb": round(size / 1e6, 1),
        "cpu_s": round(time.process_time() - began, 1),
    }
    return Row(f"{hours:g} h", right, wrong, 0, figures)


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--hours", type=lambda text: [float(part) for part in text.split(",")], default=[0.5, 8.0])
    parser.add_argument("--every", type=float, default=EVERY_S)
    parser.add_argument("--shift", type=existing_folder, default=EXAMPLES, help="folder with a shift.toml")
    options = parser.parse_args()
    forbid_network()
    rows = [shift(hours, options.every, options.shift) for hours in options.hours]
    described = settings(options, models=["hearing"], every_s=options.every, shift=options.shift.name)
    report(rows, described, as_json=options.json)


if __name__ == "__main__":
    main()
