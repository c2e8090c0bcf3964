"""From detections and labels to sightings: cartons say what their label says, kinds with other labels stay apart."""

import numpy as np
import pytest

from models.stamp import ModelStamp
from vision.counting import Calibration
from vision.detector.detection import CLASSES, Detection
from vision.detector.finder import Found
from vision.sighting import Fields, Kind, PictureHealth, Sighting
from vision.things import things_of

HEALTH = PictureHealth(120, 900)
STAMP = ModelStamp("detector", "0")
BOXES = [(20 + 90 * place, 100, 80, 80) for place in range(3)]


def seen(read=(), detections=(), boxes=BOXES):
    image = np.full((300, 400, 3), (110, 150, 185), np.uint8)
    cartons = [Detection(Kind.CARTON, 0.8, box) for box in boxes]
    found = Found((*cartons, *detections), dict.fromkeys(CLASSES, 0.5), Calibration())
    return things_of(image, found, list(read), HEALTH, STAMP)


def label(place, code):
    x, y, _, _ = BOXES[place]
    return Sighting(Kind.LABEL, 0.97, (x + 20, y + 20, 30, 30), HEALTH, code=code, gtin=code, fields=Fields(lot=code))


def test_each_carton_is_a_sighting_with_the_count_of_its_kind():
    told = seen()
    assert [(one.kind, one.box, one.count.number) for one in told] == [(Kind.CARTON, box, 3) for box in BOXES]
    assert all(one.models == (STAMP,) and one.item is None for one in told)
    assert [Sighting.from_dict(one.to_dict()) for one in told] == told


def test_a_carton_says_what_its_label_says():
    told = seen([label(1, "A")])
    assert [(one.code, one.fields.lot, one.confidence) for one in told] == [
        (None, None, 0.8),
        ("A", "A", 0.97),
        (None, None, 0.8),
    ]
    assert [one.count.at_least for one in told] == [False] * 3


def test_other_labels_on_like_cartons_are_counted_apart():
    told = seen([label(0, "A"), label(1, "B"), label(2, "A")])
    assert [(one.code, one.count.number, one.count.at_least) for one in told] == [
        ("A", 2, True),
        ("B", 1, True),
        ("A", 2, True),
    ]


def test_two_labels_on_one_carton_name_nothing():
    told = seen([label(0, "A"), label(0, "B")])
    assert told[0].code is None


@pytest.mark.parametrize(
    ("kind", "box", "told"),
    [
        (Kind.PRODUCT, (300, 200, 50, 60), True),
        (Kind.LABEL, (300, 200, 50, 60), True),
        (Kind.LABEL, (40, 120, 30, 30), False),
        (Kind.BARCODE, (42, 122, 20, 20), False),
    ],
)
def test_what_was_read_is_not_told_twice(kind, box, told):
    found = seen([label(0, "A")], [Detection(kind, 0.7, box)])
    assert any(one.kind is kind and one.box == box for one in found) == told


def test_nothing_found_is_nothing():
    assert seen(boxes=[]) == []
