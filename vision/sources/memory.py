"""Pictures that are already in memory, as a source: replays, tests, and frames pushed in by an app."""

from collections.abc import Iterator, Sequence

from vision.picture import Image
from vision.sources.picture import check
from vision.sources.port import Frame


class MemorySource:
    """Gives `images` (BGR, BGRA or grey, 8 bit) in their order, `period_s` seconds apart."""

    def __init__(self, images: Sequence[Image], name: str = "memory", period_s: float = 0.0) -> None:
        self._images, self._name, self._period_s = images, name, period_s
        self._closed = False

    @property
    def name(self) -> str:
        """What it was called."""
        return self._name

    def frames(self) -> Iterator[Frame]:
        """Yield the pictures; raises `PictureUnknownError`, `PictureTooLargeError` or `PictureTooSmallError`."""
        for number, image in enumerate(self._images):
            if self._closed:
                return
            yield Frame(check(image, self._name), f"{self._name}#{number}", number * self._period_s)

    def close(self) -> None:
        """Stop before the next picture."""
        self._closed = True
