"""Trade item numbers on barcodes: GTIN-8, -12, -13 and -14, kept with 14 digits (GS1 General Specifications 7.9)."""

from assistant.inventory.errors import BadCodeError

LENGTHS = frozenset({8, 12, 13, 14})


def check_digit(digits: str) -> int:
    """Return the check digit that belongs behind the digits: weights 3, 1, 3, … from the right, up to ten."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return -total % 10


def normal_code(code: str) -> str:
    """Return a barcode as it is kept: a GTIN with 14 digits, anything else as it is, without blanks around it.

    Raises `BadCodeError` for 8, 12, 13 or 14 digits whose check digit is wrong.
    """
    text = code.strip()
    if not (text.isascii() and text.isdigit() and len(text) in LENGTHS):
        return text
    if check_digit(text[:-1]) != int(text[-1]):
        raise BadCodeError(text)
    return text.zfill(14)
