"""What a made-up label says: an item of a catalogue with a lot, dates and a quantity, and how each is written."""

import csv
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import zxingcpp

from vision.label.shelf_life import ShelfLife

CATALOGUE = Path(__file__).parents[3] / "examples" / "catalogue.csv"


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the catalogue, as far as labels show it."""

    sku: str
    name: str
    unit: str
    packing: tuple[str, int]
    """The outer packing and how many base units it holds."""
    barcode: str
    carton_barcode: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is printed."""

    item: Item
    lines: tuple[tuple[str, str], ...]
    """Key and value of each line; an empty key for a line of its own."""
    code: str
    """Text of the code; GS1 elements in brackets."""
    symbology: str
    """`EAN13`, `ITF14`, `Code128`, `QRCode`, `DataMatrix` or `none`."""
    lot: str
    produced: date
    expiry: date
    quantity: int
    unit: str

    def manifest(self) -> dict[str, str]:
        """Return the truth in the columns of the contract."""
        return {
            "name": self.item.name,
            "sku": self.item.sku,
            "lot": self.lot,
            "expiry": self.expiry.isoformat(),
            "produced": self.produced.isoformat(),
            "quantity": str(self.quantity),
            "unit": self.unit,
            "code": self.code,
        }


_KEYS = {
    "zh": {
        "name": ("品名", "产品名称", "商品名称", "名称"),
        "spec": ("规格", "产品规格"),
        "lot": ("批号", "生产批号", "批次", "产品批号"),
        "produced": ("生产日期", "制造日期"),
        "expiry": ("有效期至", "保质期至", "失效日期", "到期日期"),
        "life": ("保质期",),
        "quantity": ("数量", "装箱数", "件数"),
        "weight": ("毛重", "净重"),
        "origin": ("产地",),
    },
    "en": {
        "name": ("Product", "Item", "Description", "PRODUCT NAME"),
        "spec": ("Spec",),
        "lot": ("LOT", "LOT NO.", "Batch No.", "BATCH"),
        "produced": ("MFG", "MFG DATE", "Production Date", "Prod. Date"),
        "expiry": ("EXP", "EXP DATE", "Best Before", "Expiry Date", "USE BY"),
        "life": ("Shelf Life",),
        "quantity": ("QTY", "Quantity"),
        "weight": ("G.W.", "Net Weight"),
        "origin": ("Made in",),
    },
}
_DATES = {
    "zh": ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y %m %d"),
    "en": ("%Y-%m-%d", "%Y/%m/%d", "%d %b %Y", "%d%b%Y", "%Y%m%d", "%b %d, %Y"),
}


def read_items(path: Path = CATALOGUE) -> list[Item]:
    """Return the items of a catalogue that have a packing and a barcode."""
    items = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            packings = [packing.split("=") for packing in row["packings"].split("|") if packing]
            codes = [code.split(":") for code in row["barcodes"].split("|") if code]
            single = next((code[0] for code in codes if len(code) == 1), "")
            carton = next((code[0] for code in codes if len(code) == 2 and len(code[0]) == 14), "")
            if packings and single:
                name, count = max(packings, key=lambda packing: int(packing[1]))
                items.append(Item(row["sku"], row["name"], row["unit"], (name, int(count)), single, carton))
    return items


def invent(rng: random.Random, item: Item, language: str | None = None) -> Content:
    """Return a label for an item, all else by chance; every date on it can be understood in one way only."""
    produced = date(2025, 6, 1) + timedelta(days=rng.randrange(500))
    months, days = rng.choice((6, 9, 12, 18, 24)), rng.choice((90, 180, 270, 540))
    life = ShelfLife(months=months) if rng.random() < 0.5 else ShelfLife(days=days)
    quantity, unit = (
        (item.packing[1], item.unit) if rng.random() < 0.8 else (rng.randrange(2, 200), rng.choice("箱件盒"))
    )
    symbology = rng.choice(("EAN13", "EAN13", "ITF14", "Code128", "QRCode", "DataMatrix"))
    lot = _lot(rng, produced)
    content = Content(item, (), "", symbology, lot, produced, life.after(produced), quantity, unit)
    lines = _lines(rng, content, life, language or rng.choice(("zh", "zh", "zh", "en", "both")))
    return replace(content, lines=lines, code=code_text(content))


def code_text(content: Content) -> str:
    """Return the text of the code that fits the symbology: the item's number, or GS1 elements in brackets."""
    item = content.item
    carton = item.carton_barcode or item.barcode.zfill(14)
    match content.symbology:
        case "ITF14":
            return carton
        case "Code128":
            return f"(01){carton}(17){content.expiry:%y%m%d}(10){content.lot}"
        case "DataMatrix":
            return f"(01){carton}(11){content.produced:%y%m%d}(17){content.expiry:%y%m%d}(10){content.lot}"
        case _:
            return item.barcode


def barcode(text: str, symbology: str) -> zxingcpp.Barcode:
    """Return a code to draw; brackets mean GS1 elements."""
    forms = {
        "EAN13": zxingcpp.EAN13,
        "EAN8": zxingcpp.EAN8,
        "ITF14": zxingcpp.ITF14,
        "Code128": zxingcpp.Code128,
        "QRCode": zxingcpp.QRCode,
        "DataMatrix": zxingcpp.DataMatrix,
    }
    gs1 = {"gs1": True} if text.startswith("(") else {}
    return zxingcpp.create_barcode(text, forms[symbology], **gs1)


def _lot(rng: random.Random, produced: date) -> str:
    letter = rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ")
    return rng.choice(
        (
            f"L{produced:%Y%m%d}{letter}",
            f"{produced:%Y%m%d}",
            f"{letter}{produced:%y%m}-{rng.randrange(100):02d}",
            f"{produced:%Y%m%d}{rng.randrange(100):02d}",
            f"{letter}{rng.choice('ABCDEFGHJK')}{rng.randrange(10000):04d}",
            f"{letter}{produced:%m%d}-{rng.randrange(10)}",
        )
    )


def _lines(rng: random.Random, content: Content, life: ShelfLife, language: str) -> tuple[tuple[str, str], ...]:
    def key(name: str) -> str:
        if language == "both":
            return f"{rng.choice(_KEYS['zh'][name])} {rng.choice(_KEYS['en'][name])}"
        return rng.choice(_KEYS[language][name])

    english = language == "en"
    form = rng.choice(_DATES["en" if english else "zh"])
    count = f"{content.quantity}{content.unit}"
    if english:
        count = rng.choice((f"{content.quantity} PCS", f"{content.quantity}"))
    months, days = (" MONTHS", " DAYS") if english else ("个月", "天")
    duration = f"{life.months}{months}" if life.months else f"{life.days}{days}"
    dates = [
        (key("produced"), content.produced.strftime(form).upper()),
        (key("expiry"), content.expiry.strftime(form).upper()),
    ]
    match rng.randrange(4):
        case 0:
            dates[1] = (key("life"), duration)
        case 1:
            dates.append((key("life"), duration))
    extras = [
        (key("spec"), f"{rng.choice((120, 250, 500, 750))}{rng.choice(('g', 'ml'))}×{content.item.packing[1]}"),
        (key("weight"), f"{rng.randrange(5, 300) / 10}kg"),
        (key("origin"), "China" if english else rng.choice(("江苏", "广东", "上海", "山东"))),
    ]
    body = [(key("lot"), content.lot), *dates, (key("quantity"), count), *rng.sample(extras, rng.randrange(3))]
    rng.shuffle(body)
    return ((key("name") if rng.random() < 0.7 else "", content.item.name), *body)
