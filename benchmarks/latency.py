"""How long from the end of a sentence until the reply is ready, on one core, books on the disk.

    python -m benchmarks.latency [--limit N] [--seed N] [--json] [--recordings DIR]

`decide` is a sentence with five hypotheses up to the proposal, `commit` a yes up to the booking, both with the commit
to the disk. With `--recordings` (a folder with a manifest) whole turns are measured: `push-to-talk` from the release of
the button, everything recorded, and `open microphone` from the end of speech in a stream that goes on with silence, the
ears' own wait for more included; its clock is that of the recording, delayed by what the processor took to compute.
What the ears refused is a row of its own: they wait a second for a hesitating speaker. CPU time is given beside the
clock's, since other work on the machine counts in the second only.
"""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from asr.ears import Ears
from asr.resample import RATE, Samples
from asr.sources.file import read
from assistant.event import Happening, Heard, Pressed
from benchmarks.cli import Row, arguments, existing_folder, read_manifest, report, settings
from benchmarks.counterparts import LOUDNESS
from benchmarks.records import HeardRecord, sight_pool
from benchmarks.simulated_shift import Shift

TURNS = 200
CLEAR = tuple(HeardRecord(snr_db, None, (0.97, 0.01, 0.01, 0.005, 0.005), 0) for snr_db, _ in LOUDNESS)
"""However loud it is, five hypotheses of which the first is right."""
BLOCK = int(0.03 * RATE)
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


class Tape:
    """A recording as a live source, followed by silence; knows when each block would be dealt with.

    A block cannot be dealt with before it was spoken, nor before the one before it.
    """

    name = "tape"

    def __init__(self, samples: Samples, after_s: float = 2.0) -> None:
        rng = np.random.default_rng(1)
        room = rng.normal(0, 1e-4, int(after_s * RATE)).astype(np.float32)
        self._samples = np.concatenate([samples, room])
        self._free = self._began = self._spoken = 0.0

    def blocks(self) -> Iterator[Samples]:
        """Yield blocks as long as those of the microphones."""
        for start in range(0, len(self._samples), BLOCK):
            block = self._samples[start : start + BLOCK]
            self._free = self.now() if start else 0.0
            self._spoken = (start + len(block)) / RATE
            self._began = time.process_time()
            yield block

    def now(self) -> float:
        """Return the stream's time in seconds, by which what came last has been dealt with so far."""
        return max(self._free, self._spoken) + time.process_time() - self._began

    def close(self) -> None:
        """Nothing is held."""


def whole_turns(folder: Path, limit: int, place: Shift) -> dict[str, Times]:
    """Return how long recordings of a folder take from the end of speech to the reply: by button, and by open mic."""
    ears = Ears(grammar=place.clerk.understanding().grammar(place.clerk.context(place.clerk.clock())).to_dict())
    found: dict[str, Times] = {"push-to-talk": [], "open microphone": [], "open microphone, refused": []}
    for line in read_manifest(folder)[:limit]:
        samples = read(folder / line["path"])
        before = time.perf_counter(), time.process_time()
        place.send(Heard(ears.hear(samples)))
        found["push-to-talk"].append((time.perf_counter() - before[0], time.process_time() - before[1]))
        place.send(Pressed("cancel"))
        tape, began = Tape(samples), time.process_time()
        utterance = next(ears.stream(tape), None)
        if utterance is not None:
            place.send(Heard(utterance))
            name = "open microphone, refused" if utterance.health.problem else "open microphone"
            found[name].append((tape.now() - utterance.end, time.process_time() - began))
        place.send(Pressed("cancel"))
    return found


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
        if options.recordings:
            found = whole_turns(options.recordings, options.limit or TURNS, place)
            rows += [Row(name, len(times), figures=figures(times)) for name, times in found.items() if times]
        place.ledger.close()
    models = ["hearing"] if options.recordings else []
    summary = {"name": "decide + commit", "n": len(decide), **figures(decide + commit)}
    report(rows, settings(options, models=models, catalogue="examples"), as_json=options.json, summary=summary)


if __name__ == "__main__":
    main()
