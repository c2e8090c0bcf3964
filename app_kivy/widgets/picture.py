"""A picture with what was seen drawn in: boxes that follow the picture's size, names beside them."""

from collections.abc import Sequence

from kivy.core.text import Label as Drawn
from kivy.graphics import Color, Line, Rectangle
from kivy.graphics.texture import Texture
from kivy.metrics import dp

from app_kivy.theme import Theme
from app_kivy.widgets.surface import Surface
from app_kivy.widgets.text import FONT
from vision.picture import Image

Mark = tuple[tuple[int, int, int, int], str]
"""Box in pixels of the picture (x, y from the top, width, height) and what is written beside it."""


class Picture(Surface):
    """Shows a picture, BGR 8 bit [height, width, 3], as large as fits."""

    def __init__(self, theme: Theme, height: float) -> None:
        super().__init__(size_hint_y=None, height=height, fill=theme.colour("card"), edge=theme.colour("edge"))
        self._theme = theme
        self._texture: Texture | None = None
        self._marks: Sequence[Mark] = ()
        self.bind(pos=self._draw, size=self._draw)

    def show(self, image: Image, marks: Sequence[Mark] = ()) -> None:
        """Show a picture with its marks."""
        height, width = image.shape[:2]
        if self._texture is None or self._texture.size != (width, height):
            self._texture = Texture.create(size=(width, height), colorfmt="bgr")
            self._texture.flip_vertical()
        self._texture.blit_buffer(image.tobytes(), colorfmt="bgr", bufferfmt="ubyte")
        self._marks = marks
        self._draw()

    def frame(self) -> tuple[float, float, float]:
        """Return left and bottom edge of the picture in the window, and pixels of the window for one of the picture."""
        assert self._texture
        width, height = self._texture.size
        scale = min(self.width / width, self.height / height)
        return self.center_x - width * scale / 2, self.center_y - height * scale / 2, scale

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        if self._texture is None:
            return
        left, bottom, scale = self.frame()
        width, height = self._texture.size
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=self._texture, pos=(left, bottom), size=(width * scale, height * scale))
            for (x, y, wide, high), name in self._marks:
                Color(rgba=self._theme.colour("yes"))
                corner = (left + x * scale, bottom + (height - y - high) * scale)
                Line(rectangle=(*corner, wide * scale, high * scale), width=dp(2))
                if name:
                    self._write(name, corner[0], corner[1] + high * scale, left + width * scale)

    def _write(self, name: str, x: float, y: float, right: float) -> None:
        label = Drawn(
            text=name,
            font_name=FONT,
            font_size=self._theme.text("small"),
            color=self._theme.colour("on"),
            text_size=(self.width - dp(12), None),
            shorten=True,
            shorten_from="right",
        )
        label.refresh()
        wide, high = label.texture.size
        x = max(self.x, min(x, right - wide - dp(6), self.right - wide - dp(6)))
        y = min(y, self.top - high)
        Color(rgba=self._theme.colour("yes"))
        Rectangle(pos=(x, y), size=(wide + dp(6), high))
        Color(1, 1, 1, 1)
        Rectangle(texture=label.texture, pos=(x + dp(3), y), size=(wide, high))


def load(path: str) -> Image | None:
    """Return a kept picture, None where it cannot be read any more."""
    from vision.errors import SeeingError
    from vision.sources.picture import read

    try:
        return read(path)
    except SeeingError:
        return None
