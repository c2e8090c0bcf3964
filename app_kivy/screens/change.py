"""Change: put one thing of the booking right, the rest stays."""

from functools import partial

from app_kivy.screens.asking import ask_for
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.text import Text
from app_kivy.work.answering import CORRECTED


class Change(Frame):
    """A button for each thing that can be wrong."""

    kind = "change"

    def show(self) -> None:
        """Offer the slots."""
        theme, words = self.theme, self.words
        self.add(Text(theme, words("change.ask"), "reply"))
        for slot in CORRECTED:
            self.add(Press(theme, words(f"slot.{slot}"), partial(self._change, slot), left=True))
        self.foot(
            Press(theme, words("home.talk"), lambda: self.app.go("talk"), icon="talk"),
            Press(theme, words("confirm.no"), lambda: self.app.conversation.press("cancel"), fill="no", icon="no"),
        )

    def _change(self, slot: str) -> None:
        ask_for(self.app, slot, self.words(f"slot.{slot}"), self.app.conversation.put_right)
