"""Answer: what the clerk did or says, in large letters."""

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.heard import HeardCard
from app_kivy.widgets.layout import Card
from app_kivy.widgets.text import Text
from app_kivy.work.views import readable


class Answer(Frame):
    """The end of a conversation; what was booked can be undone from here."""

    kind = "answer"

    def show(self) -> None:
        """Show the last turn, or what went wrong."""
        theme, words, conversation = self.theme, self.words, self.app.conversation
        if conversation.trouble:
            self.add(Card(theme, Text(theme, conversation.trouble, "reply", tint="warn")))
        if conversation.last:
            self.add(Card(theme, Text(theme, readable(conversation.last.turn.reply), "reply")))
            file = conversation.last.printed
            if file:
                self.add(Text(theme, words("paper.printed", file=file.name, folder=file.parent), "body"))
        booked = bool(conversation.last and conversation.last.turn.moves)
        if conversation.heard and not booked:
            self.add(HeardCard(theme, words, conversation.heard, conversation.say))
        buttons = [Press(theme, words("common.home"), self.app.home, fill="yes", icon="home")]
        if booked:
            undo = Press(theme, words("answer.undo"), lambda: conversation.press("undo"), icon="undo")
            buttons.append(undo)
        else:
            buttons.append(Press(theme, words("home.talk"), lambda: self.app.go("talk"), icon="talk"))
        self.foot(*buttons)
