"""What the senses really say about recordings and photos, computed once and kept for the simulations of the clerk.

    python -m benchmarks.evidence --speech DIR --pictures DIR [--commands DIR] [--limit N] [--only voice|sight]

`--speech` are single words of many people, `--commands` whole commands (goods, amounts, places). Every recording is
heard clean and in noise, every photo seen as it is, dark, blurred and partly covered. Only the senses' confidences and
what was right and wrong are kept, in `benchmarks/pools/`: no sound, no picture, no text.
"""

import json
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np

from benchmarks.cli import arguments, existing_folder, read_manifest, sample
from vision.errors import SeeingError
from vision.eyes import Eyes
from vision.picture import Image
from vision.sighting import Sighting
from vision.sources.picture import read as read_picture

POOLS = Path(__file__).parent / "pools"


@dataclass(frozen=True, slots=True)
class HeardRecord:
    """What the ears made of one recording."""

    snr_db: float | None
    problem: str | None
    confidences: tuple[float, ...]
    """Of the hypotheses, best first."""
    truth: int
    """Which of them is what was said; -1: none."""
    wrong: tuple[str, ...] = ()
    """Of each hypothesis the slot that it has wrong, `?` for a word that is no command at all, empty where it is right.
    Without any, the recording is a single word."""


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
    return [
        HeardRecord(**{**one, "confidences": tuple(one["confidences"]), "wrong": tuple(one.get("wrong", ()))})
        for one in _kept("voice")[part]
    ]


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


def see_all(options: Namespace) -> dict[str, Any]:
    """Look at a seeded sample of the photos in each condition."""
    eyes = Eyes(read_text=False)
    lines = [line for line in read_manifest(options.pictures) if line["format"] != "None"]
    records: list[dict[str, Any]] = []
    times: list[float] = []
    for line in sample(lines, options.limit, options.seed):
        try:
            picture = read_picture(options.pictures / line["path"])
        except SeeingError:
            continue
        for name, image in _conditions(picture):
            before = time.process_time()
            seen = eyes.look(image)
            times.append(time.process_time() - before)
            records.append(asdict(_seen(name, seen, line)))
    return {"photos": records, "settings": {"pictures": options.pictures.name, "p50_s": round(median(times), 4)}}


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
    from benchmarks.evidence_of_voice import hear_all

    parser = arguments(__doc__ or "", folders=("speech", "pictures"))
    parser.add_argument("--commands", type=existing_folder, help="folder with whole commands and a manifest.tsv")
    parser.add_argument("--only", choices=("voice", "sight"), help="compute one of the pools, keep the other")
    options = parser.parse_args()
    POOLS.mkdir(exist_ok=True)
    for name, compute in (("sight", see_all), ("voice", hear_all)):
        if options.only not in {None, name}:
            continue
        pool = compute(options)
        text = json.dumps(pool, ensure_ascii=False, separators=(",", ":"))
        (POOLS / f"{name}.json").write_text(text.replace("},{", "},\n{") + "\n", encoding="utf-8")
        print(name, {key: len(value) for key, value in pool.items() if key != "settings"}, flush=True)


if __name__ == "__main__":
    main()
