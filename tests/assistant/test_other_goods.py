"""What a picture says of other goods than those that are meant is never booked with them."""

import pytest

from assistant.event import Seen
from vision.sighting import Fields, Kind, PictureHealth, Sighting

OIL_CODE, UNKNOWN_CODE = "6901234567892", "6900000000007"
RICE = "RICE"
LABEL = {"lot": "L8", "expiry": "2027-01-31"}
FROM_LABEL = {"L8", "2027-01-31"}


def lots(turn):
    return [(move["item"], move["lot"], move["expiry"]) for move in turn.moves]


@pytest.fixture
def rice_in_voice(real):
    """Oil is shown, rice is said, and the person insists on the rice."""
    real.show(OIL_CODE, **LABEL)
    assert real.say("入库两袋五常大米").question.slot == "item"
    return real


def test_the_lot_goes_with_the_goods_that_were_not_meant(rice_in_voice):
    turn = rice_in_voice.say("五常大米")
    assert turn.question.slot == "confirm"
    assert not any(part in turn.reply for part in FROM_LABEL)
    assert lots(rice_in_voice.press("confirm")) == [(RICE, None, None)]


def test_the_lot_stays_with_the_goods_that_were_shown(rice_in_voice):
    rice_in_voice.say("金龙鱼大豆油")
    assert "L8" in rice_in_voice.say("三箱").reply


def test_a_correction_of_the_goods_leaves_the_lot_behind(real):
    real.show(OIL_CODE, **LABEL)
    assert "L8" in real.say("入库两箱").reply
    turn = real.say("不对,是五常大米")
    assert "L8" not in turn.reply
    assert lots(_booked(real, real.say("两袋"))) == [(RICE, None, None)]


def test_a_correction_of_what_is_booked_leaves_the_lot_behind(real):
    real.show(OIL_CODE, **LABEL)
    real.say("入库两桶")
    assert [lot for _, lot, _ in lots(real.press("confirm"))] == ["L8"]
    real.say("不对,是五常大米")
    assert lots(_booked(real, real.say("两袋"))) == [(RICE, None, None)]


def test_what_a_code_of_unknown_goods_says_is_of_no_others(real):
    health = PictureHealth(120.0, 300.0, None)
    fields = Fields(lot="567")
    foreign = Sighting(Kind.BARCODE, 1.0, (0, 0, 9, 9), health, code=UNKNOWN_CODE, gtin=UNKNOWN_CODE, fields=fields)
    real.send(Seen((foreign,), "picture.jpg"))
    real.say("入库两袋五常大米")
    assert lots(_booked(real, real.say("五常大米"))) == [(RICE, None, None)]


def test_goods_that_nobody_knows_take_the_place_of_those_seen_before(real):
    real.show(OIL_CODE, **LABEL)
    real.show(UNKNOWN_CODE)
    assert real.say("入库两袋五常大米").question.slot == "item"
    turn = real.say("五常大米")
    assert turn.question.slot == "confirm"
    assert "L8" not in turn.reply


def test_a_lot_without_a_name_is_of_what_was_shown_then(real):
    real.show(lot="L8", text="批号L8")
    real.show(problem="nothing_found")
    real.say("入库两袋五常大米")
    assert lots(_booked(real, real.say("五常大米"))) == [(RICE, None, None)]


def test_of_two_labels_each_has_its_own_lot(real):
    health = PictureHealth(120.0, 300.0, None)
    oil = Sighting(Kind.LABEL, 1.0, (0, 0, 9, 9), health, code=OIL_CODE)
    rice = Sighting(Kind.LABEL, 1.0, (20, 0, 9, 9), health, fields=Fields(name="五常大米", lot="R5"))
    turn = real.send(Seen((oil, rice), "picture.jpg"))
    assert "R5" not in turn.reply
    real.say("入库两桶金龙鱼大豆油")
    turn = real.say("金龙鱼大豆油")
    assert "R5" not in turn.reply
    assert lots(_booked(real, turn)) == [("OIL", None, None)]


def test_a_box_that_is_put_down_still_counts(real):
    real.show(OIL_CODE, **LABEL)
    real.show(problem="nothing_found")
    assert "L8" in real.say("入库三箱").reply


def _booked(real, turn):
    return real.press("confirm") if turn.question and turn.question.slot == "confirm" else turn
