"""Number pad: a quantity with its unit, a date, or some digits."""

from collections.abc import Callable
from datetime import date
from functools import partial

from kivy.metrics import dp

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card, Grid
from app_kivy.widgets.pad import DATE, NUMBER, digit_pad
from app_kivy.widgets.text import Text

_LONGEST = 9


class Number(Frame):
    """Digits as large as thumbs. `request` says what for, and who gets the result."""

    kind = "number"
    typed = ""
    unit = ""
    _units: tuple[str, ...] = ()
    _date = False
    _digits = 0
    _wanted = ""

    def request(
        self,
        title: str,
        done: Callable[[str, str], object],
        *,
        units: tuple[str, ...] = (),
        date: bool = False,
        digits: int = 0,
    ) -> None:
        """Ask for a number in one of `units` (the largest packing is preset), for a date, or for so many digits.

        `done` gets the number with its unit; a date comes as YYYY-MM-DD.
        """
        self._wanted, self._done, self._units, self._date, self._digits = title, done, units, date, digits
        self.typed = ""
        self.unit = units[-1] if units else ""

    def show(self) -> None:
        """Show what is typed, the units and the pad."""
        theme, words = self.theme, self.words
        # What a quantity is of may be a long name: in the title it would push the digits off a small screen.
        self.title.text = words("number.title") if self._units else self._wanted
        self.shown = Text(theme, "", "huge", centred=True)
        self.problem = Text(theme, "", "small", tint="warn", centred=True)
        of = [Text(theme, self._wanted, "body", centred=True)] if self._units else []
        self._card = Card(theme, *of, self.shown)
        self._card.padding = [dp(10), dp(2)]
        self.add(self._card)
        self._unit_buttons = {
            unit: Press(theme, unit, partial(self._choose, unit), fill="tap" if unit == self.unit else "")
            for unit in self._units
        }
        if self._units:
            self.add(Grid(theme, *self._unit_buttons.values(), least=dp(72), most=4))
        keys = DATE if self._date or self._digits else NUMBER
        self.add(digit_pad(theme, keys, self._key, self._erase, words("number.erase")))
        self.foot(Press(theme, words("common.ok"), self._ready, fill="yes", icon="yes"))
        self._tell()

    def _key(self, key: str) -> None:
        if len(self.typed) < (self._digits or _LONGEST) and not (key == "." and "." in self.typed):
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
        elif self._digits:
            self.shown.text = " ".join(self.typed.ljust(self._digits, "_"))
        else:
            self.shown.text = f"{self.typed or '0'} {self.unit}".strip()
        self.problem.text = problem
        shown = self.problem.parent is not None
        if problem and not shown:
            self._card.add_widget(self.problem)
        elif shown and not problem:
            self._card.remove_widget(self.problem)

    def _ready(self) -> None:
        value = self._value()
        if value is None:
            self._tell(self.words("number.bad_date" if self._date else "number.bad"))
        else:
            self._done(value, self.unit)

    def _value(self) -> str | None:
        if self._digits:
            return self.typed if len(self.typed) == self._digits else None
        return self._date_typed() if self._date else self._number_typed()

    def _date_typed(self) -> str | None:
        try:
            return date.fromisoformat(f"{self.typed[:4]}-{self.typed[4:6]}-{self.typed[6:]}").isoformat()
        except ValueError:
            return None

    def _number_typed(self) -> str | None:
        return self.typed.strip(".") if self.typed.strip(".0") or self.typed == "0" else None
