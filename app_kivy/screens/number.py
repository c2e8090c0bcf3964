"""Number pad: a quantity with its unit, or a date."""

from collections.abc import Callable
from datetime import date
from functools import partial

from kivy.metrics import dp

from app_kivy.widgets.button import Press, icon_only
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card, Grid
from app_kivy.widgets.text import Text

_LONGEST = 9


class Number(Frame):
    """Digits as large as thumbs. `request` says what for, and who gets the result."""

    kind = "number"
    typed = ""
    unit = ""
    _units: tuple[str, ...] = ()
    _date = False
    _wanted = ""

    def request(
        self,
        title: str,
        done: Callable[[str, str], object],
        *,
        units: tuple[str, ...] = (),
        date: bool = False,
    ) -> None:
        """Ask for a number in one of `units` (the largest packing is preset), or for a date as YYYY-MM-DD."""
        self._wanted, self._done, self._units, self._date = title, done, units, date
        self.typed = ""
        self.unit = units[-1] if units else ""

    def show(self) -> None:
        """Show what is typed, the units and the pad."""
        theme, words = self.theme, self.words
        self.title.text = self._wanted
        self.shown = Text(theme, "", "huge", centred=True)
        self.problem = Text(theme, "", "small", tint="warn", centred=True)
        self._card = Card(theme, self.shown)
        self._card.padding = [dp(10), dp(2)]
        self.add(self._card)
        self._unit_buttons = {
            unit: Press(theme, unit, partial(self._choose, unit), fill="tap" if unit == self.unit else "")
            for unit in self._units
        }
        if self._units:
            self.add(Grid(theme, *self._unit_buttons.values(), least=dp(72), most=4))
        keys = [*"789456123", "" if self._date else ".", "0"]
        pad = [Press(theme, key, partial(self._key, key), role="title") for key in keys if key]
        erase = icon_only(theme, "erase", self._erase, name=words("number.erase"))
        erase.size_hint_x = 1
        pad.append(erase)
        self.add(Grid(theme, *pad, most=3))
        self.foot(Press(theme, words("common.ok"), self._ready, fill="yes", icon="yes"))
        self._tell()

    def _key(self, key: str) -> None:
        if len(self.typed) < _LONGEST and not (key == "." and "." in self.typed):
            self.typed += key
        self._tell()

    def _erase(self) -> None:
        self.typed = self.typed[:-1]
        self._tell()

    def _choose(self, unit: str) -> None:
        self.unit = unit
        typed = self.typed
        self.on_pre_enter()
        self.typed = typed
        self._tell()

    def _tell(self, problem: str = "") -> None:
        if self._date:
            digits = self.typed.ljust(8, "_")
            self.shown.text = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
        else:
            self.shown.text = f"{self.typed or '0'} {self.unit}".strip()
        self.problem.text = problem
        shown = self.problem.parent is not None
        if problem and not shown:
            self._card.add_widget(self.problem)
        elif shown and not problem:
            self._card.remove_widget(self.problem)

    def _ready(self) -> None:
        value = self._date_typed() if self._date else self._number_typed()
        if value is None:
            self._tell(self.words("number.bad_date" if self._date else "number.bad"))
        else:
            self._done(value, self.unit)

    def _date_typed(self) -> str | None:
        try:
            return date.fromisoformat(f"{self.typed[:4]}-{self.typed[4:6]}-{self.typed[6:]}").isoformat()
        except ValueError:
            return None

    def _number_typed(self) -> str | None:
        return self.typed.strip(".") if self.typed.strip(".0") or self.typed == "0" else None
