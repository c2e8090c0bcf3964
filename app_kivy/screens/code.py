"""Code pad: letters and digits of a lot number, for when it can be neither scanned nor said."""

from collections.abc import Callable
from functools import partial

from kivy.metrics import dp

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card, Grid
from app_kivy.widgets.text import Text

KEYS = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
_LONGEST = 24


class Code(Frame):
    """`request` says what for, and who gets the code."""

    kind = "code"
    typed = ""
    _wanted = ""

    def request(self, title: str, done: Callable[[str], object]) -> None:
        """Ask for a code."""
        self._wanted, self._done, self.typed = title, done, ""

    def show(self) -> None:
        """Show what is typed, and the keys."""
        theme, words = self.theme, self.words
        self.title.text = self._wanted or words("code.title")
        self.shown = Text(theme, self.typed or " ", "huge", centred=True)
        self.add(Card(theme, self.shown))
        keys = [Press(theme, key, partial(self._key, key)) for key in KEYS]
        self.add(Grid(theme, *keys, least=dp(62), most=10))
        self.foot(
            Press(theme, words("common.ok"), self._ready, fill="yes", icon="yes"),
            Press(theme, words("number.erase"), self._erase, icon="erase"),
        )

    def _key(self, key: str) -> None:
        self.typed = (self.typed + key)[:_LONGEST]
        self.shown.text = self.typed

    def _erase(self) -> None:
        self.typed = self.typed[:-1]
        self.shown.text = self.typed or " "

    def _ready(self) -> None:
        if self.typed:
            self._done(self.typed)
