"""Drawn packages are known again when they are turned, torn or dark, and strangers are not."""

import random

import cv2
import numpy as np
import pytest

from models.training.looks import damage
from vision.looks.attaching import with_looks
from vision.looks.gallery import Gallery
from vision.looks.likelihood import Likelihood, features
from vision.looks.recogniser import SHOWN, LooksRecogniser
from vision.sighting import Kind, PictureHealth, Sighting

HEALTHY = PictureHealth(120.0, 300.0, None)
ITEMS = tuple(f"SKU-{number}" for number in range(6))


def package(item, shot=0, side=320):
    """A package with colours, shapes and words of its own on a grey shelf, seen a little differently each time."""
    rng = random.Random(f"package {item}")
    face = np.full((side, side, 3), [rng.randrange(256) for _ in range(3)], np.uint8)
    for _ in range(14):
        colour = [rng.randrange(256) for _ in range(3)]
        at = (rng.randrange(side), rng.randrange(side))
        if rng.random() < 0.5:
            cv2.circle(face, at, rng.randrange(8, 60), colour, -1)
        else:
            cv2.rectangle(face, at, (rng.randrange(side), rng.randrange(side)), colour, rng.choice((-1, 3)))
    for row in range(5):
        word = "".join(rng.choice("ABCDEFGHKLMNPRSTUVXYZ") for _ in range(7))
        cv2.putText(face, word, (10, 50 + 55 * row), cv2.FONT_HERSHEY_DUPLEX, 1.2, [rng.randrange(256)] * 3, 2)
    grain = np.random.default_rng(shot + 1)
    corners = np.float32([[0, 0], [side, 0], [side, side], [0, side]])
    target = (corners * 0.7 + side * 0.15 + grain.uniform(-14, 14, (4, 2))).astype(np.float32)
    shelf = np.full((side, side, 3), 120, np.uint8)
    matrix = cv2.getPerspectiveTransform(corners, target)
    laid = cv2.warpPerspective(face, matrix, (side, side), dst=shelf, borderMode=cv2.BORDER_TRANSPARENT)
    return np.clip(laid + grain.normal(0, 4, laid.shape), 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def looks():
    recogniser = LooksRecogniser()
    views = {item: [recogniser.view(package(item, shot)) for shot in range(3)] for item in ITEMS}
    recogniser.gallery = Gallery(views)
    return recogniser


@pytest.mark.parametrize("condition", ["clean", "torn", "dark", "turned"])
def test_an_enrolled_package_comes_first(looks, condition):
    firsts = []
    for item in ITEMS:
        image = package(item, shot=9)
        if condition != "clean":
            image = damage.KINDS[condition](random.Random(item), image)
        firsts.append(looks.ranked(looks.view(image))[0].item)
    assert sum(map(str.__eq__, firsts, ITEMS)) >= len(ITEMS) - 1


def test_candidates_are_few_and_never_sure_enough_to_book(looks):
    for item in ITEMS:
        candidates = looks(package(item, shot=9))
        assert 0 < len(candidates) <= SHOWN
        assert candidates[0].confidence <= 0.84
        assert [one.confidence for one in candidates] == sorted((one.confidence for one in candidates), reverse=True)
        assert sum(one.confidence for one in candidates) <= 1.0001
        assert {one.evidence for one in candidates} == {"looks"}


def test_strangers_are_less_likely_than_what_is_known(looks):
    known = [looks.ranked(looks.view(package(item, shot=9)))[0].confidence for item in ITEMS]
    strangers = [looks.ranked(looks.view(package(f"stranger {number}")))[0].confidence for number in range(6)]
    assert np.mean(strangers) < np.mean(known)


def test_a_gallery_without_products_knows_nothing():
    recogniser = LooksRecogniser()
    assert recogniser(package("SKU-0")) == ()
    assert recogniser.gallery.nearest(recogniser.view(package("SKU-0"))) == []


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_picture_without_anything_has_a_view(looks, shade):
    looks(np.full((40, 60, 3), shade, np.uint8))


def test_the_whole_picture_is_one_product_where_nothing_was_found(looks):
    image = package("SKU-2", shot=9)
    (seen,) = with_looks(image, [], HEALTHY, looks)
    assert (seen.kind, seen.candidates[0].item, seen.models) == (Kind.PRODUCT, "SKU-2", (looks.stamp,))


def test_things_are_cut_out_and_asked_one_by_one(looks):
    shelf = np.full((400, 1000, 3), 90, np.uint8)
    boxes = {"SKU-1": (40, 40, 320, 320), "SKU-4": (600, 40, 320, 320)}
    for item, (left, top, wide, high) in boxes.items():
        shelf[top : top + high, left : left + wide] = package(item, shot=9)
    found = [Sighting(Kind.PRODUCT, 0.9, box, HEALTHY) for box in boxes.values()]
    speck = Sighting(Kind.PRODUCT, 0.9, (0, 0, 9, 9), HEALTHY)
    seen = with_looks(shelf, [*found, speck], HEALTHY, looks)
    assert [one.candidates[0].item for one in seen[:2]] == list(boxes)
    assert seen[2] == speck


def test_a_label_on_a_thing_is_told_what_the_thing_looks_like(looks):
    shelf = np.full((400, 1000, 3), 90, np.uint8)
    shelf[40:360, 40:360] = package("SKU-1", shot=9)
    thing = Sighting(Kind.PRODUCT, 0.9, (40, 40, 320, 320), HEALTHY)
    on, beside = (Sighting(Kind.LABEL, 0.9, (left, 200, 80, 60), HEALTHY) for left in (120, 700))
    seen = with_looks(shelf, [on, thing, beside], HEALTHY, looks)
    assert [one.candidates[0].item for one in seen[:2]] == ["SKU-1", "SKU-1"]
    assert seen[2] == beside


@pytest.mark.parametrize(("left", "told"), [(330, True), (345, False)], ids=["four tenths on it", "hardly on it"])
def test_a_label_that_sticks_out_is_on_the_thing_that_it_mostly_covers(looks, left, told):
    shelf = np.full((400, 1000, 3), 90, np.uint8)
    shelf[40:360, 40:360] = package("SKU-1", shot=9)
    thing = Sighting(Kind.PRODUCT, 0.9, (40, 40, 320, 320), HEALTHY)
    label = Sighting(Kind.LABEL, 0.9, (left, 200, 75, 60), HEALTHY)
    seen = with_looks(shelf, [label, thing], HEALTHY, looks)
    assert bool(seen[0].candidates) == told


def test_several_labels_are_not_one_product(looks):
    labels = [Sighting(Kind.LABEL, 0.9, (0, 0, 99, 99), HEALTHY)] * 2
    assert with_looks(package("SKU-0"), labels, HEALTHY, looks) == labels


def test_likelihoods_of_one_view_are_at_most_one():
    likelihood = Likelihood((9.0,) * 6, 0.0, at_most=0.84, unknown_below=0.2)
    looks = LooksRecogniser(Gallery())
    gallery = Gallery({item: [looks.view(package(item))] for item in ITEMS[:3]})
    near = gallery.nearest(looks.view(package("SKU-0", shot=3)))
    assert sum(likelihood(near)) <= 1.0001
    assert len(features(near)) == 3
    assert likelihood([]) == []
