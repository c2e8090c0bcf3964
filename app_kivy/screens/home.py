"""Home: the four ways to the clerk, what it did last, and what still waits."""

from collections.abc import Sequence
from functools import partial

from kivy.metrics import dp

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card, Grid
from app_kivy.widgets.text import Text
from app_kivy.work.views import readable

WAYS = ("talk", "look", "tap", "find")
HINTS_UP_TO = 1.5
"""Font scale up to which the four ways explain themselves; larger, all four must still fit."""


class Home(Frame):
    """Where everything begins and ends."""

    kind = "home"
    _ways: Sequence[Press] = ()

    def show(self) -> None:
        """Show the ways in, the last reply and the queues."""
        words, theme, standing = self.words, self.theme, self.app.standing
        ways = [
            Press(
                theme,
                words(f"home.{way}"),
                partial(self.app.go, way),
                fill=way,
                icon=way,
                role="reply",
                hint=words(f"home.{way}_hint") if theme.font_scale <= HINTS_UP_TO else "",
                tall=True,
            )
            for way in WAYS
        ]
        self._ways = ways
        self.tiles = Grid(theme, *ways, least=dp(138), even=True)
        self.add(self.tiles)
        if standing is None:
            self.add(Text(theme, words("home.opening"), "body", tint="quiet"))
        else:
            if standing.question:
                self.add(Press(theme, standing.question.text, self._resume, icon="talk", left=True))
            last = readable(standing.last_reply) or words("home.nothing_yet" if standing.items else "home.empty")
            self.add(Card(theme, Text(theme, words("home.last"), "small", tint="quiet"), Text(theme, last, "body")))
        for sense in self.app.senses or ():
            if not sense.works:
                name = words.get(f"sense.{sense.name}", sense.name)
                self.add(Text(theme, words("home.broken", name=name), "small", tint="warn"))
        reviews = standing.reviews if standing else 0
        self.foot(
            Press(
                theme,
                words("home.reviews", count=reviews),
                lambda: self.app.go("review"),
                icon="review",
                fill="warn" if reviews else "",
                role="body",
            ),
            Press(theme, words("home.setup"), lambda: self.app.go("setup"), icon="setup", role="body"),
        )
        self.on_resized()

    def on_resized(self) -> None:
        """Let the four ways take the room that nothing else needs."""
        rows = 1 if self.width > self.height * 1.2 else 2
        for way in self._ways:
            way.floor = max(0.0, min(dp(220), (self.height - dp(300)) / rows))

    def _resume(self) -> None:
        if self.app.standing and self.app.standing.question:
            self.app.show_question(self.app.standing.question.slot)
