"""The port: whatever gives pictures, BGR, 8 bit, upright, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from vision.picture import Image


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a source."""

    image: Image
    """BGR [height, width, 3]."""
    name: str
    """File name, or the source's name and the frame's number."""
    seconds: float = 0.0
    """From the beginning of the source; 0 for single pictures."""


class Source(Protocol):
    """A stream of pictures. Every adapter runs `tests/vision/sources/test_contract.py`."""

    @property
    def name(self) -> str:
        """What a person calls it: file name or device."""
        ...

    def frames(self) -> Iterator[Frame]:
        """Yield pictures until there are no more or `close` is called.

        Raises a `SeeingError` of `vision.errors` when a picture cannot be had.
        """
        ...

    def close(self) -> None:
        """Let go of the device; may be called from another thread, and twice."""
        ...
