"""Which screen asks for which slot."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app_kivy.work import answering

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

PLACES = frozenset({"place", "source", "destination"})


def ask_for(app: "ClerkApp", slot: str, title: str, done: Callable[[str], object]) -> None:
    """Go to the screen on which a slot's value is picked; `done` gets it in words."""
    if slot == "item":
        picker = app.screen("item")
        picker.request(title, lambda goods: done(goods.name))
        app.go("item")
    elif slot in PLACES:
        app.screen("place").request(title, done)
        app.go("place")
    elif slot == "quantity":
        units = _units(app)
        lang = app.settings.lang
        app.screen("number").request(
            title, lambda number, unit: done(answering.amount(number, unit, lang)), units=units
        )
        app.go("number")
    elif slot in {"expiry", "produced", "date"}:
        app.screen("number").request(title, lambda date, _: done(date), date=True)
        app.go("number")
    else:
        app.screen("code").request(title, done)
        app.go("code")


def _units(app: "ClerkApp") -> tuple[str, ...]:
    """Return the units of the item that is being booked, as far as it is known."""
    order = app.conversation.order
    sku = (order.sku if order else "") or (app.standing.item if app.standing else "")
    return next((goods.units for goods in app.goods if goods.sku == sku), ())
