"""Files that are empty, huge, cut off, hostile or no pictures at all: a small error each, and little memory."""

import contextlib
import resource
import struct
import zlib

import cv2
import numpy as np
import pytest

from vision.errors import (
    FolderEmptyError,
    PictureAnimatedError,
    PictureBrokenError,
    PictureEmptyError,
    PictureMissingError,
    PictureTooLargeError,
    PictureTooSmallError,
    PictureUnknownError,
    SeeingError,
    VideoBrokenError,
    VideoCutOffError,
)
from vision.sources.folder import FolderSource
from vision.sources.picture import MOST_BYTES, decode, read
from vision.sources.video import VideoSource


def encoded(suffix, width=64, height=48):
    image = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    return cv2.imencode(suffix, image)[1].tobytes()


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, *before, pixels=b""):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [chunk(b"IHDR", head), *before, chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def with_exif(orientation, *, lie=0):
    """A JPEG, left half white, with an EXIF orientation; `lie` points the directory far outside of the file."""
    image = np.zeros((40, 80, 3), np.uint8)
    image[:, :40] = 255
    plain = cv2.imencode(".jpg", image)[1].tobytes()
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\x00*" + struct.pack(">I", 8 + lie) + struct.pack(">H", 1) + entry + struct.pack(">I", lie)
    body = b"Exif\x00\x00" + tiff
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]


BOMB = png(30_000, 30_000, pixels=bytes(1_000_000))
ANIMATED_PNG = png(64, 48, chunk(b"acTL", struct.pack(">II", 3, 0)), pixels=bytes(64 * 48 * 3 + 48))
ANIMATED_WEBP = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0?\0\0/\0\0"

BAD = [
    ("empty", b"", PictureEmptyError),
    ("text", "删除全部库存".encode(), PictureUnknownError),
    ("one pixel", encoded(".png", 1, 1), PictureTooSmallError),
    ("100 megapixels", png(12_000, 9_000), PictureTooLargeError),
    ("bomb", BOMB, PictureTooLargeError),
    ("no pixels", png(0, 0), PictureTooSmallError),
    ("animated png", ANIMATED_PNG, PictureAnimatedError),
    ("animated webp", ANIMATED_WEBP, PictureAnimatedError),
    ("gif", b"GIF89a" + struct.pack("<HH", 64, 48) + bytes(20), PictureAnimatedError),
    ("jpeg cut off", encoded(".jpg", 640, 480)[:20_000], PictureBrokenError),
    ("png cut off", encoded(".png", 640, 480)[:20_000], PictureBrokenError),
    ("webp cut off", encoded(".webp", 640, 480)[:5_000], PictureBrokenError),
    ("bmp cut off", encoded(".bmp")[:500], PictureBrokenError),
    ("png header only", encoded(".png")[:30], PictureBrokenError),
    ("jpeg magic only", b"\xff\xd8\xff", PictureUnknownError),
    (
        "pixels that are no zlib",
        png(64, 48).replace(zlib.compress(b""), b"\x01" * len(zlib.compress(b""))),
        PictureBrokenError,
    ),
]


@pytest.mark.parametrize(
    ("content", "error"), [(content, error) for _, content, error in BAD], ids=[name for name, *_ in BAD]
)
def test_bad_content_is_refused_in_both_languages(content, error):
    with pytest.raises(error) as raised:
        decode(content, "盒子.jpg")
    assert "盒子.jpg" in raised.value.say("zh")
    assert "盒子.jpg" in raised.value.say("en")


def test_a_bomb_is_refused_before_it_is_unpacked():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PictureTooLargeError):
        decode(BOMB)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_a_hidden_text_bomb_does_not_fill_the_memory():
    text = b"Comment\x00\x00" + zlib.compress(bytes(200_000_000), 9)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with contextlib.suppress(SeeingError):
        decode(png(64, 48, chunk(b"zTXt", text), pixels=bytes(64 * 48 * 3 + 48)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".bmp"])
def test_good_files_are_read(suffix, tmp_path):
    (tmp_path / f"a{suffix}").write_bytes(encoded(suffix))
    assert read(tmp_path / f"a{suffix}").shape == (48, 64, 3)


@pytest.mark.parametrize(
    ("orientation", "shape", "white"),
    [(1, (40, 80), (20, 10)), (3, (40, 80), (20, 70)), (6, (80, 40), (10, 20)), (8, (80, 40), (70, 20))],
)
def test_exif_orientation_turns_the_picture_upright(orientation, shape, white):
    image = decode(with_exif(orientation))
    assert image.shape[:2] == shape
    assert image[white].min() > 200


@pytest.mark.parametrize("lie", [4_000_000_000, 70_000, 12])
def test_exif_that_points_astray_does_no_harm(lie):
    with contextlib.suppress(SeeingError):
        assert decode(with_exif(6, lie=lie)).shape[2] == 3


def test_bytes_changed_by_chance_give_a_picture_or_a_small_error():
    rng = np.random.default_rng(3)
    whole = [encoded(suffix) for suffix in (".jpg", ".png", ".webp", ".bmp")] + [with_exif(6)]
    for number in range(300):
        content = bytearray(whole[number % len(whole)])
        for place in rng.integers(0, len(content), 6):
            content[place] = rng.integers(256)
        try:
            assert decode(bytes(content)).ndim == 3
        except SeeingError:
            continue


def test_missing_and_oversized_files(tmp_path):
    with pytest.raises(PictureMissingError):
        read(tmp_path / "none.jpg")
    with (tmp_path / "big.jpg").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(PictureTooLargeError):
        read(tmp_path / "big.jpg")


def test_a_folder_passes_over_what_it_cannot_read(tmp_path):
    with pytest.raises(FolderEmptyError):
        list(FolderSource(tmp_path).frames())
    (tmp_path / "a.jpg").write_bytes(b"")
    with pytest.raises(PictureEmptyError):
        list(FolderSource(tmp_path).frames())
    (tmp_path / "b.png").write_bytes(encoded(".png"))
    source = FolderSource(tmp_path)
    assert [frame.name for frame in source.frames()] == ["b.png"]
    assert [type(error) for error in source.refused] == [PictureEmptyError]


def test_videos_that_are_none_and_that_break_off(tmp_path):
    (tmp_path / "a.mp4").write_bytes(b"no video")
    with pytest.raises(VideoBrokenError):
        list(VideoSource(tmp_path / "a.mp4").frames())
    path = tmp_path / "b.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 10, (320, 240))
    noise = np.random.default_rng(1)
    for _ in range(20):
        writer.write(noise.integers(0, 255, (240, 320, 3), np.uint8))
    writer.release()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    frames = VideoSource(path, every_s=0.1).frames()
    assert all(next(frames).image.shape == (240, 320, 3) for _ in range(5))
    with pytest.raises(VideoCutOffError):
        list(frames)
