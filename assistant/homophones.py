"""Numbers that sound like others: 是六箱 and 十六箱 are the same syllables, 四 and 十 nearly so.

No recogniser without tones can tell them apart; what it writes is a guess. A sentence that has a twin speaks for both,
so that the number is asked or read back, never booked unasked.
"""

import re
from collections.abc import Iterator

WRITTEN_IS = 0.5
"""How likely 是六 was 是六, where a recogniser wrote it."""
WRITTEN_TEEN = 0.97
"""How likely 十六 was 十六 in the middle of a command, where hardly anybody says 是 …"""
ANSWERED_TEEN = 0.5
"""… and as an answer to "how many", where 是六箱 is as natural."""
ACCENT = 0.985
"""How likely 四 was 四 and 十 was 十: many speakers do not curl the tongue."""
_DIGIT = "一二两三四五六七八九"
_NUMERAL = f"{_DIGIT}十百千万零〇点0-9"
_IS = re.compile(rf"是(?=[{_DIGIT}](?![{_NUMERAL}]))")
_TEEN = re.compile(rf"(?<![{_NUMERAL}])十(?=[{_DIGIT}])")
_FOUR = re.compile(rf"(?<![{_NUMERAL}])四(?![{_NUMERAL}])")
_TEN = re.compile(rf"(?<![{_NUMERAL}])十(?![{_NUMERAL}])")


def twins(text: str, *, answering: bool) -> list[tuple[str, float]]:
    """Return the texts that sound like this one with their probability, itself first; the probabilities add up to one.

    `answering`: the clerk has just asked for a number, or the person corrects one.
    """
    found = list(_changed(text, ANSWERED_TEEN if answering else WRITTEN_TEEN))
    return [(text, 1.0 - sum(share for _, share in found)), *found]


def _changed(text: str, teen: float) -> Iterator[tuple[str, float]]:
    for pattern, other, share in (
        (_IS, "十", 1.0 - WRITTEN_IS),
        (_TEEN, "是", 1.0 - teen),
        (_FOUR, "十", 1.0 - ACCENT),
        (_TEN, "四", 1.0 - ACCENT),
    ):
        match = pattern.search(text)
        if match:
            yield text[: match.start()] + other + text[match.end() :], share
            return
