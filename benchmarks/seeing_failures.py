"""A page of what the detector gets wrong, rendered by us: `python -m benchmarks.seeing_failures FILE.jpg`.

Of many scenes of the test those with the most wrong and missed boxes, one a layout in turn. Green: found right;
orange: told but not there; red: there but missed.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np

from benchmarks.precision import RIGHT_FROM
from models.training.scenes.backgrounds import HELD_OUT
from models.training.scenes.render import Scene, render, stock
from models.training.scenes.seeds import seeds
from vision.detector.boxes import overlap
from vision.detector.detection import Detection
from vision.detector.finder import Finder
from vision.picture import Box, Image

SCENES = 80
COLUMNS, ROWS = 4, 3
SIZE = (320, 240)
_RIGHT, _WRONG, _MISSED = (70, 190, 60), (0, 150, 255), (40, 40, 235)
_QUALITY = 80

_Drawn = list[tuple[Box, tuple[int, int, int], str]]


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    finder, furnishing = Finder(), stock("test")
    by_layout: dict[str, list[tuple[int, Image]]] = {}
    for seed in seeds("test")[60_000 : 60_000 + SCENES]:
        scene = render(seed, furnishing, (640, 480), makers=HELD_OUT)
        boxes = judged(scene, finder(scene.image).sure)
        bad = sum(colour != _RIGHT for _, colour, _ in boxes)
        if bad:
            by_layout.setdefault(scene.layout, []).append((bad, _drawn(scene.image, boxes)))
    queues = [sorted(found, key=lambda one: -one[0]) for found in by_layout.values()]
    chosen = [queue[turn][1] for turn in range(SCENES) for queue in queues if turn < len(queue)][: COLUMNS * ROWS]
    chosen += [np.full((SIZE[1], SIZE[0], 3), 255, np.uint8)] * (COLUMNS * ROWS - len(chosen))
    page = np.vstack([np.hstack(chosen[row * COLUMNS : (row + 1) * COLUMNS]) for row in range(ROWS)])
    file.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(file), page, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])


def judged(scene: Scene, found: tuple[Detection, ...]) -> _Drawn:
    """Return each box with its colour and a letter for its kind."""
    left = [(thing.kind, thing.box) for thing in scene.things]
    boxes: _Drawn = []
    for one in found:
        hit = next((known for known in left if known[0] == one.kind and overlap(known[1], one.box) >= RIGHT_FROM), None)
        if hit:
            left.remove(hit)
        boxes.append((one.box, _RIGHT if hit else _WRONG, one.kind.value[0]))
    return [*boxes, *((box, _MISSED, kind[0]) for kind, box in left)]


def _drawn(image: Image, boxes: _Drawn) -> Image:
    canvas = image.copy()
    for (x, y, wide, high), colour, letter in boxes:
        cv2.rectangle(canvas, (x, y), (x + wide, y + high), colour, 3)
        cv2.putText(canvas, letter, (x + 4, y + 22), cv2.FONT_HERSHEY_SIMPLEX, 0.7, colour, 2)
    return np.asarray(cv2.resize(canvas, SIZE, interpolation=cv2.INTER_AREA), np.uint8)


if __name__ == "__main__":
    main()
