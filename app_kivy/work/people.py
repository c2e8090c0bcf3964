"""Who works here: people of the books, and those whose voices are known."""

from dataclasses import dataclass
from pathlib import Path

from asr.detect import NoiseProfile
from asr.errors import RecogniserMissingError
from assistant.inventory.party import PartyKind
from assistant.voices import Voices
from assistant.wiring import Shop

_UNNAMED = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A person."""

    name: str
    voice: bool
    """Whether the ears know the voice."""


def known(shop: Shop, unnamed: str) -> list[Known]:
    """Return the people; where the books name nobody, numbered ones, so that nothing has to be typed."""
    voices = shop.voices.names()
    with shop.clerk.ledger.view() as unit:
        people = [party.name for party in unit.parties.all(PartyKind.PERSON) if party.active]
    names = dict.fromkeys([*people, *voices])
    if not people:
        names |= dict.fromkeys(f"{unnamed}{number}" for number in range(1, _UNNAMED + 1))
    return [Known(name, name in voices) for name in names]


def teacher(shop: Shop) -> tuple[NoiseProfile | None, Voices, Path, str]:
    """Return what learning a voice starts from: the noise of the place, where voices are kept, the net and its hash.

    Raises `RecogniserMissingError` without a net of our own.
    """
    ears = shop.ears()
    if ears.folder is None:
        raise RecogniserMissingError(str(ears.problem or "enrolment needs the clerk's own recogniser"))
    return ears.noise, shop.voices, ears.folder, ears.stamp.sha256
