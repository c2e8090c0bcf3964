"""What several looks at one picture say together."""

import pytest

from vision.detector.agreement import agreed
from vision.detector.detection import Detection
from vision.sighting import Kind

SEEN = Detection(Kind.CARTON, 0.9, (100, 100, 100, 50))
AGAIN = Detection(Kind.CARTON, 0.3, (104, 100, 100, 50))
ONCE = Detection(Kind.LABEL, 0.8, (100, 100, 100, 50))


def test_what_both_see_is_told_at_the_mean_and_the_rest_is_doubted():
    first, second = agreed([[SEEN], [ONCE, AGAIN]])
    assert (first.kind, first.box) == (Kind.CARTON, (101, 100, 100, 50))
    assert first.confidence == pytest.approx(0.6)
    assert (second.kind, second.confidence) == (Kind.LABEL, pytest.approx(0.4))


def test_of_three_looks_each_says_a_third():
    (carton, label) = agreed([[SEEN], [ONCE], [AGAIN]])
    assert (carton.box, carton.confidence) == ((101, 100, 100, 50), pytest.approx(0.4))
    assert label.confidence == pytest.approx(0.8 / 3)


def test_two_cartons_of_one_look_stay_two():
    beside = Detection(Kind.CARTON, 0.7, (130, 100, 100, 50))
    assert len(agreed([[SEEN, beside], [SEEN, beside]])) == 2
    assert len(agreed([[SEEN, beside], [SEEN]])) == 2


def test_nothing_is_nothing():
    assert agreed([[], []]) == ()
