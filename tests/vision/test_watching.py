"""Frames are one look: labels as they were read best, cartons once."""

import numpy as np

from vision.sighting import Count, Fields, Kind, PictureHealth, PictureProblem, Sighting
from vision.watching import Watcher

HEALTH = PictureHealth(120, 900)
FRAME = np.random.default_rng(1).integers(90, 160, (240, 320, 3), dtype=np.uint8)
BOXES = [(20 + 100 * place, 80, 80, 80) for place in range(3)]


def carton(box, confidence=0.9):
    return Sighting(Kind.CARTON, confidence, box, HEALTH, count=Count(1, 0.5))


def label(confidence, code="A"):
    return Sighting(Kind.LABEL, confidence, (5, 5, 20, 20), HEALTH, code=code, fields=Fields(lot=code))


def watched(*frames):
    looks = iter(frames)
    watcher = Watcher(lambda _: next(looks))
    return watcher, [watcher.see(FRAME) for _ in frames]


def test_cartons_tell_how_many_have_passed():
    cartons = tuple(map(carton, BOXES))
    watcher, seen = watched(cartons, cartons[:2], cartons, cartons)
    assert [one.count.number for one in seen[-1]] == [3, 3, 3]
    (told,) = watcher.summary()
    assert (told.kind, told.count.number) == (Kind.CARTON, 3)


def test_a_label_is_kept_as_it_was_read_best():
    watcher, _ = watched((label(0.7),), (label(0.95),), (label(0.6), label(0.8, "B")))
    assert {(one.code, one.confidence) for one in watcher.summary()} == {("A", 0.95), ("B", 0.8)}


def test_where_nothing_was_seen_the_last_frame_says_why():
    dark = Sighting(Kind.NOTHING, 0.0, (0, 0, 320, 240), PictureHealth(3, 0, PictureProblem.DARK))
    watcher, _ = watched((dark,), (dark,))
    assert watcher.summary() == (dark,)


def test_no_frame_no_sighting():
    watcher, _ = watched()
    assert watcher.summary() == ()
