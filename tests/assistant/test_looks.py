"""What the looks may say beside code and text: they confirm, contradict or name, and never overrule in silence."""

import pytest

from assistant.event import Seen
from vision.sighting import Candidate, Kind, PictureHealth, Sighting

HEALTHY = PictureHealth(120.0, 300.0, None)
OIL_CODE = "6901234567892"


def shown(counter, candidates, code=None):
    sighting = Sighting(
        Kind.PRODUCT,
        0.9,
        (0, 0, 9, 9),
        HEALTHY,
        code=code,
        gtin=code.zfill(14) if code else None,
        candidates=tuple(Candidate(item, chance, "looks") for item, chance in candidates),
    )
    turn = counter.send(Seen((sighting,), "picture.jpg"))
    return turn, turn.sightings[0]


def enrolled(counter, *skus):
    with counter.clerk.ledger.unit() as unit:
        unit.state.put("looks", {sku: {"file": "", "photos": 5, "model": ""} for sku in skus})


@pytest.mark.parametrize(
    ("candidates", "code", "known", "item"),
    [
        ([("OIL", 0.82), ("RICE", 0.1)], None, ("OIL", "RICE"), "OIL"),
        ([("OIL", 0.5), ("RICE", 0.4)], None, ("OIL", "RICE"), None),
        ([("OIL", 0.82)], OIL_CODE, ("OIL", "RICE"), "OIL"),
        ([("RICE", 0.82)], OIL_CODE, ("OIL", "RICE"), None),
        ([("RICE", 0.55)], OIL_CODE, ("OIL", "RICE"), None),
        ([("RICE", 0.82)], OIL_CODE, ("RICE",), "OIL"),
        ([("RICE", 0.4)], OIL_CODE, ("OIL", "RICE"), None),
        ([("RICE", 0.25)], OIL_CODE, ("OIL", "RICE"), "OIL"),
        ([("OIL", 0.82)], "4006381333931", ("OIL", "RICE"), None),
    ],
    ids=[
        "sure",
        "unsure",
        "confirm",
        "contradict",
        "contradict a little",
        "never met the other",
        "contradict unsurely",
        "too unsure",
        "foreign code",
    ],
)
def test_what_item_is_named(counter, candidates, code, known, item):
    enrolled(counter, *known)
    turn, seen = shown(counter, candidates, code)
    assert seen.item == item
    assert turn.moves == ()


def test_looks_that_confirm_a_code_make_it_surer(counter):
    enrolled(counter, "OIL")
    _, alone = shown(counter, [], OIL_CODE)
    _, both = shown(counter, [("OIL", 0.8)], OIL_CODE)
    assert alone.confidence < both.confidence < 1


def test_a_contradiction_shows_both(counter):
    enrolled(counter, "OIL", "RICE")
    turn, seen = shown(counter, [("RICE", 0.84)], OIL_CODE)
    assert {one.evidence for one in seen.candidates} == {"code", "looks"}
    assert "拿不准" in turn.reply


def test_a_foreign_code_is_not_overruled_by_looks(counter):
    turn, seen = shown(counter, [("OIL", 0.84)], "4006381333931")
    assert seen.candidates == ()
    assert (turn.settled, turn.moves) == (False, ())
