"""A pad of digits as large as thumbs."""

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from app_kivy.theme import Theme
from app_kivy.widgets.button import Press, icon_only
from app_kivy.widgets.layout import Grid


def digit_pad(
    theme: Theme, key: Callable[[str], object], erase: Callable[[], object], name: str, more: str = ""
) -> Grid:
    """Return the keys of a telephone, those of `more`, 0 and one that erases, which is called `name`."""
    digits = [*"123456789", *more, "0"]
    keys: list[Widget] = [Press(theme, digit, partial(key, digit), role="title") for digit in digits]
    if not more:
        keys.insert(9, Widget(size_hint_y=None, height=theme.target))
    wipe = icon_only(theme, "erase", erase, name=name)
    wipe.size_hint_x = 1
    return Grid(theme, *keys, wipe, most=3)
