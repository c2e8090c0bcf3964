"""Tap: a booking put together from buttons, one thing a screen."""

from functools import partial

from app_kivy.widgets.button import Press
from app_kivy.widgets.frame import Frame
from app_kivy.widgets.layout import Grid
from app_kivy.work.order import INTENTS, Order
from app_kivy.work.views import Goods


class Tap(Frame):
    """First what is to be done; then item, quantity and, for a move, the place."""

    kind = "tap"

    def show(self) -> None:
        """Offer what can be booked."""
        theme, words = self.theme, self.words
        buttons = [Press(theme, words(f"tap.{intent}"), partial(self._start, intent), fill="tap") for intent in INTENTS]
        self.add(Grid(theme, *buttons, most=3))
        hint = words("tap.work_hint")
        self.add(Press(theme, words("tap.work"), lambda: self.app.go("work"), hint=hint, left=True, icon="review"))
        self.foot(
            Press(theme, words("answer.undo"), lambda: self.app.conversation.press("undo"), icon="undo"),
            Press(theme, words("home.talk"), lambda: self.app.go("talk"), icon="talk"),
        )

    def _start(self, intent: str) -> None:
        self._go_on(Order(intent))

    def _go_on(self, order: Order) -> None:
        """Ask for what the order still needs, then give it to the clerk."""
        self.app.conversation.order = order
        title = self.words(f"tap.{order.intent}")
        needed = order.needs()
        if needed == "item":
            self.app.screen("item").request(title, lambda goods: self._go_on(_with_goods(order, goods)))
            self.app.go("item")
        elif needed == "quantity":
            units = next(goods.units for goods in self.app.goods if goods.sku == order.sku)
            self.app.screen("number").request(
                f"{title} {order.name}",
                lambda number, unit: self._go_on(order.with_(quantity=number, unit=unit)),
                units=units,
            )
            self.app.go("number")
        elif needed == "place":
            self.app.screen("place").request(title, lambda place: self._go_on(order.with_(place=place)))
            self.app.go("place")
        else:
            self.app.conversation.begin(order)


def _with_goods(order: Order, goods: Goods) -> Order:
    return order.with_(sku=goods.sku, name=goods.name)
