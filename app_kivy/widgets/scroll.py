"""A column that scrolls only where it must: what fits on the screen feels a finger at once."""

from functools import partial

from kivy.clock import Clock
from kivy.input import MotionEvent
from kivy.metrics import dp
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from app_kivy.theme import Theme

_TAP_ENDS_S = 0.05
"""Kivy shows a button for a fifth of a second before a short tap counts, and that feels like a slow machine."""


class Scroll(ScrollView):
    """Holds one column; its bar can be dragged."""

    def __init__(self, theme: Theme, content: Widget) -> None:
        super().__init__(do_scroll_x=False, scroll_type=["bars", "content"], bar_width=dp(7), bar_margin=dp(2))
        self.bar_color = self.bar_inactive_color = theme.colour("edge")
        self.add_widget(content)
        self._content = content
        content.bind(height=self._see_whether_it_fits)
        self.bind(height=self._see_whether_it_fits)

    def _see_whether_it_fits(self, *_: object) -> None:
        self.do_scroll_y = self._content.height > self.height + 1
        if not self.do_scroll_y:
            self.scroll_y = 1

    def on_scroll_stop(self, touch: MotionEvent, check_children: bool = True) -> bool | None:
        """End a tap sooner than Kivy would; the second end that Kivy sends finds nothing to do."""
        scrolling = touch.ud.get(self._get_uid())
        tapped = self._touch is touch and scrolling and scrolling["mode"] == "unknown"
        stopped: bool | None = super().on_scroll_stop(touch, check_children)
        if tapped and not scrolling["user_stopped"]:
            Clock.schedule_once(partial(self._do_touch_up, touch), _TAP_ENDS_S)
        return stopped
