"""How parts stand together: a column, a grid that folds when it gets narrow, a card."""

from kivy.metrics import dp
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from app_kivy.theme import Theme
from app_kivy.widgets.surface import Surface


class Column(BoxLayout):
    """Parts below each other, as high as they are together."""

    def __init__(self, theme: Theme, *parts: Widget) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, spacing=theme.gap)
        self.bind(minimum_height=self.setter("height"))
        for part in parts:
            self.add_widget(part)


class Card(Surface, Column):
    """A column on a ground of its own."""

    def __init__(self, theme: Theme, *parts: Widget, fill: str = "card") -> None:
        super().__init__(theme, *parts)
        self.padding = [dp(14), dp(12)]
        self.spacing = dp(4)
        self.fill = theme.colour(fill)


class Grid(GridLayout):
    """Parts side by side: as many as fit without breaking a word, `least` pixels each, and never more than `most`.

    `even` leaves no row half empty.
    """

    def __init__(self, theme: Theme, *parts: Widget, least: float = 0.0, most: int = 4, even: bool = False) -> None:
        super().__init__(size_hint_y=None, spacing=theme.gap, cols=1)
        self._even = even
        self._least, self._most = max([least, *(getattr(part, "natural", 0.0) for part in parts)]), most
        self.bind(minimum_height=self.setter("height"), width=self._fold)
        for part in parts:
            self.add_widget(part)
            part.bind(height=self._level)

    def _fold(self, *_: object) -> None:
        gap = self.spacing[0]
        fit = int((self.width + gap) // (self._least + gap))
        count = len(self.children) or 1
        columns = max(1, min(self._most, fit, count))
        while self._even and count % columns:
            columns -= 1
        self.cols = columns
        self._level()

    def _level(self, *_: object) -> None:
        parts = self.children[::-1]
        for start in range(0, len(parts), self.cols):
            row = parts[start : start + self.cols]
            height = max(getattr(part, "needed", part.height) for part in row)
            for part in row:
                part.height = height
