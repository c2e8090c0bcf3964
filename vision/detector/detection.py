"""What the detector says about one thing, and what a backend is."""

from dataclasses import dataclass
from typing import Any, Protocol

from vision.picture import Box
from vision.sighting import Kind

CLASSES = (Kind.CARTON, Kind.LABEL, Kind.BARCODE, Kind.PRODUCT)
"""In the order of the net's outputs."""


@dataclass(frozen=True, slots=True)
class Detection:
    """One thing found."""

    kind: Kind
    confidence: float
    """The net's score, 0–1."""
    box: Box
    """x, y, width, height in pixels, inside the picture."""


class Backend(Protocol):
    """Runs the net. Every adapter runs `tests/vision/detector/test_contract.py`."""

    def __call__(self, pixels: Any) -> Any:
        """Return float32 [4 + classes, places] for RGB float32 [1, 3, side, side], 0–1.

        The first four rows are middle x, middle y, width and height in pixels of the input, then a score a class.
        """
        ...
