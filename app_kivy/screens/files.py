"""Files: choose a table without typing, see what would come of it, take it."""

from functools import partial
from pathlib import Path

from app_kivy.senses import storage
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card
from app_kivy.widgets.text import Text
from app_kivy.work import books, importing
from app_kivy.work.views import Imported, Preview

SHOWN = 20
"""Refused rows, names and warnings that are listed; more would not be read."""

_DONE = {"catalogue": "files.imported", "stock": "files.booked", "inspection": "files.to_inspect"}
"""What is said once a table was taken, by its kind."""


class Files(Frame):
    """The catalogues that lie where people put files."""

    kind = "files"
    seen: Preview | None = None
    result: Imported | None = None
    _busy = False

    def on_pre_enter(self, *arguments: object) -> None:
        """Look for files anew."""
        self.seen, self.result, self._busy = None, None, False
        super().on_pre_enter(*arguments)

    def show(self) -> None:
        """Show the files, or the result."""
        theme, words = self.theme, self.words
        self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))
        if self._busy:
            self.add(Text(theme, words("common.wait"), "reply"))
        elif self.seen and not self.result:
            self._show_preview(self.seen)
        elif self.result:
            self._show_result(self.result)
        else:
            found = storage.catalogues()
            self.add(Text(theme, words("files.choose" if found else "files.none"), "body"))
            for file in found:
                pick = Press(theme, file.name, partial(self.look, file), hint=str(file.parent.name), left=True)
                self.add(pick)

    def look(self, file: Path) -> None:
        """Look what would come of a file; nothing is changed yet."""
        self._busy = True
        self._again()
        lang = self.app.settings.lang
        self.app.ask(lambda shop: importing.preview(shop, file, lang), self._looked)

    def _looked(self, seen: Preview) -> None:
        self.seen, self._busy = seen, False
        self._again()

    def take(self, seen: Preview) -> None:
        """Import it."""
        self._busy = True
        self._again()
        lang = self.app.settings.lang
        self.app.ask(lambda shop: importing.take(shop, seen, lang), self._done)

    def _done(self, result: Imported) -> None:
        self.result, self._busy = result, False
        self.app.ask(books.goods, lambda found: setattr(self.app, "goods", found))
        self.app.ask(books.places, lambda found: setattr(self.app, "places", found))
        self._again()

    def _again(self) -> None:
        self.body.clear_widgets()
        self.show()

    def _show_preview(self, seen: Preview) -> None:
        theme, words = self.theme, self.words
        card = Card(theme, Text(theme, words(f"files.would_{seen.kind}", rows=seen.rows), "reply"))
        for line in seen.sample:
            card.add_widget(Text(theme, line, "body"))
        self.add(card)
        if seen.refused:
            refused = Card(theme, Text(theme, words("files.refused", count=len(seen.refused)), "body", tint="warn"))
            for line in seen.refused[:SHOWN]:
                refused.add_widget(Text(theme, line, "small"))
            self.add(refused)
        self.foot(
            Press(theme, words("files.take"), partial(self.take, seen), fill="yes", icon="yes"),
            Press(theme, words("files.other"), self.on_pre_enter, icon="no"),
        )

    def _show_result(self, result: Imported) -> None:
        theme, words = self.theme, self.words
        key = _DONE[self.seen.kind] if self.seen else "files.imported"
        self.add(Card(theme, Text(theme, words(key, items=result.items), "reply")))
        glyphs = [words("files.glyph", name=name, signs=signs) for name, signs in result.missing_glyphs.items()]
        for key, lines in (("refused", result.refused), ("glyphs", glyphs), ("warnings", result.warnings)):
            if lines:
                card = Card(theme, Text(theme, words(f"files.{key}", count=len(lines)), "body", tint="warn"))
                for line in lines[:SHOWN]:
                    card.add_widget(Text(theme, line, "small"))
                self.add(card)
