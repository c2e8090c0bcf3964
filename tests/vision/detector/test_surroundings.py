"""What stands around a carton makes it surer or less sure, and nothing else changes."""

import pytest

from vision.detector.detection import Detection
from vision.detector.surroundings import FEATURES, Surroundings, features
from vision.sighting import Kind

SHAPE = (480, 640, 3)
LARGE = Detection(Kind.CARTON, 0.9, (100, 100, 200, 100))
BESIDE = Detection(Kind.CARTON, 0.4, (320, 100, 200, 100))
INSIDE = Detection(Kind.CARTON, 0.4, (120, 110, 100, 50))


def known(one, *others):
    """The features of one carton among others, by name."""
    found = sorted([one, *others], key=lambda each: -each.confidence)
    cartons = [each for each in found if each.kind is Kind.CARTON]
    return dict(zip(FEATURES, features(found, SHAPE)[cartons.index(one)], strict=True))


def test_what_lies_in_a_surer_carton_is_known():
    inside = known(INSIDE, LARGE)
    assert inside["inside"] == 1
    assert inside["overlap"] == pytest.approx(0.25)
    assert inside["unlike"] == pytest.approx(1.386, abs=0.001)
    assert known(LARGE, INSIDE)["inside"] == 0
    beside = known(BESIDE, LARGE)
    assert beside["inside"] == beside["overlap"] == beside["unlike"] == 0


def test_a_label_belongs_to_the_surest_carton_around_it():
    label = Detection(Kind.LABEL, 0.8, (130, 120, 40, 20))
    assert known(LARGE, INSIDE, label)["own_label"] == 1
    shared = known(INSIDE, LARGE, label)
    assert (shared["own_label"], shared["shared_label"]) == (0, 1)
    faint = Detection(Kind.LABEL, 0.1, (130, 120, 40, 20))
    assert known(LARGE, faint)["own_label"] == 0


def test_only_cartons_are_judged_anew_and_the_best_comes_first():
    weights = dict.fromkeys(FEATURES, 0.0) | {"score": 1.0, "inside": -3.0, "unlike": -1.0}
    label = Detection(Kind.LABEL, 0.35, (10, 10, 20, 20))
    told = Surroundings(weights, 0.0)((LARGE, INSIDE, BESIDE, label), SHAPE)
    by_box = {one.box: one for one in told}
    assert by_box[label.box] == label
    assert by_box[BESIDE.box].confidence == pytest.approx(0.4)
    assert by_box[INSIDE.box].confidence < 0.05
    assert [one.confidence for one in told] == sorted((one.confidence for one in told), reverse=True)


def test_a_picture_without_cartons_stays_as_it_is():
    label = Detection(Kind.LABEL, 0.35, (10, 10, 20, 20))
    assert Surroundings(dict.fromkeys(FEATURES, 1.0), 0.0)((label,), SHAPE) == (label,)
