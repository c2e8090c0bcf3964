"""What guards a booking: our own echo, homophones, check digits, a second person, what is usual."""

from decimal import Decimal

import pytest

from assistant.check_digits import said
from assistant.event import Said
from assistant.homophones import twins
from assistant.risk import Case, Level, Policy, Rule, shipped


@pytest.mark.parametrize("text", ["对", "撤销", "入库四箱金龙鱼"])
def test_while_our_own_voice_plays_nothing_counts(counter, text):
    counter.hear(("入库三箱金龙鱼", 0.97))
    turn = counter.hear((text, 0.99), over_voice=True)
    assert (turn.reply, turn.moves, turn.question.slot) == ("", (), "confirm")
    assert counter.on_hand() == 40
    assert counter.hear(("对", 0.97)).moves


def test_stop_counts_even_over_our_own_voice(counter):
    counter.hear(("入库三箱金龙鱼", 0.97))
    assert "停" in counter.hear(("停", 0.97), over_voice=True).reply
    assert counter.press("confirm").moves == ()


@pytest.mark.parametrize(
    ("text", "answering", "found"),
    [
        ("是六箱", True, {"是六箱": 0.5, "十六箱": 0.5}),
        ("十六箱", True, {"十六箱": 0.5, "是六箱": 0.5}),
        ("入库大豆油十六箱", False, {"入库大豆油十六箱": 0.97, "入库大豆油是六箱": 0.03}),
        ("入库四箱大豆油", False, {"入库四箱大豆油": 0.985, "入库十箱大豆油": 0.015}),
        ("十箱", True, {"十箱": 0.985, "四箱": 0.015}),
        ("二十六箱", True, {"二十六箱": 1.0}),
        ("三箱", True, {"三箱": 1.0}),
        ("是三十箱", True, {"是三十箱": 1.0}),
    ],
)
def test_numbers_that_sound_alike(text, answering, found):
    assert dict(twins(text, answering=answering)) == pytest.approx(found)


@pytest.mark.parametrize("heard", ["是六箱", "十六箱"])
def test_six_and_sixteen_are_asked(real, heard):
    real.hear(("入库金龙鱼大豆油", 0.97))
    asked = real.hear((heard, 0.97))
    assert asked.question.slot == "quantity"
    assert {choice.value for choice in asked.question.choices} == {"6", "16"}
    assert asked.proposal is None


@pytest.mark.parametrize("heard", ["不对是六箱", "不对十六箱"])
def test_a_correction_to_six_or_sixteen_is_asked(real, heard):
    real.hear(("入库三箱金龙鱼大豆油", 0.97))
    asked = real.hear((heard, 0.97))
    assert asked.question.slot == "quantity"
    assert real.press("confirm").moves == ()


def test_the_answer_to_six_or_sixteen_is_taken_and_read_back(real):
    real.hear(("入库金龙鱼大豆油", 0.97))
    real.hear(("十六箱", 0.97))
    assert "16箱" in real.hear(("十六箱", 0.97)).reply
    assert real.hear(("对", 0.97)).moves[0]["quantity"] == "64"


def test_a_number_with_a_twin_never_skips_the_read_back(real):
    real.show("6901234567892")
    assert real.hear(("入库四箱金龙鱼大豆油", 0.999)).question.slot == "confirm"


@pytest.mark.parametrize(
    ("text", "digits"),
    [("三八", "38"), ("三十八", "38"), ("38", "38"), ("three eight", "38"), ("三箱", None), ("", None)],
)
def test_check_digits_are_said_in_several_ways(text, digits):
    assert said(text) == digits


def guarded(counter, level, intent="Issue"):
    counter.clerk.policy = Policy([Rule(level, frozenset({intent}))])


def test_the_highest_tier_wants_its_digits_said_back(counter):
    guarded(counter, Level.CHECK_WORD)
    counter.say("出库两桶金龙鱼")
    asked = counter.say("对")
    assert (asked.question.slot, asked.moves) == ("check", ())
    digits = "".join(sign for sign in asked.reply if sign.isdigit())
    assert counter.hear((digits, 0.9)).moves
    assert counter.on_hand() == 38


@pytest.mark.parametrize("answer", ["对", "11"])
def test_neither_a_yes_nor_wrong_digits_do_for_the_highest_tier(counter, answer):
    guarded(counter, Level.CHECK_WORD)
    counter.say("出库两桶金龙鱼")
    counter.say("对")
    assert counter.say(answer).moves == ()
    assert counter.on_hand() == 40


def test_the_digits_rotate(counter):
    guarded(counter, Level.CHECK_WORD)
    replies = set()
    for _ in range(8):
        counter.say("出库两桶金龙鱼")
        replies.add(counter.say("对").reply)
        counter.press("cancel")
    assert len(replies) > 3


def test_a_second_person_has_to_agree(counter):
    guarded(counter, Level.SECOND_PERSON)
    asked = counter.send(Said("出库两桶金龙鱼"), person="老王")
    assert "另一个人" in asked.reply
    review = asked.proposal.id
    alone = counter.decide(review, "approve", person="老王")
    assert (alone.settled, alone.moves) == (False, ())
    assert counter.decide(review, "approve", person="店长").moves
    assert counter.on_hand() == 38


def test_a_review_is_put_right_and_booked(counter):
    guarded(counter, Level.REVIEW)
    review = counter.say("出库两桶金龙鱼").proposal.id
    changed = counter.decide(review, "change", slots={"quantity": "3"})
    assert changed.moves[0]["quantity"] == "3"
    assert counter.on_hand() == 37
    with counter.clerk.ledger.view() as unit:
        assert unit.reviews.queue() == []
        (labelled,) = unit.journal.entries("labelled")
    assert '"right":false' in labelled.body
    assert '"slots":{"quantity":"3"}' in labelled.body


@pytest.mark.parametrize(
    ("case", "level"),
    [
        (Case("Receive", Decimal(600), usual=Decimal(50)), Level.TWICE),
        (Case("Receive", Decimal(400), usual=Decimal(50)), Level.READ_BACK),
        (Case("Issue", Decimal(1), Decimal(10), category="药品"), Level.CHECK_WORD),
        (Case("Issue", Decimal(1), Decimal(10), worth=Decimal(200_000)), Level.CHECK_WORD),
        (Case("Receive", Decimal(1), category="药品"), Level.READ_BACK),
        (Case("Scrap", Decimal(1), Decimal(10), worth=Decimal(60_000)), Level.SECOND_PERSON),
        (Case("Reserve", Decimal(1), Decimal(10)), Level.READ_BACK),
    ],
)
def test_the_shipped_policy_knows_amount_habit_category_and_worth(case, level):
    assert shipped().level(case) is level


def test_a_role_may_be_trusted_more():
    policy = Policy(
        [Rule(Level.READ_BACK, frozenset({"Scrap"}), roles=frozenset({"manager"})), Rule(Level.TWICE, direction="out")]
    )
    assert policy.level(Case("Scrap", Decimal(1), role="manager")) is Level.READ_BACK
    assert policy.level(Case("Scrap", Decimal(1))) is Level.TWICE


def test_what_is_usual_is_learnt_from_bookings(counter):
    for _ in range(4):
        counter.say("入库三箱金龙鱼")
        counter.say("对")
    with counter.clerk.ledger.view() as unit:
        from assistant.learning.habits import Habits

        assert Habits(unit, "").usual("Receive", "OIL") == 12


def test_reserving_and_releasing(real):
    real.say("预留两桶金龙鱼大豆油")
    assert real.say("对").moves[0]["kind"] == "reserve"
    with real.clerk.ledger.view() as unit:
        assert unit.stock.available("OIL") == 38
    asked = real.say("释放金龙鱼大豆油")
    assert "2桶" in asked.reply
    assert real.say("对").moves
    with real.clerk.ledger.view() as unit:
        assert unit.stock.available("OIL") == 40
