"""Which screen asks for which slot."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app_kivy.work import answering

if TYPE_CHECKING:
    from app_kivy.main import ClerkApp

PLACES = frozenset({"place", "source", "destination"})


def ask_for(
    app: "ClerkApp", slot: str, title: str, done: Callable[[Mapping[str, str]], object], *, sku: str = ""
) -> None:
    """Go to the screen on which a slot's value is picked; `done` gets it as the clerk takes it.

    `sku` is the item that it is about; left out: the one of the booking in preparation.
    """
    if slot == "item":
        app.screen("item").request(title, lambda goods: done({"item": goods.sku}))
        app.go("item")
    elif slot in PLACES:
        app.screen("place").request(title, lambda place: done({slot: place}))
        app.go("place")
    elif slot == "quantity":
        units = units_of(app, sku or _item(app))
        app.screen("number").request(title, lambda number, unit: done(answering.amount(number, unit)), units=units)
        app.go("number")
    elif slot in {"expiry", "produced", "date"}:
        app.screen("number").request(title, lambda date, _: done({slot: date}), date=True)
        app.go("number")
    elif slot == "check":
        app.screen("number").request(title, lambda digits, _: done({"check": digits}), digits=2)
        app.go("number")
    else:
        app.screen("code").request(title, lambda code: done({slot: code}))
        app.go("code")


def units_of(app: "ClerkApp", sku: str) -> tuple[str, ...]:
    """Return the units of an item, base unit first; none where it is not known."""
    return next((goods.units for goods in app.goods if goods.sku == sku), ())


def _item(app: "ClerkApp") -> str:
    """Return the item that is being booked, as far as it is known."""
    order = app.conversation.order
    return (order.sku if order else "") or (app.standing.item if app.standing else "")
