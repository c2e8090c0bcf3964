"""How loud it is: a bar that moves while the clerk listens."""

from kivy.graphics import Color, RoundedRectangle
from kivy.metrics import dp
from kivy.properties import NumericProperty

from app_kivy.theme import Theme
from app_kivy.widgets.surface import Surface

_QUIETEST_DB, _LOUDEST_DB = -60.0, 0.0


class Meter(Surface):
    """`level` is in dB of full scale."""

    level = NumericProperty(_QUIETEST_DB)

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            size_hint_y=None, height=dp(28), fill=theme.colour("card"), edge=theme.colour("edge"), radius=dp(8)
        )
        with self.canvas:
            Color(rgba=theme.colour("talk"))
            self._bar = RoundedRectangle(radius=[dp(6)])
        self.bind(level=self._move, pos=self._move, size=self._move)

    @property
    def share(self) -> float:
        """The level between quietest and loudest, 0–1."""
        return min(1.0, max(0.0, (float(self.level) - _QUIETEST_DB) / (_LOUDEST_DB - _QUIETEST_DB)))

    def _move(self, *_: object) -> None:
        margin = dp(3)
        self._bar.pos = (self.x + margin, self.y + margin)
        self._bar.size = ((self.width - 2 * margin) * self.share, self.height - 2 * margin)
