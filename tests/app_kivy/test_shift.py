"""One shift from end to end, with the real wake word, ears and eyes before a fake microphone and a fake camera.

Called by name, a receipt is spoken and confirmed, a carton and a torn label are shown, a blurred one falls back to
touch, a booking is undone, a doubtful one reviewed, and a pick list walked through with check digits.
"""

import queue
import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from asr.resample import RATE
from asr.sources.file import read
from assistant import house, wiring
from assistant.check_digits import place_digits
from assistant.fusion import Weights
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft
from models import registry

pytestmark = pytest.mark.skipif(
    not {"hearing", "label-text", "wake"} <= set(registry.names()), reason="the models are not trained yet"
)
OIL, MILK, WATER = "OIL-01", "MLK-01", "WAT-01"
QUIET = np.zeros(int(1.5 * RATE), np.float32)
CALLS = Path(__file__).parents[1] / "asr" / "wake" / "recordings"
"""Synthetic voices that say the name; the shipped net never heard them."""


class Air:
    """A microphone that hears what the test says, and waits while nobody speaks."""

    name = "air"

    def __init__(self):
        self.queue = queue.Queue()
        self.closed = False

    def say(self, *sounds):
        for sound in (QUIET, *sounds, QUIET):
            self.queue.put(sound)

    def call(self, *sounds):
        """Say the name, as a stranger does, and what follows it."""
        self.say(QUIET, read(CALLS / "call-00002.flac"), *sounds)

    def microphone(self):
        self.closed = False
        return self

    def blocks(self):
        while not self.closed:
            try:
                sound = self.queue.get(timeout=0.02)
            except queue.Empty:
                continue
            for start in range(0, len(sound), 1600):
                yield sound[start : start + 1600]

    def close(self):
        self.closed = True


@pytest.fixture
def air(monkeypatch):
    air = Air()
    monkeypatch.setattr("app_kivy.senses.devices.microphone", air.microphone)
    return air


@pytest.fixture
def recording():
    from tests.app_kivy.conftest import EXAMPLES

    return lambda name: read(EXAMPLES / "recordings" / f"{name}.wav")


@pytest.fixture
def show(tmp_path, monkeypatch):
    """Put one of the example's pictures before the camera."""
    from tests.app_kivy.conftest import EXAMPLES

    def put(name):
        folder = tmp_path / "camera" / name
        folder.mkdir(parents=True)
        shutil.copy(EXAMPLES / "pictures" / f"{name}.jpg", folder)
        monkeypatch.setenv("CLERK_CAMERA", str(folder))

    return put


@pytest.fixture
def real():
    """The shop with its own senses."""
    return lambda chosen: wiring.open_shop(lang=chosen.lang, person=chosen.person)


class Shift:
    """A person at work, step by step."""

    def __init__(self, person, air, show, recording, shop):
        self.person, self.air, self.show, self.recording, self.shop = person, air, show, recording, shop

    def photograph(self, name):
        person = self.person
        self.show(name)
        if person.at == "look":
            person.tap("再拍")
        else:
            person.app.go("look")
        person.until(lambda: person.screen.live.image is not None)
        person.tap("拍")
        person.settle()

    def call(self, name, *answers):
        """Say the name and a command; tap the answer where the clerk asks."""
        person = self.person
        self.air.call(self.recording(name))
        person.until(lambda: person.at in {"confirm", "question"})
        if person.at == "question":
            person.tap(*answers)
        person.until(lambda: person.at == "confirm")

    def is_called_and_receives_by_voice(self):
        person, air = self.person, self.air
        person.tap("设置", "叫“你好小二”", "回首页")
        person.until(lambda: person.app.attention.calls is not None)
        air.say(self.recording("receive-peanut-oil"))
        air.call()
        person.until(lambda: person.at == "talk")
        air.say(self.recording("receive-oil"))
        person.until(lambda: person.at == "confirm")
        assert person.sees("3箱")
        air.say(self.recording("yes"))
        person.until(lambda: person.at == "answer")
        assert (person.on_hand(OIL), person.on_hand("OIL-02")) == (12, 0)

    def shows_a_carton(self):
        person = self.person
        self.photograph("gs1-carton")
        assert person.sees("蒙牛纯牛奶")
        self.call("receive-two-boxes", "蒙牛纯牛奶")
        assert person.sees("批号M1021B")
        person.tap("是")
        assert person.on_hand(MILK) == 48

    def falls_back_to_touch_and_undoes_it(self):
        person = self.person
        self.photograph("torn-label")
        assert person.sees("农夫山泉矿泉水")
        self.photograph("blurred")
        assert person.button("再拍")
        assert person.button("说")
        person.tap("点", "入库", "MNO", "农夫山泉矿泉水", "1", "好了", "是")
        assert person.on_hand(WATER) == 24
        person.tap("撤销")
        assert person.on_hand(WATER) == 0

    def reviews_what_was_doubtful(self, monkeypatch):
        person = self.person
        with monkeypatch.context() as unsure:
            unsure.setattr("assistant.fusion.shipped", lambda: Weights(yes_odds=0.01))
            # The blurred picture is still in view, so the clerk may ask which goods are meant.
            self.call("receive-oil", "点着选", "JKL", "金龙鱼大豆油")
            person.tap("是")
        assert person.sees("审核")
        assert person.on_hand(OIL) == 12
        person.tap("回首页")
        person.until(lambda: any(button.words == "待审核 1" for button in person.buttons()))
        person.tap("待审核 1")
        person.until(lambda: person.screen.rows)
        assert person.button("听录音")
        person.tap("通过")
        assert person.on_hand(OIL) == 24

    def is_guided_through_a_pick_list(self):
        person = self.person
        with self.shop.clerk.ledger.unit() as unit:
            lines = (LineDraft(OIL, Decimal(4)), LineDraft(MILK, Decimal(24)))
            unit.documents.write(DocumentDraft("PL-9", DocumentKind.PICK_LIST, lines))
            secret = house.secret(unit, "x")
            places = {item.name: item.place for item in unit.catalogue.some([OIL, MILK])}
        person.tap("回首页", "点", "领任务", "拣货")
        for _ in range(2):
            place = places[person.app.standing.task.name]
            person.tap(*place_digits(secret, place, datetime.now().astimezone().date()), "就是这么多")
        assert person.sees("做完了")
        assert (person.on_hand(OIL), person.on_hand(MILK)) == (20, 24)


@pytest.fixture
def shift(start, real, air, show, recording, shop):  # noqa: PLR0917 - what a shift needs
    return Shift(start(open_with=real), air, show, recording, shop)


def test_a_shift(shift, monkeypatch):
    shift.is_called_and_receives_by_voice()
    shift.shows_a_carton()
    shift.falls_back_to_touch_and_undoes_it()
    shift.reviews_what_was_doubtful(monkeypatch)
    shift.is_guided_through_a_pick_list()
    assert shift.shop.clerk.ledger.journal_verify().ok
