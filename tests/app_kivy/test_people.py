"""Who is there; voices and looks that become known by touch; called by name in the window."""

import numpy as np
import pytest

from asr.enrol import Enrolment
from asr.resample import RATE
from asr.sources.memory import MemorySource
from assistant.voices import Voices

OIL, OIL_NAME = "OIL-01", "金龙鱼大豆油"


@pytest.fixture
def microphone(monkeypatch):
    """A microphone into which words are spoken; the words are cut as they are given."""
    heard = [np.full(RATE, 0.1, np.float32)] * 60
    monkeypatch.setattr("app_kivy.senses.devices.microphone", lambda: MemorySource(heard[0]))
    monkeypatch.setattr("app_kivy.senses.aloud.words", lambda source, noise: iter(heard))
    return heard


@pytest.fixture
def taught(monkeypatch, senses, tmp_path):
    """What was learned from, and what comes of it."""
    asked = []

    def learn(self, name, model, base, readings):
        asked.append((name, readings))
        return Enrolment(True, 0.12, 0.08, len(readings), b"")

    monkeypatch.setattr(Voices, "learn", learn)
    senses.folder, senses.noise = tmp_path, None
    senses.stamp = type("Stamp", (), {"sha256": "base"})
    return asked


def test_a_voice_is_learned_word_by_word(start, taught, microphone):
    person = start()
    person.tap("设置", "谁在用", "店员1")
    assert person.app.settings.person == "店员1"
    person.tap("记住店员1的声音", "开始读")
    person.until(lambda: person.sees("记住店员1的声音了"))
    ((name, readings),) = taught
    assert (name, len(readings)) == ("店员1", 60)
    assert readings[0].syllables == ("ru", "ku")
    assert person.sees("12%")


def test_who_is_there_is_written_down(start):
    person = start()
    person.tap("设置", "谁在用", "店员2", "返回", "返回")
    person.settle()
    person.app.home()
    person.tap("点", "入库", "JKL", OIL_NAME, "1", "好了", "是")
    assert person.app.conversation.last.turn.moves
    from assistant import wiring

    shop = wiring.open_shop()
    with shop.clerk.ledger.view() as unit:
        assert unit.moves.history(limit=1)[0].person == "店员2"
    shop.close()


def test_without_a_net_of_our_own_it_says_so(start, senses):
    senses.folder, senses.problem = None, "no recogniser"
    person = start()
    person.tap("设置", "谁在用", "店员1", "记住店员1的声音", "开始读")
    person.until(lambda: person.at == "answer")
    assert person.app.conversation.trouble in person.texts()


def test_a_product_is_enrolled_from_photos(start, monkeypatch):
    from assistant.wiring import Shop

    enrolled = []

    def enrol_item(self, sku, photos):
        enrolled.append((sku, [photo.read_bytes()[:2] for photo in photos]))
        return {"sku": sku, "photos": len(photos), "problems": [], "alike": ["OIL-02"]}

    monkeypatch.setattr(Shop, "enrol_item", enrol_item)
    person = start()
    person.tap("设置", "记住货品的样子", "JKL", OIL_NAME)
    assert person.at == "enrol"
    person.until(lambda: person.screen.live.image is not None)
    person.tap("拍", "拍", "记住")
    assert enrolled == [(OIL, [b"\xff\xd8"] * 2)]
    assert person.sees("记住金龙鱼大豆油的样子了")
    assert person.sees("长得很像")
    assert person.screen.live.watching is None


class Wake:
    """Hears the word in the first loud block."""

    tail = np.zeros(0, np.float32)
    deaf = False

    def feed(self, samples):
        # As the real one: the rest of the word is no second call.
        loud = float(np.abs(samples).max()) > 0.8
        called, self.deaf = loud and not self.deaf, loud
        return called

    def reset(self):
        pass


@pytest.fixture
def called(monkeypatch, senses):
    """Somebody calls, and says what `senses.hears` holds."""
    sound = np.concatenate([np.full(RATE // 2, level, np.float32) for level in (0.1, 0.9, 0.1, 0.1)])
    monkeypatch.setattr("app_kivy.senses.devices.wake", Wake)
    monkeypatch.setattr("app_kivy.senses.devices.microphone", lambda: MemorySource(sound))


def test_who_calls_is_heard(start, senses, called):
    from tests.app_kivy.test_tour import heard

    senses.hears = [heard("入库三箱金龙鱼大豆油")]
    person = start()
    person.tap("设置", "叫“你好小二”")
    person.until(lambda: person.at == "confirm")
    assert person.sees("3箱")
    person.tap("是")
    assert person.on_hand(OIL) == 12


def test_the_screen_says_who_listens(start, monkeypatch):
    class Silent(MemorySource):
        def blocks(self):
            import time

            while not self._closed:
                time.sleep(0.005)
                yield np.zeros(160, np.float32)

    monkeypatch.setattr("app_kivy.senses.devices.wake", Wake)
    monkeypatch.setattr("app_kivy.senses.devices.microphone", lambda: Silent(np.zeros(1, np.float32)))
    person = start()
    assert "你好小二" not in person.screen.status.text
    person.tap("设置", "叫“你好小二”")
    person.until(lambda: person.app.attention.calls is not None)
    assert "没叫之前只听这四个字" in person.screen.status.text
    person.tap("听一听周围的声音")
    assert person.app.attention.calls is None
    person.tap("返回", "按一下")
    assert person.app.attention.calls is None
    assert not person.screen.status.text


def test_a_net_that_is_missing_is_told_and_the_press_still_works(start, senses, monkeypatch):
    from tests.app_kivy.test_tour import heard

    def missing():
        raise LookupError("there is no model wake")

    monkeypatch.setattr("app_kivy.senses.devices.wake", missing)
    person = start()
    person.tap("设置", "叫“你好小二”")
    person.until(lambda: "there is no model wake" in person.screen.status.text)
    senses.hears = [heard("入库三箱金龙鱼大豆油")]
    person.tap("回首页", "说", "开始说")
    person.until(lambda: person.at == "confirm")


def test_slower_and_louder_are_obeyed(start, senses):
    from tests.app_kivy.test_tour import heard

    person = start()
    for text, manner in (("说慢点", "slow"), ("大声点", "loud")):
        senses.hears = [heard(text)]
        person.app.go("talk")
        person.tap("开始说")
        person.until(lambda manner=manner: getattr(person.app.voice.manner, manner))
    assert (person.app.settings.slow, person.app.settings.loud) == (True, True)


def test_the_other_language_by_voice_and_back_by_touch(start, senses):
    from tests.app_kivy.test_tour import heard

    person = start()
    senses.hears = [heard("说英语")]
    person.tap("说", "开始说")
    person.until(lambda: person.app.settings.lang == "en")
    person.settle()
    person.app.go("setup")
    person.tap("中文")
    person.until(lambda: person.sees("我说中文"))
    assert person.app.settings.lang == "zh"
