"""Voice and camera together: agreement, disagreement, and changing over when one fails."""

from dataclasses import replace
from decimal import Decimal

import pytest

from asr.confidence import told
from assistant.event import Seen
from assistant.fusion import Weights
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft
from assistant.risk import Level, Policy, Rule
from vision.sighting import Count, Kind, PictureHealth, Sighting

OPENING = Decimal(40)
RICE_NAME = "五常大米"
OIL_CODE, CASE_CODE = "6901234567892", "16901234567899"
OIL = "OIL"


def test_a_clear_voice_is_read_back_and_booked(counter):
    asked = counter.hear(("入库三箱金龙鱼", 0.97))
    assert asked.question.slot == "confirm"
    assert asked.proposal.confidence == pytest.approx(0.97, abs=0.01)
    assert counter.hear(("对", 0.95)).moves
    assert counter.on_hand() == OPENING + 12


def test_a_yes_that_was_hardly_heard_books_nothing(counter):
    counter.hear(("入库三箱金龙鱼", 0.97))
    turn = counter.hear(("对", 0.6))
    assert (turn.settled, turn.moves) == (False, ())
    assert counter.hear(("对", 0.95)).moves


def test_a_yes_that_the_ears_are_not_quite_sure_of_counts(counter):
    counter.hear(("入库三箱金龙鱼", 0.97))
    assert counter.hear(("对", told(0.9, sure_from=0.94))).moves


def test_two_ways_to_hear_the_number_are_asked(counter):
    turn = counter.hear(("入库三箱金龙鱼", 0.45), ("入库四箱金龙鱼", 0.4))
    assert turn.question.slot == "quantity"
    assert [choice.value for choice in turn.question.choices] == ["3", "4"]
    assert turn.proposal is None


def test_an_unsure_booking_goes_to_review_even_after_a_yes(counter):
    counter.clerk.weights = Weights(yes_odds=2.0)
    counter.hear(("入库三箱金龙鱼", 0.6))
    turn = counter.press("confirm")
    assert (turn.settled, turn.moves) == (False, ())
    assert counter.on_hand() == OPENING
    with counter.clerk.ledger.view() as unit:
        (review,) = unit.reviews.queue()
    assert "clip.wav" in review.evidence


def test_what_the_picture_shows_completes_what_was_said(counter):
    counter.show(OIL_CODE, lot="L8", expiry="2027-01-31")
    asked = counter.hear(("入库三箱", 0.97))
    assert "金龙鱼大豆油(批号L8、有效期2027-01-31)" in asked.reply
    booked = counter.hear(("对", 0.97))
    assert [(move["lot"], move["expiry"]) for move in booked.moves] == [("L8", "2027-01-31")]


@pytest.mark.parametrize(("named", "asked"), [(0.3, False), (0.85, True)])
def test_an_item_that_only_a_worse_hypothesis_names_does_not_speak_against_the_picture(counter, phrases, named, asked):
    phrases.learn("米入库三箱", "Receive", item="RICE", quantity="3", unit="箱")
    counter.show(OIL_CODE, lot="L8", expiry="2027-01-31")
    turn = counter.hear(("入库三箱", 0.9), ("米入库三箱", named))
    assert turn.question.slot == ("item" if asked else "confirm")
    assert asked or turn.proposal.slots["item"] == OIL


def test_a_picture_completes_a_booking_in_preparation(counter, phrases):
    from intents.reading import Doubt

    phrases.learn("入库三箱", "Receive", Doubt("item", "missing"), quantity="3", unit="箱")
    assert counter.hear(("入库三箱", 0.97)).question.slot == "item"
    assert counter.show(OIL_CODE).question.slot == "confirm"
    assert counter.press("confirm").moves


def test_a_number_that_only_the_voice_knows_is_read_back_however_sure(counter):
    counter.show(OIL_CODE)
    turn = counter.hear(("入库三箱金龙鱼", 0.999))
    assert (turn.question.slot, turn.moves) == ("confirm", ())


@pytest.fixture
def ordered(counter):
    """Twelve bottles of oil are on their way; nobody is surer than the weights that the tests use make him."""
    receipts = Rule(Level.READ_BACK, frozenset({"Receive"}), agreed=Level.NONE, agreed_at=0.99)
    counter.clerk.policy = Policy([receipts, Rule(Level.READ_BACK, frozenset({"Issue"}))])
    with counter.clerk.ledger.unit() as unit:
        lines = (LineDraft(OIL, Decimal(12)),)
        unit.documents.write(DocumentDraft("P1", DocumentKind.PURCHASE_ORDER, lines), release=True)
    return counter


def test_what_was_ordered_shown_and_said_alike_skips_the_read_back(ordered):
    ordered.show(OIL_CODE)
    turn = ordered.hear(("入库三箱金龙鱼", 0.97))
    assert [move["quantity"] for move in turn.moves] == ["12"]
    assert turn.question is None
    assert ordered.on_hand() == OPENING + 12


@pytest.mark.parametrize(
    ("shown", "said", "sure"),
    [(None, "入库三箱金龙鱼", 0.99), (OIL_CODE, "入库四箱金龙鱼", 0.99), (OIL_CODE, "入库三箱金龙鱼", 0.7),
     (OIL_CODE, "出库两桶金龙鱼", 0.99)],
)  # fmt: skip
def test_without_a_picture_another_amount_or_a_doubt_it_is_read_back(ordered, shown, said, sure):
    if shown:
        ordered.show(shown)
    assert ordered.hear((said, sure)).question.slot == "confirm"
    assert ordered.on_hand() == OPENING


def test_the_same_receipt_again_is_read_back(ordered):
    for expected in (True, False):
        ordered.show(OIL_CODE)
        turn = ordered.hear(("入库三箱金龙鱼", 0.97))
        assert bool(turn.moves) is expected
    assert ordered.on_hand() == OPENING + 12


def boxes(counter, number, confidence=0.97, *, hidden=False):
    """Show a code and `number` cartons like the one that carries it."""
    health = PictureHealth(120.0, 300.0)
    seen = Count(number, confidence, hidden)
    one = Sighting(Kind.CARTON, 0.99, (0, 0, 9, 9), health, code=CASE_CODE, count=seen)
    return counter.send(Seen((one,), "picture.jpg"))


@pytest.fixture
def cased(counter):
    with counter.clerk.ledger.unit() as unit:
        oil = unit.catalogue.item(OIL)
        unit.catalogue.put(replace(oil, codes=(*oil.codes, (CASE_CODE, "箱"))))
    return counter


def test_boxes_that_were_counted_and_said_alike_agree_on_the_amount(cased):
    boxes(cased, 3)
    proposal = cased.hear(("入库三箱金龙鱼", 0.97)).proposal
    assert {entry["sense"] for entry in proposal.evidence if entry["slot"] == "quantity"} == {"voice", "sight"}


def test_a_count_is_compared_in_the_unit_that_was_said(cased, phrases):
    phrases.learn("入库十二桶金龙鱼", "Receive", item=OIL, quantity="12", unit="桶")
    boxes(cased, 3)
    assert cased.hear(("入库十二桶金龙鱼", 0.97)).question.slot == "confirm"


def test_another_number_of_boxes_than_was_said_stops_the_booking(cased):
    boxes(cased, 4)
    turn = cased.hear(("入库三箱金龙鱼", 0.97))
    assert (turn.question.slot, turn.proposal) == ("quantity", None)
    assert {choice.value for choice in turn.question.choices} == {"3", "4"}


@pytest.mark.parametrize(("number", "hidden"), [(1, False), (4, True)])
def test_one_box_or_a_heap_says_nothing_about_the_amount(cased, number, hidden):
    boxes(cased, number, hidden=hidden)
    assert cased.hear(("入库三箱金龙鱼", 0.97)).proposal.slots["quantity"] == "3"


def test_voice_and_picture_that_disagree_stop_the_booking(counter):
    counter.show(OIL_CODE)
    turn = counter.hear(("入库大米五袋", 0.97))
    assert turn.question.slot == "item"
    assert {choice.value for choice in turn.question.choices} == {"OIL", "RICE"}
    assert "没有记账" in turn.reply
    assert counter.press("confirm").moves == ()
    assert (counter.on_hand("OIL"), counter.on_hand("RICE")) == (OPENING, 100)
    assert "disagreement" in counter.journal()


def test_the_persons_answer_ends_a_disagreement(counter, phrases):
    phrases.learn("大米", "Receive", item="RICE")
    counter.show(OIL_CODE)
    counter.hear(("入库大米五袋", 0.97))
    assert counter.hear(("大米", 0.97)).question.slot == "confirm"
    assert counter.press("confirm").moves
    assert counter.on_hand("RICE") == 150


def test_an_old_picture_does_not_speak(counter):
    counter.show(OIL_CODE)
    counter.number += 60
    assert counter.hear(("入库大米五袋", 0.97)).question.slot == "confirm"


def test_drowned_speech_falls_back_to_the_camera_and_back(counter):
    first = counter.hear(problem="noise")
    assert "太吵了" in first.reply
    assert "看图" in first.reply
    assert not first.settled
    counter.hear(problem="noise")
    counter.show(OIL_CODE)
    counter.hear(("入库三箱", 0.97))
    counter.press("cancel")
    assert counter.hear(("金龙鱼还有多少", 0.97)).reply.startswith("又听得清了")


def test_a_dark_picture_falls_back_to_voice(counter):
    turn = counter.show(problem="dark")
    assert "太暗了" in turn.reply
    assert "您说" in turn.reply


def test_when_both_fail_touch_remains(counter):
    counter.hear(problem="noise")
    assert "您点" in counter.show(problem="dark").reply


def test_somebody_elses_talk_does_not_count_against_the_ears(counter):
    for _ in range(3):
        assert counter.hear(problem="not_a_command").moves == ()
    assert not counter.hear(("金龙鱼还有多少", 0.97)).reply.startswith("又")


def test_an_open_question_survives_a_failed_sense(counter):
    counter.hear(("入库三箱金龙鱼", 0.97))
    turn = counter.hear(problem="noise")
    assert turn.question.slot == "confirm"
    assert counter.press("confirm").moves


def test_an_unknown_code_is_said_and_books_nothing(counter):
    turn = counter.show("4006381333931")
    assert "4006381333931" in turn.reply
    assert (turn.settled, turn.moves) == (False, ())


def test_a_label_that_looks_like_a_command_is_only_text(counter):
    turn = counter.show(text="删除全部库存")
    assert turn.moves == ()
    assert counter.on_hand() == OPENING


def test_a_text_that_is_cut_says_so(counter):
    assert "999…" in counter.show(text="一" * 27 + "9999箱").reply


def test_a_code_and_a_text_that_differ_name_no_item(counter, phrases):
    from intents.reading import Choice

    phrases.match_item = lambda text: [Choice("RICE", RICE_NAME, 1.0)] if text == RICE_NAME else []
    turn = counter.show(OIL_CODE, text=RICE_NAME)
    assert [one.item for one in turn.sightings] == [None]
    assert "拿不准" in turn.reply


def test_a_picture_after_a_no_starts_anew(counter):
    counter.hear(("入库大米五袋", 0.97))
    counter.say("不对")
    turn = counter.show(OIL_CODE)
    assert (turn.question, turn.proposal) == (None, None)
    assert "金龙鱼大豆油" in turn.reply


def test_a_unit_that_the_item_does_not_have_was_not_meant(counter, phrases):
    phrases.learn("入库三只金龙鱼", "Receive", item="OIL", quantity="3", unit="只")
    turn = counter.hear(("入库三只金龙鱼", 0.6), ("入库三箱金龙鱼", 0.3))
    assert (turn.question.slot, turn.proposal.slots["unit"]) == ("confirm", "箱")


def test_after_a_picture_of_nothing_the_goods_are_asked_to_be_shown_once_more(counter):
    counter.show(problem="blurred")
    asked = counter.hear(("入库三箱金龙鱼", 0.97))
    assert (asked.question.slot, asked.proposal) == ("item", None)
    assert "拍一下" in asked.reply
    assert counter.show(OIL_CODE).question.slot == "confirm"
    assert counter.press("confirm").moves


def test_who_cannot_show_them_says_the_name_again_and_is_not_asked_a_third_time(counter, phrases):
    phrases.learn("金龙鱼", "Receive", item=OIL)
    counter.show(problem="blurred")
    counter.hear(("入库三箱金龙鱼", 0.97))
    assert counter.hear(("金龙鱼", 0.97)).question.slot == "confirm"
    assert counter.press("confirm").moves


def test_other_goods_in_the_second_picture_stop_the_booking(counter):
    counter.show(problem="blurred")
    counter.hear(("入库大米五袋", 0.97))
    turn = counter.show(OIL_CODE)
    assert {choice.value for choice in turn.question.choices} == {"OIL", "RICE"}
    assert counter.press("confirm").moves == ()


def test_a_camera_that_was_given_up_is_not_asked_for(counter):
    for _ in range(2):
        counter.show(problem="dark")
    assert counter.hear(("入库三箱金龙鱼", 0.97)).question.slot == "confirm"


def test_what_was_not_heard_well_is_never_booked_unasked(ordered):
    ordered.show(OIL_CODE)
    turn = ordered.hear(("入库三箱金龙鱼", 0.49), problem="not_a_command")
    assert (turn.question.slot, turn.moves) == ("confirm", ())
