"""Over a video every carton counts once, however the camera moves."""

import cv2
import numpy as np
import pytest

from vision.detector.detection import Detection
from vision.sighting import Kind
from vision.tracking import CartonTracker

WIDTH, HEIGHT = 320, 240
COLOURS = {"brown": (110, 150, 185), "blue": (200, 90, 40)}


def wall(cartons):
    """A long wall with texture and cartons on it: name of the colour and left edge."""
    rng = np.random.default_rng(5)
    grain = cv2.resize(rng.uniform(60, 200, (24, 160)).astype(np.float32), (1600, HEIGHT))
    image = np.repeat(grain[:, :, None], 3, axis=2).astype(np.uint8)
    for name, left in cartons:
        texture = rng.integers(-12, 13, (100, 90, 1))
        image[80:180, left : left + 90] = np.clip(np.array(COLOURS[name]) + texture, 0, 255)
    return image


def pan(cartons, steps, missing=lambda step, left: False):
    """Frames and detections of a camera whose left edge is at each of `steps`."""
    image = wall(cartons)
    for number, step in enumerate(steps):
        found = []
        for _, left in cartons:
            x = left - step
            from_, to = max(0, x), min(WIDTH, x + 90)
            if to - from_ > 30 and not missing(number, left):
                found.append(Detection(Kind.CARTON, 0.9, (from_, 80, to - from_, 100)))
        yield image[:, step : step + WIDTH], found


def numbers(tracker):
    return [count.number for _, count in tracker.counts()]


ROW = [("brown", 60 + 130 * place) for place in range(6)]


@pytest.mark.parametrize("stride", [6, 14, 25])
def test_a_slow_pan_counts_each_once(stride):
    tracker = CartonTracker(0.5)
    for frame, found in pan(ROW, range(0, 600, stride)):
        tracker.update(frame, found)
    assert numbers(tracker) == [6]


def test_there_and_back_again_counts_each_once():
    tracker = CartonTracker(0.5)
    there = list(range(0, 600, 12))
    for frame, found in pan(ROW, [*there, *reversed(there)]):
        tracker.update(frame, found)
    assert numbers(tracker) == [6]


def test_a_carton_that_flickers_counts_once():
    tracker = CartonTracker(0.5)
    for frame, found in pan(ROW[:2], [0] * 12, missing=lambda step, left: step % 3 == 1):
        tracker.update(frame, found)
    assert numbers(tracker) == [2]


def test_a_false_one_in_a_single_frame_does_not_count():
    tracker = CartonTracker(0.5)
    for number, (frame, found) in enumerate(pan(ROW[:2], [0] * 12)):
        extra = [Detection(Kind.CARTON, 0.8, (250, 10, 40, 40))] if number == 5 else []
        tracker.update(frame, [*found, *extra])
    assert numbers(tracker) == [2]


def test_kinds_are_counted_apart():
    tracker = CartonTracker(0.5)
    cartons = [("brown", 20), ("blue", 150), ("brown", 280), ("brown", 410)]
    for frame, found in pan(cartons, range(0, 260, 10)):
        tracker.update(frame, found)
    assert numbers(tracker) == [3, 1]


def test_what_never_came_whole_into_view_may_be_more():
    tracker = CartonTracker(0.5)
    for frame, found in pan([("brown", 60), ("brown", 270)], [0] * 5):
        tracker.update(frame, found)
    ((_, count),) = tracker.counts()
    assert (count.number, count.at_least) == (2, True)


def test_no_frames_and_frames_of_other_sizes():
    tracker = CartonTracker(0.5)
    assert tracker.counts() == []
    for shape in [(240, 320, 3), (16, 16, 3), (600, 20, 3)]:
        tracker.update(np.zeros(shape, np.uint8), [])
    assert tracker.counts() == []
