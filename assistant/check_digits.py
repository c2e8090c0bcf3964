"""Two digits that rotate: said back, they prove that a person is at the place, or means the booking.

The digits of a place hold for a period, so that a shop can print them; whoever repeats last week's from memory is
found out. Only digits are used that sound apart in Mandarin and in English.
"""

import hmac
import re
from datetime import date, timedelta
from hashlib import sha256

from intents.numerals import en, zh
from intents.tokens import sentence

APART = "235689"
"""Neither 一 and 七 nor 四 and 十 are among them."""
_PLAIN = re.compile(r"\d{2}")


def digits(secret: str, about: str) -> str:
    """Return the two digits for something, the same whenever they are asked for."""
    mixed = hmac.new(secret.encode(), about.encode(), sha256).digest()
    return APART[mixed[0] % len(APART)] + APART[mixed[1] % len(APART)]


def place_digits(secret: str, place: str, on: date) -> str:
    """Return the digits of a place in the week of a day."""
    year, week, _ = on.isocalendar()
    return digits(secret, f"{place} {year}-{week}")


def last_day(on: date) -> date:
    """Return the last day on which the digits of a day hold."""
    return on + timedelta(days=7 - on.isoweekday())


def said(text: str) -> str | None:
    """Return the two digits that a text is and nothing else: 三七, 三十七, 幺拐, three seven, 37."""
    tokens = sentence(text).tokens
    if not tokens:
        return None
    for read in (zh.read, en.read):
        for number in read(tokens, 0):
            if number.end == len(tokens) and not number.vague and number.value.denominator == 1:
                return f"{number.value.numerator:02d}"
    joined = "".join(tokens)
    return joined if _PLAIN.fullmatch(joined) else None
