"""How alike two readings of one sound are: syllables aligned, with likeness between syllables that are easily mixed up.

Independent evidence: the strict graph hears only sentences; what the free loop hears on the same sound agrees with
the right sentence far better than with a wrong one.
"""

from functools import cache

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
_ALIKE_INITIALS = (
    {"zh", "z", "j"}, {"ch", "c", "q"}, {"sh", "s", "x"}, {"n", "l"}, {"l", "r"}, {"f", "h"}, {"b", "p"}, {"d", "t"},
    {"g", "k"}, {"m", "n"}, {"", "h"}, {"", "r"}, {"zh", "ch"}, {"z", "c"}, {"j", "q"}, {"k", "h"}, {"t", "k", "p"},
)  # fmt: skip
_ALIKE_FINALS = (
    {"an", "ang"}, {"en", "eng"}, {"in", "ing"}, {"ian", "an", "uan"}, {"uan", "uang"}, {"ian", "iang"},
    {"o", "uo", "ou"}, {"e", "o", "er"}, {"i", "ei"}, {"ie", "ian", "e"}, {"un", "ong", "en"}, {"iu", "ou"},
    {"ui", "ei"}, {"ao", "iao", "ou"}, {"a", "ia", "ua"}, {"u", "ou"}, {"v", "u", "i"},
    {"ve", "ie"}, {"van", "ian"}, {"vn", "in"}, {"ai", "ei"}, {"ong", "eng"},
)  # fmt: skip
_WITHOUT_INITIAL = {
    "yi": "i", "yin": "in", "ying": "ing", "you": "iu", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
    "wu": "u", "wei": "ui", "wen": "un", "weng": "ong",
}  # fmt: skip
_NEAR = 0.35
_FAR = 1.0


def agreement(said: tuple[str, ...], heard: tuple[str, ...]) -> float:
    """Return 1 for equal sequences of syllables, 0 for sequences with nothing in common."""
    if not said or not heard:
        return 0.0
    row = [float(index) for index in range(len(heard) + 1)]
    for index, syllable in enumerate(said, 1):
        above = row
        row = [float(index)]
        for place, other in enumerate(heard, 1):
            row.append(min(above[place - 1] + distance(syllable, other), above[place] + 1, row[-1] + 1))
    return max(0.0, 1 - row[-1] / max(len(said), len(heard)))


@cache
def distance(one: str, other: str) -> float:
    """Return how different two syllables sound, 0–1."""
    if one == other:
        return 0.0
    (initial, final), (other_initial, other_final) = _parts(one), _parts(other)
    return min(
        1.0,
        0.5 * _apart(initial, other_initial, _ALIKE_INITIALS) + 0.5 * _apart(final, other_final, _ALIKE_FINALS),
    )


def _apart(one: str, other: str, alike: tuple[set[str], ...]) -> float:
    if one == other:
        return 0.0
    return _NEAR if any(one in group and other in group for group in alike) else _FAR


def _parts(syllable: str) -> tuple[str, str]:
    initial = next((start for start in _INITIALS if syllable.startswith(start)), "")
    final = syllable[len(initial) :]
    if initial in {"y", "w"}:
        # Spelling only: yan is ian, yu is v, wang is uang, wu is u.
        initial, final = "", _WITHOUT_INITIAL.get(syllable, ("i" if initial == "y" else "u") + final)
    elif initial in {"j", "q", "x"} and final.startswith("u"):
        final = "v" + final[1:]
    return initial, final
