"""How well things are found and cartons counted: `python -m benchmarks.seeing [--pictures DIR] [--calibrate]`.

Rendered scenes of the test seeds, before backgrounds and with labels that no training scene has; with `--pictures`,
the folder of `grocery/` and `barcodes/`, also the photos annotated by hand in `benchmarks/annotations`. A row a kind:
right boxes, wrong ones, and missed ones (`refused`) at the shipped threshold, `ap50` over all thresholds. Counting:
right, wrong, and refused where "at least" so many were told; `or_without_hidden` are exact if cartons of which less
than two fifths are seen may be counted or not. `--calibrate` fits thresholds and the confidence of the count on
development seeds and writes them into the model's settings.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.cli import Row, arguments, existing_folder, report, settings, total
from benchmarks.precision import Tally, tallied
from benchmarks.statistics import fit_logistic
from models.training.detector.describe import describe
from models.training.detector.photos import annotated
from models.training.scenes.backgrounds import HELD_OUT, TRAINED
from models.training.scenes.render import Scene, render, stock
from models.training.scenes.seeds import seeds
from vision.counting import Calibration, counted
from vision.detector.detection import CLASSES, Detection
from vision.detector.finder import Finder, Found
from vision.detector.surroundings import FEATURES, Surroundings, features
from vision.eyes import Eyes
from vision.picture import Box
from vision.sighting import Kind
from vision.sources.picture import read
from vision.tracking import CartonTracker

RENDERED = 300
"""Scenes, unless `--limit` says otherwise; as many for the counting."""
SIZE = (640, 480)
LARGE = (1280, 960)
TIMED = 20
PANS = 5
"""Still scenes counted for one that is panned over."""
PAN_WINDOW = 0.6
"""Of the scene's width that a frame shows."""
PAN_FRAMES = 16
COUNTING = {"stack": 0.6, "scattered": 0.2, "shelf": 0.2}
MOST_CARTONS = 12
WELL_SEEN = 0.4
"""Share of a carton that must be seen, or a person may count it or not; truth counts from a fifth on."""
LEAST_SCORE = 0.01
"""Score from which detections enter the average precision."""
FITTED_ON = 600

Judged = tuple[Sequence[tuple[str, Box]], Sequence[Detection]]


def main() -> None:
    """Measure and report."""
    parser = arguments("How well things are found and cartons counted")
    parser.add_argument("--pictures", type=existing_folder, help="folder with the annotated photos")
    parser.add_argument("--calibrate", action="store_true", help="fit thresholds and the confidence of the count")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if options.calibrate:
        calibrate(options.limit or FITTED_ON)
    finder = Finder()
    count = options.limit or RENDERED
    first = options.seed - 1
    rows, figures = found_in("rendered", _scenes(finder, count, first), finder.thresholds)
    if options.pictures:
        photos, more = found_in("photos", _photos(finder, options.pictures), finder.thresholds)
        rows, figures = [*rows, *photos], figures | more
    rows += [*counting(finder, count, first), panned(finder, max(1, count // PANS), first)]
    figures |= _times(first)
    described = settings(options, models=["detector"], pictures=options.pictures.name if options.pictures else None)
    report(rows, described, as_json=options.json, summary=total(rows, figures))


def found_in(
    where: str, pictures: Sequence[Judged], thresholds: Mapping[Kind, float]
) -> tuple[list[Row], dict[str, float]]:
    """Return a row for each kind that is there, and the mean of their average precisions."""
    rows = []
    for kind, tally in tallied(pictures, CLASSES).items():
        if tally.there:
            right, wrong = tally.at(thresholds[kind])
            average = round(tally.average_precision(), 4)
            rows.append(Row(f"{where} {kind.value}", right, wrong, tally.there - right, {"ap50": average}))
    mean = float(np.mean([row.figures["ap50"] for row in rows])) if rows else 0.0
    return rows, {f"map50_{where}": round(mean, 4)}


def counting(finder: Finder, count: int, first: int) -> list[Row]:
    """Return a row for each range of the number of cartons, over scenes of the test."""
    outcomes: dict[str, list[tuple[str, bool]]] = {"1-3 cartons": [], "4-6 cartons": [], "7-12 cartons": []}
    for scene in _countable(count, seeds("test")[20_000 + first * count :], HELD_OUT, "test"):
        name = "1-3 cartons" if scene.cartons <= 3 else "4-6 cartons" if scene.cartons <= 6 else "7-12 cartons"
        outcomes[name].append(_judge(scene, finder(scene.image)))
    rows = []
    for name, found in outcomes.items():
        told = [outcome for outcome, _ in found]
        figures = {"or_without_hidden": sum(passable for _, passable in found)}
        rows.append(Row(name, told.count("right"), told.count("wrong"), told.count("refused"), figures))
    return rows


def panned(finder: Finder, count: int, first: int) -> Row:
    """Return how many cartons are told after a slow pan over a scene, from its left edge to its right."""
    told = []
    for scene in _countable(count, seeds("test")[30_000 + first * count :], HELD_OUT, "test", LARGE):
        tracker = CartonTracker(finder.thresholds[Kind.CARTON], finder.calibration)
        wide = scene.image.shape[1]
        window = round(PAN_WINDOW * wide)
        for left in np.linspace(0, wide - window, PAN_FRAMES).astype(int):
            frame = np.ascontiguousarray(scene.image[:, left : left + window])
            tracker.update(frame, finder(frame).candidates)
        counts = [found for _, found in tracker.counts()]
        number, hidden = sum(found.number for found in counts), any(found.at_least for found in counts)
        low = number < scene.cartons and hidden
        told.append("right" if number == scene.cartons else "refused" if low else "wrong")
    return Row("pan over 1-12 cartons", told.count("right"), told.count("wrong"), told.count("refused"))


def calibrate(count: int) -> None:
    """Fit on development seeds and write the settings of the model that ships."""
    finder = Finder()
    finder.surroundings = surroundings = _fitted_surroundings(finder, count)
    development = _development(1000, count)
    judged = [(_truth(scene), finder(scene.image, LEAST_SCORE).candidates) for scene in development]
    thresholds = {kind: tally.best_threshold() for kind, tally in tallied(judged, CLASSES).items()}
    scenes = [
        (scene.cartons, [one.confidence for one in finder(scene.image).candidates if one.kind is Kind.CARTON])
        for scene in _countable(count, seeds("development")[20_000:], TRAINED, "training")
    ]
    # Cartons are there to be counted: their threshold is the one at which most counts come out exactly.
    least = thresholds[Kind.CARTON] = max(
        (step / 100 for step in range(20, 71)),
        key=lambda step: sum(cartons == sum(score >= step for score in scores) for cartons, scores in scenes),
    )
    odds, right = [], []
    for cartons, scores in scenes:
        sure = [score for score in scores if score >= least]
        if sure:
            odds.append(Calibration.odds(sure, [score for score in scores if score < least]))
            right.append(len(sure) == cartons)
    fitted = fit_logistic(np.asarray(odds)[:, None], right)
    scale, offset = float(fitted.weights[0]), float(fitted.bias)
    folder = Path(__file__).parents[1] / "models" / "detector"
    written = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    written["thresholds"] = {kind.value: threshold for kind, threshold in thresholds.items()}
    written["count"] = {"scale": round(scale, 4), "offset": round(offset, 4)}
    weights = {name: round(weight, 4) for name, weight in surroundings.weights.items()}
    written["surroundings"] = {"weights": weights, "bias": round(surroundings.bias, 4)}
    (folder / "settings.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    describe(folder)


def _fitted_surroundings(finder: Finder, count: int) -> Surroundings:
    """Return what tells cartons from what is none, from `count` scenes full of cartons and as many of all kinds."""
    known, tally = [], Tally()
    full = _countable(count, seeds("development")[40_000:], TRAINED, "training")
    for scene in chain(full, _development(60_000, count)):
        found = finder.as_the_net_says(scene.image)
        known.append(features(found, scene.image.shape))
        truth = [box for kind, box in _truth(scene) if kind == "carton"]
        tally.add(truth, [one for one in found if one.kind is Kind.CARTON])
    fitted = fit_logistic(np.concatenate(known), tally.right)
    return Surroundings(dict(zip(FEATURES, map(float, fitted.weights), strict=True)), float(fitted.bias))


def _development(first: int, count: int) -> Iterator[Scene]:
    furnishing = stock()
    for seed in seeds("development")[first : first + count]:
        yield render(seed, furnishing, SIZE)


def _scenes(finder: Finder, count: int, first: int) -> list[Judged]:
    furnishing = stock("test")
    found: list[Judged] = []
    for seed in seeds("test")[first * count : (first + 1) * count]:
        scene = render(seed, furnishing, SIZE, makers=HELD_OUT)
        found.append((_truth(scene), finder(scene.image, LEAST_SCORE).candidates))
    return found


def _photos(finder: Finder, folder: Path) -> list[Judged]:
    return [(photo.things, finder(read(photo.path), LEAST_SCORE).candidates) for photo in annotated(folder, "test")]


def _countable(count: int, numbers: range, makers: Any, part: str, size: tuple[int, int] = SIZE) -> Iterator[Scene]:
    furnishing = stock(part)
    given = 0
    for seed in numbers:
        scene = render(seed, furnishing, size, makers=makers, shares=COUNTING)
        if 1 <= scene.cartons <= MOST_CARTONS:
            yield scene
            given += 1
        if given == count:
            return


def _judge(scene: Scene, found: Found) -> tuple[str, bool]:
    """Return the outcome, and whether it would pass where cartons that are mostly hidden may be counted or not."""
    told = counted(scene.image, found.candidates, found.thresholds[Kind.CARTON], found.calibration)
    well_seen = sum(thing.kind == "carton" and thing.visible >= WELL_SEEN for thing in scene.things)
    passable = well_seen <= len(told) <= scene.cartons
    if len(told) == scene.cartons:
        return "right", passable
    low = len(told) < scene.cartons and any(one.count.at_least for one in told)
    return "refused" if low else "wrong", passable


def _truth(scene: Scene) -> list[tuple[str, Box]]:
    return [(thing.kind, thing.box) for thing in scene.things]


def _times(first: int) -> dict[str, float]:
    """Return how long the detector and a whole look take on frames of 1280×960, milliseconds on one core."""
    finder, eyes, furnishing = Finder(), Eyes(), stock("test")
    alone, whole = [], []
    for seed in seeds("test")[40_000 + first : 40_000 + first + TIMED]:
        image = render(seed, furnishing, LARGE, makers=HELD_OUT).image
        began = time.perf_counter()
        finder(image)
        middle = time.perf_counter()
        eyes.look(image)
        alone.append(1000 * (middle - began))
        whole.append(1000 * (time.perf_counter() - middle))
    return {
        "detector_p50_ms": round(float(np.percentile(alone, 50)), 1),
        "detector_p95_ms": round(float(np.percentile(alone, 95)), 1),
        "look_p50_ms": round(float(np.percentile(whole, 50)), 1),
        "look_p95_ms": round(float(np.percentile(whole, 95)), 1),
    }


if __name__ == "__main__":
    main()
