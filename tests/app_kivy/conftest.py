"""A window without a screen, a shop with the example's goods before it, and a person with a finger."""

import os
import shutil
import time
from pathlib import Path

import pytest

os.environ.setdefault("KIVY_NO_CONSOLELOG", "1")
EXAMPLES = Path(__file__).parents[2] / "examples"
PATIENCE_S = float(os.environ.get("CLERK_TEST_PATIENCE_S", "90"))
"""For what a thread has to finish; a test that needs anything near it is broken."""
FRAME_S = 1 / 30
LAYOUT_FRAMES = 4
"""After so many frames nothing moves any more."""
HELD_BACK_FRAMES = 12
"""A scroll view holds a touch back for a moment, to see whether it becomes a scroll."""
SCREENLESS = "the window needs kivy and OpenGL: pip install '.[app]', and libgl1 libegl1"


@pytest.fixture(scope="session")
def window(tmp_path_factory):
    """The one window of the test process."""
    pytest.importorskip("kivy", reason=SCREENLESS)
    from app_kivy.environment import prepare

    prepare(tmp_path_factory.mktemp("kivy"), width=360, height=640)
    from kivy.config import Config

    Config.set("graphics", "maxfps", "0")
    from kivy.clock import Clock
    from kivy.core.window import Window

    if Window is None:
        pytest.skip(SCREENLESS)
    # The window's time goes on with its frames alone, so that no test depends on how fast the machine is.
    Clock.time = Time(Clock.time())
    return Window


class Time:
    """Seconds that pass when somebody says so."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


def frame():
    """Let the window live through one frame."""
    from kivy.clock import Clock

    from app_kivy.tour import step

    Clock.time.now += FRAME_S
    step()


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """Books that hold the example's catalogue, made once and copied for each test."""
    from assistant.catalogue import import_catalogue
    from assistant.inventory.ledger import Ledger

    file = tmp_path_factory.mktemp("books") / "clerk.db"
    with Ledger.open(file, device="test") as ledger:
        import_catalogue(ledger, EXAMPLES / "catalogue.csv")
    return file


@pytest.fixture
def books(tmp_path, filled, monkeypatch):
    """The clerk's folder with books of its own."""
    monkeypatch.setenv("CLERK_HOME", str(tmp_path))
    monkeypatch.setenv("CLERK_DEVICE", "test")
    monkeypatch.delenv("CLERK_DATABASE_URL", raising=False)
    shutil.copy(filled, tmp_path / "clerk.db")
    return tmp_path


@pytest.fixture
def shop(books):
    """The shop as another device of the house sees it."""
    from assistant import wiring

    opened = wiring.open_shop()
    yield opened
    opened.close()


@pytest.fixture
def stocked():
    """Put so much of an item to its own place; return the place."""
    from decimal import Decimal

    from assistant.inventory.move import MoveDraft, MoveKind
    from assistant.inventory.places import LOSS

    def put(unit, sku, quantity):
        place = unit.catalogue.item(sku).place
        unit.moves.book(
            MoveDraft(f"opening-{sku}", MoveKind.OPENING, sku, Decimal(quantity), source=LOSS, destination=place)
        )
        return place

    return put


@pytest.fixture
def senses():
    """Ears and eyes that hear and see what a test tells them."""
    return Senses()


class Senses:
    """Stands in for the models: what is behind the port is tested where it lives."""

    def __init__(self):
        self.hears = []
        self.listens_for = []
        self.sees = ()
        self.broken = ()

    def stream(self, source):
        for _ in source.blocks():
            pass
        yield self.hears.pop(0)

    def hear(self, sound):
        return self.hears.pop(0)

    def look(self, image, *, thorough=True):
        return self.sees


@pytest.fixture
def open_books(senses):
    """How the window opens the shop: the real one, with the senses of the test."""
    from assistant import wiring

    class Shop(wiring.Shop):
        def ears(self):
            return senses

        def eyes(self):
            return senses

        def grammar(self):
            return {}

        def listen_for(self, grammar):
            senses.listens_for.append(grammar)

        def senses(self):
            return [
                {"name": name, "works": name not in senses.broken, "why": "unplugged"} for name in ("hearing", "text")
            ]

    def opener(chosen):
        shop = wiring.open_shop(lang=chosen.lang, person=chosen.person)
        return Shop(shop.clerk)

    return opener


@pytest.fixture
def start(window, books, open_books, monkeypatch):
    """Return a function that starts the window; every window it started is closed at the end."""
    from app_kivy.main import ClerkApp
    from app_kivy.senses import devices
    from app_kivy.work.practice import open_practice
    from assistant.voice.speaker import SilentSpeaker

    monkeypatch.setenv("CLERK_CAMERA", str(EXAMPLES / "pictures"))
    monkeypatch.setenv("CLERK_MICROPHONE", str(EXAMPLES / "recordings" / "receive-oil.wav"))
    running = []

    class Loud(SilentSpeaker):
        def __init__(self):
            super().__init__("a test is quiet")
            self.said = []

        def say(self, text, lang, manner=None):
            self.said.append(text)

    class Quiet:
        problem = None

        def __init__(self):
            self.played = []

        def play(self, wav):
            self.played.append(wav)

    monkeypatch.setattr(devices, "speaker", Loud)
    monkeypatch.setattr(devices, "player", Quiet)

    def begin(open_with=open_books, size=(360, 640), settled=True):
        window.size = size
        app = ClerkApp(open_with, lambda chosen: open_practice(lang=chosen.lang), books / "window.json")
        app._run_prepare()
        running.append(app)
        person = Person(app)
        if settled:
            person.until(lambda: app.senses is not None)
        return person

    yield begin
    for app in running:
        stop(app)


def stop(app):
    from kivy.core.window import Window

    app.on_stop()
    if app.root in Window.children:
        Window.remove_widget(app.root)


class Person:
    """Looks at the window and touches it."""

    def __init__(self, app):
        self.app = app

    @property
    def screen(self):
        return self.app.manager.current_screen

    @property
    def at(self):
        return self.app.manager.current

    def until(self, condition):
        """Let the window live until something is true that a thread is working on."""
        begun = time.monotonic()
        while not condition():
            frame()
            if not self.app.fingers.waiting:
                time.sleep(0.001)
            if time.monotonic() - begun > PATIENCE_S:
                pytest.fail(
                    f"never came; on {self.at} stands {self.texts()}, trouble: {self.app.conversation.trouble!r}"
                )

    def settle(self):
        """Let everything come to rest that is on its way: jobs, their results, the layout."""
        self.until(lambda: not (self.app.worker.waiting or self.app.fingers.waiting))
        self.frames(LAYOUT_FRAMES)

    @staticmethod
    def frames(count):
        """Let so many frames pass."""
        for _ in range(count):
            frame()

    def texts(self):
        from app_kivy.widgets.text import Text

        return [part.text for part in self.screen.walk() if isinstance(part, Text) and part.text]

    def sees(self, words):
        return any(words in text for text in self.texts())

    def buttons(self):
        from app_kivy.widgets.button import Press

        return [part for part in self.screen.walk() if isinstance(part, Press)]

    def button(self, words):
        found = [button for button in self.buttons() if words == button.words]
        assert found, f"no button {words!r} on {self.at}: {[button.words for button in self.buttons()]}"
        return found[0]

    def tap(self, *all_words):
        """Touch buttons one after the other, scrolling to each as a thumb would."""
        for words in all_words:
            self.settle()
            self.press(words)
            self.lift()
            self.settle()

    def press(self, words):
        """Put the finger on a button and leave it there."""
        from kivy.tests import UnitTestTouch

        scroll = self.screen.scroll
        button = self.button(words)
        if any(part is button for part in scroll.walk()) and scroll.children[0].height > scroll.height:
            scroll.scroll_to(button, animate=False)
            self.frames(LAYOUT_FRAMES)
        self.touch = UnitTestTouch(*button.to_window(*button.center))
        self.touch.touch_down()
        for _ in range(HELD_BACK_FRAMES):
            if button.state == "down":
                return
            frame()
        assert button.state == "down", f"{words!r} on {self.at} does not feel the finger"

    def lift(self):
        """Take the finger away."""
        self.touch.touch_up()
        frame()

    def said(self):
        return self.app.voice.speaker.said

    def on_hand(self, sku):
        from assistant import wiring

        shop = wiring.open_shop()
        try:
            with shop.clerk.ledger.view() as unit:
                return sum(line.quantity for line in unit.stock.on_hand(sku))
        finally:
            shop.close()
