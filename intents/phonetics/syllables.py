"""The syllables that the recogniser has, taken apart into initial and final.

`syllables.txt` is a copy of the recogniser's own list (a test compares them): this package may not import models.
Inside the index a syllable is one private-use character, so that a name is a short string that can be sliced,
hashed and compared by rapidfuzz.
"""

from functools import cache
from pathlib import Path

_FIRST_CODE = 0xE000

SYLLABLES: tuple[str, ...] = tuple(Path(__file__).with_name("syllables.txt").read_text("utf-8").split())
"""Toneless pinyin (ü as v) and the lone consonants of letters and English words (`s_`)."""

_CODES = {syllable: chr(_FIRST_CODE + number) for number, syllable in enumerate(SYLLABLES)}

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcs")
_ALONE = {
    "yi": "i", "ya": "ia", "yo": "io", "ye": "ie", "yao": "iao", "you": "iu", "yan": "ian", "yin": "in",
    "yang": "iang", "ying": "ing", "yong": "iong", "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "ui",
    "wan": "uan", "wen": "un", "wang": "uang", "weng": "ueng", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
}  # fmt: skip


def known(syllable: str) -> bool:
    """Whether the recogniser has a unit for it."""
    return syllable in _CODES


def encode(syllables: list[str] | tuple[str, ...]) -> str:
    """Write syllables as one character each; those that the recogniser lacks are left out."""
    return "".join(_CODES[syllable] for syllable in syllables if syllable in _CODES)


def decode(code: str) -> tuple[str, ...]:
    """Read back what `encode` wrote."""
    return tuple(SYLLABLES[ord(character) - _FIRST_CODE] for character in code)


@cache
def split(syllable: str) -> tuple[str, str]:
    """Return initial and final; `ii` is the vowel of zi and zhi, `_` the silence after a lone consonant."""
    if syllable in _ALONE:
        return "", _ALONE[syllable]
    for initial in _INITIALS:
        if syllable.startswith(initial):
            final = syllable[len(initial) :]
            if initial in {"j", "q", "x"} and final.startswith("u"):
                final = "v" + final[1:]
            if final == "i" and initial in {"z", "c", "s", "zh", "ch", "sh", "r"}:
                final = "ii"
            return initial, final
    if syllable.startswith("v"):
        return "w", syllable[1:]
    return "", syllable
