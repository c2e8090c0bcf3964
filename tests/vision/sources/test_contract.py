"""What every source of pictures must do; a new adapter is added to `SOURCES`."""

from itertools import islice, pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from vision.errors import CameraMissingError
from vision.sources.camera import Camera
from vision.sources.folder import FolderSource
from vision.sources.memory import MemorySource
from vision.sources.opening import open_source
from vision.sources.picture import PictureSource
from vision.sources.video import VideoSource

PICTURES = Path(__file__).parents[3] / "examples" / "pictures"


def write_video(path, frames=10, rate=10.0):
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), rate, (160, 120))
    for number in range(frames):
        writer.write(np.full((120, 160, 3), 10 * number + 20, np.uint8))
    writer.release()
    return path


@pytest.fixture
def sources(tmp_path):
    video = write_video(tmp_path / "shelf.avi")
    return {
        "picture": (PictureSource(PICTURES / "barcode.jpg"), 1),
        "folder": (FolderSource(PICTURES), len(list(PICTURES.glob("*.jpg")))),
        "memory": (MemorySource([np.zeros((40, 60), np.uint8), np.zeros((40, 60, 4), np.uint8)]), 2),
        "video": (VideoSource(video, every_s=0.2), 5),
        # OpenCV opens a file as it opens a device: the camera's own path, without one plugged in.
        "camera": (Camera(str(video)), 10),
    }


SOURCES = ["picture", "folder", "memory", "video", "camera"]


def take(source):
    frames = []
    try:
        frames.extend(source.frames())
    except CameraMissingError:
        assert isinstance(source, Camera)
    return frames


@pytest.mark.parametrize("name", SOURCES)
def test_frames_are_bgr_named_and_in_order(sources, name):
    source, count = sources[name]
    frames = list(islice(source.frames(), count))
    assert all(
        frame.image.dtype == np.uint8 and frame.image.ndim == 3 and frame.image.shape[2] == 3 for frame in frames
    )
    assert len({frame.name for frame in frames}) == count
    assert all(a.seconds <= b.seconds for a, b in pairwise(frames))
    assert source.name


@pytest.mark.parametrize("name", SOURCES)
def test_a_closed_source_ends_and_may_be_closed_twice(sources, name):
    source, _ = sources[name]
    iterator = source.frames()
    next(iterator)
    source.close()
    source.close()
    assert list(iterator) == []


def test_a_device_that_is_not_there():
    with pytest.raises(CameraMissingError) as raised:
        next(Camera("no-such-device.avi").frames())
    assert "摄像头" in raised.value.say("zh")
    assert "buttons" in raised.value.say("en")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("barcode.jpg", PictureSource), ("", FolderSource), ("clip.mp4", VideoSource), ("x", PictureSource)],
)
def test_a_path_is_opened_by_what_it_is(name, kind):
    assert isinstance(open_source(PICTURES / name), kind)
