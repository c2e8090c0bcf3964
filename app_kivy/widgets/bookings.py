"""A booking as a person checks it: the amount in the largest letters, because there mistakes are made."""

from app_kivy.strings import Strings
from app_kivy.theme import Theme
from app_kivy.widgets.layout import Card
from app_kivy.widgets.text import Text
from app_kivy.work.views import Booking


def booking_card(theme: Theme, booking: Booking) -> Card:
    """Return a card that shows what would be booked."""
    card = Card(
        theme,
        Text(theme, booking.action, "title", tint="quiet"),
        Text(theme, booking.item, "reply"),
        Text(theme, booking.amount, "huge"),
    )
    if booking.details:
        card.add_widget(Text(theme, booking.details, "body"))
    card.add_widget(Text(theme, f"{booking.source} → {booking.destination}", "title"))
    return card


def why_card(theme: Theme, words: Strings, booking: Booking) -> Card:
    """Return a card that says which sense claims what, and how sure it is."""
    card = Card(
        theme, Text(theme, words("confirm.why", percent=round(booking.confidence * 100)), "small", tint="quiet")
    )
    for one in booking.why:
        line = words(
            "confirm.because",
            sense=words.get(f"sense.{one.sense}", one.sense),
            slot=words.get(f"slot.{one.slot}", one.slot),
            value=one.value,
            percent=round(one.confidence * 100),
        )
        card.add_widget(Text(theme, line, "small"))
    return card
