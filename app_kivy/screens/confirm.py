"""Confirm: one booking on one screen; what, how many, from where to where, and why the clerk believes it."""

from kivy.uix.widget import Widget

from app_kivy.widgets.bookings import booking_card, why_card
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.heard import HeardCard
from app_kivy.widgets.text import Text


class Confirm(Frame):
    """Yes books it, no does not, change puts one thing right."""

    kind = "confirm"

    def show(self) -> None:
        """Show the proposal that waits for a yes."""
        theme, words, conversation = self.theme, self.words, self.app.conversation
        standing = self.app.standing
        if standing is None or standing.question is None:
            self.add(Text(theme, words("confirm.nothing"), "reply"))
            self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))
            return
        parts: list[Widget] = []
        if conversation.trouble:
            parts.append(Text(theme, conversation.trouble, "small", tint="warn"))
        if standing.booking:
            parts.append(booking_card(theme, standing.booking))
        else:
            parts.append(Text(theme, standing.question.text, "reply"))
        if conversation.heard:
            parts.append(HeardCard(theme, words, conversation.heard, conversation.say))
        if standing.booking:
            parts.append(why_card(theme, words, standing.booking))
        self.add(*parts)
        self.foot(
            Press(theme, words("confirm.yes"), lambda: conversation.press("confirm"), fill="yes", icon="yes"),
            Press(theme, words("confirm.no"), lambda: conversation.press("cancel"), fill="no", icon="no"),
            Press(theme, words("confirm.change"), lambda: self.app.go("change"), icon="change"),
        )
