"""Files: choose a catalogue without typing, and see what came of it."""

from functools import partial
from pathlib import Path

from app_kivy.senses import storage
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card
from app_kivy.widgets.text import Text
from app_kivy.work import books, importing
from app_kivy.work.views import Imported

SHOWN = 20
"""Refused rows, names and warnings that are listed; more would not be read."""


class Files(Frame):
    """The catalogues that lie where people put files."""

    kind = "files"
    result: Imported | None = None
    _busy = False

    def on_pre_enter(self, *arguments: object) -> None:
        """Look for files anew."""
        self.result, self._busy = None, False
        super().on_pre_enter(*arguments)

    def show(self) -> None:
        """Show the files, or the result."""
        theme, words = self.theme, self.words
        self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))
        if self._busy:
            self.add(Text(theme, words("common.wait"), "reply"))
        elif self.result:
            self._show_result(self.result)
        else:
            found = storage.catalogues()
            self.add(Text(theme, words("files.choose" if found else "files.none"), "body"))
            for file in found:
                pick = Press(theme, file.name, partial(self.take, file), hint=str(file.parent.name), left=True)
                self.add(pick)

    def take(self, file: Path) -> None:
        """Import a file."""
        self._busy = True
        self._again()
        lang = self.app.settings.lang
        self.app.ask(lambda shop: importing.take_catalogue(shop, file, lang), self._done)

    def _done(self, result: Imported) -> None:
        self.result, self._busy = result, False
        self.app.ask(books.goods, lambda found: setattr(self.app, "goods", found))
        self.app.ask(books.places, lambda found: setattr(self.app, "places", found))
        self._again()

    def _again(self) -> None:
        self.body.clear_widgets()
        self.show()

    def _show_result(self, result: Imported) -> None:
        theme, words = self.theme, self.words
        self.add(Card(theme, Text(theme, words("files.imported", items=result.items), "reply")))
        glyphs = [words("files.glyph", name=name, signs=signs) for name, signs in result.missing_glyphs.items()]
        for key, lines in (("refused", result.refused), ("glyphs", glyphs), ("warnings", result.warnings)):
            if lines:
                card = Card(theme, Text(theme, words(f"files.{key}", count=len(lines)), "body", tint="warn"))
                for line in lines[:SHOWN]:
                    card.add_widget(Text(theme, line, "small"))
                self.add(card)
