"""What people say short: a bare place, a bare verb, "how many, and where"; nothing is booked by mistake."""

from decimal import Decimal

import pytest

from assistant.inventory.move import MoveDraft, MoveKind

OIL, OPENING = "OIL", Decimal(40)


def test_a_bare_place_is_answered_with_what_lies_there(real):
    told = real.say("A1-01")
    assert told.reading.intent == "QueryStock"
    assert "金龙鱼大豆油" in told.reply
    assert (told.question, told.proposal) == (None, None)
    assert real.say("对").moves == ()


def test_a_place_that_is_not_there_starts_no_booking(real):
    told = real.say("Z9-99")
    assert "Z9-99" in told.reply
    assert real.clerk.dialogue(real.clerk.clock()).intent not in {"Issue", "Receive", "Move"}


def test_a_bare_place_in_the_middle_of_a_booking_goes_back_to_it(real):
    asked = real.say("入库三箱金龙鱼大豆油")
    told = real.say("A2-05")
    assert told.reply.endswith(asked.reply)
    assert real.say("对").moves[0]["quantity"] == "12"
    assert real.on_hand() == OPENING + 12


@pytest.mark.parametrize("place", ["Z9-99", "A2"])
def test_an_unclear_place_in_the_middle_of_a_booking_goes_back_to_it_too(real, place):
    asked = real.say("入库三箱金龙鱼大豆油")
    told = real.say(place)
    assert place in told.reply
    assert told.question == asked.question
    assert real.say("对").moves[0]["quantity"] == "12"


def test_how_many_and_where_is_about_what_was_named(real):
    real.say("金龙鱼大豆油还有多少")
    told = real.say("还有几箱,在哪")
    assert "10箱" in told.reply
    assert "A1-01" in told.reply


def test_how_many_and_where_is_about_what_is_shown(real):
    real.show(code="6901234567892")
    if real.clerk.dialogue(real.clerk.clock()).intent:
        real.say("停")
        real.show(code="6901234567892")
    told = real.say("还有几箱,在哪")
    assert "A1-01" in told.reply


@pytest.mark.parametrize(("verb", "intent"), [("入库", "Receive"), ("出库", "Issue")])
def test_a_bare_verb_asks_for_the_goods_and_is_kept(real, verb, intent):
    asked = real.say(verb)
    assert asked.question.slot == "item"
    assert asked.reply == "哪个货品?"
    assert real.say("金龙鱼大豆油").question.slot == "quantity"
    proposed = real.say("三桶")
    assert proposed.proposal.intent == intent
    assert real.on_hand() == OPENING


def test_a_verb_by_itself_takes_no_denial(real):
    assert real.say("不入库").proposal is None
    assert real.on_hand() == OPENING


def test_the_other_language_is_asked_for_in_itself(real):
    real.say("入库金龙鱼大豆油")
    asked = real.say("switch to English")
    assert asked.question.slot == "quantity"
    assert asked.reply.isascii()
    back = real.say("说中文")
    assert back.question.slot == "quantity"
    assert not back.reply.isascii()


def test_more_than_there_is_asks_for_another_amount(real):
    asked = real.say("金龙鱼大豆油出库三十箱")
    assert asked.reply == "金龙鱼大豆油只有10箱,不够30箱,没有记账。要多少?"
    assert (asked.question.slot, asked.settled, asked.proposal) == ("quantity", False, None)
    assert real.press("confirm").moves == ()
    assert real.say("三").question.slot == "unit"
    assert real.say("箱").proposal.slots["quantity_base"] == "12"
    assert real.say("对").moves[0]["quantity"] == "12"
    assert real.on_hand() == OPENING - 12


def test_more_than_there_is_twice_books_nothing(real):
    real.say("金龙鱼大豆油出库三十箱")
    asked = real.say("二十箱")
    assert asked.question.slot == "quantity"
    assert asked.proposal is None
    assert real.say("算了").moves == ()
    assert real.on_hand() == OPENING


def test_nothing_there_is_refused_and_dropped(real):
    with real.clerk.ledger.unit() as unit:
        unit.moves.book(MoveDraft("gone", MoveKind.SCRAP, OIL, OPENING, "A1-01", "LOSS"))
    refused = real.say("金龙鱼大豆油出库一箱")
    assert (refused.question, refused.settled) == (None, False)


def test_a_customer_whom_nobody_has_entered_is_taken_by_his_name(real):
    asked = real.say("金龙鱼大豆油出库三箱给王老板")
    assert asked.reading.slots["person"] == "王老板"
    assert asked.question.slot == "confirm"
    assert real.say("对").moves[0]["quantity"] == "12"


@pytest.mark.parametrize(
    "text", ["金龙鱼大豆油出库三箱给王老板不", "金龙鱼大豆油出库三箱给那谁", "金龙鱼大豆油退三箱给王老板"]
)
def test_other_words_behind_the_goods_are_no_customer(real, text):
    told = real.say(text)
    assert told.proposal is None
    assert real.say("对").moves == ()
    assert real.on_hand() == OPENING
