"""Every screen, measured: contrast, size of what can be pressed, nothing cut off, every sign in the font."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant import wiring
from assistant.inventory.document import DocumentDraft, DocumentKind, LineDraft
from assistant.tasks import store
from assistant.tasks.task import Task, TaskKind, TaskLine

LOOKS = [
    ("zh", 1.0, False, (360, 640)),
    ("zh", 2.0, True, (360, 640)),
    ("en", 1.6, False, (360, 640)),
    ("en", 2.0, True, (640, 360)),
    ("zh", 1.3, False, (800, 1280)),
]
"""Language, font scale, dark, width and height in dp: every value at least once, small windows with large text."""
PLAIN = ("home", "talk", "tap", "find", "stock", "moves", "papers", "setup", "files", "noise", "place", "code",
         "people", "voice", "enrol")  # fmt: skip
"""Screens that show themselves without anything having happened."""
LEAST_DP = 60
LEAST_SP = 18
LEAST_CONTRAST = 4.5
SLACK = 1.5
"""Pixels that rounding may cost."""


def test_the_contrast_formula_knows_black_and_white():
    pytest.importorskip("kivy", reason="pip install '.[app]'")
    from app_kivy.theme import contrast

    assert contrast([0, 0, 0, 1], [1, 1, 1, 1]) == pytest.approx(21.0)
    assert contrast([1, 1, 1, 1], [1, 1, 1, 1]) == pytest.approx(1.0)
    # #767676 on white is the well-known grey that just passes.
    grey = [0x76 / 255] * 3 + [1]
    assert contrast(grey, [1, 1, 1, 1]) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    "look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}-{'dark' if look[2] else 'light'}-{look[3][0]}x{look[3][1]}"
)
def test_every_screen(start, look, work):
    lang, scale, dark, size = look
    person = start(size=size)
    app = person.app
    app.change(replace(app.settings, lang=lang, font_scale=scale, dark=dark))
    person.until(lambda: app.senses is not None)
    faults = []
    for name in visit(person, lang):
        faults += [f"{name}: {fault}" for fault in measured(person.screen, size, app.theme)]
    assert not faults, "\n".join(faults)


@pytest.fixture
def work(shop, stocked, monkeypatch):
    """Something to do and to read on every screen."""
    from assistant.event import Pressed, Said
    from assistant.fusion import Weights

    with shop.clerk.ledger.unit() as unit:
        stocked(unit, "OIL-01", 100)
        lines = (LineDraft("OIL-01", Decimal(8), note="轻放,别压"),)
        unit.documents.write(DocumentDraft("PL-1", DocumentKind.PICK_LIST, lines, party="张记饭店"))
        point = TaskLine(text="灭火器压力是否正常", note="指针在绿区", tool="手电筒")
        store.add(unit, Task("inspect-1", TaskKind.INSPECT, [point]))
    with monkeypatch.context() as unsure:
        unsure.setattr("assistant.fusion.shipped", lambda: Weights(yes_odds=0.1))
        for what in (Said("入库两箱金龙鱼大豆油"), Pressed("confirm")):
            shop.clerk.handle(wiring.new_event(what))


def visit(person, lang):
    """Go to every screen as a person finds it, with something on it."""
    from app_kivy.screens import SCREENS
    from app_kivy.work.order import Order

    app = person.app
    seen = set()

    def here(name):
        person.settle()
        seen.add(app.manager.current)
        return name

    for name in PLAIN:
        app.go(name)
        person.until(lambda: getattr(person.screen, "rows", ()) is not None)
        yield here(name)
    oil = next(goods for goods in app.goods if goods.sku == "OIL-01")
    app.screen("item").request("", lambda goods: None)
    app.go("item")
    yield here("item")
    app.screen("number").request(oil.name, lambda *_: None, units=oil.units)
    app.go("number")
    app.screen("number")._ready()
    yield here("number")
    app.conversation.begin(Order("Receive", oil.sku, oil.name, "12", "箱"))
    yield here("confirm")
    app.go("change")
    yield here("change")
    app.conversation.press("confirm")
    yield here("answer")
    app.go("stock")
    person.until(lambda: person.screen.rows)
    yield here("stock with goods")
    app.go("moves")
    person.until(lambda: person.screen.rows)
    yield here("moves with a move")
    yield from at_the_desk(person, here)
    app.screen("enrol")._chosen(oil)
    yield here("enrol with an item")
    yield from at_work(person, here)
    app.conversation.say({"zh": "入库三箱", "en": "receive 3 箱"}[lang])
    person.settle()
    yield here("question")
    app.home()
    yield here("home with a question")
    app.go("look")
    person.until(lambda: person.screen.watching and person.screen.watching.frame is not None)
    yield here("look")
    app.home()
    left_out = SCREENS.keys() - seen
    assert not left_out, f"never looked at: {left_out}"


def at_the_desk(person, here):
    """What a person reads and decides."""
    app = person.app
    app.go("review")
    person.until(lambda: person.screen.rows)
    yield here("review with a booking")
    person.screen._change(person.screen.rows[0])
    yield here("rectify")
    app.go("papers")
    person.until(lambda: person.screen.rows)
    app.screen("papers")._open("PL-1")
    person.until(lambda: person.screen.shown)
    yield here("paper")
    person.screen._forward()
    person.until(lambda: person.screen.receivers)
    yield here("forward")


def at_work(person, here):
    """Every step of guided work."""
    app = person.app
    for kind in ("pick", "inspect"):
        app.go("work")
        person.until(lambda: person.screen.rows)
        yield here("work")
        person.screen._start(next(one for one in person.screen.rows if one.kind == kind))
        yield here(f"{kind}: first step")
        if kind == "pick":
            app.conversation.tap("Short")
        else:
            app.conversation.press("deny")
        yield here(f"{kind}: why")
        app.conversation.tap(slots={"reason": "破损"})
        person.settle()


def measured(screen, size, theme):
    """Return what is wrong on a screen."""
    from kivy.metrics import dp

    from app_kivy.widgets.button import Press
    from app_kivy.widgets.text import Text

    texts = [part for part in screen.walk() if isinstance(part, Text) and part.text]
    for text in texts:
        yield from measured_text(text, theme)
    for part in screen.walk():
        if isinstance(part, (Press, Text)):
            left, right = part.to_window(part.x, part.y)[0], part.to_window(part.right, part.y)[0]
            if left < -SLACK or right > size[0] + SLACK:
                yield f"{part} reaches out of the window: {left:.0f} to {right:.0f} of {size[0]}"
        if isinstance(part, Press) and min(part.size) < dp(LEAST_DP):
            yield f"{part.words!r} is only {part.size} large"
    if screen.scroll.height < dp(LEAST_DP):
        yield f"the body is only {screen.scroll.height:.0f} high"


def measured_text(text, theme):
    """Return what is wrong with a piece of text."""
    from kivy.metrics import sp

    from app_kivy import fonts
    from app_kivy.theme import contrast

    shown = repr(text.text[:20])
    ratio = contrast(text.color, ground_of(text))
    if ratio < LEAST_CONTRAST:
        yield f"{shown} has a contrast of {ratio:.1f}"
    if text.font_size < sp(LEAST_SP) * theme.font_scale - 0.01:
        yield f"{shown} is {text.font_size} px high"
    if text.texture_size[0] > text.width + SLACK or text.texture_size[1] > text.height + SLACK:
        yield f"{shown} is cut off: {text.texture_size} in {text.size}"
    if fonts.missing([text.text]):
        yield f"{shown} has signs that the font lacks"


def ground_of(text):
    """Return the colour that a text stands on: that of the nearest part above it which has one."""
    part = text.parent
    while part is not None:
        fill = getattr(part, "fill", None)
        if fill is not None and fill[3] == 1:
            return fill
        part = part.parent
    raise AssertionError(f"{text.text!r} stands on nothing")
