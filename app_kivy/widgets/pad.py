"""A pad of digits as large as thumbs."""

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from app_kivy.theme import Theme
from app_kivy.widgets.button import Press, icon_only
from app_kivy.widgets.layout import Grid

NUMBER, DATE = "123456789.0", "123456789 0"
"""Keys in the order of a telephone; a space leaves room."""


def digit_pad(theme: Theme, keys: str, key: Callable[[str], object], erase: Callable[[], object], name: str) -> Grid:
    """Return the keys, and one that erases, which is called `name`."""
    pad = [
        Widget(size_hint_y=None, height=theme.target)
        if sign == " "
        else Press(theme, sign, partial(key, sign), role="title")
        for sign in keys
    ]
    wipe = icon_only(theme, "erase", erase, name=name)
    wipe.size_hint_x = 1
    return Grid(theme, *pad, wipe, most=3)
