"""How well products are known by their looks: `python -m benchmarks.appearance --pictures DIR [--photos N]`.

Of each product the first `--photos` pictures in path order are enrolled, the rest are asked, as they are and damaged.
A row counts the first candidate: right, wrong, or refused where the answer was "unknown"; `top1` and `top3` are the
ranking's, before anything is refused. The row "unknown" enrols half of the products and asks the other: right
is a refusal. `rejected_at_95` is the share that the looks alone reject where 95 % of the known ones are kept.
Where the manifest has a `fine_id`, products that training saw are left out.
"""

import random
import time
from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from benchmarks.cli import Row, arguments, report, settings, total
from benchmarks.products import CONDITIONS, Photo, Views, asked, by_item, enrolled, unseen
from benchmarks.statistics import wilson
from vision.looks.gallery import Gallery
from vision.looks.recogniser import LooksRecogniser
from vision.looks.view import View
from vision.sighting import Candidate

SURE = 0.85
"""Confidence from which a wrong item is unforgivable."""
HALVES = 2
"""Draws of which half of the products is unknown."""


def main() -> None:
    """Measure and report."""
    parser = arguments("How well products are known by their looks", folders=("pictures",))
    parser.add_argument("--photos", type=int, default=5, help="pictures of each product that are enrolled")
    parser.add_argument("--conditions", default=",".join(CONDITIONS), help="separated by commas")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    recogniser = LooksRecogniser()
    views = Views(recogniser.view, options.seed)
    items = by_item(unseen(options.pictures))
    if options.limit is not None:
        items = {item: items[item] for item in sorted(random.Random(options.seed).sample(sorted(items), options.limit))}
    conditions = options.conditions.split(",")
    rows = [_known(recogniser, items, options.photos, views, condition) for condition in conditions]
    rows.append(_unknown(recogniser, items, options.photos, views, options.seed))
    figures = {"items": len(items), "wrong_when_sure": sum(row.figures["wrong_when_sure"] for row in rows)}
    described = settings(options, models=["looks"], photos=options.photos)
    report(rows, described, as_json=options.json, summary=total(rows, figures))


def _known(
    recogniser: LooksRecogniser, items: Mapping[str, Sequence[Photo]], photos: int, views: Views, condition: str
) -> Row:
    recogniser.gallery = Gallery(enrolled(items, photos, views))
    outcomes, ranks, sure, times = [], [], 0, []
    for photo in asked(items, photos):
        view = views(photo, condition)
        began = time.perf_counter()
        ranked = recogniser.ranked(view)
        times.append(1000 * (time.perf_counter() - began))
        ranks.append(next((place for place, one in enumerate(ranked) if one.item == photo.item), len(items)))
        given = recogniser.accepted(ranked)
        outcomes.append("refused" if not given else "right" if given[0].item == photo.item else "wrong")
        sure += _wrongly_sure(given, photo.item)
    figures = {
        **_share("top1", sum(rank < 1 for rank in ranks), len(ranks)),
        **_share("top3", sum(rank < 3 for rank in ranks), len(ranks)),
        "wrong_when_sure": sure,
        "p95_ms": round(float(np.percentile(times, 95)), 1) if times else 0.0,
    }
    right, wrong, refused = (outcomes.count(kind) for kind in ("right", "wrong", "refused"))
    return Row(condition, right, wrong, refused, figures)


def _unknown(
    recogniser: LooksRecogniser, items: Mapping[str, Sequence[Photo]], photos: int, views: Views, seed: int
) -> Row:
    refused = given = sure = 0
    rejected: list[float] = []
    for half in range(HALVES):
        here = set(random.Random(f"{seed} {half}").sample(sorted(items), len(items) // 2))
        present = {item: shown for item, shown in items.items() if item in here}
        recogniser.gallery = Gallery(enrolled(present, photos, views))
        known = [_best(recogniser, views(photo)) for photo in asked(present, photos)]
        strangers = []
        for photo in (photo for item, shown in items.items() if item not in here for photo in shown):
            ranked = recogniser.ranked(views(photo))
            candidates = recogniser.accepted(ranked)
            strangers.append(ranked[0].confidence if ranked else 0.0)
            refused, given = refused + (not candidates), given + bool(candidates)
            sure += _wrongly_sure(candidates, photo.item)
        rejected.append(float(np.mean(np.array(strangers) < np.quantile(known, 0.05))))
    figures = {"rejected_at_95": round(float(np.mean(rejected)), 4), "wrong_when_sure": sure}
    return Row("unknown", refused, given, 0, figures)


def _best(recogniser: LooksRecogniser, view: View) -> float:
    ranked = recogniser.ranked(view)
    return ranked[0].confidence if ranked else 0.0


def _wrongly_sure(candidates: Sequence[Candidate], truth: str) -> bool:
    return bool(candidates) and candidates[0].confidence >= SURE and candidates[0].item != truth


def _share(name: str, right: int, n: int) -> dict[str, object]:
    return {name: round(right / max(1, n), 4), f"{name}_interval": [round(bound, 4) for bound in wilson(right, n)]}


if __name__ == "__main__":
    main()
