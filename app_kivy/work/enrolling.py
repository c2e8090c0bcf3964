"""Lets the eyes learn what a product looks like, and says in words what came of it."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from app_kivy.work.tasks import JPEG_QUALITY
from assistant.voice.wording import Wording
from assistant.wiring import Shop
from vision.picture import Image


def enrol(shop: Shop, sku: str, photos: Sequence[Image], lang: str) -> str:
    """Enrol an item from photos, BGR 8 bit [height, width, 3]; raises as `Shop.enrol_item`."""
    import cv2

    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.jpg" for number in range(1, len(photos) + 1)]
        for file, photo in zip(files, photos, strict=True):
            file.write_bytes(cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1].tobytes())
        changed = shop.enrol_item(sku, files)
    return _worded(shop, changed, Wording(lang))


def _worded(shop: Shop, changed: dict[str, object], wording: Wording) -> str:
    with shop.clerk.ledger.view() as unit:
        name = unit.catalogue.item(str(changed["sku"])).name
        alike = [item.name for item in unit.catalogue.some(changed["alike"])]  # type: ignore[arg-type]
    told = [wording.say("control.looks_enrolled", item=name, photos=str(changed["photos"]))]
    for one in changed["problems"]:  # type: ignore[attr-defined]
        problem = wording.say(f"fallback.{one['problem']}")
        told.append(wording.say("control.looks_problem", photo=Path(one["photo"]).stem, problem=problem))
    if alike:
        told.append(wording.say("control.looks_alike", items=wording.either(alike)))
    return wording.gap.join(told)
