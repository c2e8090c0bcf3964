"""A clerk before small books, with an intent layer that knows a fixed list of sentences."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from asr.utterance import Hypothesis, SpeechHealth, SpeechProblem, Utterance
from assistant import world
from assistant.clerk import Clerk, EventClock
from assistant.event import Event, Heard, Pressed, Said, Seen
from assistant.fusion import Weights
from assistant.inventory.item import Item
from assistant.inventory.ledger import Ledger
from assistant.inventory.move import MoveDraft, MoveKind
from intents.reading import Choice, Doubt, Reading
from models.stamp import ModelStamp
from vision.sighting import Fields, Kind, PictureHealth, PictureProblem, Sighting

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
EARS = ModelStamp("test-ears", "1")
OIL, RICE = "OIL", "RICE"
OIL_CODE = "6901234567892"


def reading(text, intent, *doubts, confidence=1.0, left_over=(), **slots):
    return Reading(text, intent, slots, confidence, left_over=tuple(left_over), doubts=doubts)


class Phrasebook:
    """Understands what it is told to."""

    def __init__(self):
        self.readings = {}
        self.contexts = []

    def learn(self, text, intent, *doubts, **more):
        self.readings[text] = reading(text, intent, *doubts, **more)

    def read(self, text, *, context, today):
        self.contexts.append(context)
        return self.readings.get(text) or Reading(text, None)

    def match_item(self, text):
        return [Choice(OIL, "金龙鱼大豆油", 1.0)] if text == "金龙鱼大豆油" else []


class Counter:
    """A person at the clerk's counter."""

    def __init__(self, clerk):
        self.clerk = clerk
        self.number = 0

    def send(self, what, identity=None, person=""):
        self.number += 1
        at = START + timedelta(seconds=10 * self.number)
        return self.clerk.handle(Event(identity or f"event-{self.number}", at, what, person))

    def decide(self, review, decision, person="", slots=None):
        self.number += 1
        at = START + timedelta(seconds=10 * self.number)
        return self.clerk.decide(Event(f"event-{self.number}", at, Said(decision), person), review, decision, slots)

    def say(self, text):
        return self.send(Said(text))

    def press(self, button):
        return self.send(Pressed(button))

    def hear(self, *heard, problem=None, over_voice=False, person=""):
        """Let the clerk hear `(text, confidence)` pairs, best first."""
        n_best = tuple(Hypothesis(text, confidence) for text, confidence in heard)
        best = n_best[0] if n_best else Hypothesis("", 0.0)
        health = SpeechHealth(15.0, 1.0, 0.0, SpeechProblem(problem) if problem else None)
        utterance = Utterance(best.text, best.confidence, n_best, 0.0, 1.0, health, EARS)
        return self.send(Heard(utterance, "clip.wav", over_voice), person=person)

    def show(self, code=None, problem=None, confidence=1.0, **fields):
        health = PictureHealth(120.0, 300.0, PictureProblem(problem) if problem else None)
        kind = Kind.LABEL if code or fields else Kind.NOTHING
        sighting = Sighting(kind, confidence, (0, 0, 9, 9), health, code=code, fields=Fields(**fields))
        return self.send(Seen((sighting,), "picture.jpg"))

    def on_hand(self, sku=OIL):
        with self.clerk.ledger.view() as unit:
            return sum((line.quantity for line in unit.stock.on_hand(sku)), Decimal(0))

    def journal(self):
        with self.clerk.ledger.view() as unit:
            return [entry.kind for entry in reversed(unit.journal.entries(limit=1000))]


@pytest.fixture
def phrases():
    book = Phrasebook()
    book.learn("入库三箱金龙鱼", "Receive", item=OIL, quantity="3", unit="箱")
    book.learn("入库四箱金龙鱼", "Receive", item=OIL, quantity="4", unit="箱")
    book.learn("入库三箱", "Receive", quantity="3", unit="箱")
    book.learn("入库大米五袋", "Receive", item=RICE, quantity="5", unit="袋")
    book.learn("出库两桶金龙鱼", "Issue", item=OIL, quantity="2", unit="桶")
    book.learn("出库一千桶金龙鱼", "Issue", item=OIL, quantity="1000", unit="桶")
    book.learn("报废两桶金龙鱼", "Scrap", item=OIL, quantity="2", unit="桶")
    book.learn("盘点金龙鱼九桶", "Count", item=OIL, quantity="9", unit="桶")
    book.learn("盘点金龙鱼四十桶", "Count", item=OIL, quantity="40", unit="桶")
    book.learn("移两桶金龙鱼", "Move", item=OIL, quantity="2", unit="桶")
    book.learn("到A2-02", "Move", destination="A2-02")
    book.learn("入库零箱金龙鱼", "Receive", item=OIL, quantity="0", unit="箱")
    book.learn("入库负三箱金龙鱼", "Receive", item=OIL, quantity="-3", unit="箱")
    book.learn("入库三垛金龙鱼", "Receive", item=OIL, quantity="3", unit="垛")
    book.learn("入库金龙鱼", "Receive", Doubt("quantity", "missing"), item=OIL)
    book.learn("三箱", "Receive", quantity="3", unit="箱")
    book.learn("两桶", "Scrap", quantity="2", unit="桶")
    book.learn("三桶", "Scrap", quantity="3", unit="桶")
    book.learn("黄龙鱼入库三箱", "Receive", Doubt("item", "close", "黄龙鱼", (Choice(OIL, "金龙鱼大豆油", 0.8),)),
               quantity="3", unit="箱")  # fmt: skip
    book.learn("入库三箱金龙鱼那什么", "Receive", item=OIL, quantity="3", unit="箱", left_over=["那什么"])
    book.learn("不对是五箱", "Correct", quantity="5", unit="箱")
    book.learn("金龙鱼还有多少", "QueryStock", item=OIL)
    book.learn("还有多少", "QueryStock", Doubt("item", "missing"))
    book.learn("打印", "Print")
    for text, intent in (("对", "Confirm"), ("不对", "Deny"), ("撤销", "Undo"), ("停", "Stop"), ("再说一遍", "Repeat")):
        book.learn(text, intent)
    return book


def stocked(clock):
    ledger = Ledger.open("sqlite://", clock=clock, device="test", evidence=False)
    with ledger.unit() as unit:
        unit.state.put("check_digits", "xiaoer")
        unit.places.ensure("A2-02")
        unit.catalogue.put_all(
            [
                Item(
                    OIL,
                    "金龙鱼大豆油",
                    unit="桶",
                    packings={"箱": Fraction(4)},
                    codes=((OIL_CODE, None),),
                    place="A1-01",
                ),
                Item(RICE, "五常大米", unit="公斤", packings={"袋": Fraction(10)}, place="A2-05"),
            ]
        )
        for sku, quantity, place in ((OIL, 40, "A1-01"), (RICE, 100, "A2-05")):
            unit.moves.book(MoveDraft(f"opening-{sku}", MoveKind.OPENING, sku, Decimal(quantity), "LOSS", place))
    return ledger


@pytest.fixture(scope="session")
def real_words():
    """The real intent layer over the test catalogue; made once, since it is the same for every test."""
    with stocked(EventClock(START)) as ledger, ledger.view() as unit:
        return world.understanding(unit, "zh")


@pytest.fixture
def clerk(phrases):
    clock = EventClock(START)
    with stocked(clock) as ledger:
        # Not the shipped weights, which every calibration changes.
        yield Clerk(ledger, clock, device="test", understands=phrases, weights=Weights())


@pytest.fixture
def real(counter, real_words):
    """The counter with the real intent layer instead of the phrasebook."""
    counter.clerk.understands = real_words
    return counter


@pytest.fixture
def counter(clerk):
    return Counter(clerk)
