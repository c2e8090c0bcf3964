"""Icons drawn from the lines of `icons.toml`; no font, no picture file."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kivy.graphics import Color, Ellipse, Line
from kivy.metrics import dp
from kivy.uix.widget import Widget

from app_kivy.theme import Colour

ICONS: Mapping[str, Sequence[Sequence[Any]]] = tomllib.loads(
    (Path(__file__).parent / "icons.toml").read_text(encoding="utf-8")
)
"""Name to strokes: what kind, then its numbers."""


class Icon(Widget):
    """One of `ICONS`, as large as the widget's shorter side."""

    def __init__(self, name: str, colour: Colour, size: float) -> None:
        super().__init__(size_hint=(None, None), size=(size, size))
        self._strokes = ICONS[name]
        self._colour = colour
        self.bind(pos=self._draw, size=self._draw)
        self._draw()

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        unit = min(self.size) / 24
        left, bottom = self.center_x - 12 * unit, self.center_y - 12 * unit
        with self.canvas:
            Color(rgba=self._colour)
            for kind, *numbers in self._strokes:
                _draw(kind, numbers, left, bottom, unit)


def _draw(kind: str, numbers: Sequence[float], left: float, bottom: float, unit: float) -> None:
    width = max(dp(1.4), 1.1 * unit)
    if kind == "line":
        points = [value * unit + (bottom if index % 2 else left) for index, value in enumerate(numbers)]
        Line(points=points, width=width, cap="round", joint="round")
        return
    x, y = left + numbers[0] * unit, bottom + numbers[1] * unit
    if kind == "dot":
        radius = numbers[2] * unit
        Ellipse(pos=(x - radius, y - radius), size=(2 * radius, 2 * radius))
    elif kind == "box":
        Line(rounded_rectangle=(x, y, numbers[2] * unit, numbers[3] * unit, numbers[4] * unit), width=width)
    else:
        Line(circle=(x, y, numbers[2] * unit, *numbers[3:]), width=width)
