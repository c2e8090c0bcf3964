"""Goes through the screens of a running window and leaves a picture of each: for docs, and where there is no screen."""

import time
from collections.abc import Callable
from pathlib import Path

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.lang import Builder

from app_kivy.main import ClerkApp
from app_kivy.work.order import Order

PLAIN = ("home", "talk", "tap", "item", "find", "stock", "moves", "review", "setup", "files", "noise")
"""Screens that show themselves without anything having happened."""
_SETTLED_FRAMES = 8
_PATIENCE_S = 120.0


def step() -> None:
    """Let the window do everything of one frame but draw: that is nine tenths of the work where no GPU is."""
    Clock.tick()
    EventLoop.dispatch_input()
    Builder.sync()
    Clock.tick_draw()
    Builder.sync()


def run_until(condition: Callable[[], bool], patience_s: float = _PATIENCE_S) -> None:
    """Let the window run until something is true; raises `TimeoutError`."""
    begun = time.monotonic()
    while not condition():
        step()
        time.sleep(0.002)
        if time.monotonic() - begun > patience_s:
            raise TimeoutError("the window did not get there")


def settle(frames: int = _SETTLED_FRAMES) -> None:
    """Let the layout come to rest."""
    for _ in range(frames):
        step()


def picture(target: Path) -> Path:
    """Write a picture of the window; returns the file."""
    settle()
    EventLoop.idle()
    target.parent.mkdir(parents=True, exist_ok=True)
    # Kivy numbers its screenshots; ours have plain names.
    return Path(Window.screenshot(str(target))).replace(target)


def take_pictures(app: ClerkApp, folder: Path) -> None:
    """Start the window, show every screen, and book one receipt in practice."""
    app._run_prepare()  # noqa: SLF001 - Kivy's own tests start an application this way
    run_until(lambda: app.senses is not None)
    app.practise(on=True)
    run_until(lambda: app.standing is not None and not app.conversation.waiting)
    for name in PLAIN:
        app.go(name)
        run_until(lambda: getattr(app.manager.current_screen, "rows", ()) is not None)
        picture(folder / f"{name}.png")
    if app.goods:
        _book(app, folder)
    app.on_stop()


def _book(app: ClerkApp, folder: Path) -> None:
    goods = next((one for one in app.goods if len(one.units) > 1), app.goods[0])
    app.conversation.begin(Order("Receive", goods.sku, goods.name, "3", goods.units[-1]))
    for name, button in (("confirm", "confirm"), ("answer", "undo")):
        run_until(lambda: not app.conversation.waiting)
        picture(folder / f"{name}.png")
        app.conversation.press(button)
    run_until(lambda: not app.conversation.waiting)
    picture(folder / "undone.png")
