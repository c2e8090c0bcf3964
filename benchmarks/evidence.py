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
from dataclasses import asdict
from statistics import median
from typing import Any

import cv2
import numpy as np

from benchmarks.cli import arguments, existing_folder, read_manifest, sample
from benchmarks.evidence_of_voice import hear_all
from benchmarks.records import POOLS, SeenRecord
from vision.errors import SeeingError
from vision.eyes import Eyes
from vision.picture import Image
from vision.sighting import Sighting
from vision.sources.picture import read as read_picture


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
