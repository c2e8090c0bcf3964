"""How many of an item a picture shows: cartons that were counted, or several codes of the goods."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from assistant.claims import Claim, Claims, Sense
from assistant.desk import Desk
from assistant.fusion import fuse
from assistant.inventory.item import Item
from assistant.voice.wording import plain
from intents.units import factor
from intents.vocabulary import ItemName
from vision.sighting import Sighting

CODES_ARE_BOXES = 0.9
"""Confidence that several codes in one picture are as many boxes: one box may show its code twice."""


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount as a picture shows it."""

    number: int
    unit: str
    """The packing that was counted, or the base unit."""
    confidence: float


def counted(item: Item, things: Sequence[Sighting]) -> Counted | None:
    """Return the amount of an item; None where fewer than two are seen, in different packings, or some may be hidden.

    A single box is how people show what they mean, not how many they mean.
    """
    packings = dict(item.codes)
    codes = [thing.code for thing in things if thing.code in packings]
    units = {packings[code] or item.unit for code in codes}
    cartons = [thing.count for thing in things if thing.count and thing.item == item.sku]
    if cartons and len(units) <= 1:
        count = max(cartons, key=lambda one: one.number)
        unit = next(iter(units), "") or next(iter(item.packings), item.unit)
        return Counted(count.number, unit, count.confidence) if count.number > 1 and not count.at_least else None
    return Counted(len(codes), units.pop(), CODES_ARE_BOXES) if len(codes) > 1 and len(units) == 1 else None


def count_claims(item: str, amount: Counted, reference: str | None) -> list[Claim]:
    """Return what a count of an item claims."""
    return [
        Claim(slot, Sense.SIGHT, {value: amount.confidence}, reference, (item,))
        for slot, value in (("quantity", str(amount.number)), ("unit", amount.unit))
    ]


def reckon(desk: Desk, claims: Claims) -> None:
    """Write what was said in a unit that the catalogue lacks in the base unit: a dozen is twelve bottles."""
    for claim in claims.about("unit"):
        if len(claim.values) > 1 or not claims.about("item"):
            continue
        item = desk.item(fuse(claims.about("item"), None, desk.weights).value)
        size = factor(ItemName(item.sku, item.name, (), item.unit, item.packings), claim.best)
        numbers = [number for number in claims.about("quantity") if number.sense is claim.sense]
        if claim.best in {item.unit, *item.packings} or size is None or not numbers:
            continue
        counted_in_base = {
            plain(Decimal(value) * size.numerator / size.denominator): sure for value, sure in numbers[0].values.items()
        }
        claims.put(replace(numbers[0], values=counted_in_base))
        claims.put(replace(claim, values={item.unit: claim.values[claim.best]}))


def align(desk: Desk, claims: Claims) -> None:
    """Write a count in the unit that was said: three boxes of four are twelve bottles."""
    seen = {claim.slot: claim for slot in ("quantity", "unit") for claim in claims.about(slot) if _is_sight(claim)}
    said = [claim for claim in claims.about("unit") if not _is_sight(claim)]
    if len(seen) < 2 or not said or not claims.about("item") or said[0].best == seen["unit"].best:
        return
    item = desk.item(fuse(claims.about("item"), None, desk.weights).value)
    sizes = {item.unit: Fraction(1), **item.packings}
    unit, counted_in = said[0].best, seen["unit"].best
    if unit not in sizes or counted_in not in sizes:
        return
    number = Fraction(seen["quantity"].best) * sizes[counted_in] / sizes[unit]
    if number.denominator != 1:
        # What does not come out even cannot be compared: the voice stands alone, and is read back.
        claims.forget("quantity", Sense.SIGHT)
        claims.forget("unit", Sense.SIGHT)
        return
    sure = seen["quantity"].values[seen["quantity"].best]
    claims.put(replace(seen["quantity"], values={str(number.numerator): sure}))
    claims.put(replace(seen["unit"], values={unit: sure}))


def _is_sight(claim: Claim) -> bool:
    return claim.sense is Sense.SIGHT
