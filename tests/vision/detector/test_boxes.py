"""Boxes come back from the net's square to where they were in the picture, each thing once."""

import numpy as np
import pytest

from vision.detector.boxes import decoded, letterbox, mirrored, overlap, shared_area
from vision.detector.detection import CLASSES
from vision.sighting import Kind

ALL = dict.fromkeys(CLASSES, 0.3)


def output(*rows):
    """A net's output: rows of (middle x, middle y, width, height, class, score)."""
    made = np.zeros((4 + len(CLASSES), max(1, len(rows))), np.float32)
    for column, (x, y, wide, high, kind, score) in enumerate(rows):
        made[:4, column] = x, y, wide, high
        made[4 + CLASSES.index(kind), column] = score
    return made


@pytest.mark.parametrize("shape", [(960, 1280), (1280, 960), (30, 4000), (64, 64), (16, 16)])
def test_the_whole_picture_fits_in_the_square(shape):
    image = np.full((*shape, 3), (10, 20, 30), np.uint8)
    pixels, factor = letterbox(image, 416)
    assert pixels.shape == (1, 3, 416, 416)
    assert pixels.dtype == np.float32
    assert max(shape) * factor == pytest.approx(416)
    assert pixels[0, :, 0, 0] == pytest.approx(np.array([30, 20, 10]) / 255)


def test_boxes_are_in_the_pixels_of_the_picture():
    (one,) = decoded(output((50, 25, 20, 10, Kind.LABEL, 0.9)), 0.5, (100, 200, 3), ALL)
    assert (one.kind, one.box) == (Kind.LABEL, (80, 40, 40, 20))
    assert one.confidence == pytest.approx(0.9)


def test_boxes_are_cut_to_the_picture():
    (one,) = decoded(output((0, 0, 500, 500, Kind.CARTON, 0.9)), 1.0, (60, 80, 3), ALL)
    assert one.box == (0, 0, 80, 60)


def test_the_best_of_overlapping_boxes_of_a_kind_stays():
    rows = [(50, 50, 40, 40, Kind.CARTON, 0.6), (51, 50, 40, 40, Kind.CARTON, 0.8), (50, 50, 40, 40, Kind.PRODUCT, 0.5)]
    found = decoded(output(*rows), 1.0, (100, 100, 3), ALL)
    assert [(one.kind, round(one.confidence, 1)) for one in found] == [(Kind.CARTON, 0.8), (Kind.PRODUCT, 0.5)]


def test_each_kind_has_its_threshold():
    rows = [(20, 20, 10, 10, Kind.CARTON, 0.45), (60, 60, 10, 10, Kind.LABEL, 0.45)]
    found = decoded(output(*rows), 1.0, (100, 100, 3), {**ALL, Kind.CARTON: 0.5})
    assert [one.kind for one in found] == [Kind.LABEL]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_find_nothing_outside(value):
    broken = np.full((4 + len(CLASSES), 50), value, np.float32)
    broken[4:] = 0.9
    for one in decoded(broken, 1.0, (40, 50, 3), ALL):
        x, y, wide, high = one.box
        assert 0 <= x < x + wide <= 50
        assert 0 <= y < y + high <= 40


def test_a_flood_of_boxes_is_bounded():
    rng = np.random.default_rng(0)
    flood = rng.uniform(0, 400, (4 + len(CLASSES), 3549)).astype(np.float32)
    flood[2:4] = 3
    flood[4:] = 0.99
    assert len(decoded(flood, 1.0, (400, 400, 3), ALL)) <= 100


@pytest.mark.parametrize(
    ("one", "other", "shared", "share"),
    [
        ((0, 0, 10, 10), (0, 0, 10, 10), 100, 1.0),
        ((0, 0, 10, 10), (5, 0, 10, 10), 50, 1 / 3),
        ((0, 0, 10, 10), (10, 10, 5, 5), 0, 0.0),
        ((0, 0, 10, 10), (2, 2, 5, 5), 25, 0.25),
    ],
)
def test_overlap(one, other, shared, share):
    assert shared_area(one, other) == shared_area(other, one) == shared
    assert overlap(one, other) == pytest.approx(share)


def test_what_a_mirrored_picture_shows_goes_back_to_its_place():
    side, places = 64, 8 * 8 + 4 * 4 + 2 * 2
    one, mirror_image = np.zeros((2, 4 + len(CLASSES), places), np.float32)
    # The second row and third column of the finest grid, and the first place of the coarsest one.
    for output, columns in ((one, (8 + 2, 80)), (mirror_image, (8 + 5, 81))):
        output[2:4, columns] = 12
        output[4, columns] = 0.8
    one[0, [10, 80]], mirror_image[0, [13, 81]] = (20, 16), (side - 20, side - 16)
    assert mirrored(mirror_image, side)[:, [10, 80]] == pytest.approx(one[:, [10, 80]])
    assert mirrored(mirrored(one, side), side)[1:] == pytest.approx(one[1:])


def test_a_picture_from_farther_away_takes_less_of_the_square():
    pixels, factor = letterbox(np.full((300, 400, 3), 7, np.uint8), 416, 0.5)
    assert factor == pytest.approx(208 / 400)
    assert pixels[0, :, :156, :208] == pytest.approx(7 / 255)
    assert pixels[0, :, 156:] == pytest.approx(114 / 255)
