"""A widget with a colour of its own behind it, so that contrast can be computed from the tree."""

from kivy.graphics import Color, Line, RoundedRectangle
from kivy.metrics import dp
from kivy.properties import ColorProperty, NumericProperty
from kivy.uix.widget import Widget


class Surface(Widget):
    """Fills its rectangle with `fill`, and draws a border in `edge` where that is not transparent."""

    fill = ColorProperty([0, 0, 0, 0])
    edge = ColorProperty([0, 0, 0, 0])
    radius = NumericProperty(dp(14))

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        with self.canvas.before:
            self._fill_colour = Color(rgba=self.fill)
            self._rectangle = RoundedRectangle()
            self._edge_colour = Color(rgba=self.edge)
            self._line = Line(width=dp(1.2))
        self.bind(pos=self._redraw, size=self._redraw, fill=self._redraw, edge=self._redraw, radius=self._redraw)
        self._redraw()

    def _redraw(self, *_: object) -> None:
        self._fill_colour.rgba = self.fill
        self._edge_colour.rgba = self.edge
        self._rectangle.pos, self._rectangle.size = self.pos, self.size
        self._rectangle.radius = [self.radius]
        self._line.rounded_rectangle = (*self.pos, *self.size, self.radius)
