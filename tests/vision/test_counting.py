"""Cartons of a kind are counted, and what may be hidden is said."""

import numpy as np
import pytest

from vision.counting import Calibration, counted
from vision.detector.detection import Detection
from vision.sighting import Kind

BROWN, BLUE = (110, 150, 185), (200, 90, 40)


def scene(*cartons):
    """A grey picture with coloured boxes, and the detections of them: (colour, box, score)."""
    image = np.full((300, 400, 3), 128, np.uint8)
    found = []
    for colour, (x, y, wide, high), score in cartons:
        image[y : y + high, x : x + wide] = colour
        found.append(Detection(Kind.CARTON, score, (x, y, wide, high)))
    return image, found


@pytest.mark.parametrize("number", range(1, 7))
def test_cartons_side_by_side(number):
    image, found = scene(*((BROWN, (10 + 62 * place, 100, 60, 80), 0.9) for place in range(number)))
    told = counted(image, found, 0.5, Calibration())
    assert [one.count.number for one in told] == [number] * number
    assert not any(one.count.at_least for one in told)


def test_kinds_are_counted_apart():
    image, found = scene(
        (BROWN, (10, 100, 60, 80), 0.9), (BLUE, (100, 100, 60, 80), 0.9), (BROWN, (200, 100, 60, 80), 0.8)
    )
    assert [one.count.number for one in counted(image, found, 0.5, Calibration())] == [2, 1, 2]


def test_one_four_times_as_large_is_another_kind():
    image, found = scene((BROWN, (10, 20, 60, 60), 0.9), (BROWN, (150, 20, 130, 130), 0.9))
    assert [one.count.number for one in counted(image, found, 0.5, Calibration())] == [1, 1]


@pytest.mark.parametrize(
    ("boxes", "at_least"),
    [
        ([(50, 100, 80, 80), (140, 100, 80, 80)], False),
        ([(50, 100, 80, 80), (100, 130, 80, 80)], True),
        ([(320, 100, 80, 80)], True),
        ([(0, 10, 80, 80)], True),
        ([(0, 0, 400, 300)], False),
        ([(0, 50, 400, 120)], False),
    ],
)
def test_what_may_be_hidden(boxes, at_least):
    image, found = scene(*((BROWN, box, 0.9) for box in boxes))
    assert {one.count.at_least for one in counted(image, found, 0.5, Calibration())} == {at_least}


def test_doubtful_boxes_are_not_counted_but_cost_certainty():
    image, found = scene((BROWN, (50, 100, 80, 80), 0.9))
    (alone,) = counted(image, found, 0.5, Calibration())
    _, doubtful = scene((BROWN, (50, 100, 80, 80), 0.9), (BROWN, (200, 100, 80, 80), 0.45))
    (beside,) = counted(image, doubtful, 0.5, Calibration())
    assert alone.count.number == beside.count.number == 1
    assert beside.count.confidence < alone.count.confidence


@pytest.mark.parametrize("calibration", [Calibration(), Calibration(900.0, 900.0), Calibration(-900.0, 0.0)])
def test_confidences_are_probabilities(calibration):
    for scores in ([1.0], [0.3] * 40, [1e-9]):
        assert 0 <= calibration(scores, [1.0]) <= 1


def test_no_carton_no_count():
    image, _ = scene()
    assert counted(image, [Detection(Kind.LABEL, 0.9, (1, 1, 9, 9))], 0.5, Calibration()) == []
