"""How often a spoken name of the catalogue finds its item: `python -m benchmarks.catalogue_words --speech DIR`.

Takes the recordings of DIR whose text is a name or alias of an item. With `--syllables DIR`, every name is also put
together from the recorded syllables of a speaker, which is how a speaker who recorded no words can be asked. The
recogniser listens for all names of the catalogue at once.
"""

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from asr.ears import Ears
from asr.resample import RATE, Samples
from asr.sources.file import read
from benchmarks.cli import Row, arguments, existing_folder, read_manifest, report, sample, settings
from benchmarks.hearing_cases import figures, grammar, hear, ways_of_saying

CATALOGUE = Path(__file__).parents[1] / "examples" / "catalogue.csv"
OVERLAP_S = 0.02
"""Neighbouring syllables are faded into each other."""
QUIET = 0.02
"""Below this share of the peak a recording's edge is silence."""


def names(catalogue: Path) -> dict[str, str]:
    """Return the names and aliases of a catalogue with the SKU they mean."""
    with catalogue.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: row["sku"] for row in rows for name in filter(None, [row["name"], *(row["aliases"] or "").split("|")])
    }


def syllables(folder: Path) -> dict[str, Samples]:
    """Return a recording for each toneless syllable of a folder of single syllables, its silent edges cut off."""
    found: dict[str, Samples] = {}
    for line in read_manifest(folder):
        ways = ways_of_saying(line["text"])
        if ways and len(ways[0]) == 1 and ways[0][0] not in found:
            found[ways[0][0]] = _trimmed(read(folder / line["path"]))
    return found


def _trimmed(sound: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(sound) > QUIET * np.abs(sound).max())
    return sound[loud[0] : loud[-1] + 1] if len(loud) else sound


def joined(parts: list[Samples]) -> Samples:
    """Return the parts one after the other at the same level, each faded into the next, with silence around them."""
    overlap = int(OVERLAP_S * RATE)
    fade = np.linspace(0, 1, overlap, dtype=np.float32)
    rest = np.zeros(RATE // 3, np.float32)
    whole = rest
    for part in parts:
        level = part / max(float(np.sqrt(np.mean(part**2))), 1e-6) * 0.1
        shared = whole[-overlap:] * (1 - fade) + level[:overlap] * fade
        whole = np.concatenate([whole[:-overlap], shared, level[overlap:]])
    noise = np.random.default_rng(0).normal(0, 1e-4, len(whole) + len(rest))
    return (np.concatenate([whole, rest]) + noise).astype(np.float32)


def put_together(folder: Path, wanted: Mapping[str, str]) -> Iterator[tuple[str, Samples]]:
    """Yield each name that the folder's syllables suffice for, with its sound."""
    parts = syllables(folder)
    for name in wanted:
        ways = [way for way in ways_of_saying(name) if all(syllable in parts for syllable in way)]
        if ways:
            yield name, joined([parts[syllable] for syllable in ways[0]])


def count(ears: Ears, title: str, spoken: list[tuple[str, Samples]], wanted: Mapping[str, str]) -> Row:
    """Hear the names; right where the item is the one that was meant, whichever of its names was recognised."""
    outcomes = [hear(ears, sound, name) for name, sound in spoken]
    right = wrong = refused = 0
    for outcome in outcomes:
        if outcome.refused:
            refused += 1
        elif outcome.right or wanted.get(outcome.utterance.text) == wanted[outcome.expected]:
            right += 1
        else:
            wrong += 1
    return Row(title, right, wrong, refused, figures(outcomes))


def main() -> None:
    """Run the benchmark."""
    parser = arguments(__doc__ or "", folders=("speech",))
    parser.add_argument("--syllables", type=existing_folder, help="single syllables of one speaker, to make names of")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE)
    options = parser.parse_args()
    wanted = names(options.catalogue)
    ears = Ears()
    if ears.problem:
        sys.exit(str(ears.problem))
    ears.set_grammar(grammar(wanted))
    lines = [line for line in read_manifest(options.speech) if line["text"].replace("_", "") in wanted]
    words = [
        (line["text"].replace("_", ""), read(options.speech / line["path"]))
        for line in sample(lines, options.limit, options.seed)
    ]
    rows = [count(ears, f"words of {options.speech.name}", words, wanted)]
    if options.syllables:
        made = sample(list(put_together(options.syllables, wanted)), options.limit, options.seed)
        rows.append(count(ears, f"names put together from {options.syllables.name}", made, wanted))
    described = settings(options, models=["hearing"], catalogue=options.catalogue.name, names=len(wanted))
    report(rows, described, as_json=options.json)


if __name__ == "__main__":
    main()
