"""All pictures of a folder, by name."""

from collections.abc import Iterator
from pathlib import Path

from vision.errors import FolderEmptyError, PictureMissingError, SeeingError
from vision.picture import PicturePath
from vision.sources.picture import SUFFIXES, read
from vision.sources.port import Frame


def pictures_in(folder: Path) -> list[Path]:
    """Return the picture files directly inside a folder, by name.

    Raises `PictureMissingError` without a folder, `FolderEmptyError` where nothing in it is a picture file.
    """
    if not folder.is_dir():
        raise PictureMissingError(folder)
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES)
    if not files:
        raise FolderEmptyError(folder)
    return files


class FolderSource:
    """The pictures directly inside a folder; one that cannot be read is noted in `refused` and passed over."""

    def __init__(self, path: PicturePath) -> None:
        self._path = Path(path)
        self._closed = False
        self.refused: list[SeeingError] = []
        """What was wrong with the pictures that were passed over."""

    @property
    def name(self) -> str:
        """The folder's name."""
        return self._path.name

    def frames(self) -> Iterator[Frame]:
        """Yield the pictures in the order of their names.

        Raises `PictureMissingError` without a folder, `FolderEmptyError` where nothing in it is a picture file, and
        what was wrong with the last picture where none of them could be read.
        """
        files = pictures_in(self._path)
        self.refused.clear()
        for file in files:
            if self._closed:
                return
            try:
                image = read(file)
            except SeeingError as error:
                self.refused.append(error)
                continue
            yield Frame(image, file.name)
        if len(self.refused) == len(files):
            raise self.refused[-1]

    def close(self) -> None:
        """Stop before the next picture."""
        self._closed = True
