"""The live picture: on while it is shown, with what the eyes find in it drawn in."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kivy.clock import Clock

from app_kivy.senses import devices
from app_kivy.senses.watching import Looks, Shown, Watching
from app_kivy.widgets.picture import Mark, Picture
from vision.errors import CameraMissingError, SeeingError
from vision.picture import Image
from vision.sighting import Sighting

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

ASKED_A_SECOND = 30
"""How often the newest frame is asked for: twice as often as frames come, so that none waits for long."""
Marks = Callable[[Sequence[Sighting]], Sequence[Mark]]


class Live(Picture):
    """`marks` says what to draw for what was found, `failed` gets what is wrong with the camera.

    Without `eyes` nothing is looked for.
    """

    def __init__(
        self,
        app: "ClerkApp",
        height: float,
        *,
        marks: Marks = lambda _: (),
        failed: Callable[[SeeingError], object],
        eyes: bool = True,
    ) -> None:
        super().__init__(app.theme, height)
        self.app = app
        self.watching: Watching | None = None
        self._find_marks, self._failed, self._wants_eyes = marks, failed, eyes
        self._clock = None
        self.drawn = -1
        """Number of the frame that is shown."""
        self._view: Shown | None = None
        self._wanted = False

    @property
    def image(self) -> Image | None:
        """The newest frame, None before the first."""
        return self.watching.frame.image if self.watching and self.watching.frame else None

    def on(self) -> None:
        """Switch the camera on; where the platform asks for a permission, the reason is said first."""
        if self._wanted:
            return
        self._wanted = True
        devices.permit("camera", lambda: self.app.voice.read(self.app.words("look.permission")), self._permitted)

    def off(self) -> None:
        """Switch it off."""
        self._wanted = False
        if self.watching:
            self.watching.stop()
            self.watching = None
        if self._clock:
            self._clock.cancel()
            self._clock = None

    def _permitted(self, given: bool) -> None:
        refused = CameraMissingError(self.app.words("look.refused"))
        self.app.deliver(self._begin if given else lambda: self._failed(refused))

    def _begin(self) -> None:
        if not self._wanted or self.watching is not None:
            return
        self.watching = Watching(None, devices.camera())
        self._clock = Clock.schedule_interval(self._refresh, 1 / ASKED_A_SECOND)
        if self._wants_eyes:
            self.app.ask(lambda shop: shop.eyes(), self._open_eyes)

    def _open_eyes(self, eyes: Looks) -> None:
        if self.watching:
            self.watching.eyes = eyes

    def _refresh(self, *_: object) -> None:
        watching = self.watching
        if watching is None:
            return
        if watching.problem:
            self.off()
            self._failed(watching.problem)
        elif (view := watching.view) is not None and view is not self._view:
            self._view, self.drawn = view, watching.frames
            self.show(view.frame.image, self._find_marks(view.sightings))
