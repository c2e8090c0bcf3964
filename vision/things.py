"""From detections to sightings: cartons with their count, products, and labels on which nothing could be read."""

from collections.abc import Sequence

from models.stamp import ModelStamp
from vision.counting import counted
from vision.detector.boxes import shared_area
from vision.detector.detection import Detection
from vision.detector.finder import Found
from vision.picture import Image
from vision.sighting import Kind, PictureHealth, Sighting

_KNOWN = 0.5
"""Share of an unread label that lies under a sighting, above which it is that sighting."""


def things_of(
    image: Image, found: Found, read: Sequence[Sighting], health: PictureHealth, stamp: ModelStamp
) -> list[Sighting]:
    """Return a sighting for each thing found that `read`, the sightings of codes and print, do not tell of."""
    told = [
        Sighting(Kind.CARTON, round(carton.confidence, 4), carton.box, health, models=(stamp,), count=count)
        for carton, count in counted(image, found.candidates, found.thresholds[Kind.CARTON], found.calibration)
    ]
    others = [one for one in found.sure if one.kind is Kind.PRODUCT or _unread(one, read)]
    return [*told, *(Sighting(one.kind, round(one.confidence, 4), one.box, health, models=(stamp,)) for one in others)]


def _unread(one: Detection, read: Sequence[Sighting]) -> bool:
    if one.kind not in {Kind.LABEL, Kind.BARCODE}:
        return False
    area = one.box[2] * one.box[3]
    return all(shared_area(one.box, sighting.box) < _KNOWN * area for sighting in read)
