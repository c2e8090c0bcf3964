"""The photos that train the looks: goods as shoppers hold them, without those that the benchmark keeps for itself."""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path

SPLITS = Path(__file__).parents[1] / "splits.toml"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture and what it shows."""

    path: Path
    product: int
    """`fine_id` of the manifest."""


def photos(folder: Path) -> list[Photo]:
    """Return the photos of seen products."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = [Photo(folder / row["path"], int(row["fine_id"])) for row in rows]
    wanted = seen({photo.product for photo in found})
    return [photo for photo in found if photo.product in wanted]


def seen(products: set[int], fold: int | None = None) -> set[int]:
    """Return the products for training among all; with `fold` 0 or 1 without that half of them."""
    unseen = set(tomllib.loads(SPLITS.read_text(encoding="utf-8"))["looks"]["unseen"])
    listed = sorted(products - unseen)
    return {product for place, product in enumerate(listed) if fold is None or place % 2 != fold}
