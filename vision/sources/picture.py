"""Picture files: JPEG, PNG, WebP and BMP, turned upright by their EXIF orientation."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from vision.errors import (
    PictureAnimatedError,
    PictureBrokenError,
    PictureEmptyError,
    PictureMissingError,
    PictureTooLargeError,
    PictureTooSmallError,
    PictureUnknownError,
)
from vision.picture import Image, PicturePath, colour
from vision.sources.header import read_header
from vision.sources.port import Frame

MOST_BYTES = 40_000_000
MOST_PIXELS = 50_000_000
"""What phones take; decoded it is 150 MB, which bounds the memory of one look."""
LEAST_SIDE = 16

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})


class PictureSource:
    """One picture file as a source."""

    def __init__(self, path: PicturePath) -> None:
        self._path = Path(path)
        self._closed = False

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    def frames(self) -> Iterator[Frame]:
        """Yield the picture; raises as `read` does."""
        if not self._closed:
            yield Frame(read(self._path), self.name)

    def close(self) -> None:
        """Give no picture any more."""
        self._closed = True


def read(path: PicturePath) -> Image:
    """Return a picture file as BGR [height, width, 3], upright.

    Raises a `SeeingError`: missing, empty, too large, too small, animated, damaged, or no picture.
    """
    path = Path(path)
    if not path.is_file():
        raise PictureMissingError(path)
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise PictureTooLargeError(path.name, f"{size / 1e6:.0f} MB", f"{MOST_BYTES / 1e6:.0f} MB")
    return decode(path.read_bytes(), path.name)


def decode(content: bytes, name: str = "picture") -> Image:
    """Return an encoded picture as BGR [height, width, 3], upright; raises as `read` does."""
    if not content:
        raise PictureEmptyError(name)
    header = read_header(content)
    if header is None:
        raise PictureUnknownError(name)
    _check_size(header.width, header.height, name)
    if header.animated:
        raise PictureAnimatedError(name)
    if not header.whole:
        raise PictureBrokenError(name)
    try:
        image = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise PictureBrokenError(name) from error
    if image is None:
        raise PictureBrokenError(name)
    return np.asarray(image, np.uint8)


def check(image: Image, name: str = "picture") -> Image:
    """Return a picture given in memory as BGR [height, width, 3]; raises for a size or form that is no picture."""
    if image.dtype != np.uint8 or image.ndim not in {2, 3} or (image.ndim == 3 and image.shape[2] not in {1, 3, 4}):
        raise PictureUnknownError(name)
    _check_size(image.shape[1], image.shape[0], name)
    return colour(image)


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MOST_PIXELS:
        raise PictureTooLargeError(
            name, f"{width * height / 1e6:.0f} megapixels", f"{MOST_PIXELS / 1e6:.0f} megapixels"
        )
    if min(width, height) < LEAST_SIDE:
        raise PictureTooSmallError(name, width, height, LEAST_SIDE)
