"""A scene from a seed: background, goods, camera; the picture and what is to be found in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.training.scenes.backgrounds import TRAINED, Maker, background
from models.training.scenes.finish import photographed
from models.training.scenes.layouts import LAYOUTS
from models.training.scenes.paper import pool
from models.training.scenes.props import Stock
from models.training.scenes.stage import Stage, Thing
from vision.picture import Image

PAPERS = 240
PAPERS_SEED = {"training": 1, "test": 2}
"""Labels and codes of the test appear in no training scene."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A rendered picture with its truth."""

    image: Image
    things: tuple[Thing, ...]
    layout: str

    @property
    def cartons(self) -> int:
        """How many cartons a person counts."""
        return sum(thing.kind == "carton" for thing in self.things)


def stock(part: str = "training", count: int = PAPERS) -> Stock:
    """Return labels and codes for `training` or `test` scenes."""
    return Stock(pool(PAPERS_SEED[part], count))


def render(
    seed: int,
    furnishing: Stock,
    size: tuple[int, int] = (480, 360),
    *,
    makers: tuple[Maker, ...] = TRAINED,
    shares: Mapping[str, float] | None = None,
) -> Scene:
    """Return the scene of a seed, `size` as width and height; `shares` weighs layouts by name."""
    rng = np.random.default_rng(seed)
    weights = shares or {name: share for name, (_, share) in LAYOUTS.items()}
    names = list(weights)
    share = np.array([weights[name] for name in names])
    layout = names[int(rng.choice(len(names), p=share / share.sum()))]
    stage = Stage(background(rng, *size, makers))
    LAYOUTS[layout][0](rng, stage, furnishing)
    things = stage.things()
    return Scene(photographed(rng, stage.image), tuple(things), layout)
