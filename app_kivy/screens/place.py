"""Place picker: first the zone, then the bin."""

from collections.abc import Callable
from functools import partial

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Grid
from app_kivy.widgets.text import Text
from assistant.voice.wording import Wording


class Places(Frame):
    """`request` says what for, and who gets the place as the catalogue writes it."""

    kind = "place"
    zone: str | None = None
    _wanted = ""

    def request(self, title: str, done: Callable[[str], object]) -> None:
        """Ask for a place."""
        self._wanted, self._done, self.zone = title, done, None

    def show(self) -> None:
        """Show the zones, or the bins of one."""
        theme, words = self.theme, self.words
        self.title.text = self._wanted or words("place.title")
        zones = list(dict.fromkeys(_zone(place) for place in self.app.places))
        wording = Wording(self.app.settings.lang)
        if self.zone is None and len(zones) > 1:
            self.add(Text(theme, words("place.zone"), "body"))
            buttons = [Press(theme, wording.place(zone), partial(self._enter, zone)) for zone in zones]
        else:
            bins = [place for place in self.app.places if self.zone in {None, _zone(place)}]
            buttons = [Press(theme, wording.place(place), partial(self._done, place)) for place in bins]
        self.add(Grid(theme, *buttons, most=5))
        if not self.app.places:
            self.add(Text(theme, words("place.none"), "reply"))
        if self.zone is not None:
            self.foot(Press(theme, words("place.zones"), lambda: self._enter(None), icon="up"))

    def _enter(self, zone: str | None) -> None:
        bins = [place for place in self.app.places if _zone(place) == zone]
        if bins == [zone]:
            self._done(bins[0])
            return
        self.zone = zone
        self.on_pre_enter()


def _zone(place: str) -> str:
    return place.rpartition("-")[0] or place
