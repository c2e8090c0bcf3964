"""Documents: the list, one of them, and to whom it goes."""

from functools import partial

from app_kivy.screens.lists import Listing
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card
from app_kivy.widgets.text import Text
from app_kivy.work import papers
from app_kivy.work.papers import PaperRow, PaperView


class Papers(Listing):
    """Documents, those that are not finished first."""

    kind = "papers"
    fetch = papers.listed

    def card(self, row: PaperRow) -> Press:
        """Show what it is, whose it is and how far it has come."""
        words = self.words
        whose = " ".join(filter(None, (row.party, row.owner)))
        hint = words("papers.hint", whose=whose, done=row.done, lines=row.lines).strip()
        return Press(self.theme, f"{row.kind} {row.number}", partial(self._open, row.number), hint=hint, left=True)

    def _open(self, number: str) -> None:
        paper = self.app.screen("paper")
        assert isinstance(paper, Paper)
        paper.number = number
        self.app.go("paper")


class Paper(Frame):
    """One document; `number` says which."""

    kind = "paper"
    number = ""
    shown: PaperView | None = None

    def on_pre_enter(self, *arguments: object) -> None:
        """Fetch it anew."""
        self.shown = None
        super().on_pre_enter(*arguments)
        self.app.ask(lambda shop: papers.paper(shop, self.number), self._got)

    def _got(self, shown: PaperView) -> None:
        self.shown = shown
        self.renew()

    def show(self) -> None:
        """Show head and lines."""
        theme, words, shown = self.theme, self.words, self.shown
        if shown is None:
            self.add(Text(theme, words("common.wait"), "reply"))
            self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))
            return
        self.title.text = shown.sheet.title
        head = Card(theme)
        for label, value in shown.sheet.fields:
            head.add_widget(Text(theme, words("paper.field", label=label, value=value), "body"))
        self.add(head)
        for name, fields in papers.filled(shown.sheet):
            card = Card(theme, Text(theme, name))
            for label, value in fields:
                card.add_widget(Text(theme, words("paper.field", label=label, value=value), "small"))
            self.add(card)
        buttons = [
            Press(theme, words("paper.forward"), self._forward, icon="send", fill="tap"),
            Press(theme, words("paper.print"), self._print, icon="print"),
        ]
        if shown.draft:
            approve = Press(theme, words("paper.approve"), self._approve, icon="yes", fill="yes")
            buttons.insert(0, approve)
        self.foot(*buttons)

    def _forward(self) -> None:
        forward = self.app.screen("forward")
        assert isinstance(forward, Forward)
        forward.number = self.number
        self.app.go("forward")

    def _approve(self) -> None:
        self.app.conversation.tap("Approve", {"document": self.number})

    def _print(self) -> None:
        self.app.conversation.tap("Print", {"document": self.number})


class Forward(Frame):
    """To whom a document goes: the house's departments and people, else the usual departments."""

    kind = "forward"
    number = ""
    receivers: list[str] | None = None

    def on_pre_enter(self, *arguments: object) -> None:
        """Ask who there is."""
        self.receivers = None
        super().on_pre_enter(*arguments)
        self.app.ask(papers.receivers, self._got)

    def _got(self, receivers: list[str]) -> None:
        self.receivers = receivers or self.words("forward.usual").split("|")
        self.renew()

    def show(self) -> None:
        """Show a button for each."""
        theme, words = self.theme, self.words
        self.add(Text(theme, words("forward.ask", number=self.number), "reply"))
        for one in self.receivers or ():
            self.add(Press(theme, one, partial(self._send, one), left=True))

    def _send(self, to: str) -> None:
        self.app.conversation.tap("Forward", {"document": self.number, "person": to})
