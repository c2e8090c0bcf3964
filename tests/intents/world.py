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
PEOPLE = (*DEPARTMENTS, Person("老王", ("王师傅",)), Person("小李"), Person("蓝天公司", ("蓝天",)), Person("张姐"), Person("Anna"))


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


@cache
def understanding(lang: str = "zh") -> Understanding:
    """Return the one that all tests share; those that change it make their own."""
    return Understanding(vocabulary(), lang)
