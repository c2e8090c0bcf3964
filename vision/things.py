"""From detections to sightings: cartons with their count, products, and labels on which nothing could be read."""

from collections.abc import Sequence
from dataclasses import replace

from models.stamp import ModelStamp
from vision.counting import counted
from vision.detector.boxes import shared_area
from vision.detector.detection import Detection
from vision.detector.finder import Found
from vision.picture import Image
from vision.sighting import Kind, PictureHealth, Sighting

_KNOWN = 0.5
"""Share of the smaller one that a label found and a sighting must have in common to be the same: what was read is
boxed around its print, what was found around its paper."""


def things_of(
    image: Image, found: Found, read: Sequence[Sighting], health: PictureHealth, stamp: ModelStamp
) -> list[Sighting]:
    """Return a sighting for each thing found beside `read`, the sightings of codes and print.

    A carton says what the one label on it says. Where cartons that look alike bear different labels, each label's
    are counted apart, and those without one may be either: "at least".
    """
    cartons = counted(image, found.candidates, found.thresholds[Kind.CARTON], found.calibration)
    labels = [_on(one.carton, read) for one in cartons]
    told = []
    for one, label in zip(cartons, labels, strict=True):
        alike = [_identity(other) for mate, other in zip(cartons, labels, strict=True) if mate.kind == one.kind]
        count = one.count
        if len(set(alike) - {None}) > 1:
            count = replace(count, number=max(1, alike.count(_identity(label))), at_least=True)
        box, sure = one.carton.box, round(one.carton.confidence, 4)
        thing = Sighting(Kind.CARTON, sure, box, health, models=(stamp,), count=count)
        told.append(_labelled(thing, label) if label else thing)
    others = [one for one in found.sure if one.kind is Kind.PRODUCT or _unread(one, read)]
    return [*told, *(Sighting(one.kind, round(one.confidence, 4), one.box, health, models=(stamp,)) for one in others)]


def _on(carton: Detection, read: Sequence[Sighting]) -> Sighting | None:
    """Return the label on a carton; None without one that names the goods, or with several that differ."""
    x, y, wide, high = carton.box
    inside = []
    for one in read:
        middle = (one.box[0] + one.box[2] / 2, one.box[1] + one.box[3] / 2)
        if _identity(one) and x < middle[0] < x + wide and y < middle[1] < y + high:
            inside.append(one)
    if len({_identity(one) for one in inside}) != 1:
        return None
    return max(inside, key=lambda one: one.confidence)


def _identity(label: Sighting | None) -> str | None:
    return (label.gtin or label.code or label.fields.name) if label else None


def _labelled(carton: Sighting, label: Sighting) -> Sighting:
    return replace(
        carton,
        confidence=label.confidence,
        code=label.code,
        code_format=label.code_format,
        gtin=label.gtin,
        fields=label.fields,
        models=(*label.models, *carton.models),
    )


def _unread(one: Detection, read: Sequence[Sighting]) -> bool:
    if one.kind not in {Kind.LABEL, Kind.BARCODE}:
        return False
    area = one.box[2] * one.box[3]
    return all(shared_area(one.box, known.box) < _KNOWN * min(area, known.box[2] * known.box[3]) for known in read)
