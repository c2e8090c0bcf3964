"""What the window lets the clerk do."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app_kivy.work import books
from app_kivy.work.views import Answered, Sense
from asr.utterance import Utterance
from assistant.event import Happening, Heard, Said, Seen
from assistant.inventory.failures import DatabaseError
from assistant.machine import home
from assistant.printing import print_to
from assistant.turn import Turn
from assistant.wiring import Shop, new_event
from vision.picture import Image
from vision.sighting import Sighting

PAPERS = "papers"
"""Folder of printed documents, in the clerk's own."""
JPEG_QUALITY = 88
"""Of kept pictures: small print stays readable."""
Job = Callable[[Shop], Answered]
"""A happening on its way to the clerk."""


def take(shop: Shop, what: Happening, identity: str | None = None) -> Answered:
    """Let the clerk answer a happening; raises the ledger's `failures` where it cannot be booked."""
    turn = shop.clerk.handle(new_event(what, identity))
    with shop.clerk.ledger.view() as unit:
        seen = [one.item for one in turn.sightings if one.item]
        names = {item.sku: item.name for item in unit.catalogue.some(seen)}
        asked = turn.question is not None and turn.question.slot == "confirm"
        proposed = books.booking(shop, unit, turn.proposal) if turn.proposal and asked else None
    now = books.progress(shop)
    task = books.guided(shop, turn.task)
    return Answered(turn, proposed, names, books.item_of(now), task, _printed(shop, turn), now.lang)


def _printed(shop: Shop, turn: Turn) -> Path | None:
    """Print what the turn wants on paper; raises a `PrintingError`."""
    if not turn.prints:
        return None
    with shop.clerk.ledger.view() as unit:
        document = unit.documents.get(turn.prints)
    return print_to(document, home() / PAPERS, shop.clerk.lang)


def hear(shop: Shop, utterance: Utterance, clip: bytes, *, over_voice: bool = False) -> Answered:
    """Let the clerk hear what the ears understood, and keep the clip (a WAV file) as evidence."""
    return take(shop, Heard(utterance, _keep(shop, clip, ".wav"), over_voice))


def see(shop: Shop, sightings: Sequence[Sighting], picture: bytes | None) -> Answered:
    """Let the clerk see what the eyes found, and keep the picture (a JPEG file) as evidence."""
    return take(shop, Seen(tuple(sightings), _keep(shop, picture, ".jpg") if picture else None))


def look(shop: Shop, image: Image) -> Answered:
    """Look at a picture, BGR 8 bit [height, width, 3], and let the clerk answer; the picture is kept as evidence.

    Raises `SeeingError` for what is no picture.
    """
    import cv2

    _, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return see(shop, shop.eyes().look(image), encoded.tobytes())


def _keep(shop: Shop, content: bytes, suffix: str) -> str | None:
    """Keep evidence; a full disk must not lose the booking's words, so the clerk goes on without it."""
    try:
        with shop.clerk.ledger.unit() as unit:
            return unit.evidence.keep(content, suffix)
    except DatabaseError:
        return None


def decide(shop: Shop, review: str, decision: str, slots: Mapping[str, str]) -> Answered:
    """`approve`, `reject` or `change` what waits in the review queue; raises the ledger's errors."""
    return Answered(shop.clerk.decide(new_event(Said(f"{decision} {review}")), review, decision, slots))


def names_of(shop: Shop, codes: Sequence[str]) -> Mapping[str, str]:
    """Return the names of the items that carry these codes, for the live picture."""
    from assistant.inventory.errors import LedgerError

    found = {}
    with shop.clerk.ledger.view() as unit:
        for code in codes:
            try:
                owner = unit.catalogue.by_code(code)
            except LedgerError:
                continue
            if owner:
                found[code] = owner[0].name
    return found


def senses(shop: Shop) -> list[Sense]:
    """Load the senses and return how they are; one that cannot even be loaded is told like any other."""
    try:
        return [Sense(one["name"], one["works"], one["why"] or "") for one in shop.senses()]
    except Exception as error:  # noqa: BLE001 - the window must open without any of them
        return [Sense("hearing", works=False, why=str(error)), Sense("sight", works=False, why=str(error))]
