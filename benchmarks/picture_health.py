"""How often good photos are called bad, and bad ones by their name.

python -m benchmarks.picture_health --pictures DIR

Photos as they are (right: no complaint), and the same at a tenth of their light, out of focus, with a lamp's
reflection, and with a finger on the lens (right: that complaint; refused: another; wrong: none).
"""

import random
from collections import Counter
from collections.abc import Callable

import cv2
import numpy as np

from benchmarks.cli import Row, arguments, read_manifest, report, sample, settings
from models.training.labels.damage import covered_by_glare
from vision.errors import SeeingError
from vision.health import examine
from vision.picture import Image, colour
from vision.sighting import PictureProblem
from vision.sources.picture import read

Make = Callable[[random.Random, Image], Image]


def main() -> None:
    """Measure and report."""
    parser = arguments("How often good photos are called bad", folders=("pictures",))
    options = parser.parse_args()
    cv2.setNumThreads(1)
    counts = {name: Counter[str]() for name in CONDITIONS}
    for line in sample(read_manifest(options.pictures), options.limit, options.seed):
        try:
            image = colour(read(options.pictures / line["path"]))
        except SeeingError:
            continue
        for name, (make, expected) in CONDITIONS.items():
            problem = examine(make(random.Random(f"{options.seed} {name} {line['path']}"), image)).problem
            counts[name][problem or "none"] += 1
            counts[name][
                "right" if problem == expected else "wrong" if problem is None or not expected else "other"
            ] += 1
    rows = [
        Row(name, told["right"], told["wrong"], told["other"], {"told": {str(k): told[k] for k in _problems(told)}})
        for name, told in counts.items()
    ]
    report(rows, settings(options), as_json=options.json)


def _problems(told: Counter[str]) -> list[str]:
    return [name for name in told if name not in {"right", "wrong", "other"}]


def _as_it_is(_: random.Random, image: Image) -> Image:
    return image


def _dark(rng: random.Random, image: Image) -> Image:
    grain = np.random.default_rng(rng.randrange(2**32))
    return np.clip(image * 0.1 + grain.normal(0, 3, image.shape), 0, 255).astype(np.uint8)


def _out_of_focus(rng: random.Random, image: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), max(image.shape[:2]) * rng.uniform(0.010, 0.018)), np.uint8)


def _covered(rng: random.Random, image: Image) -> Image:
    """Return what a finger lets through: its own colour, hardly uneven."""
    grain = np.random.default_rng(rng.randrange(2**32))
    skin = np.array([90, 110, 160]) * rng.uniform(0.1, 1.2)
    slope = np.linspace(0.97, 1.03, image.shape[1])[None, :, None]
    return np.clip(skin * slope + grain.normal(0, 3, image.shape), 0, 255).astype(np.uint8)


CONDITIONS: dict[str, tuple[Make, PictureProblem | None]] = {
    "as it is": (_as_it_is, None),
    "a tenth of the light": (_dark, PictureProblem.DARK),
    "out of focus": (_out_of_focus, PictureProblem.BLURRED),
    "reflection": (lambda rng, image: covered_by_glare(rng, image, 0.35), PictureProblem.GLARE),
    "covered": (_covered, PictureProblem.COVERED),
}

if __name__ == "__main__":
    main()
