"""Writes what YOLO trains on: scenes of the training seeds and photos, as pictures with label files beside them."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from models.training.detector.photos import Photo
from models.training.scenes.cut_ins import cut_ins
from models.training.scenes.props import Stock
from models.training.scenes.render import render, stock
from models.training.scenes.stage import KINDS, Kind
from vision.picture import Box, Image

SIDE = 512
"""Pixels of the square that the net sees, in its second stage and where it ships: at 416 it misses more small codes."""
_SIZE = (640, 480)
"""Of a scene: finer than the net sees it, as pictures of cameras are."""
_QUALITY = 92
SHARES = {"stack": 0.40, "scattered": 0.18, "shelf": 0.12, "counter": 0.08, "held": 0.07, "close": 0.08}
SHARES |= {"loose": 0.05, "empty": 0.02}
"""Of the training scenes: counting cartons needs more examples than all else."""
_PART = 200
"""Scenes that one worker renders before it looks for more."""


def write_scenes(folder: Path, seeds: range, count: int, photos: list[Photo], workers: int) -> None:
    """Render the scenes of the first `count` seeds into `folder`, layouts by `SHARES`; those there are kept."""
    parts = [seeds[start : min(start + _PART, count)] for start in range(0, count, _PART)]
    with ProcessPoolExecutor(workers) as executor:
        for _ in executor.map(_render, *zip(*((folder, part, photos) for part in parts), strict=True)):
            pass


def write_photos(folder: Path, photos: Iterable[Photo], copies: int) -> None:
    """Link photos into `folder`, each `copies` times, so that they count beside the scenes."""
    for photo in photos:
        image = cv2.imread(str(photo.path))
        if image is None:
            continue
        for copy in range(copies):
            name = f"photo-{'-'.join(photo.path.parts[-2:])}-{copy}"
            _label(folder / "labels" / f"{name}.txt", np.asarray(image, np.uint8), photo.things)
            link = folder / "images" / f"{name}{photo.path.suffix}"
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(photo.path.resolve())


def describe(file: Path, training: list[Path], validation: Path) -> Path:
    """Write the YAML that names folders and classes, and return its path."""
    names = "".join(f"  {number}: {kind}\n" for number, kind in enumerate(KINDS))
    folders = "".join(f"  - {folder.resolve() / 'images'}\n" for folder in training)
    file.write_text(f"train:\n{folders}val: {validation.resolve() / 'images'}\nnames:\n{names}", encoding="utf-8")
    return file


def _render(folder: Path, part: range, photos: list[Photo]) -> None:
    cv2.setNumThreads(1)
    wanted = [seed for seed in part if not (folder / "labels" / f"{seed}.txt").is_file()]
    if not wanted:
        return
    # Each part cuts out photos of its own: all of them would take a minute a worker.
    own = photos[part.start // _PART % 4 :: 4]
    products = [(photo.path, box) for photo in own for kind, box in photo.things if kind == "product"]
    furnishing = Stock(stock().papers, cut_ins(products[:60]))
    for seed in wanted:
        scene = render(seed, furnishing, _SIZE, shares=SHARES)
        (folder / "images").mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(folder / "images" / f"{seed}.jpg"), scene.image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        _label(folder / "labels" / f"{seed}.txt", scene.image, [(thing.kind, thing.box) for thing in scene.things])


def _label(file: Path, image: Image, things: Iterable[tuple[Kind, Box]]) -> None:
    high, wide = image.shape[:2]
    lines = []
    for kind, (left, top, box_wide, box_high) in things:
        x, y = (left + box_wide / 2) / wide, (top + box_high / 2) / high
        lines.append(f"{KINDS.index(kind)} {x:.5f} {y:.5f} {box_wide / wide:.5f} {box_high / high:.5f}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
