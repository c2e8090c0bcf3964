"""Fit what a likeness is worth, on products that the net has not seen.

python -m benchmarks.calibrate_looks --pictures DIR --folds MODEL MODEL [--out FILE]

Each model was trained without one half of the seen products (`models.training.looks --fold N`); that half plays both
the products that are enrolled and the ones that are not, again and again, with one to five photos.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.cli import existing_folder, read_manifest
from benchmarks.products import CONDITIONS, Photo, Views, asked, by_item, enrolled
from benchmarks.statistics import fit_logistic
from models import registry
from models.training.looks.describe import describe
from models.training.looks.goods import seen
from vision.looks.embedder import Embedder
from vision.looks.gallery import Gallery, Likeness
from vision.looks.likelihood import FEATURES, features
from vision.looks.view import view_of

EPISODES = 4
"""Draws of enrolled and unknown products a model."""
AT_MOST = 0.84
"""Looks alone never reach 0.85, from which a wrong item would be unforgivable."""
KEPT = 0.95
"""Known products that the threshold for "unknown" keeps."""
_UNKNOWN = 0.25
"""Share of unknown products among what is held before the camera: they count so much in the fit."""


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=existing_folder, required=True)
    parser.add_argument(
        "--folds", type=existing_folder, nargs=2, required=True, help="models without half 0 and half 1"
    )
    parser.add_argument("--out", type=Path, default=registry.SHIPPED / "looks" / "likelihood.json")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows, right, known, best = [], [], [], []
    for fold, folder in enumerate(options.folds):
        for likenesses, truth in _episodes(options.pictures, folder, fold, options.seed):
            rows += features(likenesses)
            right += [one.item == truth for one in likenesses]
            known += [truth is not None] * len(likenesses)
            best.append((len(rows) - len(likenesses), len(rows), truth is not None))
    target = np.array(right, float)
    weights = np.where(known, (1 - _UNKNOWN) / np.mean(known), _UNKNOWN / (1 - np.mean(known)))
    curve = fit_logistic(rows, target, weights=weights)
    scores = curve(rows)
    tops = np.array(
        [min(AT_MOST, scores[start:end].max() / max(1.0, scores[start:end].sum())) for start, end, _ in best]
    )
    of_known = np.array([one for _, _, one in best])
    threshold = float(np.quantile(tops[of_known], 1 - KEPT))
    rejected = float(np.mean(tops[~of_known] < threshold))
    data = {
        "features": FEATURES,
        "weights": [round(float(weight), 4) for weight in curve.weights],
        "bias": round(curve.bias, 4),
        "at_most": AT_MOST,
        "unknown_below": round(threshold, 4),
    }
    options.out.write_text(json.dumps(data) + "\n", encoding="utf-8")
    describe(options.out.parent)
    print(f"{len(best)} views, unknown rejected at {KEPT:.0%} of known ones kept: {rejected:.3f}; {data}")


def _episodes(folder: Path, model: Path, fold: int, seed: int) -> Iterator[tuple[list[Likeness], str | None]]:
    """Yield likenesses with the item that is shown, None for one that is not enrolled."""
    embedder = Embedder(registry.verify(model))
    views = Views(lambda image: view_of(image, embedder), seed)
    rows = read_manifest(folder)
    products = {int(row["fine_id"]) for row in rows}
    held_out = seen(products) - seen(products, fold)
    items = by_item(Photo(folder / row["path"], row["fine"]) for row in rows if int(row["fine_id"]) in held_out)
    for episode in range(EPISODES):
        rng = random.Random(f"{seed} {fold} {episode}")
        here = set(rng.sample(sorted(items), rng.randint(len(items) // 2, len(items) - 4)))
        photos = rng.choice((1, 3, 5, 5))
        present = {item: shown for item, shown in items.items() if item in here}
        gallery = Gallery(enrolled(present, photos, views))
        absent = [photo for item, shown in items.items() if item not in here for photo in shown]
        for photo in [*asked(present, photos), *absent]:
            condition = rng.choice((CONDITIONS[0], *CONDITIONS))
            yield gallery.nearest(views(photo, condition)), photo.item if photo.item in here else None


if __name__ == "__main__":
    main()
