"""Enrolment of a product: it is photographed from one to five sides, and from then on known by its looks."""

from typing import TYPE_CHECKING

from kivy.metrics import dp

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.live import Live
from app_kivy.widgets.text import Text
from app_kivy.work import enrolling
from app_kivy.work.views import Goods
from vision.errors import SeeingError
from vision.picture import Image

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

MOST = 5
"""Photos; more sides of a thing are rarely seen."""


class Enrol(Frame):
    """First which item; then the photos."""

    kind = "enrol"
    goods: Goods | None = None

    def __init__(self, app: "ClerkApp") -> None:
        super().__init__(app)
        self.live = Live(app, self._height(), failed=self._failed, eyes=False)
        self.photos: list[Image] = []
        self.reply = ""
        self._busy = False

    def choose(self) -> None:
        """Ask which item; then come here."""
        self.app.screen("item").request(self.words("enrol.which"), self._chosen)
        self.app.go("item")

    def _chosen(self, goods: Goods) -> None:
        self.goods, self.photos, self.reply = goods, [], ""
        self.app.go("enrol")

    def on_pre_enter(self, *arguments: object) -> None:
        """Switch the camera on, until it is done."""
        if self.goods and not self.reply and not self._busy:
            self.live.on()
        super().on_pre_enter(*arguments)

    def left(self) -> None:
        """Switch it off."""
        self.live.off()

    def show(self) -> None:
        """Show the picture and how many photos there are."""
        theme, words = self.theme, self.words
        if self.goods is None or self.reply or self._busy:
            text = words("common.wait") if self._busy else self.reply or words("enrol.which")
            self.add(Text(theme, text, "reply"))
            self.foot(
                Press(theme, words("enrol.next" if self.reply else "enrol.choose"), self.choose, icon="box"),
                Press(theme, words("common.home"), self.app.home, icon="home"),
            )
            return
        self.title.text = self.goods.name
        count = len(self.photos)
        self.add(self.live, Text(theme, words("enrol.count", count=count, most=MOST), "body"))
        buttons = [Press(theme, words("enrol.done"), self._learn, fill="yes", icon="yes")] if count else []
        take = Press(theme, words("look.take"), self.take, fill="look", icon="look") if count < MOST else None
        self.foot(*buttons, first=take)

    def take(self) -> None:
        """Keep the picture of this moment."""
        if self.live.image is not None and len(self.photos) < MOST:
            self.photos.append(self.live.image.copy())
            self.renew()

    def _learn(self) -> None:
        assert self.goods
        goods, photos = self.goods, self.photos
        self._busy = True
        self.live.off()
        self.on_pre_enter()
        lang = self.app.settings.lang
        self.app.worker.post(lambda shop: enrolling.enrol(shop, goods.sku, photos, lang), self._tell, self._refused)

    def _refused(self, error: Exception) -> None:
        from app_kivy.conversation import worded

        self._tell(worded(error, self.words))

    def _failed(self, error: SeeingError) -> None:
        self.live.off()
        self._tell(error.say(self.app.settings.lang))

    def _tell(self, words: str) -> None:
        self._busy, self.reply = False, words
        self.app.voice.read(words)
        self.on_pre_enter()

    def _height(self) -> float:
        return float(max(dp(150), min(self.width * 0.75, self.height * 0.5)))

    def on_resized(self) -> None:
        """Fit the picture."""
        self.live.fit(self._height())
