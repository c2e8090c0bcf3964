"""A picture with what was seen drawn in: boxes that follow the picture's size, names beside them."""

from collections.abc import Sequence

import cv2
import numpy as np
from kivy.core.text import Label as Drawn
from kivy.graphics import Color, Line, Rectangle
from kivy.graphics.texture import Texture
from kivy.metrics import dp
from kivy.properties import StringProperty

from app_kivy.theme import Theme
from app_kivy.widgets.surface import Surface
from app_kivy.widgets.text import FONT
from vision.picture import Image

_BAND_MARGIN = dp(6)
_LEAST_VIEW = dp(120)
"""Of the picture between what is written over its edges."""
_KEPT_TEXTS = 64
"""Written names that are kept drawn: they are the same from frame to frame."""
Mark = tuple[tuple[int, int, int, int], str]
"""Box in pixels of the picture (x, y from the top, width, height) and what is written beside it."""


class Picture(Surface):
    """Shows a picture, BGR 8 bit [height, width, 3], as large as fits.

    `head` and `foot` are written over its upper and lower edge; the picture grows, so that they leave room between.
    """

    head = StringProperty("")
    foot = StringProperty("")

    def __init__(self, theme: Theme, height: float) -> None:
        super().__init__(size_hint_y=None, height=height, fill=theme.colour("card"), edge=theme.colour("edge"))
        self._theme = theme
        self._texture: Texture | None = None
        self._pixels = (0, 0)
        """Width and height of the picture, which the texture may hold smaller."""
        self._marks: Sequence[Mark] = ()
        self._written: dict[tuple[str, float, float], Texture] = {}
        self._height = height
        self.bind(pos=self._draw, size=self._draw, head=self._grow, foot=self._grow, width=self._grow)

    def fit(self, height: float) -> None:
        """Be so high, or as high as the written lines need."""
        self._height = height
        self._grow()

    def show(self, image: Image, marks: Sequence[Mark] = ()) -> None:
        """Show a picture with its marks."""
        height, width = image.shape[:2]
        before = (self._texture, self._pixels, self._marks)
        self._pixels, self._marks = (width, height), tuple(marks)
        pixels = self._fitted(image)
        high, wide = pixels.shape[:2]
        if self._texture is None or self._texture.size != (wide, high):
            self._texture = Texture.create(size=(wide, high), colorfmt="rgb")
            self._texture.flip_vertical()
        self._texture.blit_buffer(pixels.ravel(), colorfmt="rgb", bufferfmt="ubyte")
        if (self._texture, self._pixels, self._marks) == before:
            self.canvas.ask_update()
        else:
            self._draw()

    def _fitted(self, image: Image) -> Image:
        """Return a picture as RGB, no larger than it is shown: what goes to the graphics card is paid by the pixel."""
        height, width = image.shape[:2]
        scale = min(1.0, max(self.width / width, self.height / height))
        if scale < 1:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), np.uint8)

    def frame(self) -> tuple[float, float, float]:
        """Return left and bottom edge of the picture in the window, and pixels of the window for one of the picture."""
        width, height = self._pixels
        scale = min(self.width / width, self.height / height)
        return self.center_x - width * scale / 2, self.center_y - height * scale / 2, scale

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        if self._texture is not None:
            self._draw_picture()
        self._draw_bands()

    def _draw_picture(self) -> None:
        left, bottom, scale = self.frame()
        width, height = self._pixels
        with self.canvas:
            Color(1, 1, 1, 1)
            Rectangle(texture=self._texture, pos=(left, bottom), size=(width * scale, height * scale))
            for (x, y, wide, high), name in self._marks:
                Color(rgba=self._theme.colour("yes"))
                corner = (left + x * scale, bottom + (height - y - high) * scale)
                Line(rectangle=(*corner, wide * scale, high * scale), width=dp(2))
                if name:
                    self._write(name, corner[0], corner[1] + high * scale, left + width * scale)

    def _bands(self) -> list[tuple[Texture, bool]]:
        """Return the written lines as textures, and whether each stands at the top."""
        bands = []
        for text, at_top in ((self.head, True), (self.foot, False)):
            if text:
                width = max(dp(80), self.width - dp(24))
                label = Drawn(
                    text=text,
                    font_name=FONT,
                    font_size=self._theme.text("body"),
                    color=(1, 1, 1, 1),
                    text_size=(width, None),
                    line_height=1.2,
                )
                label.refresh()
                bands.append((label.texture, at_top))
        return bands

    def _grow(self, *_: object) -> None:
        written = sum(texture.height + 2 * _BAND_MARGIN for texture, _ in self._bands())
        self.height = max(self._height, written + _LEAST_VIEW if written else 0)
        self._draw()

    def _draw_bands(self) -> None:
        with self.canvas:
            for texture, at_top in self._bands():
                high = texture.height + 2 * _BAND_MARGIN
                bottom = self.top - high if at_top else self.y
                Color(0.05, 0.05, 0.05, 0.85)
                Rectangle(pos=(self.x, bottom), size=(self.width, high))
                Color(1, 1, 1, 1)
                Rectangle(texture=texture, pos=(self.x + dp(12), bottom + _BAND_MARGIN), size=texture.size)

    def _write(self, name: str, x: float, y: float, right: float) -> None:
        texture = self._name(name)
        wide, high = texture.size
        x = max(self.x, min(x, right - wide - dp(6), self.right - wide - dp(6)))
        y = min(y, self.top - high)
        Color(rgba=self._theme.colour("yes"))
        Rectangle(pos=(x, y), size=(wide + dp(6), high))
        Color(1, 1, 1, 1)
        Rectangle(texture=texture, pos=(x + dp(3), y), size=(wide, high))

    def _name(self, name: str) -> Texture:
        """Return a name as a texture."""
        size, room = self._theme.text("small"), self.width - dp(12)
        if (known := self._written.get((name, size, room))) is not None:
            return known
        label = Drawn(
            text=name,
            font_name=FONT,
            font_size=size,
            color=self._theme.colour("on"),
            text_size=(room, None),
            shorten=True,
            shorten_from="right",
        )
        label.refresh()
        if len(self._written) >= _KEPT_TEXTS:
            self._written.clear()
        self._written[name, size, room] = label.texture
        return label.texture


def load(path: str) -> Image | None:
    """Return a kept picture, None where it cannot be read any more."""
    from vision.errors import SeeingError
    from vision.sources.picture import read

    try:
        return read(path)
    except SeeingError:
        return None
