"""Task: guided work, one step a screen: to the place, its check digits, the amount, and on to the next line."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from kivy.metrics import dp

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Card, Grid
from app_kivy.widgets.live import Live
from app_kivy.widgets.pad import digit_pad
from app_kivy.widgets.text import Text
from app_kivy.work.views import Guided, readable
from assistant.check_digits import APART
from vision.errors import SeeingError
from vision.overlay import CHECKLIST_WORDS, Checklist

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

REASONS = ("broken", "expired", "missing", "too_few", "wrong_place", "other_reason")
DIGITS = 2


class Task(Frame):
    """Every step can be answered by touch, voice or picture; it can be skipped, and the work can be left."""

    kind = "task"
    typed = ""

    def __init__(self, app: "ClerkApp") -> None:
        super().__init__(app)
        self.live = Live(app, self._height(), failed=self._blind, eyes=False)
        self.blind = ""
        """Why there is no picture."""

    def on_pre_enter(self, *arguments: object) -> None:
        """Show the step in hand; the camera is on while something is inspected."""
        self.typed = ""
        task = self.task
        if task and task.kind == "inspect" and not self.blind:
            self.live.on()
        else:
            self.live.off()
        super().on_pre_enter(*arguments)

    def left(self) -> None:
        """Switch the camera off."""
        self.live.off()
        self.blind = ""

    @property
    def task(self) -> Guided | None:
        """The task that is running."""
        return self.app.standing.task if self.app.standing else None

    def show(self) -> None:
        """Show one step."""
        theme, words, task = self.theme, self.words, self.task
        if task is None:
            self.add(Text(theme, words("work.none"), "reply"))
            self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))
            return
        self.title.text = words("task.heading", kind=words(f"work.{task.kind}"), at=task.done + 1, all=task.all)
        last = self.app.conversation.last
        if last and not last.turn.settled:
            self.add(Text(theme, readable(last.turn.reply), "body", tint="warn"))
        steps: Mapping[str, Callable[[Guided], None]] = {
            "place": self._place,
            "quantity": self._quantity,
            "confirm": self._confirm,
            "reason": self._reason,
        }
        steps[task.step](task)
        self._show_ways_on()

    def _show_ways_on(self) -> None:
        theme, words, conversation = self.theme, self.words, self.app.conversation
        self.foot(
            Press(theme, words("home.talk"), lambda: self.app.go("talk"), icon="talk", fill="talk"),
            Press(theme, words("home.look"), lambda: self.app.go("look"), icon="look", fill="look"),
            Press(theme, words("task.skip"), lambda: conversation.press("skip"), icon="skip"),
        )
        self.add(Press(theme, words("task.pause"), lambda: conversation.press("pause"), icon="pause"))

    def _place(self, task: Guided) -> None:
        theme, words = self.theme, self.words
        self.shown = Text(theme, self._digits(), "title", centred=True)
        where = Card(
            theme,
            Text(theme, task.place, "huge"),
            Text(theme, words("task.for", name=task.name, amount=task.amount), "small"),
            Text(theme, words("task.digits"), "small", tint="quiet"),
            self.shown,
        )
        where.padding, where.spacing = [dp(14), dp(2)], 0
        self.add(
            where,
            digit_pad(theme, APART, self._key, self._erase, words("number.erase")),
        )

    def _key(self, digit: str) -> None:
        self.typed = (self.typed + digit)[:DIGITS]
        self.shown.text = self._digits()
        if len(self.typed) == DIGITS:
            self.app.conversation.tap(slots={"check": self.typed})

    def _erase(self) -> None:
        self.typed = self.typed[:-1]
        self.shown.text = self._digits()

    def _digits(self) -> str:
        return " ".join(self.typed.ljust(DIGITS, "_"))

    def _what(self, task: Guided) -> Card:
        theme = self.theme
        card = Card(theme, Text(theme, task.name, "reply"))
        if task.amount:
            card.add_widget(Text(theme, task.amount, "huge"))
        for text in filter(None, (task.place, task.note, task.tool)):
            card.add_widget(Text(theme, text, "body"))
        return card

    def _quantity(self, task: Guided) -> None:
        theme, words, conversation = self.theme, self.words, self.app.conversation
        self.add(self._what(task))
        if task.amount:
            self.add(
                Press(theme, words("task.all_there"), lambda: conversation.press("confirm"), fill="yes", icon="yes")
            )
        self.add(
            Press(theme, words("task.other" if task.amount else "task.counted"), self._amount, fill="tap", icon="tap")
        )
        if task.amount:
            self.add(Press(theme, words("task.none_there"), lambda: conversation.tap("Short"), fill="no", icon="no"))

    def _amount(self) -> None:
        task, number = self.task, self.app.screen("number")
        assert task
        number.request(
            task.name,
            lambda amount, unit: self.app.conversation.tap(slots={"quantity": amount, "unit": unit}),
            units=task.units,
        )
        self.app.go("number")

    def _confirm(self, task: Guided) -> None:
        theme, words, conversation = self.theme, self.words, self.app.conversation
        inspecting = task.kind == "inspect"
        if inspecting:
            self._show_inspection(task)
        else:
            question = self.app.standing.question if self.app.standing else None
            self.add(Card(theme, Text(theme, question.text if question else task.name, "reply")))
        yes, no = ("task.good", "task.bad") if inspecting else ("confirm.yes", "confirm.no")
        self.add(
            Grid(
                theme,
                Press(theme, words(yes), lambda: conversation.press("confirm"), fill="yes", icon="yes"),
                Press(theme, words(no), lambda: conversation.press("deny"), fill="no", icon="no"),
            )
        )

    def _show_inspection(self, task: Guided) -> None:
        """Show how far it has come, and what to look at with which tool, over the live picture."""
        theme = self.theme
        state = Checklist(task.all, task.done, CHECKLIST_WORDS[self.app.settings.lang])
        self.live.head = str(state)
        self.live.foot = "\n".join(filter(None, (task.name, task.note, task.tool)))
        if self.blind:
            self.add(
                Card(theme, Text(theme, self.live.head, "title"), Text(theme, self.live.foot, "reply")),
                Text(theme, self.blind, "small", tint="warn"),
            )
        else:
            self.add(self.live)

    def _reason(self, task: Guided) -> None:
        theme, words = self.theme, self.words
        self.add(Text(theme, words("task.why" if task.units else "task.what_is_wrong"), "reply"), self._what(task))
        self.add(Grid(theme, *(Press(theme, words(f"task.{why}"), partial(self._because, why)) for why in REASONS)))

    def _because(self, why: str) -> None:
        self.app.conversation.tap(slots={"reason": self.words(f"task.{why}")})

    def _height(self) -> float:
        return float(max(dp(190), min(self.width * 0.9, self.height * 0.5)))

    def on_resized(self) -> None:
        """Fit the picture."""
        self.live.fit(self._height())

    def _blind(self, error: SeeingError) -> None:
        """Go on without a picture: what is to be inspected can be read."""
        self.blind = error.say(self.app.settings.lang)
        self.on_pre_enter()
