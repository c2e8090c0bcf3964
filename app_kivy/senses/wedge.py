"""A hand scanner that types: keys that come faster than fingers, ended by Enter, are a code."""

import re
from dataclasses import dataclass

from vision.codes.gs1 import elements_of
from vision.sighting import Fields, Kind, PictureHealth, Sighting

FASTEST_FINGERS_S = 0.06
"""A scanner sends a key every few milliseconds; nobody types a whole code this fast."""
_SHORTEST = 4
_SEPARATOR = "\x1d"
"""FNC1 between GS1 elements, as scanners send it."""
_IDENTIFIER = re.compile(r"\][A-Za-z]\d")
_GS1 = re.compile(r"(\]C1|\]e0|\]d2|\]Q3)|01\d{14}(10|11|15|17|21|30|37)")
"""Announced as a GS1 message, or one that begins with a trade item number and goes on."""


@dataclass
class Wedge:
    """Collects keys; `key` returns the code when Enter has come."""

    _typed: str = ""
    _last: float = float("-inf")

    def key(self, text: str, seconds: float) -> str | None:
        """Take a key with its time; return a code that is complete with it, else None."""
        fast = seconds - self._last <= FASTEST_FINGERS_S
        self._last = seconds
        if text in {"\r", "\n"}:
            code, self._typed = self._typed, ""
            return code if fast and len(code) >= _SHORTEST else None
        if text.isprintable() or text == _SEPARATOR:
            self._typed = self._typed + text if fast else text
        return None


def scanned(text: str) -> tuple[Sighting, ...]:
    """Return what a scanned code says, as if a camera had read it without any doubt; GS1 elements are understood."""
    identifier, code = (text[:3], text[3:]) if _IDENTIFIER.match(text) else ("", text)
    elements = elements_of(code, "Code128", identifier or "]C1", gs1=bool(_GS1.match(text) or _SEPARATOR in code))
    if elements.problem:
        elements = elements_of(code, "Code128", "", gs1=False)
    fields = Fields(
        lot=elements.lot,
        expiry=elements.expiry.isoformat() if elements.expiry else None,
        produced=elements.produced.isoformat() if elements.produced else None,
        quantity=elements.quantity,
        serial=elements.serial,
    )
    health = PictureHealth(128.0, 1000.0)
    return (Sighting(Kind.BARCODE, 1.0, (0, 0, 0, 0), health, code=code, gtin=elements.gtin, fields=fields),)
