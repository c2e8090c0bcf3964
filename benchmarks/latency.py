"""How long from the end of a sentence until the reply is ready, on one core, books on the disk.

    python -m benchmarks.latency [--limit N] [--seed N] [--json] [--recordings DIR]

`decide` is a sentence with five hypotheses up to the proposal, `commit` a yes up to the booking, both with the commit
to the disk. With `--recordings` (a folder with a manifest) the recogniser's own time is added. CPU time is given
beside the clock's, since other work on the machine counts in the second only.
"""

import tempfile
import time
from pathlib import Path

from assistant.event import Happening, Heard, Pressed
from benchmarks.cli import Row, arguments, existing_folder, read_manifest, report, settings
from benchmarks.counterparts import LOUDNESS
from benchmarks.evidence import HeardRecord, sight_pool
from benchmarks.simulated_shift import Shift

TURNS = 200
CLEAR = tuple(HeardRecord(snr_db, None, (0.97, 0.01, 0.01, 0.005, 0.005), 0) for snr_db, _ in LOUDNESS)
"""However loud it is, five hypotheses of which the first is right."""
Times = list[tuple[float, float]]
"""Seconds by the clock, and of the processor, of each turn."""


def figures(times: Times) -> dict[str, float]:
    """Return the percentiles of the contract, in milliseconds."""
    clock, processor = (sorted(one[index] for one in times) for index in (0, 1))

    def at(values: list[float], share: float) -> float:
        return round(1000 * values[min(len(values) - 1, int(share * len(values)))], 1)

    return {
        "p50_ms": at(clock, 0.5),
        "p95_ms": at(clock, 0.95),
        "p99_ms": at(clock, 0.99),
        "p50_cpu_ms": at(processor, 0.5),
        "p95_cpu_ms": at(processor, 0.95),
        "per_second": round(len(clock) / sum(clock), 1),
    }


def timed(place: Shift, what: Happening, times: Times) -> bool:
    """Bring a happening before the clerk; returns whether something was booked."""
    before = time.perf_counter(), time.process_time()
    turn = place.send(what)
    times.append((time.perf_counter() - before[0], time.process_time() - before[1]))
    return bool(turn.moves)


def hearing(folder: Path, limit: int, place: Shift) -> Times:
    """Return how long the ears take for each recording of a folder."""
    from asr.ears import Ears

    ears = Ears(grammar=place.clerk.understanding().grammar(place.clerk.context(place.clerk.clock())).to_dict())
    times: Times = []
    for line in read_manifest(folder)[:limit]:
        before = time.perf_counter(), time.process_time()
        ears.hear(folder / line["path"])
        times.append((time.perf_counter() - before[0], time.process_time() - before[1]))
    return times


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--recordings", type=existing_folder, help="folder with a manifest.tsv")
    options = parser.parse_args()
    decide: Times = []
    commit: Times = []
    with tempfile.TemporaryDirectory() as folder:
        place = Shift(options.seed, (CLEAR, sight_pool()), where=str(Path(folder) / "books.db"))
        booked = 0
        for number, wish in enumerate(place.wishes((options.limit or TURNS) + 3)):
            heard: Heard = place.senses.hear(wish.sentence(), [], wish)
            times: tuple[Times, Times] = (decide, commit) if number >= 3 else ([], [])
            timed(place, heard, times[0])
            booked += timed(place, Pressed("confirm"), times[1])
            place.send(Pressed("cancel"))
        rows = [
            Row("decide", len(decide), figures=figures(decide)),
            Row("commit", booked, 0, len(commit) + 3 - booked, figures=figures(commit)),
        ]
        ears = hearing(options.recordings, options.limit or TURNS, place) if options.recordings else []
        if ears:
            rows.append(Row("hear", len(ears), figures=figures(ears)))
        place.ledger.close()
    models = ["hearing"] if ears else []
    summary = {"name": "decide + commit", "n": len(decide), **figures(decide + commit)}
    report(rows, settings(options, models=models, catalogue="examples"), as_json=options.json, summary=summary)


if __name__ == "__main__":
    main()
