"""How many label fields are read exactly, and how many wrongly: `python -m benchmarks.labels [--pictures DIR]`.

With `--pictures`, photos with a manifest `path, name, lot, expiry, produced, quantity` (an empty cell is not asked).
Without it, labels drawn from the example catalogue under seven conditions. A field counts as right when it equals the
truth, wrong when something else was accepted, refused when it was left open. `--bare` draws no code, so that every
value comes from print. `--calibrate FILE` writes what the confidences of accepted labels are worth, `--failures FILE`
draws labels that were not read right.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from benchmarks.cli import Row, arguments, existing_folder, read_manifest, report, sample, settings, total
from benchmarks.sheet import thumbnail, write
from benchmarks.statistics import expected_calibration_error, fit_isotonic
from models.training.labels import damage
from models.training.labels.content import Content, invent, read_items
from models.training.labels.render import choose_look, draw
from vision.errors import SeeingError
from vision.eyes import Eyes
from vision.picture import Image
from vision.sighting import Sighting
from vision.sources.picture import read

FIELDS = ("lot", "expiry", "produced", "quantity")
ON_THE_SHEET = 12
"""Failures that are drawn."""
RENDERED = 40
"""Labels a condition, unless `--limit` says otherwise."""


def main() -> None:
    """Measure and report."""
    parser = arguments("How often label fields are read right")
    parser.add_argument("--pictures", type=existing_folder, help="photos with a manifest.tsv; left out: drawn labels")
    parser.add_argument("--conditions", default=",".join(CONDITIONS), help="of drawn labels, separated by commas")
    parser.add_argument("--bare", action="store_true", help="draw no codes")
    parser.add_argument("--calibrate", type=Path, metavar="FILE", help="write the calibration curve as JSON")
    parser.add_argument("--failures", type=Path, metavar="OUT.png", help="draw labels that were not read right")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    eyes = Eyes()
    judged: list[tuple[float, bool]] = []
    times: list[float] = []
    failures: list[Image] = []
    rows = []
    conditions = options.conditions.split(",")
    for name, pictures in _conditions(options.pictures, conditions, options.limit, options.seed, bare=options.bare):
        counts: Counter[str] = Counter()
        for image, truth in pictures:
            began = time.perf_counter()
            seen = eyes.look(image)
            times.append(1000 * (time.perf_counter() - began))
            asked = [field for field in FIELDS if truth.get(field)]
            outcomes = [_judge(seen, field, truth[field]) for field in asked]
            counts.update(outcomes)
            if options.failures and set(outcomes) != {"right"} and len(failures) < ON_THE_SHEET:
                told = ", ".join(f"{field}: {outcome}" for field, outcome in zip(asked, outcomes, strict=True))
                failures.append(thumbnail(image, f"{name}: {told}"))
            if any(outcome != "refused" for outcome in outcomes):
                judged.append((max(one.confidence for one in seen), "wrong" not in outcomes))
        rows.append(Row(name, counts["right"], counts["wrong"], counts["refused"]))
    accepted = sum(row.right + row.wrong for row in rows)
    confidence, right = zip(*judged, strict=True) if judged else ((), ())
    figures = {
        "wrong_of_accepted": round(sum(row.wrong for row in rows) / max(1, accepted), 4),
        "calibration_error": round(expected_calibration_error(confidence, right), 4),
        "p50_ms": round(float(np.percentile(times, 50)), 1),
        "p95_ms": round(float(np.percentile(times, 95)), 1),
    }
    if options.failures:
        write(failures, options.failures)
    if options.calibrate:
        _write_curve(options.calibrate, confidence, right)
    described = settings(options, models=["label-text"], bare=options.bare)
    report(rows, described, as_json=options.json, summary=total(rows, figures))


def _conditions(
    folder: Path | None, conditions: Sequence[str], limit: int | None, seed: int, *, bare: bool
) -> Iterator[tuple[str, Iterator[tuple[Image, Mapping[str, str]]]]]:
    if folder:
        yield folder.name, _photos(folder, limit, seed)
        return
    for name in conditions:
        yield name, _drawn(CONDITIONS[name], random.Random(f"{seed} {name}"), limit or RENDERED, bare=bare)


def _photos(folder: Path, limit: int | None, seed: int) -> Iterator[tuple[Image, Mapping[str, str]]]:
    for line in sample(read_manifest(folder), limit, seed):
        try:
            yield read(folder / line["path"]), line
        except SeeingError:
            yield np.zeros((64, 64, 3), np.uint8), line


def _drawn(
    make: Callable[[random.Random, Image], Image], rng: random.Random, count: int, *, bare: bool
) -> Iterator[tuple[Image, Mapping[str, str]]]:
    items = read_items()
    for _ in range(count):
        content = invent(rng, rng.choice(items))
        if bare:
            content = replace(content, symbology="none")
        yield make(rng, draw(content, choose_look(rng))), _truth(content)


def _truth(content: Content) -> Mapping[str, str]:
    return content.manifest()


def _judge(seen: tuple[Sighting, ...], name: str, truth: str) -> str:
    values = {getattr(one.fields, name) for one in seen} - {None}
    if not values:
        return "refused"
    return "right" if values == {truth} else "wrong"


def _clean(rng: random.Random, label: Image) -> Image:
    return damage.sensor(rng, damage.scene(rng, label, share=0.7))


def _tilted(rng: random.Random, label: Image) -> Image:
    return damage.sensor(rng, damage.scene(rng, label, share=0.7, tilt=1.0, turn=rng.uniform(-15, 15)))


def _dim(rng: random.Random, label: Image) -> Image:
    return damage.dim(rng, damage.scene(rng, label, share=0.7), 0.25)


def _creased(rng: random.Random, label: Image) -> Image:
    return _clean(rng, damage.creased(rng, label))


def _moved(rng: random.Random, label: Image) -> Image:
    return damage.sensor(rng, damage.moved(rng, damage.scene(rng, label, share=0.7), 7))


def _upside_down(rng: random.Random, label: Image) -> Image:
    return damage.sensor(rng, damage.scene(rng, label, share=0.7, turn=180))


def _torn(rng: random.Random, label: Image) -> Image:
    return _clean(rng, damage.torn(rng, label, 0.12))


CONDITIONS: dict[str, Callable[[random.Random, Image], Image]] = {
    "clean": _clean,
    "tilted": _tilted,
    "low light": _dim,
    "crease": _creased,
    "motion": _moved,
    "upside down": _upside_down,
    "torn": _torn,
}


def _write_curve(file: Path, confidence: tuple[float, ...], right: tuple[bool, ...]) -> None:
    curve = fit_isotonic(confidence, right)
    points = {
        "scores": [round(float(x), 4) for x in curve.scores],
        "values": [round(float(y), 4) for y in curve.values],
    }
    file.write_text(json.dumps(points) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
