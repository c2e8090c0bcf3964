"""A number found in a sentence."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the tokens that it covers."""

    start: int
    """First token."""
    end: int
    """Behind the last token."""
    value: Fraction
    """Exact."""
    vague: bool = False
    """Said as a rough number: 十来, 三四, 一百多."""
    range: tuple[Fraction, ...] = ()
    """What a rough number may be, where it names its ends (三四 → 3, 4)."""
    spelled: bool = False
    """Said digit by digit."""


def decimal_string(value: Fraction) -> str | None:
    """Write a fraction as an exact decimal without superfluous zeros; None where it has no end (1/3)."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return None
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    text = str((value * 10**places).numerator)
    if not places:
        return text
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    digits = digits.rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def to_decimal(value: Fraction) -> Decimal | None:
    """Return the exact decimal, None where there is none."""
    text = decimal_string(value)
    return None if text is None else Decimal(text)
