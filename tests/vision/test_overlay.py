"""The overlay draws what it is given, where it is given, and stays inside the picture."""

import numpy as np
import pytest

from vision.overlay import CHECKLIST_WORDS, Checklist, Mark, State, draw, marks_of
from vision.sighting import Fields, Kind, PictureHealth, Sighting

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
