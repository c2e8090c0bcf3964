"""While a finger is on the glass the screen stays as it is: what comes in meanwhile is done when the finger is lifted.

Without this a screen that renews itself takes the button away from under the finger, and the tap is lost.
"""

from collections import deque
from collections.abc import Callable

from kivy.clock import Clock

from app_kivy.widgets.button import Press

PATIENCE_S = 2.0
"""A finger that rests longer than this presses nothing; life goes on."""


class Fingers:
    """Runs functions on the window's thread, in their order, one frame later or when the last finger is lifted.

    `window` is Kivy's; `now` gives seconds.
    """

    def __init__(self, window: object, now: Callable[[], float] = Clock.get_time) -> None:
        self._window, self._now = window, now
        self._down: dict[object, float] = {}
        self._held: deque[Callable[[], object]] = deque()
        self._flush = Clock.create_trigger(self._run)
        self._bound = {"on_touch_down": self._put_down, "on_touch_up": self._lifted}
        window.bind(**self._bound)  # type: ignore[attr-defined]

    @property
    def waiting(self) -> int:
        """How many functions wait for their turn."""
        return len(self._held)

    def deliver(self, function: Callable[[], object]) -> None:
        """Run a function as soon as no finger is down; from any thread."""
        self._held.append(function)
        self._flush()

    def stop(self) -> None:
        """Let go of the window; what waits is dropped."""
        self._window.unbind(**self._bound)  # type: ignore[attr-defined]
        self._flush.cancel()
        self._held.clear()

    @property
    def _busy(self) -> bool:
        """Whether somebody is pressing. A scroll view shows a short tap to its button only after it has ended."""
        downs = [*self._down.values(), *Press.down.values()]
        return any(self._now() - since < PATIENCE_S for since in downs)

    def _put_down(self, _window: object, touch: object) -> None:
        self._down[touch.uid] = self._now()  # type: ignore[attr-defined]

    def _lifted(self, _window: object, touch: object) -> None:
        self._down.pop(touch.uid, None)  # type: ignore[attr-defined]

    def _run(self, *_: object) -> None:
        for _waiting in range(len(self._held)):
            if self._busy:
                break
            self._held.popleft()()
        if self._held:
            self._flush()
