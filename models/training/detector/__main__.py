"""Make `models/detector`: `python -m models.training.detector [--hours 4] [--start FOLDER] [--photos DIR] [--steps …]`.

Renders scenes, adds photos where the folder of data is there, trains a nano YOLO in three stages (mosaics first, then
whole pictures at the shipped size with the rate going down, then an epoch at a low rate; with `--start` not the first,
on from weights that shipped), and exports the averaged weights. Everything lies in
`runs/detector`; each step goes on where it was broken off, and `--steps export` ships what has been learnt so far.
"""

import argparse
import os
from pathlib import Path

import cv2
import numpy as np

from models.training.detector import dataset
from models.training.detector.describe import FILES
from models.training.detector.photos import annotated, codes
from models.training.detector.quiet import prepare
from models.training.scenes.render import render, stock
from models.training.scenes.seeds import seeds
from models.training.scenes.stage import KINDS

STEPS = ("scenes", "first", "second", "last", "export")
SHIPPED = Path(__file__).parents[2] / "detector"
DATA = Path(__file__).parents[4] / "shared" / "data" / "vision"
VERSION = "1.4"
VALIDATION = 120
_FIRST_SHARE = 0.65
"""Of the time: whole pictures teach more a minute, mosaics more an hour."""
FIRST = {"epochs": 60, "batch": 8, "nbs": 8, "imgsz": 256, "lr0": 1.5e-3, "lrf": 0.2, "warmup_epochs": 1.0}
FIRST |= {"mosaic": 1.0, "close_mosaic": 0, "scale": 0.5}
SECOND = {"epochs": 20, "batch": 8, "nbs": 8, "imgsz": dataset.SIDE, "lr0": 1e-3, "lrf": 0.02, "warmup_epochs": 0.1}
SECOND |= {"mosaic": 0.0, "scale": 0.35}
LAST = SECOND | {"epochs": 1, "lr0": 1e-4}
"""One epoch at a low rate: where time ends the stage before, its rate is still high."""
_COPIES = 8
"""Times that a photo annotated by hand counts as much as a scene."""
CALIBRATION = 40
THRESHOLDS = {"carton": 0.35, "label": 0.35, "barcode": 0.35, "product": 0.4}


def main() -> None:
    """Run the steps that were asked for, all of them unless said otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", default=",".join(STEPS), help="of scenes, first, second, last, export")
    parser.add_argument("--scenes", type=int, default=6000)
    parser.add_argument("--hours", type=float, help="time for the stages to come; left out: all their epochs")
    parser.add_argument("--start", type=Path, help="a folder that shipped, to train further: not the first stage")
    parser.add_argument("--rounds", type=int, default=1, help="second stages, each on from the one before")
    parser.add_argument("--photos", type=Path, default=DATA, help="folder with grocery/ and barcodes/")
    parser.add_argument("--run", type=Path, default=Path("runs/detector"))
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes that render scenes")
    options = parser.parse_args()
    run: Path = options.run
    run.mkdir(parents=True, exist_ok=True)
    steps = options.steps.split(",")
    if "scenes" in steps:
        _write(run, options.scenes, options.photos, options.workers)
    prepare(run)
    stages = [stage for stage in _stages(options.rounds) if stage.partition("-")[0] in steps]
    if options.start:
        stages = [stage for stage in stages if stage != "first"]
        _read_back(run, options.start)
    shares = {"first": _FIRST_SHARE, "last": 0.0}
    left = {stage: shares.get(stage, 1 - _FIRST_SHARE) for stage in stages if not _done(run, stage)}
    for stage, share in left.items():
        time = {"time": options.hours * share / sum(left.values())} if options.hours and share else {}
        _train(run, stage, {"first": FIRST, "last": LAST}.get(stage, SECOND) | time)
    if "export" in steps:
        _export(run, options.out)


def _stages(rounds: int) -> list[str]:
    return ["first", "second", *(f"second-{number}" for number in range(2, rounds + 1)), "last"]


def _done(run: Path, stage: str) -> bool:
    return (run / stage / "done").is_file()


def _learnt(run: Path) -> list[Path]:
    """Return the folders of the stages that have a checkpoint, in their order."""
    return [run / stage for stage in ("shipped", *_stages(99)) if (run / stage / "weights" / "last.pt").is_file()]


def _write(run: Path, scenes: int, folder: Path, workers: int) -> None:
    by_hand = annotated(folder, "training")
    dataset.write_scenes(run / "scenes", seeds("training"), scenes, by_hand, workers)
    dataset.write_scenes(run / "validation", seeds("development"), VALIDATION, [], 1)
    dataset.write_photos(run / "codes", codes(folder), 1)
    dataset.write_photos(run / "photos", by_hand, _COPIES)


def _read_back(run: Path, shipped: Path) -> None:
    from models.training.detector.start import checkpoint

    target = run / "shipped" / "weights" / "last.pt"
    if not target.is_file():
        files = sorted((run / "scenes" / "images").iterdir())[:CALIBRATION]
        pictures = [np.asarray(cv2.imread(str(file)), np.uint8) for file in files]
        checkpoint(shipped / FILES[0], target, len(KINDS), pictures)


def _train(run: Path, step: str, settings: dict[str, object]) -> None:
    import torch

    from models.training.detector.train import train_stage

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    folders = [run / "scenes", *(folder for folder in (run / "codes", run / "photos") if folder.is_dir())]
    data = dataset.describe(run / f"{step}.yaml", folders, run / "validation")
    before = [stage for stage in _learnt(run) if stage.name != step]
    start = None if step == "first" else before[-1] / "weights" / "last.pt"
    train_stage(run, step, data, start, settings)


def _export(run: Path, out: Path) -> None:
    from models.training.detector.curves import draw
    from models.training.detector.describe import describe
    from models.training.detector.export import export

    stages = _learnt(run)
    furnishing = stock()
    pictures = [render(seed, furnishing).image for seed in seeds("training")[:CALIBRATION]]
    pictures += [np.asarray(cv2.imread(str(file)), np.uint8) for file in sorted((run / "photos").rglob("*-0.jpg"))[:20]]
    out.mkdir(parents=True, exist_ok=True)
    export(stages[-1] / "weights" / "last.pt", out, pictures, THRESHOLDS)
    describe(out, VERSION)
    draw([stage / "results.csv" for stage in stages if stage.name != "shipped"], out / "training.png")


if __name__ == "__main__":
    main()
