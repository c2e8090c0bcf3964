"""How many recordings are heard right in noise: each kind of noise at each signal-to-noise ratio.

    python -m benchmarks.noise --speech DIR [--noise DIR] [--snr 10,5,0] [--phrases FILE] [--limit N] [--json]

Without `--noise` the thirteen kinds of our own generator are mixed in, with seeds that no training saw.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from asr.noise import KINDS, mix_at_snr
from asr.resample import RATE, Samples
from asr.sources.file import read
from benchmarks.cli import existing_folder, read_manifest, report
from benchmarks.hearing import closed_vocabulary, described, listening, prepare
from benchmarks.hearing_cases import Outcome, hear, row

FIRST_SEED = 20_000
"""`models/training/splits.toml`: from here on seeds are for tests."""
AROUND_S = 0.4
"""Noise before and after the recording: noise does not begin with the command."""

Maker = Callable[[np.random.Generator, int], Samples]
"""(rng, samples) -> noise of that length."""


def own_kinds() -> dict[str, Maker]:
    """Return our generators by kind."""

    def maker(kind: str) -> Maker:
        return lambda rng, length: KINDS[kind](rng, length / RATE + 0.1, RATE)[:length]

    return {kind: maker(kind) for kind in KINDS}


def recorded_kinds(folder: Path) -> dict[str, Maker]:
    """Return the recordings of a folder by kind; each time another one, from another place in it."""
    found: dict[str, list[Samples]] = defaultdict(list)
    for line in read_manifest(folder):
        found[line["kind"]].append(read(folder / line["path"], longest_s=None))

    def maker(recordings: list[Samples]) -> Maker:
        def make(rng: np.random.Generator, length: int) -> Samples:
            chosen = recordings[int(rng.integers(len(recordings)))]
            return np.resize(np.roll(chosen, -int(rng.integers(len(chosen)))), length)

        return make

    return {kind: maker(recordings) for kind, recordings in sorted(found.items())}


def mixed(sound: Samples, make: Maker, snr_db: float, seed: int) -> Samples:
    """Return a recording in noise that begins before it and outlasts it."""
    around = np.zeros(int(AROUND_S * RATE), np.float32)
    whole = np.concatenate([around, sound, around])
    return mix_at_snr(whole, make(np.random.default_rng(seed), len(whole)), snr_db)


def main() -> None:
    """Run the benchmark."""
    parser = closed_vocabulary(__doc__ or "")
    parser.add_argument("--noise", type=existing_folder, help="recorded noise with a manifest.tsv (path, kind)")
    parser.add_argument("--snr", type=lambda text: [float(part) for part in text.split(",")], default=[10.0, 5.0, 0.0])
    options = parser.parse_args()
    everything, ears, phrases = prepare(options)
    kinds: Mapping[str, Maker] = recorded_kinds(options.noise) if options.noise else own_kinds()
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    number = 0
    for _, chosen in listening(options, ears, everything):
        for case in chosen:
            number += 1
            sound = case.sound()
            for snr_db in options.snr:
                for kind, make in kinds.items():
                    noisy = mixed(sound, make, snr_db, FIRST_SEED + 1000 * options.seed + number)
                    outcomes[f"{kind} {snr_db:g} dB"].append(hear(ears, noisy, case.text))
    rows = [row(name, found) for name, found in outcomes.items()]
    means = {
        f"{snr_db:g} dB": round(float(np.mean([_share(outcomes[f"{kind} {snr_db:g} dB"]) for kind in kinds])), 4)
        for snr_db in options.snr
    }
    summary = row("total", [outcome for found in outcomes.values() for outcome in found])
    more = {
        "noise": options.noise.name if options.noise else "own kinds",
        "snr": options.snr,
        "mean_right": means,
    }
    report(rows, described(options, phrases, **more), as_json=options.json, summary=summary)


def _share(outcomes: list[Outcome]) -> float:
    return sum(outcome.right and not outcome.refused for outcome in outcomes) / max(1, len(outcomes))


if __name__ == "__main__":
    main()
