"""What is missing or breaks off: the window opens, says so, and goes on where it was."""

import pytest

from asr.errors import MicrophoneMissingError
from vision.errors import CameraMissingError

OIL, OIL_NAME = "OIL-01", "金龙鱼大豆油"


def test_killed_in_the_middle_of_a_question_it_asks_again(start):
    person = start()
    person.tap("点", "入库", "JKL", OIL_NAME, "3", "好了")
    assert person.at == "confirm"
    # A killed process says no goodbye: the second window opens while the first still holds its books.
    again = start()
    again.until(lambda: again.at == "confirm")
    assert again.sees("3箱")
    again.tap("是")
    assert again.on_hand(OIL) == 12


def test_killed_while_something_is_missing_it_asks_for_it_again(start):
    person = start()
    person.app.conversation.say("入库金龙鱼大豆油")
    person.until(lambda: person.at == "question")
    again = start()
    again.until(lambda: again.at == "question")
    again.tap("点着选", "2", "好了")
    assert again.at == "confirm"
    assert again.sees("2箱")


def test_broken_senses_are_named_and_the_rest_works(start, senses):
    senses.broken = ("hearing", "text")
    person = start()
    person.until(lambda: person.sees("听不能用"))
    assert person.sees("看文字不能用")
    person.tap("点", "入库", "JKL", OIL_NAME, "1", "好了", "是")
    assert person.on_hand(OIL) == 4
    person.tap("回首页", "设置")
    assert person.sees("unplugged")


def test_a_missing_microphone_is_said_and_another_sense_offered(start, monkeypatch):
    class Missing:
        name = "none"

        def blocks(self):
            raise MicrophoneMissingError("no device")
            yield

        def close(self):
            pass

    monkeypatch.setattr("app_kivy.senses.devices.microphone", Missing)
    person = start()
    person.tap("说", "开始说")
    person.until(lambda: person.sees("麦克风不能用"))
    assert person.sees("no device")
    assert person.button("看")


def test_a_missing_camera_is_said_once_and_tried_again_when_asked(start, monkeypatch):
    opened = []

    class Missing:
        name = "none"

        def __init__(self):
            opened.append(self)

        def frames(self):
            raise CameraMissingError("0")
            yield

        def close(self):
            pass

    monkeypatch.setattr("app_kivy.senses.devices.camera", Missing)
    person = start()
    person.tap("看")
    person.until(lambda: person.sees("相机不能用"))
    person.settle()
    assert len(opened) == 1
    person.tap("再拍")
    person.until(lambda: len(opened) == 2)
    assert person.button("说")


def test_books_that_cannot_be_opened_are_said(start):
    from assistant.inventory.failures import DatabaseDamagedError

    def broken(chosen):
        raise DatabaseDamagedError("not a database")

    person = start(open_with=broken, settled=False)
    person.until(lambda: person.at == "answer")
    assert person.app.conversation.trouble in person.texts()
    assert person.said()[-1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_any_other_failure_is_a_sentence_too(lang):
    from app_kivy.conversation import worded
    from app_kivy.strings import Strings

    said = worded(RuntimeError("disk on fire"), Strings(lang))
    assert "disk on fire" in said
    assert len(said) > len("disk on fire")
