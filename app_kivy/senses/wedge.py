"""A hand scanner that types: keys that come faster than fingers, ended by Enter, are a code."""

from dataclasses import dataclass

from vision.sighting import Kind, PictureHealth, Sighting

FASTEST_FINGERS_S = 0.06
"""A scanner sends a key every few milliseconds; nobody types a whole code this fast."""
_SHORTEST = 4


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
        if text.isprintable():
            self._typed = self._typed + text if fast else text
        return None


def scanned(code: str) -> tuple[Sighting, ...]:
    """Return what a scanned code says, as if a camera had read it without any doubt."""
    return (Sighting(Kind.BARCODE, 1.0, (0, 0, 0, 0), PictureHealth(128.0, 1000.0), code=code),)
