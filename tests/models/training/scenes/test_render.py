"""Scenes follow from their seed, and their truth is what can be seen."""

import cv2
import numpy as np
import pytest

from models.training.scenes.backgrounds import HELD_OUT, TRAINED
from models.training.scenes.camera import looking_at
from models.training.scenes.layouts import LAYOUTS
from models.training.scenes.render import render, stock
from models.training.scenes.seeds import seeds
from models.training.scenes.stage import KINDS, Stage


@pytest.fixture(scope="module")
def furnishing():
    return stock(count=12)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_seed_is_a_scene(furnishing, layout):
    one, again = (render(5, furnishing, (320, 240), shares={layout: 1.0}) for _ in range(2))
    other = render(6, furnishing, (320, 240), shares={layout: 1.0})
    assert one.layout == layout
    assert (one.image == again.image).all()
    assert one.things == again.things
    assert one.image.shape == other.image.shape == (240, 320, 3)
    assert (one.image != other.image).any()


@pytest.mark.parametrize("seed", range(30))
def test_boxes_lie_in_the_picture(furnishing, seed):
    scene = render(seed, furnishing, (320, 240))
    for thing in scene.things:
        x, y, wide, high = thing.box
        assert thing.kind in KINDS
        assert 0 <= x < x + wide <= 320
        assert 0 <= y < y + high <= 240
        assert 0 < thing.visible <= 1
    assert scene.cartons == sum(thing.kind == "carton" for thing in scene.things)


def test_nothing_is_in_an_empty_scene(furnishing):
    assert all(not render(seed, furnishing, (160, 120), shares={"empty": 1.0}).things for seed in range(10))


@pytest.mark.parametrize(("covered", "told"), [(0.0, True), (0.5, True), (0.9, False)])
def test_what_is_hidden_is_not_told(covered, told):
    stage = Stage(np.zeros((200, 200, 3), np.uint8))
    surface = np.full((8, 8, 3), 200, np.uint8)
    quad = np.array([[50, 50], [150, 50], [150, 150], [50, 150]], np.float32)
    body = stage.body()
    stage.paste(surface, quad, body)
    stage.place("carton", body, quad)
    lid = quad.copy()
    lid[2:, 1] = 50 + 100 * covered
    if covered:
        stage.paste(surface, lid, stage.body())
    things = stage.things()
    assert bool(things) == told
    if told:
        left, top, wide, high = things[0].box
        assert (left, wide) == pytest.approx((50, 100), abs=2)
        assert (top, high) == pytest.approx((50 + 100 * covered, 100 - 100 * covered), abs=2)


def test_points_project_where_they_are_seen():
    camera = looking_at(np.array([0.0, -2, 1]), np.array([0.0, 0, 1]), size=(200, 100), angle=90, roll=0)
    centre, right, up = camera.project(np.array([[0.0, 0, 1], [1, 0, 1], [0, 0, 1.5]]))
    assert centre == pytest.approx((100, 50))
    assert right == pytest.approx((150, 50))
    assert up == pytest.approx((100, 25))


def test_the_test_shares_neither_seeds_nor_backgrounds_with_training():
    parts = [seeds(part) for part in ("training", "development", "test")]
    for one in parts:
        assert sum(one[0] in other for other in parts) == 1
        assert sum(one[-1] in other for other in parts) == 1
    assert not set(TRAINED) & set(HELD_OUT)


def test_labels_of_the_test_are_others():
    training, test = (stock(part, 6).papers for part in ("training", "test"))
    assert all(
        one.surface.shape != other.surface.shape or cv2.norm(one.surface, other.surface) > 0
        for one in training
        for other in test
    )
