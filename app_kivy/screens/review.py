"""Review: bookings that the clerk was not sure of, each with its clip and picture, for a person to decide."""

from functools import partial
from pathlib import Path

from kivy.metrics import dp

from app_kivy.screens.asking import ask_for
from app_kivy.widgets.bookings import booking_card, why_card
from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.picture import Picture, load
from app_kivy.widgets.text import Text
from app_kivy.work import books
from app_kivy.work.answering import CORRECTED
from app_kivy.work.views import ReviewRow


class Review(Frame):
    """The oldest first, one at a time; the next one comes when it is decided."""

    kind = "review"
    rows: list[ReviewRow] | None = None
    at = 0

    def on_pre_enter(self, *arguments: object) -> None:
        """Fetch the queue anew."""
        self.rows, self.at = None, 0
        super().on_pre_enter(*arguments)
        self.app.ask(books.reviews, self._got)

    def _got(self, rows: list[ReviewRow]) -> None:
        self.rows = rows
        self._turn(0)

    def _turn(self, by: int) -> None:
        self.at += by
        self.body.clear_widgets()
        self.scroll.scroll_y = 1
        self.show()

    def show(self) -> None:
        """Show the booking that is to be decided."""
        theme, words = self.theme, self.words
        if not self.rows:
            empty = words("common.wait") if self.rows is None else words("review.none")
            self.add(Text(theme, empty, "reply"))
            self.foot(Press(theme, words("common.home"), self.app.home, icon="home"))
            return
        row = self.rows[self.at]
        self.add(Text(theme, words("review.count", at=self.at + 1, of=len(self.rows)), "small", tint="quiet"))
        self.add(booking_card(theme, row.booking))
        self._show_evidence(row)
        self.add(why_card(theme, words, row.booking))
        buttons = [
            Press(theme, words("review.approve"), lambda: self._decide(row, "approve"), fill="yes", icon="yes"),
            Press(theme, words("review.reject"), lambda: self._decide(row, "reject"), fill="no", icon="no"),
            Press(theme, words("confirm.change"), lambda: self._change(row), icon="change"),
        ]
        if self.at + 1 < len(self.rows):
            buttons.append(Press(theme, words("review.next"), lambda: self._turn(1), icon="down"))
        self.foot(*buttons)

    def _show_evidence(self, row: ReviewRow) -> None:
        theme, words = self.theme, self.words
        for clip in row.clips:
            self.add(Press(theme, words("review.play"), partial(self._play, clip), icon="read"))
        for file in row.pictures:
            image = load(file)
            if image is not None:
                picture = Picture(theme, dp(200))
                picture.show(image)
                self.add(picture)
        if not row.clips and not row.pictures:
            self.add(Text(theme, words("review.no_evidence"), "small", tint="quiet"))

    def _play(self, clip: str) -> None:
        self.app.voice.play(Path(clip).read_bytes())

    def _change(self, row: ReviewRow) -> None:
        change = self.app.screen("rectify")
        assert isinstance(change, Rectify)
        change.row = row
        self.app.go("rectify")

    def _decide(self, row: ReviewRow, decision: str) -> None:
        self.app.conversation.decide(row.id, decision)


class Rectify(Frame):
    """One thing of a booking in the queue is put right, and it is booked so; `row` says which booking."""

    kind = "rectify"
    row: ReviewRow | None = None

    def show(self) -> None:
        """Offer the slots."""
        theme, words, row = self.theme, self.words, self.row
        if row is None:
            self.add(Text(theme, words("review.none"), "reply"))
            return
        self.add(booking_card(theme, row.booking), Text(theme, words("change.ask"), "body"))
        for slot in CORRECTED:
            self.add(Press(theme, words(f"slot.{slot}"), partial(self._ask, row, slot), left=True))

    def _ask(self, row: ReviewRow, slot: str) -> None:
        ask_for(
            self.app,
            slot,
            self.words(f"slot.{slot}"),
            lambda slots: self.app.conversation.decide(row.id, "change", slots),
            sku=row.sku,
        )
