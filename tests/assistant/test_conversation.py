"""What a person says and presses, and what is booked because of it."""

from decimal import Decimal

import pytest

OPENING = Decimal(40)


def test_a_receipt_is_read_back_and_booked_after_a_yes(counter):
    asked = counter.say("入库三箱金龙鱼")
    assert asked.question.slot == "confirm"
    assert asked.reply == "入库金龙鱼大豆油 3箱,对吗?"
    assert asked.moves == ()
    assert counter.on_hand() == OPENING
    booked = counter.say("对")
    assert booked.reply == "已入账:入库金龙鱼大豆油 3箱,放A1-01。"
    assert [move["quantity"] for move in booked.moves] == ["12"]
    assert counter.on_hand() == OPENING + 12


def test_a_second_yes_books_nothing_more(counter):
    counter.say("入库三箱金龙鱼")
    counter.press("confirm")
    again = counter.press("confirm")
    assert (again.settled, again.moves) == (False, ())
    assert counter.on_hand() == OPENING + 12


def test_the_same_event_again_is_answered_but_not_booked_again(counter):
    counter.say("入库三箱金龙鱼")
    from assistant.event import Pressed

    first = counter.send(Pressed("confirm"), identity="mine")
    again = counter.send(Pressed("confirm"), identity="mine")
    assert again == first
    assert counter.on_hand() == OPENING + 12


@pytest.mark.parametrize("word", ["不对", "停"])
def test_no_and_stop_book_nothing(counter, word):
    counter.say("入库三箱金龙鱼")
    assert counter.say(word).moves == ()
    assert counter.say("对").moves == ()
    assert counter.on_hand() == OPENING


def test_one_slot_is_corrected_before_the_booking(counter):
    counter.say("入库三箱金龙鱼")
    corrected = counter.say("不对是五箱")
    assert "5箱" in corrected.reply
    counter.say("对")
    assert counter.on_hand() == OPENING + 20


def test_one_slot_is_corrected_after_the_booking(counter):
    counter.say("入库三箱金龙鱼")
    counter.say("对")
    corrected = counter.say("不对是五箱")
    assert counter.on_hand() == OPENING
    assert corrected.question.slot == "confirm"
    counter.say("对")
    assert counter.on_hand() == OPENING + 20


def test_undo_books_the_opposite_once(counter):
    counter.say("入库三箱金龙鱼")
    counter.say("对")
    undone = counter.say("撤销")
    assert [move["kind"] for move in undone.moves] == ["undo"]
    assert counter.on_hand() == OPENING
    assert counter.say("撤销").moves == ()
    assert counter.on_hand() == OPENING


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("入库零箱金龙鱼", "数量"),
        ("入库负三箱金龙鱼", "数量"),
        ("出库一千桶金龙鱼", "不够"),
        ("入库三箱金龙鱼那什么", "那什么"),
        ("今天天气不错", "没听懂"),
        ("打印", "没有单据"),
    ],
)
def test_what_cannot_be_booked_is_refused_in_chinese(counter, text, word):
    turn = counter.say(text)
    assert word in turn.reply
    assert (turn.settled, turn.moves, turn.proposal) == (False, (), None)
    assert counter.press("confirm").moves == ()
    assert counter.on_hand() == OPENING


def test_a_unit_that_the_item_lacks_is_asked_for(counter):
    turn = counter.say("入库三垛金龙鱼")
    assert turn.question.slot == "unit"
    assert [choice.value for choice in turn.question.choices] == ["桶", "箱"]


def test_what_is_missing_is_asked_for_and_the_answer_completes_it(counter, phrases):
    asked = counter.say("入库金龙鱼")
    assert asked.question.slot == "quantity"
    read_back = counter.say("三箱")
    assert phrases.contexts[-1].expecting == "quantity"
    assert read_back.question.slot == "confirm"
    counter.say("对")
    assert counter.on_hand() == OPENING + 12


def test_a_name_that_is_only_close_is_asked(counter, phrases):
    turn = counter.say("黄龙鱼入库三箱")
    assert turn.reply == "没有“黄龙鱼”,是金龙鱼大豆油吗?"
    assert [choice.value for choice in phrases.readings["黄龙鱼入库三箱"].doubts[0].choices] == ["OIL"]
    assert turn.proposal is None


def test_goods_that_are_not_clear_are_not_taken_for_those_in_hand(counter):
    counter.say("入库大米五袋")
    asked = counter.say("黄龙鱼入库三箱")
    assert (asked.question.slot, asked.proposal) == ("item", None)
    assert counter.press("confirm").moves == ()


def test_a_move_asks_where_to(counter):
    assert counter.say("移两桶金龙鱼").question.slot == "destination"
    assert "A2-02" in counter.say("到A2-02").reply
    counter.say("对")
    with counter.clerk.ledger.view() as unit:
        assert [line.quantity for line in unit.stock.on_hand("OIL", place="A2-02")] == [2]


def test_scrap_has_to_be_said_twice(counter):
    counter.say("报废两桶金龙鱼")
    again = counter.say("对")
    assert (again.question.slot, again.moves) == ("quantity", ())
    assert counter.say("两桶").moves
    assert counter.on_hand() == OPENING - 2


def test_scrap_that_is_said_differently_the_second_time_is_dropped(counter):
    counter.say("报废两桶金龙鱼")
    counter.say("对")
    turn = counter.say("三桶")
    assert (turn.settled, turn.moves) == (False, ())
    assert counter.press("confirm").moves == ()
    assert counter.on_hand() == OPENING


def test_a_count_books_the_difference(counter):
    counter.say("盘点金龙鱼九桶")
    booked = counter.say("对")
    assert [(move["quantity"], move["destination"]) for move in booked.moves] == [("31", "LOSS")]
    assert counter.on_hand() == 9


def test_a_count_that_is_right_books_nothing(counter):
    turn = counter.say("盘点金龙鱼四十桶")
    assert (turn.moves, turn.proposal) == ((), None)
    assert "一样" in turn.reply


def test_how_much_is_there_says_where_too(counter):
    turn = counter.say("金龙鱼还有多少")
    assert turn.reply == "金龙鱼大豆油有10箱,在A1-01。"
    assert turn.rows[0]["quantity"] == "40"


def test_a_question_in_the_middle_of_a_booking_comes_back_to_it(counter):
    counter.say("入库三箱金龙鱼")
    turn = counter.say("金龙鱼还有多少")
    assert "10箱" in turn.reply
    assert turn.reply.endswith("对吗?")
    counter.say("对")
    assert counter.on_hand() == OPENING + 12


def test_repeat_says_the_question_again(counter):
    asked = counter.say("入库三箱金龙鱼")
    assert counter.say("再说一遍").reply == asked.reply


def test_another_clerk_on_the_same_books_goes_on_in_mid_conversation(counter, phrases):
    from assistant.clerk import Clerk

    counter.say("入库三箱金龙鱼")
    counter.clerk = Clerk(counter.clerk.ledger, counter.clerk.clock, device="test", understands=phrases)
    assert counter.say("对").moves
    assert counter.on_hand() == OPENING + 12


def test_everything_is_in_the_journal_and_the_chain_holds(counter):
    counter.say("入库三箱金龙鱼")
    counter.say("对")
    counter.say("出库一千桶金龙鱼")
    kinds = counter.journal()
    for kind in ("said", "understood", "proposed", "asked", "confirmed", "booked", "refused"):
        assert kind in kinds
    assert counter.clerk.ledger.journal_verify().ok
