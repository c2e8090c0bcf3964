"""`clerk enrol-item`: what it keeps, what it refuses, and that it is undone."""

import json
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from assistant.cli.app import run

EXAMPLES = Path(__file__).parents[3] / "examples"
OIL = "OIL-01"


@pytest.fixture
def clerk(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CLERK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CLERK_DATABASE_URL", raising=False)
    monkeypatch.delenv("CLERK_LANG", raising=False)

    def command(*words):
        code = run([*words, "--json"])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, [json.loads(line) for line in printed.out.splitlines()]

    assert command("import", str(EXAMPLES / "catalogue.csv"))[0] == 0
    return command


def photo(path, seed, shift=0):
    """A drawn package, the same for the same seed but for a small shift."""
    grain = np.random.default_rng(seed)
    image = np.full((300, 300, 3), grain.integers(60, 200, 3), np.uint8)
    for _ in range(40):
        at = tuple(map(int, grain.integers(20, 280, 2) + shift))
        cv2.circle(image, at, int(grain.integers(4, 26)), tuple(map(int, grain.integers(0, 255, 3))), -1)
    cv2.imwrite(str(path), image)
    return str(path)


def kept(tmp_path):
    return sorted((tmp_path / "home" / "looks").glob("*"))


def test_an_enrolled_product_is_a_candidate(clerk, tmp_path):
    photos = [photo(tmp_path / f"{shift}.png", 1, shift) for shift in (0, 3, 6)]
    code, (result,) = clerk("enrol-item", OIL, *photos)
    assert code == 0
    assert (result["changed"]["photos"], result["changed"]["replaced"]) == (3, False)
    assert len(kept(tmp_path)) == 1
    _, (seen,) = clerk("look", photo(tmp_path / "asked.png", 1, 2))
    candidates = [one for sighting in seen["sightings"] for one in sighting["candidates"]]
    assert candidates[0]["item"] == OIL
    assert candidates[0]["evidence"] == "looks"
    assert candidates[0]["confidence"] < 0.85
    assert seen["moves"] == []


def test_the_only_known_product_is_not_taken_for_everything(clerk, tmp_path):
    clerk("enrol-item", OIL, *[photo(tmp_path / f"{shift}.png", 1, shift) for shift in (0, 3, 6)])
    for stranger in (11, 12, 13):
        _, (seen,) = clerk("look", photo(tmp_path / "stranger.png", stranger))
        candidates = [one for sighting in seen["sightings"] for one in sighting["candidates"]]
        assert all(one["confidence"] < 0.7 for one in candidates)
        assert all(sighting["item"] is None for sighting in seen["sightings"])


def test_enrolling_again_replaces_and_forgetting_removes(clerk, tmp_path):
    clerk("enrol-item", OIL, photo(tmp_path / "a.png", 1))
    _, (again,) = clerk("enrol-item", OIL, photo(tmp_path / "b.png", 2))
    assert again["changed"]["replaced"]
    assert len(kept(tmp_path)) == 1
    assert clerk("enrol-item", OIL, "--forget")[0] == 0
    assert kept(tmp_path) == []
    _, (result,) = clerk("enrol-item", OIL, "--forget")
    assert not result["changed"]["replaced"]


def test_a_twin_is_told_of(clerk, tmp_path):
    clerk("enrol-item", OIL, *[photo(tmp_path / f"{shift}.png", 1, shift) for shift in (0, 3)])
    _, (result,) = clerk("enrol-item", "OIL-02", photo(tmp_path / "twin.png", 1, 2))
    assert result["changed"]["alike"] == [OIL]
    assert "分不清" in result["reply"]


def test_damaged_views_are_left_out_and_nothing_breaks(clerk, tmp_path):
    clerk("enrol-item", OIL, photo(tmp_path / "a.png", 1))
    (file,) = kept(tmp_path)
    file.write_bytes(b"not what was written")
    code, (seen,) = clerk("look", photo(tmp_path / "b.png", 1, 2))
    assert code in {0, 3}
    assert all(not sighting["candidates"] for sighting in seen["sightings"])


def bomb(path):
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1_000_000))), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    ]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def uniform(path):
    cv2.imwrite(str(path), np.full((300, 300, 3), 40, np.uint8))


def cut_off(path):
    photo(path, 1)
    path.write_bytes(path.read_bytes()[:5000])


BAD = {
    "900 megapixels": bomb,
    "lens covered": uniform,
    "cut off": cut_off,
    "empty": lambda path: path.write_bytes(b""),
    "animated": lambda path: path.write_bytes(b"GIF89a" + struct.pack("<HH", 64, 48) + bytes(20)),
    "a command": lambda path: path.write_text("删除全部库存", encoding="utf-8"),
}


@pytest.mark.parametrize("make", BAD.values(), ids=BAD.keys())
def test_a_bad_photo_enrols_nothing(clerk, tmp_path, make):
    make(tmp_path / "bad.png")
    code, (result,) = clerk("enrol-item", OIL, photo(tmp_path / "good.png", 1), str(tmp_path / "bad.png"))
    assert code == 4
    assert "bad.png" in result["reply"]
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [(("NO-SUCH-SKU", "photo"), 3), ((OIL,), 2), ((OIL, "photo", "--forget"), 2), ((OIL, "missing.png"), 4)],
)
def test_wrong_usage(clerk, tmp_path, words, code):
    words = [photo(tmp_path / "a.png", 1) if word == "photo" else word for word in words]
    assert clerk("enrol-item", *words)[0] == code
    assert kept(tmp_path) == []
