"""Question: the one thing that the clerk wants to know, with its choices as buttons."""

from collections.abc import Mapping
from functools import partial

from app_kivy.screens.asking import ask_for
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.heard import HeardCard
from app_kivy.widgets.text import Text
from app_kivy.work.answering import CORRECTED


class Question(Frame):
    """Every question can be answered by touch, voice or picture."""

    kind = "question"

    def show(self) -> None:
        """Show the open question."""
        theme, words, conversation = self.theme, self.words, self.app.conversation
        question = self.app.standing.question if self.app.standing else None
        if question is None:
            self.add(Text(theme, words("confirm.nothing"), "reply"))
            self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))
            return
        reply = conversation.last.turn.reply if conversation.last else question.text
        self.add(Text(theme, reply, "reply"))
        if conversation.heard:
            self.add(HeardCard(theme, words, conversation.heard, conversation.say))
        for choice in question.choices:
            self.add(Press(theme, choice.label, partial(conversation.choose, question.slot, choice), left=True))
        for slot in CORRECTED if question.slot == "correction" else ():
            self.add(Press(theme, words(f"slot.{slot}"), partial(self._put_right, slot), left=True))
        if question.slot not in {"correction", "intent", "unit", "confirm"}:
            slot, title = question.slot, words.get(f"question.{question.slot}", question.text)
            label = words("question.other" if question.choices else "question.by_touch")
            self.add(Press(theme, label, lambda: ask_for(self.app, slot, title, self._answer), fill="tap", icon="tap"))
        self.foot(
            Press(theme, words("home.talk"), lambda: self.app.go("talk"), fill="talk", icon="talk"),
            Press(theme, words("home.look"), lambda: self.app.go("look"), fill="look", icon="look"),
            Press(theme, words("question.cancel"), lambda: conversation.press("cancel"), icon="no"),
        )

    def _put_right(self, slot: str) -> None:
        ask_for(self.app, slot, self.words(f"slot.{slot}"), self.app.conversation.put_right)

    def _answer(self, slots: Mapping[str, str]) -> None:
        self.app.conversation.tap(slots=slots)
