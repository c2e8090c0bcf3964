"""Trade item numbers. Source: GS1 General Specifications, section 7.9 (check digit) and 3.3.2 (GTIN-14)."""

LENGTHS = frozenset({8, 12, 13, 14})


def check_digit(payload: str) -> str:
    """Return the check digit for the digits before it."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(payload)))
    return str(-weighted % 10)


def to_gtin(digits: str) -> str | None:
    """Return a GTIN-8, -12, -13 or -14 as fourteen digits; None where the length or the check digit is wrong."""
    if len(digits) not in LENGTHS or not (digits.isascii() and digits.isdigit()):
        return None
    if check_digit(digits[:-1]) != digits[-1]:
        return None
    return digits.zfill(14)
