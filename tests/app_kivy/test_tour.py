"""Every screen is reached by touch, and what is tapped is what is booked."""

from dataclasses import replace

import pytest

from asr.utterance import Hypothesis, SpeechHealth, SpeechProblem, Utterance
from assistant.fusion import Weights
from models.stamp import ModelStamp
from vision.sighting import Candidate, Count, Fields, Kind, PictureHealth, PictureProblem, Sighting

OIL, OIL_NAME, OIL_CODE = "OIL-01", "金龙鱼大豆油", "2000300100002"


def heard(*texts, problem=None, confidence=0.97):
    n_best = tuple(Hypothesis(text, confidence / (rank + 1)) for rank, text in enumerate(texts))
    health = SpeechHealth(15.0, 1.0, 0.0, problem)
    best = texts[0] if texts else ""
    return Utterance(best, confidence if texts else 0.0, n_best, 0.1, 0.9, health, ModelStamp("test ears", "1"))


def seen(code=None, problem=None, **fields):
    kind = Kind.LABEL if code or fields else Kind.NOTHING
    health = PictureHealth(120.0, 300.0, problem)
    return (Sighting(kind, 1.0, (40, 30, 200, 100), health, code=code, fields=Fields(**fields)),)


def receive_by_touch(person, *digits):
    person.tap("点", "入库", "JKL", OIL_NAME, *digits, "好了")


def test_a_receipt_by_touch_alone(start):
    person = start()
    assert person.at == "home"
    receive_by_touch(person, "1", "2")
    assert person.at == "confirm"
    assert person.sees("12箱")
    assert person.sees("供应商 → A1-01")
    person.tap("是")
    assert person.at == "answer"
    assert person.sees("已入账")
    assert person.on_hand(OIL) == 48
    assert any("已入账" in text for text in person.said())
    person.tap("撤销")
    assert person.on_hand(OIL) == 0


def test_no_books_nothing(start):
    person = start()
    receive_by_touch(person, "3")
    person.tap("不是", "回首页")
    assert person.at == "home"
    assert person.on_hand(OIL) == 0


def test_one_thing_is_changed_before_the_booking(start):
    person = start()
    receive_by_touch(person, "3")
    person.tap("改", "数量", "5", "好了")
    assert person.sees("5箱")
    person.tap("改", "去处", "A1", "A1-02")
    assert person.sees("供应商 → A1-02")
    person.tap("是")
    assert person.on_hand(OIL) == 20


def test_a_lot_and_an_expiry_date_are_put_right_by_touch(start):
    person = start()
    receive_by_touch(person, "1")
    person.tap("改", "批号", "L", "8", "好了")
    person.tap("改", "有效期", *"20270131", "好了")
    assert person.sees("2027-01-31")
    assert person.sees("批号L8")


def test_a_move_asks_for_the_place(start):
    person = start()
    receive_by_touch(person, "2")
    person.tap("是", "回首页", "点", "移库", "JKL", OIL_NAME, "1", "好了", "A1", "A1-05")
    assert person.sees("A1-01 → A1-05")
    person.tap("是")
    assert person.sees("已入账")


def test_a_scrap_is_said_twice(start):
    person = start()
    receive_by_touch(person, "2")
    person.tap("是", "回首页", "点", "报废", "JKL", OIL_NAME, "桶", "3", "好了", "是")
    assert person.at == "question"
    assert person.on_hand(OIL) == 8
    person.tap("点着选", "桶", "3", "好了")
    assert person.on_hand(OIL) == 5


def test_what_is_heard_is_shown_with_its_alternatives(start, senses):
    person = start()
    senses.hears = [heard("入库四箱金龙鱼大豆油", "入库三箱金龙鱼大豆油")]
    person.tap("说", "开始说")
    person.until(lambda: person.at in {"confirm", "question"})
    assert person.sees("入库四箱金龙鱼大豆油")
    person.tap("入库三箱金龙鱼大豆油")
    assert person.at == "confirm"
    assert person.sees("3箱")
    person.tap("是")
    assert person.on_hand(OIL) == 12


def test_a_question_is_answered_on_the_talk_screen(start, senses):
    person = start()
    senses.hears = [heard("金龙鱼大豆油还有多少")]
    person.tap("说", "开始说")
    person.until(lambda: person.sees("没有货"))
    assert person.at == "talk"


def test_noise_offers_another_sense(start, senses):
    person = start()
    senses.hears = [heard(problem=SpeechProblem.NOISE)]
    person.tap("说", "开始说")
    person.until(lambda: person.sees("太吵了"))
    person.tap("看")
    assert person.at == "look"


def test_what_is_seen_completes_a_booking(start, senses):
    person = start()
    senses.sees = seen(OIL_CODE, lot="L8", expiry="2027-01-31")
    person.tap("看")
    person.until(lambda: person.screen.watching and person.screen.watching.frame is not None)
    person.until(lambda: OIL_NAME in person.screen.caption.text)
    person.tap("拍")
    person.until(lambda: person.sees("看到金龙鱼大豆油"))
    senses.hears = [heard("入库三箱")]
    person.tap("说", "开始说")
    person.until(lambda: person.at == "confirm")
    assert person.sees("批号L8")
    person.tap("是")
    assert person.on_hand(OIL) == 12


def test_what_is_known_by_its_looks_is_named_and_counted(start, senses):
    health = PictureHealth(120.0, 300.0, None)
    looks = (Candidate(OIL, 0.8, "looks"),)
    senses.sees = (Sighting(Kind.CARTON, 0.8, (40, 30, 200, 100), health, candidates=looks, count=Count(3, 0.9)),)
    person = start()
    person.tap("看")
    person.until(lambda: person.screen.caption.text == f"{OIL_NAME} ×3")


def test_a_picture_without_a_label_leaves_ways_out(start, senses):
    person = start()
    senses.sees = seen(problem=PictureProblem.NOTHING_FOUND)
    person.tap("看")
    person.until(lambda: person.screen.watching and person.screen.watching.frame is not None)
    person.tap("拍")
    person.until(lambda: person.sees("没看到"))
    for words in ("再拍", "说", "点"):
        assert person.button(words)
    person.tap("再拍")
    assert person.screen.watching


def test_the_camera_is_off_behind_other_screens(start):
    person = start()
    person.tap("看")
    person.until(lambda: person.screen.watching and person.screen.watching.frame is not None)
    watching = person.screen.watching
    person.tap("返回")
    watching.join(5)
    assert person.app.screen("look").watching is None
    assert not any(thread.is_alive() for thread in watching._threads)


def test_choices_of_a_question_are_buttons(start, senses):
    person = start()
    senses.hears = [heard("入库金龙鱼大豆油")]
    person.tap("说", "开始说")
    person.until(lambda: person.at == "question")
    person.tap("点着选", "2", "好了")
    person.until(lambda: person.at == "confirm")
    assert person.sees("2箱")


def test_a_hand_scanner_is_heard_on_any_screen(start, window):
    person = start()
    person.app.go("find")
    for key in OIL_CODE:
        window.dispatch("on_textinput", key)
    window.dispatch("on_key_down", 13, 40, None, [])
    person.until(lambda: person.sees("看到金龙鱼大豆油"))


def test_stock_and_moves_are_listed(start):
    person = start()
    receive_by_touch(person, "2")
    person.tap("是", "回首页", "查", "全部库存")
    person.until(lambda: person.sees("2箱"))
    person.tap("返回", "流水")
    person.until(lambda: person.sees("供应商 → A1-01"))
    person.tap("返回", "查一个货品", "JKL", OIL_NAME)
    assert person.sees("有2箱")


def test_the_screen_is_read_aloud(start):
    person = start()
    person.tap("查", "念一遍")
    assert "还有多少" in person.said()[-1]


def test_a_review_is_decided_with_its_evidence(start, senses, monkeypatch):
    monkeypatch.setattr("assistant.fusion.shipped", lambda: Weights(yes_odds=2.0))
    person = start()
    senses.hears = [heard("入库三箱金龙鱼大豆油", confidence=0.6)]
    person.tap("说", "开始说")
    person.until(lambda: person.at == "confirm")
    person.tap("是")
    assert person.sees("审核")
    assert person.on_hand(OIL) == 0
    person.tap("回首页")
    person.until(lambda: any(button.words == "待审核 1" for button in person.buttons()))
    person.tap("待审核 1")
    person.until(lambda: person.sees("第 1 笔"))
    person.tap("听录音")
    assert person.app.voice._player.played[-1].startswith(b"RIFF")
    person.tap("通过")
    assert person.on_hand(OIL) == 12


def test_a_review_is_put_right_and_booked(start, senses, monkeypatch):
    monkeypatch.setattr("assistant.fusion.shipped", lambda: Weights(yes_odds=2.0))
    person = start()
    senses.hears = [heard("入库三箱金龙鱼大豆油", confidence=0.6)]
    person.tap("说", "开始说")
    person.until(lambda: person.at == "confirm")
    person.tap("是", "回首页")
    person.until(lambda: any(button.words == "待审核 1" for button in person.buttons()))
    person.tap("待审核 1", "改", "数量", "2", "好了")
    assert person.at == "answer"
    assert person.on_hand(OIL) == 8


def test_what_is_tapped_counts_as_touch(start):
    person = start()
    receive_by_touch(person, "3")
    proposal = person.app.conversation.last.turn.proposal
    assert {entry["sense"] for entry in proposal.evidence} == {"touch"}


def test_a_double_tap_counts_once(start):
    person = start()
    receive_by_touch(person, "3")
    person.settle()
    person.app.conversation.press("confirm")
    person.app.conversation.press("confirm")
    person.settle()
    assert person.sees("已入账")
    assert person.on_hand(OIL) == 12


def test_what_the_clerk_takes_for_something_else_is_not_booked(start, monkeypatch):
    from app_kivy.work.order import Order

    person = start()
    monkeypatch.setattr(Order, "slots", {"item": "OIL-02", "quantity": "3", "unit": "箱"})
    receive_by_touch(person, "3")
    person.until(lambda: person.sees("和您点的不一样"))
    assert person.app.conversation.last.turn.proposal is None
    assert person.on_hand(OIL) == person.on_hand("OIL-02") == 0


@pytest.mark.parametrize("digits", [(), ("0", "."), (".",)])
def test_an_empty_quantity_is_not_taken(start, digits):
    person = start()
    person.tap("点", "入库", "JKL", OIL_NAME, *digits, "好了")
    assert person.at == "number"
    assert person.sees("请先输入数量")


def test_two_screens_in_one_frame_leave_no_camera_on(start):
    person = start()
    person.app.go("look")
    person.until(lambda: person.screen.watching and person.screen.watching.frame is not None)
    look = person.screen
    watching = look.watching
    person.app.go("home")
    person.app.go("tap")
    person.settle()
    assert look.watching is None
    watching.join(5)
    assert not any(thread.is_alive() for thread in watching._threads)


def test_with_large_letters_what_the_keys_find_comes_before_the_keys(start):
    person = start()
    app = person.app
    app.change(replace(app.settings, font_scale=1.6))
    person.until(lambda: app.senses is not None)
    person.tap("点", "入库", "JKL")
    words = [button.words for button in person.buttons()]
    assert words.index("金龙鱼大豆油") < words.index("ABC")
    assert person.button("金龙鱼大豆油").to_window(0, person.button("金龙鱼大豆油").top)[1] > person.screen.scroll.y
