"""Gives sightings the products that they may be by their looks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vision.detector.boxes import shared_area
from vision.looks.recogniser import LooksRecogniser
from vision.picture import Box, Image
from vision.sighting import Candidate, Kind, PictureHealth, Sighting

MOST = 6
"""Things in one picture whose looks are asked: largest first, some 50 ms each."""
SMALLEST = 48
"""Pixels a side below which a thing shows too little."""
LEAST = 0.04
"""Share of the picture below which a thing that was found is taken for a part of something larger."""
_THINGS = frozenset({Kind.PRODUCT, Kind.CARTON})
_LABELS = frozenset({Kind.LABEL, Kind.BARCODE})
_PARTLY = 0.3
"""Share of a label that must lie over a thing for it to be on it, where its middle does not."""
_AROUND = 0.04
"""Share of its size that is cut out around a thing: boxes are seldom exact."""


def with_looks(
    image: Image, sightings: Sequence[Sighting], health: PictureHealth, looks: LooksRecogniser
) -> list[Sighting]:
    """Return the sightings with candidates by looks.

    Things that were found are cut out and asked one by one; a label on one of them is told too, so that code and looks
    can confirm or contradict each other. Where none was found and at most one label, the whole
    picture is taken for one product, as when a person holds it before the camera.
    """
    if not len(looks.gallery):
        return list(sightings)
    area = image.shape[0] * image.shape[1]
    things = [number for number, one in enumerate(sightings) if _is_thing(one, area)]
    if things:
        largest = sorted(things, key=lambda number: -sightings[number].box[2] * sightings[number].box[3])[:MOST]
        asked = {number: looks(_cut(image, sightings[number].box)) for number in largest}
        smallest = largest[::-1]
        for label in (number for number, one in enumerate(sightings) if one.kind in _LABELS):
            under = _under(sightings[label].box, {number: sightings[number].box for number in smallest})
            asked[label] = () if under is None else asked[under]
        return [_with(one, asked.get(number, ()), looks) for number, one in enumerate(sightings)]
    labels = [number for number, one in enumerate(sightings) if one.kind in _LABELS]
    candidates = looks(image) if len(labels) < 2 else ()
    if not candidates:
        return list(sightings)
    if labels:
        return [_with(one, candidates if number in labels else (), looks) for number, one in enumerate(sightings)]
    height, width = image.shape[:2]
    alone = Sighting(Kind.PRODUCT, candidates[0].confidence, (0, 0, width, height), health)
    return [*sightings, _with(alone, candidates, looks)]


def _is_thing(one: Sighting, area: int) -> bool:
    _, _, wide, high = one.box
    return one.kind in _THINGS and min(wide, high) >= SMALLEST and wide * high >= LEAST * area


def _under(label: Box, things: Mapping[int, Box]) -> int | None:
    """Return the thing that a label's middle is on, of several the first; else the one that it covers most of."""
    whole = next((number for number, box in things.items() if _lies_on(label, box)), None)
    if whole is not None or not things:
        return whole
    most = max(things, key=lambda number: shared_area(label, things[number]))
    return most if shared_area(label, things[most]) >= _PARTLY * label[2] * label[3] else None


def _lies_on(label: Box, thing: Box) -> bool:
    across, down = label[0] + label[2] / 2, label[1] + label[3] / 2
    return thing[0] <= across <= thing[0] + thing[2] and thing[1] <= down <= thing[1] + thing[3]


def _with(one: Sighting, candidates: Sequence[Candidate], looks: LooksRecogniser) -> Sighting:
    if not candidates:
        return one
    return replace(one, candidates=(*one.candidates, *candidates), models=(*one.models, looks.stamp))


def _cut(image: Image, box: Box) -> Image:
    left, top, wide, high = box
    aside, above = round(_AROUND * wide), round(_AROUND * high)
    return image[max(0, top - above) : top + high + above, max(0, left - aside) : left + wide + aside]
