"""What the senses really say about recordings and photos, computed once and kept for the simulations of the clerk.

    python -m benchmarks.evidence --speech DIR --pictures DIR [--limit N] [--seed N]

Every recording is heard clean and in noise, every photo seen as it is, dark, blurred and partly covered. Only the
senses' confidences and whether they were right are kept, in `benchmarks/pools/`: no sound, no picture, no text.
"""

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from asr.ears import Ears
from asr.utterance import Utterance
from benchmarks.cli import arguments, read_manifest, sample
from benchmarks.hearing_cases import Case, cases, grammar, phrases_of, ways_of_saying
from benchmarks.noise import mixed, own_kinds
from benchmarks.splits import split_of
from vision.errors import SeeingError
from vision.eyes import Eyes
from vision.picture import Image
from vision.sighting import Sighting
from vision.sources.picture import read as read_picture

POOLS = Path(__file__).parent / "pools"
LOUDNESS = (None, 15.0, 10.0, 5.0)
"""Signal-to-noise ratios in dB; None: as recorded."""
PARTS = ("development", "test")
"""Speakers of the first fit the clerk's weights, those of the second judge them."""
NAMED = 5
"""Hypotheses kept."""


@dataclass(frozen=True, slots=True)
class HeardRecord:
    """What the ears made of one recording."""

    snr_db: float | None
    problem: str | None
    confidences: tuple[float, ...]
    """Of the hypotheses, best first."""
    truth: int
    """Which of them is what was said; -1: none."""


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """What the eyes made of one photo of a code."""

    condition: str
    problem: str | None
    read: str
    """`right`, `wrong` or `nothing`."""
    confidence: float


def voice_pool(part: str) -> list[HeardRecord]:
    """Return the recordings of `development` or `test` speakers."""
    return [HeardRecord(**{**one, "confidences": tuple(one["confidences"])}) for one in _kept("voice")[part]]


def sight_pool() -> list[SeenRecord]:
    """Return the photos."""
    return [SeenRecord(**one) for one in _kept("sight")["photos"]]


def pool_settings() -> dict[str, Any]:
    """Return what the pools were made of."""
    return {
        name: {**pool["settings"], "records": {part: len(found) for part, found in pool.items() if part != "settings"}}
        for name, pool in ((name, _kept(name)) for name in ("voice", "sight"))
    }


def _kept(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((POOLS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def hear_all(options: Namespace) -> dict[str, Any]:
    """Hear a seeded sample of each part, clean and in each loudness of noise."""
    everything = cases(options.speech)
    phrases = phrases_of(None, everything)
    ears = Ears(grammar=grammar(phrases))
    kinds = list(own_kinds().values())
    found: dict[str, Any] = {}
    for part in PARTS:
        own = [case for case in everything if split_of(options.speech.name, case.speaker) == part]
        chosen = sample(own, options.limit, options.seed)
        found[part] = [
            asdict(_heard(ears, case, snr_db, kinds[number % len(kinds)], number))
            for number, case in enumerate(chosen)
            for snr_db in LOUDNESS
        ]
    return {
        **found,
        "settings": {"speech": options.speech.name, "model": ears.stamp.to_dict(), "phrases": len(phrases)},
    }


def _heard(ears: Ears, case: Case, snr_db: float | None, make: Any, number: int) -> HeardRecord:
    sound = case.sound()
    utterance = ears.hear(sound if snr_db is None else mixed(sound, make, snr_db, 40_000 + number))
    problem = utterance.health.problem
    return HeardRecord(
        snr_db,
        problem.value if problem else None,
        tuple(round(one.confidence, 4) for one in utterance.n_best[:NAMED]),
        _rank(utterance, case),
    )


def _rank(utterance: Utterance, case: Case) -> int:
    ways = ways_of_saying(case.text)
    fitting = [
        rank for rank, one in enumerate(utterance.n_best[:NAMED]) if one.text == case.text or one.syllables in ways
    ]
    return fitting[0] if fitting else -1


def see_all(options: Namespace) -> dict[str, Any]:
    """Look at a seeded sample of the photos in each condition."""
    eyes = Eyes(read_text=False)
    lines = [line for line in read_manifest(options.pictures) if line["format"] != "None"]
    records: list[dict[str, Any]] = []
    for line in sample(lines, options.limit, options.seed):
        try:
            picture = read_picture(options.pictures / line["path"])
        except SeeingError:
            continue
        records += [asdict(_seen(name, eyes.look(image), line)) for name, image in _conditions(picture)]
    return {"photos": records, "settings": {"pictures": options.pictures.name}}


def _conditions(image: Image) -> Iterator[tuple[str, Image]]:
    yield "as it is", image
    yield "dark", (image * 0.06).astype(np.uint8)
    width = max(3, round(max(image.shape[:2]) / 60)) | 1
    yield "blurred", np.asarray(cv2.GaussianBlur(image, (width, width), 0), np.uint8)
    torn = image.copy()
    height, across = image.shape[:2]
    torn[:, round(0.35 * across) : round(0.6 * across)] = 255
    torn[: height // 3] = 128
    yield "torn", torn


def _seen(condition: str, seen: Sequence[Sighting], line: Mapping[str, str]) -> SeenRecord:
    codes = [one for one in seen if one.code]
    right = [one for one in codes if line["expected_text"] in {one.code, one.gtin}]
    problem = seen[0].health.problem
    best = (right or codes or list(seen))[0]
    outcome = "right" if right else "wrong" if codes else "nothing"
    return SeenRecord(condition, problem.value if problem else None, outcome, round(best.confidence, 4))


def main() -> None:
    """Compute the pools."""
    options = arguments(__doc__ or "", folders=("speech", "pictures")).parse_args()
    POOLS.mkdir(exist_ok=True)
    for name, compute in (("sight", see_all), ("voice", hear_all)):
        pool = compute(options)
        text = json.dumps(pool, ensure_ascii=False, separators=(",", ":"))
        (POOLS / f"{name}.json").write_text(text.replace("},{", "},\n{") + "\n", encoding="utf-8")
        print(name, {key: len(value) for key, value in pool.items()})


if __name__ == "__main__":
    main()
