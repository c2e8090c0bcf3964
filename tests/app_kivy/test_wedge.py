"""A hand scanner and fingers are told apart by their speed."""

import pytest

from app_kivy.senses.wedge import Wedge, scanned

CODE = "6901234567892"


def type_in(text, gap_s, start_s=0.0):
    wedge = Wedge()
    return [wedge.key(key, start_s + index * gap_s) for index, key in enumerate(text)]


@pytest.mark.parametrize("end", ["\r", "\n"])
def test_fast_keys_and_enter_are_a_code(end):
    assert type_in(CODE + end, 0.005) == [None] * len(CODE) + [CODE]


def test_fingers_are_none():
    assert set(type_in(CODE + "\r", 0.2)) == {None}


def test_a_scan_after_slow_keys_is_only_the_scan():
    wedge = Wedge()
    for index, key in enumerate("ab"):
        wedge.key(key, index * 0.5)
    found = [wedge.key(key, 5 + index * 0.005) for index, key in enumerate(CODE + "\r")]
    assert found[-1] == CODE


def test_a_short_burst_is_none():
    assert type_in("12\r", 0.005)[-1] is None


def test_the_separator_of_gs1_is_part_of_the_code():
    assert type_in("0106901234567892\x1d10L8\r", 0.005)[-1] == "0106901234567892\x1d10L8"


def test_two_scans_one_after_the_other():
    wedge = Wedge()
    for round_ in range(2):
        found = [wedge.key(key, round_ * 2 + index * 0.005) for index, key in enumerate(CODE + "\r")]
        assert found[-1] == CODE


def test_a_scan_is_a_sighting_without_doubt():
    (sighting,) = scanned(CODE)
    assert (sighting.code, sighting.confidence, sighting.health.problem) == (CODE, 1.0, None)


@pytest.mark.parametrize(
    ("text", "gtin", "lot", "expiry"),
    [
        (CODE, "06901234567892", None, None),
        ("]E0" + CODE, "06901234567892", None, None),
        ("01069012345678921727013110L8", "06901234567892", "L8", "2027-01-31"),
        ("]C101069012345678921727013110L8", "06901234567892", "L8", "2027-01-31"),
        ("010690123456789210L8\x1d17270131", "06901234567892", "L8", "2027-01-31"),
        ("A1-01", None, None, None),
        ("0106901234567899172701", None, None, None),
    ],
)
def test_gs1_elements_are_understood(text, gtin, lot, expiry):
    (sighting,) = scanned(text)
    assert (sighting.gtin, sighting.fields.lot, sighting.fields.expiry) == (gtin, lot, expiry)
