"""The enrolled products with the views of each, and which of them are nearest to another view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vision.looks.colours import alike
from vision.looks.details import agreeing
from vision.looks.view import View

SHORTLIST = 5
"""Products whose key points are compared, at some two milliseconds a photo."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a view and a product are; each the best over the product's photos."""

    item: str
    whole: float
    """Cosine of the vectors."""
    details: int
    """Key points that agree on one movement."""
    colours: float
    """0–1."""


class Gallery:
    """Products by SKU."""

    def __init__(self, items: Mapping[str, Sequence[View]] | None = None) -> None:
        self._items = {sku: tuple(views) for sku, views in (items or {}).items() if views}
        self._owners = [sku for sku, views in self._items.items() for _ in views]
        self._vectors = np.array([view.vector for views in self._items.values() for view in views], np.float32)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, sku: object) -> bool:
        return sku in self._items

    def nearest(self, view: View) -> list[Likeness]:
        """Return the `SHORTLIST` products nearest by vector, nearest first, compared in detail."""
        if not self._items:
            return []
        cosines = self._vectors @ view.vector
        best: dict[str, float] = {}
        for sku, cosine in zip(self._owners, cosines.tolist(), strict=True):
            best[sku] = max(best.get(sku, -1.0), cosine)
        ranked = sorted(best.items(), key=lambda pair: -pair[1])[:SHORTLIST]
        return [
            Likeness(
                sku,
                cosine,
                max(agreeing(view.details, known.details) for known in self._items[sku]),
                max(alike(view.colours, known.colours) for known in self._items[sku]),
            )
            for sku, cosine in ranked
        ]
