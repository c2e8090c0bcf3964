"""Look: the live picture with what the clerk recognises drawn in; a tap takes it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kivy.metrics import dp

from app_kivy.senses.watching import Watching
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card
from app_kivy.widgets.live import Live
from app_kivy.widgets.picture import Mark, Picture
from app_kivy.widgets.text import Text
from app_kivy.work import tasks
from app_kivy.work.views import readable
from vision.errors import SeeingError
from vision.picture import Image
from vision.sighting import Sighting

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp


class Look(Frame):
    """The camera is on only while this screen is shown."""

    kind = "look"
    frozen: Image | None = None
    """The picture that was taken."""
    broken = False
    """Whether the camera failed; it is tried again only when somebody asks for it."""

    def __init__(self, app: "ClerkApp") -> None:
        super().__init__(app)
        self._names: dict[str, str] = {}
        self._asked: set[str] = set()
        self.live = Live(app, self._height(), marks=self._see, failed=self._failed)
        self.still = Picture(self.theme, self._height())
        self.caption = Text(self.theme, "", "body", centred=True)

    @property
    def watching(self) -> Watching | None:
        """What fetches and looks, while the camera is on."""
        return self.live.watching

    def show(self) -> None:
        """Show the picture, and the reply to what was taken."""
        theme, words, conversation = self.theme, self.words, self.app.conversation
        live = self.frozen is None
        self.caption.text = words("look.ready")
        self.add(self.live if live else self.still, self.caption)
        last = conversation.last
        if last and (self.broken or not live):
            self.add(Card(theme, Text(theme, readable(last.turn.reply), "reply")))
        if conversation.trouble:
            self.add(Text(theme, conversation.trouble, "small", tint="warn"))
        again = Press(theme, words("look.again"), self._again, fill="look", icon="look")
        take = Press(theme, words("look.take"), self.take, fill="look", icon="look")
        tapping = "item" if self._item_is_asked() else "tap"
        self.foot(
            Press(theme, words("home.talk"), lambda: self.app.go("talk"), icon="talk"),
            Press(theme, words("home.tap"), lambda: self.app.go(tapping), icon="tap"),
            first=take if live and not self.broken else again,
        )
        if self.frozen is not None:
            self._names.update(_by_code(last.turn.sightings, last.names) if last else {})
            self.still.show(self.frozen, self._see(last.turn.sightings if last else ()))

    def _item_is_asked(self) -> bool:
        return self.app.conversation.order is not None and not self.app.conversation.order.sku

    def _height(self) -> float:
        return float(max(dp(150), min(self.width * 0.75, self.height * 0.5)))

    def on_resized(self) -> None:
        """Fit the picture."""
        self.live.fit(self._height())
        self.still.fit(self._height())

    def on_pre_enter(self, *arguments: object) -> None:
        """Switch the camera on."""
        if self.frozen is None and not self.broken:
            self.live.on()
        super().on_pre_enter(*arguments)

    def left(self) -> None:
        """Switch the camera off."""
        self.live.off()
        self.frozen, self.broken = None, False

    def _failed(self, error: SeeingError) -> None:
        self.live.off()
        self.broken = True
        self.app.conversation.camera_failed(error)

    def take(self) -> None:
        """Freeze the picture, look at it thoroughly, and let the clerk answer."""
        image = self.live.image
        if image is None or self.app.conversation.waiting:
            return
        self.live.off()
        self.frozen = image
        self.app.conversation.last = None
        self.app.conversation.look(image)
        self.on_pre_enter()

    def _again(self) -> None:
        self.frozen, self.broken = None, False
        self.app.conversation.last = None
        self.on_pre_enter()

    def _see(self, sightings: Sequence[Sighting]) -> list[Mark]:
        """Return the boxes with names, and write below what the labels say."""
        self._learn_names(sightings)
        marks: list[Mark] = []
        captions = []
        for one in sightings:
            name = self._names.get(one.gtin or one.code or "") or self._by_looks(one) or one.fields.name or one.code
            count = f"×{one.count.number}" if one.count else ""
            if any(one.box[2:]):
                marks.append((one.box, " ".join(filter(None, (name, count)))))
            captions.append(" ".join(filter(None, (name, count, one.fields.lot, one.fields.expiry))))
        self.caption.text = "\n".join(dict.fromkeys(filter(None, captions))) or self.words("look.ready")
        return marks

    def _by_looks(self, one: Sighting) -> str:
        """Return the name of the item that it is, or most likely is; empty where nobody knows."""
        sku = one.item or (one.candidates[0].item if one.candidates else "")
        return next((goods.name for goods in self.app.goods if goods.sku == sku), "")

    def _learn_names(self, sightings: Sequence[Sighting]) -> None:
        fresh = {code for one in sightings if (code := one.gtin or one.code)} - self._asked
        if fresh:
            self._asked |= fresh
            self.app.ask(lambda shop: tasks.names_of(shop, sorted(fresh)), self._names.update)


def _by_code(sightings: Sequence[Sighting], names: Mapping[str, str]) -> dict[str, str]:
    """Return the names by the code that was seen."""
    return {one.gtin or one.code or "": names[one.item] for one in sightings if one.item and one.item in names}
