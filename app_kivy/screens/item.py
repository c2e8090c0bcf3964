"""Item picker: by the first letters of the name's syllables on nine keys, as on old telephones."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kivy.metrics import dp

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Grid
from app_kivy.widgets.text import Text
from app_kivy.work.initials import KEYS, fits
from app_kivy.work.views import Goods

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

PAGE = 6
"""Items on a page: what a thumb reaches without scrolling far."""
_ROOMY = dp(600)
"""Height of the window, at letters of 100 %, in which keys and items are seen together."""


class Items(Frame):
    """`request` says what for, and who gets the item."""

    kind = "item"
    keys: tuple[str, ...] = ()
    page = 0
    _wanted = ""

    def __init__(self, app: "ClerkApp") -> None:
        super().__init__(app)
        # Without a request the picker answers how much there is.
        self._done: Callable[[Goods], object] = self._ask_stock

    def _ask_stock(self, goods: Goods) -> None:
        self.app.conversation.tap("QueryStock", {"item": goods.sku})

    def request(self, title: str, done: Callable[[Goods], object]) -> None:
        """Ask for an item."""
        self._wanted, self._done = title, done
        self.keys, self.page = (), 0

    def show(self) -> None:
        """Show the keys, and the items that fit those pressed so far."""
        theme, words = self.theme, self.words
        self.title.text = self._wanted or words("item.title")
        found = [goods for goods in self.app.goods if fits(goods.initials, self.keys)]
        wanted = self.keys or len(found) > PAGE
        # Where the keys fill the screen, what they found would change out of sight.
        last = bool(self.keys) and self.height < _ROOMY * theme.font_scale
        if wanted and not last:
            self._add_pad()
        if self.keys:
            pressed = " ".join(key.upper() for key in self.keys)
            self.add(Press(theme, pressed, lambda: self._press(self.keys[:-1]), icon="erase", fill="tap"))
        for goods in found[self.page * PAGE : (self.page + 1) * PAGE]:
            hint = words("item.hint", place=goods.place) if goods.place else ""
            self.add(Press(theme, goods.name, partial(self._done, goods), hint=hint, left=True))
        if not found:
            self.add(Text(theme, words("item.none"), "reply"))
        if last:
            self._add_pad()
        turns = []
        if self.page > 0:
            turns.append(Press(theme, words("item.before"), lambda: self._turn(-1), icon="up"))
        if (self.page + 1) * PAGE < len(found):
            turns.append(Press(theme, words("item.more"), lambda: self._turn(1), icon="down"))
        turns.append(Press(theme, words("item.scan"), lambda: self.app.go("look"), icon="look"))
        self.foot(*turns)

    def _add_pad(self) -> None:
        pad = [Press(self.theme, key.upper(), partial(self._press, (*self.keys, key))) for key in KEYS]
        self.add(Grid(self.theme, *pad, most=5))

    def _press(self, keys: tuple[str, ...]) -> None:
        self.keys, self.page = keys, 0
        self.on_pre_enter()

    def _turn(self, by: int) -> None:
        self.page += by
        self.on_pre_enter()
