"""Which item of the catalogue a sighting shows: by its code, by its text, by its looks; those that speak must agree.

Codes weigh more than text and text more than looks, each with its own likelihood. Looks alone name an item only where
they are fairly sure, and never one whose code says that it is none of the catalogue's.
"""

from collections.abc import Iterable
from dataclasses import replace

from assistant.desk import Desk
from assistant.inventory.errors import LedgerError
from vision.sighting import Candidate, Sighting

CODE_IS_RIGHT = 0.995
"""Confidence in an item whose code, with a right check digit, is in the catalogue."""
TEXT_AT = 0.85
"""A line less like an item's name than this names nothing."""
TEXT_IS_RIGHT = 0.95
"""Confidence in an item whose name stands on the label word for word."""
SUREST = 0.999
"""No evidence together is surer."""
LOOKS_NAME = 0.7
"""Confidence from which looks alone name an item."""
LOOKS_CONTRADICT = 0.3
"""Confidence from which looks contradict a code or a text, as of goods that carry another product's label: less than
names, for it costs a question only. `benchmarks.identifying` shows what it catches and what it holds up."""
ENROLLED = "looks"
"""State of the books that lists the items which are known by their looks; `assistant.wiring` writes it."""


def recognise(desk: Desk, sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Return the sightings with the catalogue's items filled in."""
    return tuple(_recognised(desk, sighting) for sighting in sightings)


def _recognised(desk: Desk, sighting: Sighting) -> Sighting:
    by_code, by_text = _by_code(desk, sighting), _by_text(desk, sighting)
    named = {one.item for one in by_code} | {one.item for one in by_text[:1]}
    by_looks = _by_looks(desk, sighting, named, foreign=bool(sighting.gtin) and not by_code)
    candidates = sorted([*by_code, *by_text, *by_looks], key=lambda one: -one.confidence)
    if not candidates:
        return replace(sighting, candidates=())
    least = LOOKS_CONTRADICT if named else LOOKS_NAME
    items = named | {one.item for one in by_looks[:1] if one.confidence >= least}
    if len(items) != 1:
        return replace(sighting, item=None, candidates=tuple(candidates))
    (item,) = items
    doubt = 1.0
    for evidence in (by_code, by_text, by_looks):
        doubt *= 1 - max((one.confidence for one in evidence if one.item == item), default=0.0)
    sure = candidates[0].confidence if len(named) + len(by_looks) == 1 else min(1 - doubt, SUREST)
    return replace(sighting, item=item, confidence=sure, candidates=tuple(candidates))


def _by_looks(desk: Desk, sighting: Sighting, named: set[str], *, foreign: bool) -> list[Candidate]:
    """Return what the looks say, as far as they have a say.

    A code that is not in the catalogue speaks of a product that is not either. Where a code or a text names an item,
    looks confirm it, or contradict it if they are sure and know that item too: the one that nobody enrolled may well
    look like one that somebody did.
    """
    found = [one for one in sighting.candidates if one.evidence == "looks"]
    if foreign or not found:
        return []
    if not named:
        return found
    known = desk.unit.state.get(ENROLLED, {})
    contradicts = found[0].item not in named and found[0].confidence >= LOOKS_CONTRADICT and named & set(known)
    return [one for one in found if one.item in named] if not contradicts else found[:1]


def _by_code(desk: Desk, sighting: Sighting) -> list[Candidate]:
    for code in (sighting.gtin, sighting.code):
        if not code:
            continue
        try:
            found = desk.unit.catalogue.by_code(code)
        except LedgerError:
            continue
        if found:
            return [Candidate(found[0].sku, CODE_IS_RIGHT, "code")]
    return []


def _by_text(desk: Desk, sighting: Sighting) -> list[Candidate]:
    lines = [sighting.fields.name, *sighting.fields.text.splitlines()]
    best: dict[str, float] = {}
    for line in dict.fromkeys(line for line in lines if line):
        for choice in desk.understanding.match_item(line):
            if choice.confidence >= TEXT_AT:
                best[choice.value] = max(best.get(choice.value, 0.0), choice.confidence)
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    return [Candidate(sku, alike * TEXT_IS_RIGHT * sighting.confidence, "text") for sku, alike in ranked]
