"""Which item of the catalogue a sighting shows: by its code, then by its text; both must agree."""

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


def recognise(desk: Desk, sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Return the sightings with the catalogue's items filled in."""
    return tuple(_recognised(desk, sighting) for sighting in sightings)


def _recognised(desk: Desk, sighting: Sighting) -> Sighting:
    by_code = _by_code(desk, sighting)
    by_text = _by_text(desk, sighting)
    candidates = sorted([*by_code, *by_text, *sighting.candidates], key=lambda one: -one.confidence)
    if not candidates:
        return sighting
    items = {one.item for one in by_code} | {one.item for one in by_text[:1]}
    if len(items) > 1:
        return replace(sighting, item=None, candidates=tuple(candidates))
    best = candidates[0]
    return replace(sighting, item=best.item, confidence=best.confidence, candidates=tuple(candidates))


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
