"""The demo catalogue as the vocabulary of the tests."""

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from intents.understanding import Understanding
from intents.vocabulary import DEPARTMENTS, ItemName, Person, Vocabulary

CATALOGUE = Path(__file__).parents[2] / "examples" / "catalogue.csv"
TODAY = date(2026, 11, 24)
"""A Tuesday."""
PEOPLE = (
    *DEPARTMENTS,
    Person("老王", ("王师傅",)),
    Person("小李"),
    Person("蓝天公司", ("蓝天",)),
    Person("张姐"),
    Person("Anna"),
)


def items() -> list[ItemName]:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return [
            ItemName(
                row["sku"],
                row["name"],
                tuple(filter(None, row["aliases"].split("|"))),
                row["unit"],
                {unit: Fraction(size) for unit, size in (pack.split("=") for pack in row["packings"].split("|"))},
            )
            for row in csv.DictReader(file)
        ]


def vocabulary() -> Vocabulary:
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        places = [row["place"] for row in csv.DictReader(file)]
    return Vocabulary.build(items(), places, PEOPLE)


ENGLISH = """
MILK;Whole Milk;milk;bottle;box=12
OIL;Olive Oil;;bottle;box=6
COLA;Coca-Cola;coke|cola;bottle;case=24
PEPSI;Pepsi;;bottle;case=24
WATER;Mineral Water;water;bottle;case=24
RICE;Basmati Rice;rice;kg;bag=10
BEANS;Baked Beans;beans;can;box=24|tray=12
TOMS;Chopped Tomatoes;;can;box=24
TUNA;Tuna in Oil;tuna;can;box=48
EGGS;Free Range Eggs;eggs;piece;tray=30|box=360
JEANB;Blue Jeans;;pair;box=20
JEANK;Black Jeans;;pair;box=20
SHIRT;White Shirt;;piece;box=40
GLOVE;Work Gloves;gloves;pair;pack=12|box=120
BAT-AA;AA Batteries;double a batteries;piece;pack=4|box=80
BAT-AAA;AAA Batteries;triple a batteries;piece;pack=4|box=80
USB;USB Cable;cable;piece;box=50
MOUSE;Wireless Mouse;mouse;piece;box=20
LED;LED Bulb;bulb;piece;box=50
STM;STM32F407;;piece;reel=1000
SCREW4;4mm Screws;;piece;box=200
SCREW6;6mm Screws;;piece;box=100
TAPE;Packing Tape;tape;roll;box=36
SOAP;Dove Soap;soap;bar;box=48
SHAM;Anti-Dandruff Shampoo;shampoo;bottle;box=12
PAPER;Toilet Paper;;roll;pack=10|box=60
TOWEL;Cotton Towel;towel;piece;box=50
HAM;Claw Hammer;hammer;piece;box=10
SDF;Flat Screwdriver;;piece;box=10
SDP;Phillips Screwdriver;;piece;box=10
DCHOC;Dark Chocolate;;bar;box=24
MCHOC;Milk Chocolate;;bar;box=24
PIPE;PVC Pipe;pipe;meter;length=4
"""
"""A shop whose catalogue is English: SKU, name, nicknames, base unit, packings."""


def english() -> Vocabulary:
    rows = (line.split(";") for line in ENGLISH.strip().splitlines())
    goods = [
        ItemName(
            sku, name, tuple(filter(None, aliases.split("|"))), unit,
            {pack: Fraction(size) for pack, size in (pair.split("=") for pair in packings.split("|"))},
        )
        for sku, name, aliases, unit, packings in rows
    ]  # fmt: skip
    return Vocabulary.build(goods, vocabulary().places.values(), PEOPLE)


@cache
def understanding(lang: str = "zh") -> Understanding:
    """Return the one that all tests share; those that change it make their own."""
    return Understanding(english() if lang == "en" else vocabulary(), lang)
