"""The frame of every screen: a head with the way back, a body that scrolls when it must, actions always at the foot."""

from typing import TYPE_CHECKING

from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.screenmanager import Screen
from kivy.uix.widget import Widget

from app_kivy.widgets.button import Press, icon_only
from app_kivy.widgets.layout import Column, Grid
from app_kivy.widgets.scroll import Scroll
from app_kivy.widgets.surface import Surface
from app_kivy.widgets.text import Text

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp


_MARGIN = dp(12)
_LEAST_BODY = dp(150)
"""Height of the body below which the actions scroll with it."""


class Frame(Screen):
    """A screen. Subclasses set `name` and fill `body` and `foot` in `show`, which runs each time it is entered."""

    kind = ""
    """Name of the screen, and of its section in the strings."""

    def __init__(self, app: "ClerkApp") -> None:
        super().__init__(name=self.kind)
        self.app = app
        self.theme = app.theme
        self.words = app.words
        ground = _Ground(fill=self.theme.colour("ground"), radius=0)
        self.add_widget(ground)
        # Without a height of its own: a foot that never held anything would keep the one of every widget.
        self._foot = BoxLayout(size_hint_y=None, height=0)
        self._foot.bind(minimum_height=self._foot.setter("height"))
        self._head = BoxLayout(size_hint_y=None, spacing=self.theme.gap)
        self._head.bind(minimum_height=self._head.setter("height"))
        self.title = Text(self.theme, self.words.get(f"{self.kind}.title", ""), "title")
        self.title.bind(height=self._level_title)
        self.status = Text(self.theme, "", "small", tint="warn")
        self.body = Column(self.theme)
        # The bar of the body lies in the margin, never on a button.
        self.body.padding = self._head.padding = self._foot.padding = [0, 0, _MARGIN, 0]
        self._content = Column(self.theme, self.body)
        self.scroll = Scroll(self.theme, self._content)
        self._ground = ground
        self._make_head()
        ground.add_widget(self._head)
        ground.add_widget(self.scroll)
        ground.add_widget(self._foot)
        for part in (ground, self._head, self._foot):
            part.bind(height=self._place_foot)
        self.bind(size=lambda *_: self.on_resized())

    def _make_head(self) -> None:
        back = icon_only(self.theme, "back", self.app.back, name=self.words("common.back"))
        read = icon_only(self.theme, "read", self.read_aloud, name=self.words("common.read"))
        for part in (back, self.title, read):
            part.pos_hint = {"top": 1}
            if part is not back or self.kind != "home":
                self._head.add_widget(part)

    def _level_title(self, *_: object) -> None:
        """Let a title of one line stand level with the buttons beside it."""
        self.title.height = max(self.title.height, self.theme.target)

    def _place_foot(self, *_: object) -> None:
        """Keep the actions at the foot; where large letters on a low screen leave no room, they follow the body."""
        room = self._ground.height - self._head.height - self._foot.height - self.status.height
        wanted = self._content if room < _LEAST_BODY else self._ground
        if self._foot.parent is not wanted:
            if self._foot.parent is not None:
                self._foot.parent.remove_widget(self._foot)
            wanted.add_widget(self._foot)

    def on_pre_enter(self, *_: object) -> None:
        """Show what is true now."""
        self.body.clear_widgets()
        self._foot.clear_widgets()
        self.scroll.scroll_y = 1
        self.show()
        self.show_status()

    def left(self) -> None:
        """Let go of devices; called before another screen is shown, and at the end; the default holds none."""

    def renew(self) -> None:
        """Show what has changed since the screen was entered; whoever had scrolled stays where he was."""
        scrolled = self.scroll.scroll_y
        Frame.on_pre_enter(self)
        self.scroll.scroll_y = scrolled

    def show(self) -> None:
        """Fill body and foot; the default shows nothing."""

    def on_resized(self) -> None:
        """Fit the screen to another size or orientation; the parts fold by themselves."""

    def show_status(self) -> None:
        """Say above the body what a person must know on every screen."""
        self.status.text = self.app.notice()
        shown = self.status.parent is not None
        if bool(self.status.text) is not shown:
            if shown:
                self._ground.remove_widget(self.status)
            else:
                self._ground.add_widget(self.status, index=self._ground.children.index(self.scroll) + 1)

    def add(self, *parts: Widget) -> None:
        """Put parts below what the body holds."""
        for part in parts:
            self.body.add_widget(part)

    def foot(self, *buttons: Press, first: Press | None = None) -> None:
        """Put the actions at the foot; `first` is the one that most come for, and wide."""
        self._foot.clear_widgets()
        column = Column(self.theme, *([first] if first else ()))
        if buttons:
            column.add_widget(Grid(self.theme, *buttons, even=len(buttons) > 3))
        self._foot.add_widget(column)

    def spoken(self) -> str:
        """Return what is read aloud for this screen: its title and the text of its body."""
        texts = [part for part in self.body.walk() if isinstance(part, Text)][::-1]
        return self.words("common.pause").join(filter(None, [self.title.text, *(part.text for part in texts[::-1])]))

    def read_aloud(self) -> None:
        """Read the screen."""
        self.app.voice.read(self.spoken())


class _Ground(Surface, BoxLayout):
    """The whole screen's column."""

    def __init__(self, **given: object) -> None:
        super().__init__(orientation="vertical", padding=[_MARGIN, dp(8), 0, dp(8)], spacing=dp(8), **given)
