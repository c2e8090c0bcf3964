"""The overlay draws what it is given, where it is given, and stays inside the picture."""

import numpy as np
import pytest

from vision.overlay import CHECKLIST_WORDS, Checklist, Mark, State, draw, frame, marks_of
from vision.sighting import Count, Fields, Kind, PictureHealth, Sighting

HEALTH = PictureHealth(120, 900)


def test_marks_tell_name_lot_expiry_and_what_is_asked():
    fields = Fields(lot="A1", expiry="2027-04-10", quantity="12", unit="桶", ambiguous=("produced",))
    seen = Sighting(Kind.LABEL, 0.99, (1, 2, 3, 4), HEALTH, item="NOO-01", fields=fields)
    (mark,) = marks_of([seen, Sighting(Kind.NOTHING, 0, (0, 0, 9, 9), HEALTH)], {"NOO-01": "牛肉面"})
    assert mark == Mark(
        (1, 2, 3, 4), "牛肉面", ("批号 A1", "有效期至 2027-04-10", "数量 12桶", "请确认: 生产日期"), State.ASKED
    )


@pytest.mark.parametrize("size", [(120, 90), (360, 270), (1280, 960)])
@pytest.mark.parametrize("box", [(0, 0, 40, 30), (60, 50, 50, 40), (-20, -20, 5000, 5000)])
def test_any_box_on_any_picture(size, box):
    width, height = size
    image = np.full((height, width, 3), 127, np.uint8)
    drawn = draw(image, [Mark(box, "一个很长很长很长很长的品名" * 3, ("批号 A1",) * 3, State.SURE)] * 3)
    assert drawn.shape == image.shape
    assert (drawn != image).any()
    assert (image == 127).all()


def test_the_box_is_where_it_should_be_and_the_checklist_below():
    image = np.full((480, 640, 3), 127, np.uint8)
    drawn = draw(image, [Mark((300, 200, 100, 80), "盐")], Checklist(12, 8, CHECKLIST_WORDS["zh"]))
    changed = (drawn != 127).any(axis=2)
    assert changed[240, 300]
    assert not changed[240, 350]
    assert changed[470].mean() > 0.9
    assert str(Checklist(12, 8, CHECKLIST_WORDS["zh"])) == "应检 12   已检 8   剩 4"


def carton(x, number, *, at_least=False, item=None):
    count = Count(number, 0.9, at_least=at_least)
    return Sighting(Kind.CARTON, 0.9, (x, 50, 60, 60), HEALTH, item=item, count=count)


@pytest.mark.parametrize(
    ("seen", "lang", "titles"),
    [
        ([carton(10, 2), carton(90, 2)], "zh", ["纸箱 2 箱", ""]),
        ([carton(10, 1, at_least=True)], "zh", ["纸箱 至少 1 箱"]),
        ([carton(10, 6, item="COK-01")], "zh", ["可乐 6 箱"]),
        ([carton(10, 6, at_least=True)], "en", ["carton at least 6 cartons"]),
        ([carton(10, 1), carton(90, 3, item="COK-01")], "zh", ["纸箱 1 箱", "可乐 3 箱"]),
    ],
)
def test_cartons_of_a_kind_are_told_of_once(seen, lang, titles):
    assert [mark.title for mark in marks_of(seen, {"COK-01": "可乐"}, lang)] == titles


def test_a_frame_is_drawn_like_a_picture():
    image = np.full((270, 360, 3), 127, np.uint8)
    checklist = Checklist(12, 8, CHECKLIST_WORDS["zh"])
    seen = [carton(60, 1)]
    assert (frame(image, seen, {}, "zh", checklist) == draw(image, marks_of(seen, {}), checklist)).all()


def test_text_is_large_enough_on_a_narrow_screen():
    image = np.full((270, 360, 3), 127, np.uint8)
    drawn = frame(image, [carton(120, 6)], {})
    white = (drawn == 255).all(axis=2)
    rows = np.flatnonzero(white.any(axis=1))
    assert np.ptp(rows) >= 11
