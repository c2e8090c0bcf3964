"""What is tapped counts as touch: no word of it has to be understood, and no single finger books what is dear."""

import pytest

from assistant.event import Event, Tapped
from assistant.risk import Level, Policy, Rule

OIL, RICE = "OIL", "RICE"
OIL_CODE = "6901234567892"
RECEIPT = {"item": OIL, "quantity": "3", "unit": "箱"}


@pytest.fixture
def tap(counter):
    return lambda intent="", **slots: counter.send(Tapped(intent, slots))


def test_a_form_is_proposed_with_touch_as_its_evidence(counter, tap):
    asked = tap("Receive", **RECEIPT)
    assert asked.question.slot == "confirm"
    assert {entry["sense"] for entry in asked.proposal.evidence} == {"touch"}
    assert counter.press("confirm").moves[0]["quantity"] == "12"


def test_a_choice_answers_the_open_question(counter, tap):
    counter.hear(("入库三箱金龙鱼", 0.45), ("入库四箱金龙鱼", 0.4))
    asked = tap(quantity="4")
    assert (asked.question.slot, asked.proposal.slots["quantity_base"]) == ("confirm", "16")


def test_one_slot_of_the_proposal_is_put_right(counter, tap):
    counter.say("入库三箱金龙鱼")
    assert "5箱" in tap(quantity="5").reply
    assert counter.press("confirm").moves[0]["quantity"] == "20"


def test_a_stale_choice_changes_nothing(counter, tap):
    counter.say("入库三箱金龙鱼")
    counter.press("confirm")
    turn = tap(quantity="5")
    assert (turn.settled, turn.moves) == (False, ())
    assert counter.on_hand() == 52


@pytest.mark.parametrize(
    "slots",
    [{"quantity": "many"}, {"quantity": "NaN"}, {"expiry": "soon"}, {"item": "NOTHING"}, {"colour": "red"},
     {"reason": "x" * 300}],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_and_the_booking_stays(counter, tap, slots):
    counter.say("入库三箱金龙鱼")
    turn = tap(**slots)
    assert (turn.settled, turn.moves, turn.question.slot) == (False, (), "confirm")
    assert counter.press("confirm").moves[0]["quantity"] == "12"


def test_a_picture_of_something_else_stops_what_was_tapped(counter, tap):
    counter.show(OIL_CODE)
    asked = tap("Receive", item=RICE, quantity="5", unit="袋")
    assert {choice.value for choice in asked.question.choices} == {OIL, RICE}
    assert counter.press("confirm").moves == ()
    assert tap(item=RICE).question.slot == "confirm"
    assert counter.press("confirm").moves[0]["item"] == RICE


def test_no_as_a_button(counter):
    counter.say("入库三箱金龙鱼")
    assert counter.press("deny").question.slot == "correction"
    assert counter.press("confirm").moves == ()


@pytest.mark.parametrize("again", ["press", "say"])
def test_the_same_yes_again_is_not_saying_it_twice(counter, again):
    counter.say("报废两桶金龙鱼")
    getattr(counter, again)({"press": "confirm", "say": "对"}[again])
    for _ in range(3):
        turn = getattr(counter, again)({"press": "confirm", "say": "对"}[again])
        assert (turn.moves, turn.question.slot) == ((), "quantity")
    assert counter.on_hand() == 40


def test_the_amount_tapped_once_more_is(counter, tap):
    counter.say("报废两桶金龙鱼")
    counter.press("confirm")
    assert tap(quantity="2", unit="桶").moves
    assert counter.on_hand() == 38


@pytest.mark.parametrize("slots", [{"quantity": "3", "unit": "桶"}, {"quantity": "2", "unit": "箱"}])
def test_another_amount_tapped_the_second_time_books_nothing(counter, tap, slots):
    counter.say("报废两桶金龙鱼")
    counter.press("confirm")
    assert tap(**slots).moves == ()
    assert counter.press("confirm").moves == ()
    assert counter.on_hand() == 40


def test_another_command_is_no_second_saying(counter, phrases):
    phrases.learn("出库两桶金龙鱼", "Issue", item=OIL, quantity="2", unit="桶")
    counter.say("报废两桶金龙鱼")
    counter.say("对")
    turn = counter.say("出库两桶金龙鱼")
    assert (turn.moves, turn.proposal.intent) == ((), "Issue")


def test_check_digits_may_be_tapped(counter, tap):
    counter.clerk.policy = Policy([Rule(Level.CHECK_WORD, frozenset({"Issue"}))])
    tap("Issue", item=OIL, quantity="2", unit="桶")
    asked = counter.press("confirm")
    assert counter.press("confirm").moves == ()
    digits = "".join(sign for sign in counter.clerk.dialogue(counter.clerk.clock()).question.text if sign.isdigit())
    assert asked.question.slot == "check"
    assert tap(check=digits).moves


def test_a_tap_travels_in_a_session():
    event = Event("e", Event.from_dict({"id": "x", "at": "2026-03-02T08:00:00+00:00", "kind": "said", "text": ""}).at,
                  Tapped("Receive", RECEIPT))  # fmt: skip
    assert Event.from_dict(event.to_dict()) == event


def test_a_screen_sees_what_is_believed_and_why_it_is_asked(counter):
    counter.hear(("报废两桶金龙鱼", 0.7))
    shown = counter.clerk.dialogue(counter.clerk.clock())
    assert (shown.intent, shown.question.slot, shown.proposal.intent) == ("Scrap", "confirm", "Scrap")
    assert shown.slots["item"].label == "金龙鱼大豆油"
    assert shown.slots["item"].senses == ("voice",)
    assert shown.slots["quantity"].value == "2"
    assert any("报废" in reason for reason in shown.reasons)
    assert any("数量" in reason for reason in shown.reasons)
    assert shown.to_dict()["slots"]["unit"]["value"] == "桶"


def test_a_screen_sees_nothing_where_nothing_is_open(counter):
    shown = counter.clerk.dialogue(counter.clerk.clock())
    assert (shown.intent, shown.question, shown.slots, shown.proposal, shown.reasons) == (None, None, {}, None, ())


def test_looking_at_the_conversation_changes_nothing(counter):
    counter.say("入库三箱金龙鱼")
    before = counter.journal()
    counter.clerk.dialogue(counter.clerk.clock(), "小李")
    assert counter.journal() == before
    assert counter.press("confirm").moves
