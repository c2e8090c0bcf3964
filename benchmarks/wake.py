"""How often the wake word is missed, and how often something else wakes the clerk.

    python -m benchmarks.wake --speech DIR... [--noise DIR] [--hours 10] [--snr 10] [--word 你好小二] [--model wake]

A recording whose text is the word counts as a call; those that sound nearly like it are counted one by one; all others
are put together to `--hours` of sound, again and again in other company where they are fewer (`distinct_hours` says how
many). Speakers called `synthetic:…` have rows of their own. Every row is measured with the second look and without.
"""

import hashlib
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from asr.resample import RATE, Samples
from asr.wake.port import STEP, Pcm, Scorer
from asr.wake.verify import settings as chosen_settings
from asr.wake.wake import SecondLook, Sensitivity, Wake, open_scorer, open_second_look
from benchmarks.cli import Row, arguments, existing_folder, report, sample, settings
from benchmarks.hearing_cases import Case
from benchmarks.noise import FIRST_SEED, Maker, own_kinds, recorded_kinds
from benchmarks.statistics import poisson, wilson
from benchmarks.wake_sound import SESSION_S, Material, alone, origin, sessions
from models import registry


class Recorded:
    """A scorer that says again what another one said: the net runs once for all that is measured on a sound."""

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores, self._next = scores, 0

    def score(self, step: Pcm) -> float:
        """Return the next score."""
        del step
        self._next += 1
        return self._scores[self._next - 1]

    def reset(self) -> None:
        """Begin anew."""
        self._next = 0


@dataclass
class Bench:
    """The wake word under test, and how long it took."""

    scorer: Scorer
    sensitivity: Sensitivity
    look: SecondLook | None
    seconds: float = 0.0
    """Of sound."""
    busy: float = 0.0
    """Seconds of one core that the net took."""
    looked: float = 0.0
    """Seconds of one core that the second look took, at all thresholds together."""
    _said: dict[bytes, bool] = field(default_factory=dict)

    def scores(self, sound: Samples) -> list[float]:
        """Return the net's score of each step, from a fresh start."""
        pcm = np.clip(np.rint(sound * 32767), -32768, 32767).astype(np.int16)
        began = time.process_time()
        self.scorer.reset()
        found = [self.scorer.score(pcm[at : at + STEP]) for at in range(0, len(pcm) - STEP + 1, STEP)]
        self.busy += time.process_time() - began
        self.seconds += len(sound) / RATE
        return found

    def calls(self, sound: Samples, scores: Sequence[float], threshold: float, *, verified: bool) -> int:
        """Return how often the clerk wakes."""
        sensitivity = (
            replace(self.sensitivity, threshold=threshold) if verified else replace(self.sensitivity, sure=threshold)
        )
        wake = Wake(Recorded(scores), sensitivity, self._timed if verified else None)
        return sum(wake.feed(sound[at : at + STEP]) for at in range(0, len(scores) * STEP, STEP))

    def _timed(self, sound: Samples) -> bool:
        # Several thresholds ask about the same moments.
        key = hashlib.sha256(sound.tobytes()).digest()
        if key not in self._said:
            assert self.look is not None
            began = time.process_time()
            self._said[key] = self.look(sound)
            self.looked += time.process_time() - began
        return self._said[key]


@dataclass
class Tally:
    """Counts of one kind of sound, by threshold and with or without the second look."""

    recordings: int = 0
    woken: dict[tuple[float, bool], int] = field(default_factory=lambda: defaultdict(int))

    def add(self, bench: Bench, sound: Samples, thresholds: Iterable[float], *, once: bool) -> None:
        """Listen to a sound; `once`: count whether it woke the clerk, not how often."""
        scores = bench.scores(sound)
        self.recordings += 1
        for threshold in thresholds:
            for verified in (False, True) if bench.look else (False,):
                calls = bench.calls(sound, scores, threshold, verified=verified)
                self.woken[threshold, verified] += min(calls, 1) if once else calls


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--speech", type=existing_folder, required=True, nargs="+", help="folders with a manifest.tsv")
    parser.add_argument("--noise", type=existing_folder, help="recorded noise with a manifest.tsv (path, kind)")
    parser.add_argument("--hours", type=float, default=10.0, help="of sound that is not the word")
    parser.add_argument("--snr", type=float, default=10.0, help="dB of the noisy rows")
    parser.add_argument("--word", default="你好小二")
    parser.add_argument("--model", default="wake")
    parser.add_argument("--packaged", action="store_true", help="run the nets by openwakeword")
    options = parser.parse_args()
    folder = registry.load(options.model).folder
    chosen = chosen_settings(folder)
    look = open_second_look(chosen)
    bench = Bench(
        open_scorer(folder, packaged=options.packaged),
        Sensitivity(chosen["threshold"], chosen["sure"], chosen["steps"]),
        look,
    )
    material = Material.of(options.speech, options.word)
    kinds = list((recorded_kinds(options.noise) if options.noise else own_kinds()).values())
    thresholds = sorted({bench.sensitivity.threshold, bench.sensitivity.sure, 0.5, 0.7, 0.85})

    spoken = _each(bench, sample(material.words, options.limit, options.seed), kinds, options.snr, thresholds)
    near = Tally()
    for number, case in enumerate(sample(material.near, options.limit, options.seed)):
        near.add(bench, alone(case, FIRST_SEED + number), thresholds, once=True)
    hours = Tally()
    for session in sessions(material.others, kinds, options.hours, options.seed) if material.others else ():
        hours.add(bench, session, thresholds, once=False)

    verified, sure = look is not None, bench.sensitivity.sure
    at = bench.sensitivity.threshold if verified else sure
    rows = [_called(name, tally, at, sure, verified=verified) for name, tally in spoken.items()]
    if near.recordings:
        rows.append(_nearly(near, at, sure, verified=verified))
    heard = hours.recordings * SESSION_S / 3600
    if heard:
        rows.append(_other(hours, heard, _hours(material.others), at, sure, verified=verified))
    curve = [
        {
            "threshold": threshold,
            "second_look": second,
            **{f"missed {name}": _missed(tally, threshold, second) for name, tally in spoken.items()},
            "false_an_hour": round(hours.woken[threshold, second] / heard, 3) if heard else None,
        }
        for threshold in thresholds
        for second in ((False, True) if verified else (False,))
    ]
    cost = {
        "real_time_factor": round(bench.busy / max(bench.seconds, 1e-9), 4),
        "second_look_s_an_hour": round(bench.looked / max(bench.seconds / 3600, 1e-9), 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    if not options.json:
        report([Row(f"{line['threshold']:g}", figures=line) for line in curve], {}, as_json=False, summary={})
    described = settings(options, models=[options.model, "hearing"], word=options.word, hours=options.hours,
                         snr=options.snr, packaged=options.packaged, speech=[one.name for one in options.speech],
                         noise=options.noise.name if options.noise else "own kinds")  # fmt: skip
    summary = {"name": "total", **cost, "curve": curve} if options.json else {"name": "total", **cost}
    report(rows, described, as_json=options.json, summary=summary)


def _each(
    bench: Bench, words: Sequence[Case], kinds: Sequence[Maker], snr_db: float, thresholds: Sequence[float]
) -> dict[str, Tally]:
    """Call the clerk with every recording of the word, in quiet and in the next kind of noise."""
    spoken: dict[str, Tally] = defaultdict(Tally)
    for number, case in enumerate(words):
        quiet = alone(case, FIRST_SEED + number)
        noisy = alone(case, FIRST_SEED + number, kinds[number % len(kinds)], snr_db)
        spoken[f"{origin(case)}, quiet"].add(bench, quiet, thresholds, once=True)
        spoken[f"{origin(case)}, {snr_db:g} dB"].add(bench, noisy, thresholds, once=True)
    return dict(sorted(spoken.items()))


def _called(name: str, tally: Tally, threshold: float, sure: float, *, verified: bool) -> Row:
    woken = tally.woken[threshold, verified]
    return Row(name, right=woken, refused=tally.recordings - woken,
               figures={"missed": _missed(tally, threshold, verified),
                        "missed_interval": [round(1 - bound, 4) for bound in wilson(woken, tally.recordings)[::-1]],
                        "missed_net_alone": _missed(tally, sure, False)})  # fmt: skip


def _missed(tally: Tally, threshold: float, verified: bool) -> float:
    return round(1 - tally.woken[threshold, verified] / max(tally.recordings, 1), 4)


def _nearly(tally: Tally, threshold: float, sure: float, *, verified: bool) -> Row:
    woken = tally.woken[threshold, verified]
    return Row("nearly the word", right=tally.recordings - woken, wrong=woken,
               figures={"woken_net_alone": tally.woken[sure, False]})  # fmt: skip


def _other(tally: Tally, heard: float, distinct: float, threshold: float, sure: float, *, verified: bool) -> Row:
    woken = tally.woken[threshold, verified]
    rate: Callable[[float], float] = lambda count: round(count / heard, 3)  # noqa: E731
    return Row("other sound", wrong=woken,
               figures={"hours": round(heard, 2), "distinct_hours": round(distinct, 2), "false_an_hour": rate(woken),
                        "rate_interval": [rate(bound) for bound in poisson(woken)],
                        "net_alone_an_hour": rate(tally.woken[sure, False])})  # fmt: skip


def _hours(others: Sequence[Case]) -> float:
    return sum(_seconds(case.path) for case in others) / 3600


def _seconds(path: Path) -> float:
    import soundfile

    return float(soundfile.info(path).duration)


if __name__ == "__main__":
    main()
