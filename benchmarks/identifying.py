"""Which item a picture shows, all evidence together: `python -m benchmarks.identifying --pictures DIR`.

Half of the products of a folder of photos are in a shop's catalogue, with made-up names and codes, and enrolled by
five photos each; the other half are not. Photos that are left are shown to the real eyes and the real clerk: bare,
or with a drawn label of the product stuck on, under several conditions. Of the unknown products, whose label the shop
does not know either, right is that no item is named. In the row "another's label" a known product carries the label
of another known one: right is that none is named, or the one of the photo. `wrong_when_sure` counts wrong items at a
confidence of 0.85 or more.
"""

import csv
import random
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np

from assistant.catalogue import import_catalogue
from assistant.clerk import Clerk, EventClock
from assistant.event import Event, Seen
from assistant.inventory.ledger import Ledger
from assistant.recognising import ENROLLED
from benchmarks import goods
from benchmarks.appearance import SURE
from benchmarks.cli import Row, arguments, report, sample, settings, total
from benchmarks.products import Photo, asked, by_item, unseen
from benchmarks.sheet import thumbnail, write
from models.training.labels import content, damage
from models.training.labels.render import choose_look, draw
from vision.codes.gtin import check_digit
from vision.eyes import Eyes
from vision.looks.gallery import Gallery
from vision.looks.recogniser import LooksRecogniser
from vision.picture import Image
from vision.sources.picture import read

ENROLLED_PHOTOS = 5
PHOTOS = 60
"""Shown in a row, unless `--limit` says otherwise."""
LONGEST = 1280
MOST_FAILURES = 9
"""Of one kind that are drawn."""
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
_LABEL = (0.35, 0.5)
"""Of the photo's width that a label takes."""

Change = Callable[[random.Random, Image], Image]


def _as_it_is(_: random.Random, image: Image) -> Image:
    return image


LABELS: Mapping[str, tuple[Change, Change]] = {
    "label": (_as_it_is, damage.sensor),
    "label torn": (lambda rng, label: damage.torn(rng, label, 0.25), damage.sensor),
    "label creased": (damage.creased, damage.sensor),
    "dark": (_as_it_is, lambda rng, image: damage.dim(rng, image, 0.25)),
    "moved": (_as_it_is, lambda rng, image: damage.sensor(rng, damage.moved(rng, image, 7))),
}
"""What is done to the label, and then to the whole picture."""


class Counter:
    """A shop's clerk, before whom products are put."""

    def __init__(self, known: Mapping[str, content.Item], enrolled: Mapping[str, Sequence[Photo]]) -> None:
        clock = EventClock(AT)
        self.ledger = Ledger.open("sqlite://", clock=clock, device="bench", evidence=False)
        with tempfile.TemporaryDirectory() as folder:
            import_catalogue(self.ledger, _table(Path(folder) / "catalogue.csv", known.values()))
        with self.ledger.unit() as unit:
            unit.state.put(ENROLLED, {item.sku: {"photos": ENROLLED_PHOTOS} for item in known.values()})
        self.clerk = Clerk(self.ledger, clock, device="bench")
        looks = LooksRecogniser()
        views = {known[name].sku: [looks.view(read(photo.path)) for photo in enrolled[name]] for name in known}
        self.eyes = Eyes(gallery=Gallery(views))
        self.shown = 0
        self.failures: dict[str, list[Image]] = {"wrong": [], "refused": []}

    def named(self, image: Image) -> dict[str, float]:
        """Return SKU -> confidence of the items that the clerk names in a picture."""
        self.shown += 1
        turn = self.clerk.handle(Event(f"shown-{self.shown}", AT, Seen(self.eyes.look(image))))
        return {one.item: one.confidence for one in turn.sightings if one.item}


def _items(names: Sequence[str], seed: int) -> dict[str, content.Item]:
    """Return an item with a made-up name and codes for each product of the folder."""
    rng = random.Random(f"{seed} codes")
    items = {}
    for number, (name, written) in enumerate(zip(names, goods.names(seed), strict=False)):
        single = f"690{rng.randrange(10**9):09}"
        carton = f"1{single}"
        single, carton = single + check_digit(single), carton + check_digit(carton)
        items[name] = content.Item(f"G{number:03}", written, "袋", ("箱", 12), single, carton)
    return items


def _table(file: Path, items: Iterable[content.Item]) -> Path:
    """Write a catalogue as the shop would import it."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened)
        table.writerow(("sku", "name", "unit", "packings", "barcodes"))
        for one in items:
            packing, count = one.packing
            codes = f"{one.barcode}|{one.carton_barcode}:{packing}"
            table.writerow((one.sku, one.name, one.unit, f"{packing}={count}", codes))
    return file


def _labelled(photo: Photo, item: content.Item, condition: str, seed: int) -> Image:
    """Return a photo with a label of `item` stuck on."""
    rng = random.Random(f"{seed} {condition} {photo.path.name}")
    on_label, on_picture = LABELS[condition]
    label = on_label(rng, draw(content.invent(rng, item), choose_look(rng)))
    image = read(photo.path)
    image = np.asarray(cv2.resize(image, None, fx=(factor := LONGEST / max(image.shape[:2])), fy=factor), np.uint8)
    high, wide = image.shape[:2]
    scale = rng.uniform(*_LABEL) * wide / label.shape[1]
    scale = min(scale, 0.6 * high / label.shape[0])
    label = np.asarray(cv2.resize(label, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    top = rng.randrange(high - label.shape[0])
    left = rng.randrange(wide - label.shape[1])
    image[top : top + label.shape[0], left : left + label.shape[1]] = label
    return on_picture(rng, image)


def _judged(row: str, counter: Counter, shown: Iterable[tuple[Image, set[str]]], *, unknown: bool = False) -> Row:
    """Count right, wrong and refused answers; of an `unknown` product right is that nothing is named."""
    outcomes, sure, wrong_when_sure = [], 0, 0
    for image, truth in shown:
        named = counter.named(image)
        false = {item: confidence for item, confidence in named.items() if item not in truth}
        given = "wrong" if false else "right" if named or unknown else "refused"
        outcomes.append(given)
        if given != "right" and len(counter.failures[given]) < MOST_FAILURES:
            confidences = ", ".join(f"{confidence:.2f}" for confidence in false.values())
            counter.failures[given].append(thumbnail(image, f"{row}: {given} {confidences}"))
        sure += any(confidence >= SURE for confidence in named.values())
        wrong_when_sure += any(confidence >= SURE for confidence in false.values())
    right, wrong, refused = (outcomes.count(kind) for kind in ("right", "wrong", "refused"))
    return Row(row, right, wrong, refused, {"sure": sure, "wrong_when_sure": wrong_when_sure})


def main() -> None:
    """Measure and report."""
    parser = arguments("Which item a picture shows, all evidence together", folders=("pictures",))
    parser.add_argument("--failures", type=Path, metavar="OUT.jpg", help="draw what was named wrongly or not at all")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    rng = random.Random(options.seed)
    photos = by_item(unseen(options.pictures))
    here = set(rng.sample(sorted(photos), len(photos) // 2))
    items = _items(sorted(photos), options.seed)
    known = {name: items[name] for name in items if name in here}
    counter = Counter(known, {name: photos[name][:ENROLLED_PHOTOS] for name in known})
    many, seed = options.limit or PHOTOS, options.seed
    ours = sample(asked({name: photos[name] for name in known}, ENROLLED_PHOTOS), many, seed)
    others = sample([one for name, shown in photos.items() if name not in here for one in shown], many, seed)
    rows = [_judged("bare", counter, ((read(one.path), {known[one.item].sku}) for one in ours))]
    for condition in LABELS:
        pictures = ((_labelled(one, known[one.item], condition, seed), {known[one.item].sku}) for one in ours)
        rows.append(_judged(condition, counter, pictures))
    swapped = [(one, known[rng.choice([name for name in known if name != one.item])]) for one in ours]
    pictures = ((_labelled(one, other, "label", seed), {known[one.item].sku}) for one, other in swapped)
    rows.append(_judged("another's label", counter, pictures))
    strangers = [(one, items[one.item]) for one in others]
    rows.append(_judged("unknown, bare", counter, ((read(one.path), set()) for one, _ in strangers), unknown=True))
    pictures = ((_labelled(one, own, "label", seed), set()) for one, own in strangers)
    rows.append(_judged("unknown, label", counter, pictures, unknown=True))
    if options.failures:
        write([*counter.failures["wrong"], *counter.failures["refused"]], options.failures)
    sure = sum(row.figures["sure"] for row in rows)
    wrong = sum(row.figures["wrong_when_sure"] for row in rows)
    described = settings(options, models=["detector", "looks", "label-text"], items=len(known), photos=ENROLLED_PHOTOS)
    report(rows, described, as_json=options.json, summary=total(rows, {"sure": sure, "wrong_when_sure": wrong}))


if __name__ == "__main__":
    main()
