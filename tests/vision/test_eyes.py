"""The eyes on the pictures of the demo, on what hides them, and on what is no picture."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.registry import ModelMissingError
from vision.errors import PictureMissingError, PictureTooSmallError, PictureUnknownError
from vision.eyes import Eyes
from vision.sighting import Kind, PictureProblem, Sighting
from vision.sources.picture import read

PICTURES = Path(__file__).parents[2] / "examples" / "pictures"
with (PICTURES / "manifest.tsv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="module")
def eyes():
    return Eyes()


@pytest.mark.parametrize("row", [row for row in ROWS if row["code"]], ids=lambda row: row["path"])
def test_what_the_manifest_says_is_seen(eyes, row):
    seen, *others = eyes.look(PICTURES / row["path"])
    assert {one.gtin for one in others} <= {seen.gtin, None}
    assert seen.gtin == (row["code"].zfill(14) if row["code"].isdigit() else row["code"][4:18])
    assert seen.health.problem is None
    assert Sighting.from_dict(seen.to_dict()) == seen
    if row["lot"]:
        fields = seen.fields
        stated = [fields.lot, fields.expiry, fields.produced, fields.quantity, fields.unit, fields.name]
        assert stated == [row[name] for name in ("lot", "expiry", "produced", "quantity", "unit", "name")]
        assert fields.ambiguous == ()
        assert seen.models


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("dark.jpg", PictureProblem.DARK),
        ("blurred.jpg", PictureProblem.BLURRED),
        ("empty-shelf.jpg", PictureProblem.NOTHING_FOUND),
    ],
)
def test_why_nothing_is_seen(eyes, path, problem):
    seen = eyes.look(PICTURES / path)
    assert {one.health.problem for one in seen} == {problem}
    # A label that is found but cannot be read says nothing, nor does the cardboard that it is on.
    assert all(one.kind in {Kind.NOTHING, Kind.LABEL, Kind.BARCODE, Kind.CARTON} for one in seen)
    assert not any(one.code or one.fields.text or one.candidates for one in seen)


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_covered_lens(eyes, shade):
    noise = np.random.default_rng(1).normal(shade, 2, (480, 640, 3))
    (seen,) = eyes.look(np.clip(noise, 0, 255).astype(np.uint8))
    assert (seen.kind, seen.health.problem) == (Kind.NOTHING, PictureProblem.COVERED)


def test_a_torn_label_states_nothing_that_is_torn(eyes):
    seen = eyes.look(PICTURES / "torn-label.jpg")[0]
    assert seen.gtin == "06950123108159"
    assert (seen.fields.lot, seen.fields.expiry, seen.fields.produced) == (None, None, None)
    assert set(seen.fields.ambiguous) >= {"expiry", "produced"}


def test_a_label_that_commands_is_only_read(eyes):
    seen = eyes.look(PICTURES / "command-label.jpg")
    assert "删除全部库存" in seen[0].fields.text
    assert {(one.code, one.item, one.fields.quantity) for one in seen} == {(None, None, None)}


def test_two_labels_stay_two(eyes):
    left, right = read(PICTURES / "receipt-label.jpg"), read(PICTURES / "other-item.jpg")
    both = np.hstack([left[:, 150:900], right[:, 300:1250]])
    seen = eyes.look(both)
    assert {one.fields.lot for one in seen if one.code} == {"L20261012A", "20260620"}
    assert all(one.fields.lot == lot for one in seen for gtin, lot in PAIRS.items() if one.gtin == gtin)


PAIRS = {"06950123104823": "L20261012A", "06950123101860": "20260620"}


def test_print_that_contradicts_the_code_is_asked(eyes):
    image = read(PICTURES / "gs1-carton.jpg")
    seen = eyes.look(image)[0]
    assert seen.fields.lot == "M1021B"
    # Another lot is pasted over the printed one; the code still says the old.
    font = cv2.FontFace("uni")
    cv2.rectangle(image, (480, 212), (760, 272), (248, 248, 248), -1)
    cv2.putText(image, "X9077C", (500, 260), (30, 30, 30), font, 42, 400)
    seen = eyes.look(image)[0]
    assert seen.fields.lot is None
    assert "lot" in seen.fields.ambiguous


@pytest.mark.parametrize(
    ("picture", "error"),
    [
        (PICTURES / "none.jpg", PictureMissingError),
        (np.zeros((1, 1, 3), np.uint8), PictureTooSmallError),
        (np.zeros((64, 64, 3), np.float32), PictureUnknownError),
        (np.zeros((64, 64, 2), np.uint8), PictureUnknownError),
    ],
)
def test_what_is_no_picture(eyes, picture, error):
    with pytest.raises(error):
        eyes.look(picture)


@pytest.mark.parametrize("shape", [(16, 16), (16, 4000, 3), (4000, 16, 3), (37, 41, 4), (300, 300, 1)])
def test_odd_shapes_of_noise_do_not_crash(eyes, shape):
    noise = np.random.default_rng(2).integers(0, 255, shape, np.uint8)
    assert all(one.health.problem is not PictureProblem.CRASHED for one in eyes.look(noise))


def test_without_the_text_model_codes_are_still_read(monkeypatch):
    def missing(name):
        raise ModelMissingError(name)

    monkeypatch.setattr("models.registry.load", missing)
    eyes = Eyes()
    assert eyes.look(PICTURES / "barcode.jpg")[0].gtin == "06950123107411"
    parts = {part.name: part for part in eyes.parts()}
    assert (parts["codes"].works, parts["text"].works) == (True, False)
    assert "label-text" in parts["text"].why
