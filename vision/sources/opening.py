"""From what a person names to the source that reads it."""

from pathlib import Path

from vision.picture import PicturePath
from vision.sources import video
from vision.sources.folder import FolderSource
from vision.sources.picture import PictureSource
from vision.sources.port import Source
from vision.sources.video import EVERY_S, VideoSource


def open_source(path: PicturePath, every_s: float = EVERY_S) -> Source:
    """Return the source for a folder, a video (by its suffix) or a picture; what is wrong shows when it is read.

    Of a video, one frame every `every_s` seconds.
    """
    path = Path(path)
    if path.is_dir():
        return FolderSource(path)
    if path.suffix.lower() in video.SUFFIXES:
        return VideoSource(path, every_s)
    return PictureSource(path)
