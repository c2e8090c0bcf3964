"""From the text of a code to GTIN, lot, dates and quantity; GS1 element strings are parsed by biip."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vision.codes.code import Elements
from vision.codes.gtin import to_gtin

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

RETAIL = frozenset({"EAN13", "EAN8", "UPCA", "UPCE", "ISBN"})
_CARTON = frozenset({"ITF", "ITF14"})
_DATABAR = "DataBar"

_BARE = frozenset({13, 14})
"""Digits of a trade item number that stands alone in a matrix code or in Code 128."""
_PRODUCED, _BEST_BEFORE, _USE_BY = "11", "15", "17"
_DIGITAL_LINK = re.compile(r"https?://\S+/01/\d{8,14}(/|\?|$)")


def elements_of(text: str, form: str, symbology_identifier: str, *, gs1: bool) -> Elements:
    """Return what the text of a code means.

    `form` is the symbology's name, `symbology_identifier` that of ISO/IEC 15424 (`]C1`), `gs1` whether the reader
    says that the content is a GS1 message.
    """
    if form in RETAIL or (form in _CARTON and len(text) == 14):
        gtin = to_gtin(text)
        return Elements(gtin=gtin, problem=None if gtin else "the check digit is wrong")
    if form.startswith(_DATABAR) and text.isdigit() and len(text) in {14, 16}:
        # DataBar omnidirectional and limited carry AI 01 alone, with or without saying so.
        return Elements(gtin=to_gtin(text[-14:]))
    if gs1:
        return _message(symbology_identifier + text)
    if _DIGITAL_LINK.match(text):
        return _message(text)
    if len(text) in _BARE:
        return Elements(gtin=to_gtin(text))
    return Elements()


def _message(value: str) -> Elements:
    # Its table of prefixes takes a tenth of a second to load: at the first GS1 code, not when the window opens.
    import biip

    try:
        parsed = biip.parse(value)
    except biip.ParseError as error:
        return Elements(problem=str(error).replace("\n", " "))
    if parsed.gs1_message:
        return _meaning(parsed.gs1_message.element_strings)
    if parsed.gs1_digital_link_uri:
        return _meaning(parsed.gs1_digital_link_uri.element_strings)
    return Elements(problem=str(parsed.gs1_message_error or parsed.gtin_error or "no GS1 message"))


def _meaning(strings: "Sequence[GS1ElementString]") -> Elements:
    found = {element.ai.ai: element for element in strings}
    dates = {ai: element.date for ai, element in found.items() if element.date is not None}
    values = {ai: element.value for ai, element in found.items()}
    trade = found.get("01") or found.get("02")
    count = values.get("37") or values.get("30")
    return Elements(
        gtin=trade.gtin.as_gtin_14() if trade and trade.gtin else None,
        lot=values.get("10"),
        expiry=dates.get(_USE_BY) or dates.get(_BEST_BEFORE),
        produced=dates.get(_PRODUCED),
        quantity=str(int(count)) if count else None,
        serial=values.get("21"),
        sscc=values.get("00"),
        problem=_contradiction(strings),
    )


def _contradiction(strings: "Sequence[GS1ElementString]") -> str | None:
    seen: dict[str, str] = {}
    for element in strings:
        if seen.setdefault(element.ai.ai, element.value) != element.value:
            return f"AI {element.ai.ai} is given twice with different values"
    return next((element.gtin_error for element in strings if element.gtin_error), None)
