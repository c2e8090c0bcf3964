"""Lists of the books: what is in the house, and what was booked. A page at a time."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card
from app_kivy.widgets.text import Text
from app_kivy.work import books
from app_kivy.work.views import MoveRow, StockRow

PAGE = 8


class Listing(Frame):
    """Fetches rows when it is entered, and turns pages."""

    fetch: ClassVar[Callable[[Any], Sequence[Any]]]
    rows: Sequence[Any] | None = None
    page = 0

    def on_pre_enter(self, *arguments: object) -> None:
        """Fetch the rows anew."""
        self.rows, self.page = None, 0
        super().on_pre_enter(*arguments)
        self.app.ask(type(self).fetch, self._got)

    def _got(self, rows: Sequence[Any]) -> None:
        self.rows = rows
        self._turn(0)

    def _turn(self, by: int) -> None:
        self.page += by
        self.body.clear_widgets()
        self.scroll.scroll_y = 1
        self.show()

    def show(self) -> None:
        """Show a page of rows."""
        theme, words = self.theme, self.words
        if self.rows is None:
            self.add(Text(theme, words("common.wait"), "body", tint="quiet"))
        elif not self.rows:
            self.add(Text(theme, words(f"{self.kind}.none"), "reply"))
        for row in (self.rows or ())[self.page * PAGE : (self.page + 1) * PAGE]:
            self.add(self.card(row))
        turns = []
        if self.page > 0:
            turns.append(Press(theme, words("item.before"), lambda: self._turn(-1), icon="up"))
        if self.rows and (self.page + 1) * PAGE < len(self.rows):
            turns.append(Press(theme, words("item.more"), lambda: self._turn(1), icon="down"))
        turns.append(Press(theme, words("common.home"), self.app.home, icon="home"))
        self.foot(*turns)

    def card(self, row: Any) -> Card:
        """Return what shows one row."""
        raise NotImplementedError


class Stock(Listing):
    """What is in the house, first expired first."""

    kind = "stock"
    fetch = books.stock

    def card(self, row: StockRow) -> Card:
        """Show item, amount, place and lot."""
        theme = self.theme
        where = " ".join(filter(None, (row.place, row.details)))
        return Card(theme, Text(theme, row.name), Text(theme, row.amount, "title"), Text(theme, where, "small"))


class Moves(Listing):
    """What was booked, newest first."""

    kind = "moves"
    fetch = books.moves

    def card(self, row: MoveRow) -> Card:
        """Show what moved, from where to where, and when."""
        theme = self.theme
        return Card(theme, Text(theme, row.what), Text(theme, row.where, "small"), Text(theme, row.when, "small"))
