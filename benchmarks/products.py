"""Photos of products for the benchmarks of looks: who is enrolled, what is asked, and what was done to the pictures."""

import random
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cli import read_manifest
from benchmarks.splits import FILE
from models.training.looks.damage import KINDS
from vision.looks.view import View
from vision.picture import Image
from vision.sources.picture import read

CLEAN = "clean"
CONDITIONS = (CLEAN, *KINDS)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture and what it shows."""

    path: Path
    item: str


def unseen(folder: Path) -> list[Photo]:
    """Return the photos of a folder, without products that training saw where its manifest tells them by `fine_id`."""
    kept = set(tomllib.loads(FILE.read_text(encoding="utf-8"))["looks"]["unseen"])
    return [
        Photo(folder / row["path"], row.get("item") or row["fine"])
        for row in read_manifest(folder)
        if not row.get("fine_id") or int(row["fine_id"]) in kept
    ]


def by_item(photos: Iterable[Photo]) -> dict[str, list[Photo]]:
    """Return the photos of each item in path order; items in the order of their names."""
    grouped: dict[str, list[Photo]] = defaultdict(list)
    for photo in sorted(photos, key=lambda one: one.path.as_posix()):
        grouped[photo.item].append(photo)
    return dict(sorted(grouped.items()))


def damaged(photo: Photo, condition: str, seed: int) -> Image:
    """Return a photo under a condition; the same seed damages it in the same way."""
    image = read(photo.path)
    if condition == CLEAN:
        return image
    return KINDS[condition](random.Random(f"{seed} {condition} {photo.path.name}"), image)


class Views:
    """Views of photos under conditions, each computed once."""

    def __init__(self, make: Callable[[Image], View], seed: int) -> None:
        self._make = make
        self._seed = seed
        self._known: dict[tuple[Path, str], View] = {}

    def __call__(self, photo: Photo, condition: str = CLEAN) -> View:
        """Return the view of a photo."""
        key = photo.path, condition
        if key not in self._known:
            self._known[key] = self._make(damaged(photo, condition, self._seed))
        return self._known[key]


def enrolled(items: Mapping[str, Sequence[Photo]], photos: int, views: Views) -> dict[str, list[View]]:
    """Return the views of the first `photos` of each item."""
    return {item: [views(photo) for photo in shown[:photos]] for item, shown in items.items()}


def asked(items: Mapping[str, Sequence[Photo]], photos: int) -> list[Photo]:
    """Return the photos that are not enrolled."""
    return [photo for shown in items.values() for photo in shown[photos:]]
