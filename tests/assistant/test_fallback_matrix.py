"""Every state of ears, eyes and hands, for every main command: booked by what is left, or handed over.

A worker follows the clerk: speaks first, then does what the reply offers. Never stuck, never wrong.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import pytest

from assistant.voice.wording import Wording

OIL, RICE = "OIL", "RICE"
OIL_CODE = "6901234567892"
WORDS = Wording("zh")
PATIENCE = 16
"""Events after which a worker who is still not served counts as stuck."""

VOICE = {
    "ok": None,
    "noisy": "noise",
    "silent": "silence",
    "wrong device": "no_signal",
    "microphone missing": "missing",
    "crashed": "crashed",
}
CAMERA = {
    "ok": {"code": OIL_CODE},
    "dark": {"problem": "dark"},
    "blurred": {"problem": "blurred"},
    "label torn": {"text": "金龙"},
    "camera missing": {"problem": "missing"},
    "crashed": {"problem": "crashed"},
}
TOUCH = {"taps": True, "gloves": False}

GOODS = "金龙鱼大豆油"


@dataclass(frozen=True)
class Wish:
    """What a worker wants booked: how it is said with and without the goods' name, and what the books hold after it."""

    named: str
    unnamed: str
    at_home: int
    """Of the oil in A1-01 afterwards; 40 before."""
    quantity: str = "两桶"


WISHES = {
    "Receive": Wish("入库金龙鱼大豆油两桶", "入库两桶", 42),
    "Issue": Wish("出库金龙鱼大豆油两桶", "出库两桶", 38),
    "Pick": Wish("拣货金龙鱼大豆油两桶", "拣货两桶", 38),
    "Move": Wish("移库金龙鱼大豆油两桶到A2-02", "移库两桶到A2-02", 38),
    "Scrap": Wish("报废金龙鱼大豆油两桶", "报废两桶", 38),
    "Count": Wish("盘点金龙鱼大豆油两桶", "盘点两桶", 2),
    "ReturnFromCustomer": Wish("客户退货金龙鱼大豆油两桶", "客户退货两桶", 42),
    "ReturnToSupplier": Wish("退给供应商金龙鱼大豆油两桶", "退给供应商两桶", 38),
}


class Worker:
    """Follows the clerk, as somebody does who only knows what it says."""

    def __init__(self, counter, wish, voice, camera, touch):
        self.counter, self.wish, self.camera, self.touch = counter, wish, camera, touch
        self.problem = VOICE[voice]
        self.posted = []
        self.replies = []

    def work(self):
        """Return how it ended: `booked`, `handed over`, or `stuck`."""
        turn = self.speak(self.wish.named)
        for _ in range(PATIENCE):
            self.posted += turn.moves
            self.replies.append(turn.reply)
            if turn.moves:
                return "booked"
            if any(word in turn.reply for word in ("请找人办理", "已交给人看")):
                return "handed over"
            turn = self.next(turn)
        return "stuck"

    def next(self, turn):
        if "拍一下" in turn.reply:
            return self.counter.show(**CAMERA[self.camera])
        if "您点一下" in turn.reply and self.touch:
            return self.tap(turn)
        return self.speak(self.answer(turn))

    def answer(self, turn):
        if turn.question is None:
            return self.wish.unnamed if "看到" in turn.reply and GOODS in turn.reply else self.wish.named
        if turn.question.slot == "confirm":
            assert GOODS in turn.reply or "没" in turn.reply or "麦克风" in turn.reply or "出错" in turn.reply
            return "对"
        return {"item": GOODS, "quantity": self.wish.quantity, "destination": "A2-02"}[turn.question.slot]

    def speak(self, text):
        if self.problem:
            return self.counter.hear(problem=self.problem)
        return self.counter.hear((text, 0.97))

    def tap(self, turn):
        if turn.question and turn.question.slot == "confirm":
            return self.counter.press("confirm")
        if turn.question:
            return self.counter.say(self.answer(turn))
        return self.counter.say(self.wish.named)


def books(counter):
    with counter.clerk.ledger.view() as unit:
        return {
            sku: sum((line.quantity for line in unit.stock.on_hand(sku, place=place)), Decimal(0))
            for sku, place in ((OIL, "A1-01"), (RICE, "A2-05"))
        }


@pytest.mark.parametrize("intent", WISHES)
def test_every_combination_ends_well(real, intent):
    counter = real
    wish = WISHES[intent]
    for voice, camera, touch in product(VOICE, CAMERA, TOUCH):
        opening = books(counter)
        worker = Worker(counter, wish, voice, camera, TOUCH[touch])
        end = worker.work()
        case = f"{voice}, {camera}, {touch}: {worker.replies}"
        assert end != "stuck", case
        # Whoever can speak or tap is served; only who can do neither is handed over.
        assert end == ("booked" if voice == "ok" or touch == "taps" else "handed over"), case
        change = books(counter)[OIL] - opening[OIL]
        assert change == (wish.at_home - 40 if end == "booked" else 0), case
        assert books(counter)[RICE] == opening[RICE], case
        counter.press("cancel")
        while worker.posted and counter.press("undo").moves:
            worker.posted = []
        assert books(counter) == opening, case
        counter.number += 60
        recover(counter)


def recover(counter):
    """Let both senses work again, and forget what was in view."""
    for _ in range(2):
        counter.hear(("再说一遍", 0.97))
        counter.show(OIL_CODE)
    counter.number += 60


@pytest.mark.parametrize(("problem", "words"), [("missing", "麦克风不能用"), ("crashed", "语音识别出错了")])
def test_a_dead_microphone_is_named_and_the_camera_offered_at_once(counter, problem, words):
    turn = counter.hear(problem=problem)
    assert words in turn.reply
    assert "拍一下" in turn.reply


def test_a_second_silence_offers_the_camera(counter):
    assert "拍一下" not in counter.hear(problem="silence").reply
    assert "拍一下" in counter.hear(problem="silence").reply


def test_the_camera_is_not_offered_for_what_it_cannot_show(counter):
    counter.show(OIL_CODE)
    assert "您点一下" in counter.hear(problem="noise").reply
    counter.hear(("入库金龙鱼", 0.97))
    assert "您点一下" in counter.hear(problem="noise").reply


def test_a_torn_label_says_what_it_reads_and_offers_voice(counter):
    turn = counter.show(text="金龙")
    assert "金龙" in turn.reply
    assert "您说一下" in turn.reply


def test_a_torn_label_does_not_disturb_the_open_question(counter):
    counter.hear(("入库三箱金龙鱼", 0.97))
    turn = counter.show(text="金龙")
    assert turn.question.slot == "confirm"
    assert counter.press("confirm").moves
