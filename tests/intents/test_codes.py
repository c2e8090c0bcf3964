"""Bins and lots as people read them out."""

import pytest

from intents.codes import PlaceReader, read_lot
from intents.tokens import sentence
from intents.vocabulary import Place

PLACES = PlaceReader([Place("A7-12"), Place("B2-03"), Place("A7-13"), Place("C1-01"), Place("COLD", ("冷库",))])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A7-12", "A7-12"), ("a7-12", "A7-12"), ("A杠七杠十二", "A7-12"), ("A七杠十二", "A7-12"), ("A七幺二", "A7-12"),
        ("A区七排十二号", "A7-12"),
        ("A712", "A7-12"), ("诶七杠十二", "A7-12"), ("B二杠零三", "B2-03"), ("B2-3", "B2-03"), ("B二零三", "B2-03"),
        ("Ｃ１－０１", "C1-01"), ("冷库", "COLD"),
    ],
)  # fmt: skip
def test_place(text: str, place: str) -> None:
    tokens = sentence(text).tokens
    code = PLACES.read(tokens, 0)[0]
    assert (code.end, code.values) == (len(tokens), (place,))


def test_a_row_is_several_places() -> None:
    assert PLACES.read(sentence("A区第七排").tokens, 0)[0].values == ("A7-12", "A7-13")


def test_an_unknown_place_has_no_value() -> None:
    assert PLACES.read(sentence("Z9-99").tokens, 0)[0].values == ()


@pytest.mark.parametrize(
    ("text", "lot"),
    [
        ("A1203", "A1203"),
        ("一一三零四洞", "113040"),
        ("B2-207", "B2-207"),
        ("二零二六幺幺", "202611"),
        ("L杠七", "L-7"),
    ],
)
def test_lot(text: str, lot: str) -> None:
    assert read_lot(sentence(text).tokens, 0)[0].written == lot
