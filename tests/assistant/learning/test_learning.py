"""What is learnt from confirmed bookings, and how it is forgotten."""

import pytest

from assistant.learning import aliases, habits
from assistant.learning.habits import Habits
from intents.reading import Choice, Doubt

OIL, RICE = "OIL", "RICE"
BOTH = (Choice(RICE, "五常大米", 0.5), Choice(OIL, "金龙鱼大豆油", 0.5))


@pytest.fixture
def vague(counter, phrases):
    phrases.learn("入库三桶油", "Receive", Doubt("item", "ambiguous", "油", BOTH), quantity="3", unit="桶")
    phrases.learn("金龙鱼大豆油", "Receive", item=OIL)
    return counter


def settle(counter):
    asked = counter.say("入库三桶油")
    if asked.question.slot == "item":
        counter.say("金龙鱼大豆油")
    return asked, counter.say("对")


def test_what_was_chosen_often_is_proposed_and_read_back(vague):
    for _ in range(3):
        asked, booked = settle(vague)
        assert asked.question.slot == "item"
        assert booked.moves
    asked, booked = settle(vague)
    assert asked.reply == "入库金龙鱼大豆油 3桶,对吗?"
    assert booked.moves[0]["item"] == OIL
    assert "habit" in vague.journal()


def test_a_choice_that_was_not_confirmed_teaches_nothing(vague):
    for _ in range(5):
        vague.say("入库三桶油")
        vague.say("金龙鱼大豆油")
        vague.press("cancel")
    assert vague.say("入库三桶油").question.slot == "item"


def test_habits_can_be_forgotten(vague):
    for _ in range(4):
        settle(vague)
    with vague.clerk.ledger.unit() as unit:
        habits.forget(unit, words="油")
        assert Habits(unit, "").meant("油", [OIL, RICE]) == {}
        assert Habits(unit, "").favour("Receive", [OIL, RICE]) == {OIL: pytest.approx(1.4)}
        habits.forget(unit)
        assert Habits(unit, "").favour("Receive", [OIL]) == {}
    assert vague.say("入库三桶油").question.slot == "item"


def test_a_persons_own_habit_counts_before_the_shops(counter):
    with counter.clerk.ledger.unit() as unit:
        slots = {"item": RICE, "quantity_base": "1"}
        for _ in range(3):
            Habits(unit, "老王").learn("Receive", slots, {"面": RICE})
        for _ in range(9):
            Habits(unit, "小李").learn("Receive", {**slots, "item": OIL}, {"面": OIL})
        assert Habits(unit, "老王").meant("面", [OIL, RICE])[RICE] == 0.75
        assert Habits(unit, "新人").meant("面", [OIL, RICE])[OIL] > 0.6


def correct_name(counter):
    counter.say("黄龙鱼入库三箱")
    counter.say("金龙鱼")
    return counter.say("对")


def test_a_wrong_name_is_proposed_to_the_owner_and_never_added_silently(counter, phrases):
    phrases.learn("金龙鱼", "Receive", item=OIL)
    assert correct_name(counter).moves
    with counter.clerk.ledger.view() as unit:
        assert aliases.proposals(unit) == []
    correct_name(counter)
    with counter.clerk.ledger.unit() as unit:
        (proposed,) = aliases.proposals(unit)
        assert (proposed.words, proposed.item, proposed.times) == ("黄龙鱼", OIL, 2)
        assert unit.catalogue.item(OIL).aliases == ()
        aliases.accept(unit, "黄龙鱼", OIL, by="店主")
        assert unit.catalogue.item(OIL).aliases == ("黄龙鱼",)
        assert aliases.proposals(unit) == []
        aliases.remove(unit, "黄龙鱼", OIL)
        assert unit.catalogue.item(OIL).aliases == ()


def test_a_rejected_name_is_not_proposed_again(counter, phrases):
    phrases.learn("金龙鱼", "Receive", item=OIL)
    for _ in range(2):
        correct_name(counter)
    with counter.clerk.ledger.unit() as unit:
        aliases.reject(unit, "黄龙鱼", OIL)
    correct_name(counter)
    with counter.clerk.ledger.view() as unit:
        assert aliases.proposals(unit) == []


def test_what_was_never_proposed_cannot_be_accepted(counter):
    with counter.clerk.ledger.unit() as unit, pytest.raises(KeyError):
        aliases.accept(unit, "没有", OIL)
