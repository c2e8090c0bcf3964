"""A person may change the language in the middle of things; the others keep theirs."""

import pytest

from assistant.event import Said
from assistant.tasks import store
from assistant.tasks.task import Task, TaskKind, TaskLine

OIL = "OIL"


@pytest.fixture
def say(real):
    return lambda text, person="": real.send(Said(text), person=person)


def test_the_booking_in_preparation_is_read_back_in_the_other_language(real, say):
    say("入库三箱金龙鱼大豆油")
    asked = say("说英文")
    assert asked.question.slot == "confirm"
    assert "Receive" in asked.reply
    assert real.clerk.dialogue(real.clerk.clock()).lang == "en"
    assert say("yes").moves[0]["quantity"] == "12"
    assert "入库" in say("speak chinese").reply + say("入库三箱金龙鱼大豆油").reply


def test_the_running_step_is_asked_again_in_the_other_language(real, say):
    with real.clerk.ledger.unit() as unit:
        store.add(unit, Task("T1", TaskKind.PICK, [TaskLine(OIL, 8, "A1-01")]))
    say("开始拣货")
    assert "A1-01" in say("换成英文").reply
    assert say("换成英文").question.text.isascii()


def test_each_person_keeps_his_own(real, say):
    say("说英文", "Tom")
    assert "对吗" in say("入库三箱金龙鱼大豆油", "老王").reply
    assert "Receive" in say("receive three 箱 金龙鱼大豆油", "Tom").reply


def test_the_recogniser_listens_in_the_language_of_the_moment(real, say):
    say("说英文")
    assert real.clerk.understanding().lang == "en"
    say("speak chinese")
    assert real.clerk.understanding().lang == "zh"
