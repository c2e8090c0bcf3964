"""What is done with what was heard, but not well."""

import pytest

from tests.assistant.conftest import OIL_CODE

OIL_NAME = "金龙鱼大豆油"


def test_an_unsure_command_that_names_what_is_shown_is_taken_up(real):
    real.show(OIL_CODE)
    turn = real.hear((f"入库{OIL_NAME}三箱", 0.4), problem="not_a_command")
    assert (turn.question.slot, [choice.value for choice in turn.question.choices]) == ("quantity", ["3"])
    asked = real.hear(("三箱", 0.9))
    assert asked.question.slot == "confirm"
    assert asked.moves == ()
    assert real.press("confirm").moves[0]["quantity"] == "12"


@pytest.mark.parametrize(
    ("shown", "heard", "sure"),
    [
        (None, f"入库{OIL_NAME}三箱", 0.4),
        (OIL_CODE, "入库大米三袋", 0.4),
        (OIL_CODE, "入库三箱", 0.4),
        (OIL_CODE, f"入库{OIL_NAME}三箱", 0.1),
        (OIL_CODE, f"{OIL_NAME}还有多少", 0.4),
    ],
)
def test_an_unsure_sentence_is_refused_otherwise(real, shown, heard, sure):
    if shown:
        real.show(shown)
    turn = real.hear((heard, sure), problem="not_a_command")
    assert (turn.settled, turn.question, turn.proposal) == (False, None, None)


def test_an_unsure_command_leaves_what_waits_for_a_yes_alone(real):
    real.show(OIL_CODE)
    real.hear((f"入库{OIL_NAME}三箱", 0.97))
    turn = real.hear((f"入库{OIL_NAME}五箱", 0.4), problem="not_a_command")
    assert turn.question.slot == "confirm"
    assert real.press("confirm").moves[0]["quantity"] == "12"


def test_a_no_that_may_have_been_a_yes_is_asked_again(real):
    real.hear((f"入库{OIL_NAME}三箱", 0.97))
    turn = real.hear(("不对", 0.66), ("对", 0.5))
    assert (turn.settled, turn.question.slot, turn.moves) == (False, "confirm", ())
    assert real.hear(("对", 0.97)).moves


def test_a_clear_no_is_a_no(real):
    real.hear((f"入库{OIL_NAME}三箱", 0.97))
    assert real.hear(("不对", 0.66)).question.slot == "correction"
    assert real.press("confirm").moves == ()


def test_whoever_finds_nothing_wrong_is_read_back_anew(real):
    real.hear((f"入库{OIL_NAME}三箱", 0.97))
    real.hear(("不对", 0.97))
    turn = real.hear(("对", 0.97))
    assert (turn.question.slot, turn.moves) == ("confirm", ())


def scrapped(real):
    real.hear((f"报废{OIL_NAME}十五桶", 0.97))
    return real.hear(("对", 0.97))


@pytest.mark.parametrize("heard", [("十五桶", 0.96), ("十五桶", 0.85)])
def test_the_same_amount_said_twice_is_booked_though_it_sounds_like_another(real, heard):
    assert scrapped(real).question.slot == "quantity"
    assert real.hear(heard).moves


def test_an_amount_that_may_be_another_is_asked_once_more(real):
    scrapped(real)
    turn = real.hear(("五桶", 0.9), ("十五桶", 0.9))
    assert (turn.settled, turn.question.slot, turn.moves) == (False, "quantity", ())
    assert real.hear(("十五桶", 0.96)).moves


def test_another_amount_gives_the_booking_up(real):
    scrapped(real)
    turn = real.hear(("六桶", 0.95))
    assert (turn.question, turn.moves) == (None, ())


def test_the_goods_are_settled_before_their_unit_is_asked(real):
    turn = real.hear((f"入库三桶{OIL_NAME}", 0.9), ("入库三袋大米", 0.9))
    assert turn.question.slot == "item"


def test_goods_are_as_sure_as_heard_though_they_may_come_or_go(real):
    turn = real.hear((f"出库{OIL_NAME}三箱", 0.9), (f"入库{OIL_NAME}三箱", 0.9))
    assert turn.question.slot == "confirm"


def test_a_unit_said_again_is_as_sure_as_it_was_said(real):
    real.show(OIL_CODE)
    real.hear((f"入库{OIL_NAME}三箱", 0.45), problem="not_a_command")
    assert real.hear(("三箱", 0.9)).question.slot == "confirm"


def test_a_dozen_is_twelve_of_the_base_unit(real):
    turn = real.say(f"入库一打{OIL_NAME}")
    assert turn.reply == f"入库{OIL_NAME} 12桶,对吗?"
    assert real.press("confirm").moves[0]["quantity"] == "12"


def test_half_kilos_are_weighed_in_kilos(real):
    turn = real.say("入库五斤五常大米")
    assert turn.reply == "入库五常大米 2.5公斤,对吗?"
    assert real.press("confirm").moves[0]["quantity"] == "2.5"


def test_nothing_reserved_is_said(real):
    turn = real.say(f"释放{OIL_NAME}的预留")
    assert (turn.settled, turn.question) == (False, None)
    assert "没有预留" in turn.reply


def test_what_expires_first_is_told_of_everything(real):
    assert "没有货品" in real.say("哪些快过期了").reply
    for name, amount, day in (("五常大米", "两袋", "二零二六年一月一号"), (OIL_NAME, "三箱", "二零二七年二月一号")):
        assert real.say(f"入库{name}{amount},有效期到{day}").question.slot == "confirm"
        assert real.press("confirm").moves
    assert real.say("哪些快过期了").reply == f"最早到期:五常大米 2026-01-01 2袋(已过期)、{OIL_NAME} 2027-02-01 3箱。"
