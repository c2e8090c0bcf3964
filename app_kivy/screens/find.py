"""Find: how much there is and where, what was booked, what waits."""

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame


class Find(Frame):
    """Ask about one item, or see lists."""

    kind = "find"

    def show(self) -> None:
        """Offer the questions."""
        theme, words = self.theme, self.words
        for name, action in (
            ("item", self._by_item),
            ("stock", lambda: self.app.go("stock")),
            ("moves", lambda: self.app.go("moves")),
            ("papers", lambda: self.app.go("papers")),
            ("review", lambda: self.app.go("review")),
        ):
            hint = words(f"find.{name}_hint")
            self.add(Press(theme, words(f"find.{name}"), action, fill="find", hint=hint, left=True))
        self.foot(Press(theme, words("home.talk"), lambda: self.app.go("talk"), icon="talk"))

    def _by_item(self) -> None:
        self.app.screen("item").request(
            self.words("find.item"), lambda goods: self.app.conversation.tap("QueryStock", {"item": goods.sku})
        )
        self.app.go("item")
