"""Look: the live picture with what the clerk recognises drawn in; a tap takes it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kivy.clock import Clock
from kivy.metrics import dp

from app_kivy.senses import devices
from app_kivy.senses.watching import Looks, Watching
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card
from app_kivy.widgets.picture import Mark, Picture
from app_kivy.widgets.text import Text
from app_kivy.work import tasks
from vision.errors import CameraMissingError, SeeingError
from vision.picture import Image
from vision.sighting import Sighting

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

FRAMES_A_SECOND = 15


class Look(Frame):
    """The camera is on only while this screen is shown."""

    kind = "look"
    watching: Watching | None = None
    frozen = False
    picture: Picture | None = None

    def __init__(self, app: "ClerkApp") -> None:
        super().__init__(app)
        self._names: dict[str, str] = {}
        self._asked: set[str] = set()
        self._eyes: Looks | None = None
        self._clock = None
        self._drawn = -1
        self._waiting = self._broken = False

    def show(self) -> None:
        """Show the picture, and the reply to what was taken."""
        theme, words, conversation = self.theme, self.words, self.app.conversation
        self.picture = Picture(theme, self._height())
        self.caption = Text(theme, words("look.ready"), "body", centred=True)
        self.add(self.picture, self.caption)
        last = conversation.last
        if (self.frozen or self._broken) and last:
            self.add(Card(theme, Text(theme, last.turn.reply, "reply")))
        if conversation.trouble:
            self.add(Text(theme, conversation.trouble, "small", tint="warn"))
        if self.frozen or self._broken:
            first = Press(theme, words("look.again"), self._again, fill="look", icon="look")
        else:
            first = Press(theme, words("look.take"), self.take, fill="look", icon="look")
        ways_out = [
            Press(theme, words("home.talk"), lambda: self.app.go("talk"), icon="talk"),
            Press(
                theme, words("home.tap"), lambda: self.app.go("item" if self._item_is_asked() else "tap"), icon="tap"
            ),
        ]
        self.foot(*ways_out, first=first)
        self._drawn = -1
        self._redraw()

    def _item_is_asked(self) -> bool:
        return self.app.conversation.order is not None and not self.app.conversation.order.sku

    def _height(self) -> float:
        return float(max(dp(150), min(self.width * 0.75, self.height * 0.5)))

    def on_resized(self) -> None:
        """Fit the picture."""
        if self.picture:
            self.picture.height = self._height()

    def on_pre_enter(self, *arguments: object) -> None:
        """Switch the camera on."""
        if self.watching is None and not (self.frozen or self._waiting or self._broken):
            self._waiting = True
            devices.permit("camera", lambda: self.app.voice.read(self.words("look.permission")), self._permitted)
        super().on_pre_enter(*arguments)

    def _permitted(self, given: bool) -> None:
        self.app.deliver(self._on if given else self._refused)

    def _refused(self) -> None:
        self._waiting = False
        self._failed(CameraMissingError(self.words("look.refused")))

    def _failed(self, error: SeeingError) -> None:
        """Tell the clerk once; the camera is tried again only when somebody asks for it."""
        self._off()
        self._broken = True
        self.app.conversation.camera_failed(error)

    def _on(self) -> None:
        self._waiting = False
        if self.app.manager.current == self.kind and self.watching is None and not self.frozen:
            self.watching = Watching(None, devices.camera())
            self._clock = Clock.schedule_interval(self._redraw, 1 / FRAMES_A_SECOND)
            if self._eyes is None:
                self.app.ask(lambda shop: shop.eyes(), self._open_eyes)
            else:
                self.watching.eyes = self._eyes

    def _open_eyes(self, eyes: Looks) -> None:
        self._eyes = eyes
        if self.watching:
            self.watching.eyes = eyes

    def on_leave(self, *_: object) -> None:
        """Switch the camera off."""
        self._off()
        self.frozen = self._broken = False

    def _off(self) -> None:
        if self.watching:
            self.watching.stop()
            self.watching = None
        if self._clock:
            self._clock.cancel()
            self._clock = None

    def take(self) -> None:
        """Freeze the picture, look at it thoroughly, and let the clerk answer."""
        watching = self.watching
        if watching is None or watching.frame is None or self.app.conversation.waiting:
            return
        image = watching.frame.image
        self._off()
        self.frozen = True
        self._frozen_image = image
        self.app.conversation.look(image)
        self.on_pre_enter()

    def _again(self) -> None:
        self.frozen = self._broken = False
        self.app.conversation.last = None
        self.on_pre_enter()

    def _redraw(self, *_: object) -> None:
        watching = self.watching
        if self.frozen:
            last = self.app.conversation.last
            self._draw(self._frozen_image, last.turn.sightings if last else (), last.names if last else {})
        elif watching and watching.problem:
            self._failed(watching.problem)
        elif watching and watching.frame is not None and watching.frames != self._drawn:
            self._drawn = watching.frames
            sightings = watching.shown.sightings if watching.shown else ()
            self._learn_names(sightings)
            self._draw(watching.frame.image, sightings, {})

    def _draw(self, image: Image, sightings: Sequence[Sighting], names: Mapping[str, str]) -> None:
        """Draw the boxes with names, and write below what the labels say."""
        assert self.picture
        marks: list[Mark] = []
        captions = []
        for one in sightings:
            name = names.get(one.item or "") or self._names.get(one.gtin or one.code or "") or one.fields.name
            if any(one.box[2:]):
                marks.append((one.box, name or one.code or ""))
            details = " ".join(filter(None, (name or one.code, one.fields.lot, one.fields.expiry)))
            captions.append(details)
        self.picture.show(image, marks)
        self.caption.text = "\n".join(dict.fromkeys(filter(None, captions))) or self.words("look.ready")

    def _learn_names(self, sightings: Sequence[Sighting]) -> None:
        fresh = {code for one in sightings if (code := one.gtin or one.code)} - self._asked
        if fresh:
            self._asked |= fresh
            self.app.ask(lambda shop: tasks.names_of(shop, sorted(fresh)), self._names.update)
