"""Boxes go with what is in them, from the frame in which they were found; one that is lost is not shown."""

import cv2
import numpy as np
import pytest

from vision.following import Follower

rng = np.random.default_rng(5)
THING = cv2.resize(rng.integers(0, 255, (12, 16, 3), dtype=np.uint8), (160, 120), interpolation=cv2.INTER_NEAREST)
WALL = cv2.GaussianBlur(rng.integers(0, 255, (480, 640, 3), dtype=np.uint8), (0, 0), 6)


def scene(x, y, wall=WALL, thing=THING):
    picture = wall.copy()
    if thing is not None:
        high, wide = thing.shape[:2]
        picture[y : y + high, x : x + wide] = thing
    return picture


def close(box, other, pixels=4):
    return box is not None and all(abs(a - b) <= pixels for a, b in zip(box, other, strict=True))


def test_a_thing_that_moves_takes_its_box_along():
    follower = Follower()
    follower.frame(0, scene(200, 150))
    follower.found(0, [(200, 150, 160, 120)])
    for number in range(1, 9):
        follower.frame(number, scene(200 + 12 * number, 150 - 6 * number))
    assert close(follower.boxes()[0], (296, 102, 160, 120))


def test_what_was_found_late_is_drawn_where_the_thing_is_now():
    follower = Follower()
    for number in range(10):
        follower.frame(number, scene(100 + 10 * number, 200))
    follower.found(2, [(120, 200, 160, 120)])
    assert close(follower.boxes()[0], (190, 200, 160, 120))


def test_a_blank_box_goes_with_the_picture():
    blank = np.full((120, 160, 3), 128, np.uint8)
    follower = Follower()
    follower.frame(0, scene(200, 150, thing=blank))
    follower.found(0, [(210, 160, 140, 100)])
    shifted = np.roll(scene(200, 150, thing=blank), 15, axis=1)
    follower.frame(1, shifted)
    assert close(follower.boxes()[0], (225, 160, 140, 100))


@pytest.mark.parametrize("after", [np.zeros((480, 640, 3), np.uint8), np.roll(WALL[::-1], 100, axis=0)])
def test_a_box_is_lost_when_the_scene_is_another(after):
    follower = Follower()
    follower.frame(0, scene(200, 150))
    follower.found(0, [(200, 150, 160, 120)])
    follower.frame(1, after)
    assert follower.boxes() == [None]


def test_a_box_that_leaves_the_picture_is_gone():
    follower = Follower()
    follower.frame(0, scene(20, 150))
    follower.found(0, [(20, 150, 160, 120)])
    picture = scene(20, 150)
    for number in range(1, 12):
        follower.frame(number, np.roll(picture, -12 * number, axis=1))
    assert follower.boxes() == [None]


def test_what_was_found_in_a_frame_that_is_forgotten_is_not_drawn():
    follower = Follower()
    for number in range(40):
        follower.frame(number, scene(100, 100))
    follower.found(1, [(100, 100, 160, 120)])
    assert follower.boxes() == [None]


def test_another_size_begins_anew():
    follower = Follower()
    follower.frame(0, scene(200, 150))
    follower.found(0, [(200, 150, 160, 120)])
    follower.frame(1, np.zeros((100, 300, 3), np.uint8))
    assert follower.boxes() == []
    follower.frame(2, np.zeros((2, 2), np.uint8))
    follower.found(2, [(0, 0, 1, 1)])
    follower.frame(3, np.zeros((2, 2), np.uint8))
    follower.boxes()
