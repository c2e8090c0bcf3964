"""Work: what waits to be done step by step, and a button to begin."""

from collections.abc import Sequence
from functools import partial

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.text import Text
from app_kivy.work import guiding
from app_kivy.work.guiding import Work


class Works(Frame):
    """One button for each kind of work that waits."""

    kind = "work"
    rows: Sequence[Work] | None = None

    def on_pre_enter(self, *arguments: object) -> None:
        """Look what waits."""
        self.rows = None
        super().on_pre_enter(*arguments)
        self.app.ask(guiding.waiting, self._got)

    def _got(self, rows: Sequence[Work]) -> None:
        self.rows = rows
        self.renew()

    def show(self) -> None:
        """Show the kinds of work."""
        theme, words = self.theme, self.words
        if not self.rows:
            self.add(Text(theme, words("common.wait" if self.rows is None else "work.none"), "reply"))
        for one in self.rows or ():
            hint = words("work.left", tasks=one.tasks, left=one.left)
            start = partial(self._start, one)
            self.add(Press(theme, words(f"work.{one.kind}"), start, fill="tap", hint=hint, left=True))
        self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))

    def _start(self, one: Work) -> None:
        self.app.conversation.happen(guiding.start(one.kind, len(self.rows or ()), self.app.settings.lang))
