"""All that is kept of one photo of a product: its vector, its key points, its colours."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vision.looks.colours import Colours, colours_of
from vision.looks.details import Details, details_of
from vision.looks.embedder import Embedder
from vision.picture import Image


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One look at a product."""

    vector: npt.NDArray[np.float32]
    """[dimensions], of length one."""
    details: Details
    colours: Colours


def view_of(image: Image, embedder: Embedder) -> View:
    """Return what is kept of a BGR picture that shows a product in its middle."""
    return View(embedder([image])[0], details_of(image), colours_of(image))
