"""What can be pressed: never smaller than a thumb in a glove, and it shows the finger at once."""

from collections.abc import Callable
from typing import ClassVar
from weakref import WeakKeyDictionary

from kivy.clock import Clock
from kivy.core.text import Label as Measure
from kivy.metrics import dp
from kivy.properties import NumericProperty
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from app_kivy.theme import Role, Theme, pressed
from app_kivy.widgets.icon import Icon
from app_kivy.widgets.surface import Surface
from app_kivy.widgets.text import FONT, Text

_PADDING = (dp(8), dp(8))
_BETWEEN = dp(6)


class Press(ButtonBehavior, Surface, BoxLayout):
    """A button with words, an icon, or both. Without `fill` it is a plain one with a border.

    It grows with its words; in a grid all buttons of a row are as high as the highest.
    """

    floor = NumericProperty(0)
    """Height that it has at least, in pixels."""
    down: ClassVar["WeakKeyDictionary[Press, float]"] = WeakKeyDictionary()
    """The buttons under a finger, each with the time in seconds since when."""

    def __init__(
        self,
        theme: Theme,
        words: str,
        action: Callable[[], object],
        *,
        fill: str = "",
        icon: str = "",
        role: Role = "button",
        hint: str = "",
        tall: bool = False,
        left: bool = False,
    ) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, padding=_PADDING)
        self._theme = theme
        self.action = action
        self.words = words
        self.fill = self._plain = theme.colour(fill or "card")
        self.edge = [0, 0, 0, 0] if fill else theme.colour("edge")
        tint = "on" if fill else "ink"
        self._icon = (
            Icon(icon, theme.colour(tint), theme.text("huge" if tall else role) * (1.1 if tall else 1.2))
            if icon
            else None
        )
        self._labels = [
            Text(theme, text, size, tint=tint, centred=not left)
            for text, size in ((words, role), (hint, "small"))
            if text
        ]
        self._longest = max((_width(label) for label in self._labels), default=0.0)
        self._beside = bool(self._icon) and not tall
        self._left = left
        column = BoxLayout(orientation="vertical", spacing=dp(2), size_hint_y=None)
        column.bind(minimum_height=column.setter("height"))
        if self._icon and tall:
            self._icon.pos_hint = {"center_x": 0.5}
            column.add_widget(self._icon)
        for label in self._labels:
            label.bind(texture_size=self._fit)
            column.add_widget(label)
        self._column = column
        self.add_widget(Widget())
        self._row = self._beside_each_other(column) if self._beside else None
        self.add_widget(self._row or column)
        self.add_widget(Widget())
        self.bind(state=self._show_finger, width=self._fit, floor=self._fit)
        self._fit()

    def _beside_each_other(self, column: BoxLayout) -> BoxLayout:
        """Put icon and words side by side; `_fit` makes the pair as wide as it is, so that it stands in the middle."""
        assert self._icon
        row = BoxLayout(spacing=_BETWEEN if self._labels else 0, size_hint=(None, None))
        row.bind(minimum_height=row.setter("height"))
        if not self._left:
            row.pos_hint = {"center_x": 0.5}
        self._icon.pos_hint = column.pos_hint = {"center_y": 0.5}
        column.size_hint_x = None
        row.add_widget(self._icon)
        if self._labels:
            row.add_widget(column)
        return row

    @property
    def natural(self) -> float:
        """The width at which no word is broken, in pixels."""
        icon = self._icon.width + _BETWEEN if self._icon and self._beside else 0
        return float(self._longest + icon + 2 * _PADDING[0])

    @property
    def needed(self) -> float:
        """The height that icon and words need."""
        words = sum(label.texture_size[1] for label in self._labels) + dp(2) * max(0, len(self._labels) - 1)
        icon = self._icon.height if self._icon else 0
        inside = max(words, icon) if self._beside else words + icon
        return float(max(self._theme.target, self.floor, inside + 2 * _PADDING[1]))

    def _fit(self, *_: object) -> None:
        if self._row and self._icon:
            room = self.width - 2 * _PADDING[0] - self._icon.width - (_BETWEEN if self._labels else 0)
            words = max(dp(20), room if self._left else min(self._longest, room)) if self._labels else 0
            self._column.width = words
            self._row.width = self._icon.width + (_BETWEEN + words if self._labels else 0)
        self.height = self.needed

    def _show_finger(self, *_: object) -> None:
        if self.state == "down":
            self.down[self] = Clock.get_time()
            self.fill = pressed(self._plain)
        else:
            self.down.pop(self, None)
            self.fill = self._plain

    def on_release(self) -> None:
        """Do what it is for."""
        self.action()


def _width(label: Text) -> float:
    """Return the width of a text on one line."""
    return float(Measure(font_name=FONT, font_size=label.font_size).get_extents(label.text)[0] + dp(4))


def icon_only(theme: Theme, icon: str, action: Callable[[], object], *, name: str) -> Press:
    """Return a square button without words; `name` is what is read aloud for it."""
    button = Press(theme, "", action, icon=icon)
    button.words = name
    button.size_hint_x = None
    button.width = theme.target
    return button
