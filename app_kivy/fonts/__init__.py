"""The window's font, and which characters it has."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "XiaoerSans.otf"


@cache
def covered() -> frozenset[int]:
    """Return the code points that the font can show."""
    from fontTools.ttLib import TTFont

    with TTFont(FILE, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(texts: Iterable[str]) -> Mapping[str, str]:
    """Return each text that the font cannot show in full, with the characters it lacks."""
    lacking = {}
    for text in texts:
        gone = "".join(dict.fromkeys(one for one in text if ord(one) not in covered() and one not in "\n\t"))
        if gone:
            lacking[text] = gone
    return lacking
