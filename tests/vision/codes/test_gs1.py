"""What the text of a code means."""

from datetime import date

import pytest

from vision.codes.code import Elements
from vision.codes.gs1 import elements_of
from vision.codes.gtin import check_digit, to_gtin

GS = "\x1d"


@pytest.mark.parametrize(
    ("digits", "gtin"),
    [
        ("6950123100382", "06950123100382"),
        ("96385074", "00000096385074"),
        ("012345678905", "00012345678905"),
        ("16950123100389", "16950123100389"),
        ("6950123100383", None),
        ("69501231003", None),
        ("６９５０１２３１００３８２", None),
        ("", None),
    ],
)
def test_numbers_become_fourteen_digits_or_nothing(digits, gtin):
    assert to_gtin(digits) == gtin


def test_the_check_digit_of_the_specification():
    assert check_digit("629104150021") == "3"


@pytest.mark.parametrize(
    ("text", "form", "identifier", "gs1", "expected"),
    [
        ("6950123100382", "EAN13", "]E0", False, Elements(gtin="06950123100382")),
        ("16950123100389", "ITF", "]I1", False, Elements(gtin="16950123100389")),
        ("6950123100382", "QRCode", "]Q1", False, Elements(gtin="06950123100382")),
        ("1234567890", "Code128", "]C0", False, Elements()),
        (
            f"0112000300100009172604301020260315A{GS}3012", "Code128", "]C1", True,
            Elements("12000300100009", "20260315A", date(2026, 4, 30), quantity="12"),
        ),
        (
            "0112000300100009172604001020260315A", "DataMatrix", "]d2", True,
            Elements("12000300100009", "20260315A", date(2026, 4, 30)),
        ),
        ("00106141412345678908", "Code128", "]C1", True, Elements(sscc="106141412345678908")),
        (
            "https://id.gs1.org/01/12000300100009/10/ABC?17=260430", "QRCode", "]Q1", False,
            Elements("12000300100009", "ABC", date(2026, 4, 30)),
        ),
    ],
)  # fmt: skip
def test_elements(text, form, identifier, gs1, expected):
    assert elements_of(text, form, identifier, gs1=gs1) == expected


@pytest.mark.parametrize("text", ["0112000300100008", "17261301", "99"])
def test_a_broken_message_says_so_and_states_nothing(text):
    elements = elements_of(text, "Code128", "]C1", gs1=True)
    assert elements.gtin is None
    assert elements.expiry is None
    assert text == "99" or elements.problem
