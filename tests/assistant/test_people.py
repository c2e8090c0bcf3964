"""Several people on one device: nobody's yes counts for another's booking."""

import pytest

from assistant.event import Event, Pressed, Said


@pytest.fixture
def say(counter):
    return lambda person, text: counter.send(Said(text), person=person)


def test_a_yes_of_somebody_else_books_nothing(counter, say):
    say("老王", "入库三箱金龙鱼")
    assert say("小李", "对").moves == ()
    assert counter.on_hand() == 40
    booked = say("老王", "对")
    assert [move["quantity"] for move in booked.moves] == ["12"]


def test_each_finds_his_own_booking_again(counter, say):
    say("老王", "入库三箱金龙鱼")
    assert say("小李", "入库四箱金龙鱼").question.slot == "confirm"
    assert "5箱" in say("老王", "不对是五箱").reply
    say("小李", "对")
    assert counter.on_hand() == 56
    say("老王", "对")
    assert counter.on_hand() == 76


def test_nobody_undoes_what_another_has_booked(counter, say):
    say("老王", "入库三箱金龙鱼")
    say("老王", "对")
    assert say("小李", "撤销").moves == ()
    assert counter.on_hand() == 52
    assert say("老王", "撤销").moves


def test_an_event_without_a_name_is_of_whoever_is_there(counter, say):
    say("老王", "入库三箱金龙鱼")
    assert counter.press("confirm").moves
    with counter.clerk.ledger.view() as unit:
        assert unit.moves.history(limit=1)[0].person == "老王"


def test_the_name_travels_with_the_event(counter):
    event = Event("e", counter.clerk.clock(), Pressed("skip"), "老王")
    assert Event.from_dict(event.to_dict()) == event
