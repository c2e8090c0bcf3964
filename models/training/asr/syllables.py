"""The syllables of the recogniser and the sounds that they are made of.

Words of the recogniser are toneless pinyin syllables, so that any name of any catalogue can be said without
training again. A sound is one of 21 initials or 39 finals; `ii` is the vowel of zi, `iii` the one of zhi.
"""

INITIALS = tuple("b p m f d t n l g k h j q x zh ch sh r z c s".split())
FINALS = tuple(
    "a o e ai ei ao ou an en ang eng er i ii iii ia ie iao iu ian in iang ing iong io "
    "u ua uo uai ui uan un uang ong ueng v ve van vn".split(),
)
UNITS = ("<blank>", *INITIALS, *FINALS)

_WITH_INITIAL = {
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "q": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "x": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "zh": "a e iii ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "a e iii ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "a e iii ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "e iii ao ou an en ang eng ong u ua uo ui uan un",
    "z": "a e ii ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "a e ii ai ei ao ou an en ang eng ong u uo ui uan un",
    "s": "a e ii ai ao ou an en ang eng ong u uo ui uan un",
}
_ALONE = {final: final for final in "a o e ai ei ao ou an en ang eng er".split()} | {
    "yi": "i", "ya": "ia", "yo": "io", "ye": "ie", "yao": "iao", "you": "iu", "yan": "ian", "yin": "in", "yang": "iang",
    "ying": "ing", "yong": "iong", "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "ui", "wan": "uan",
    "wen": "un", "wang": "uang", "weng": "ueng", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
}  # fmt: skip
_SPELLED = {"ii": "i", "iii": "i"}

FOREIGN = {
    "fai": ("f", "ai"),
    "ten": ("t", "en"),
    "vi": ("f", "i"),
    "sei": ("s", "ei"),
    **{f"{consonant}_": (consonant,) for consonant in "p m f d t n l g k s".split()},
}
"""Sounds of letters and English words that Mandarin lacks: four syllables and ten lone consonants (`s_ t_ ao p_`)."""


def _spelling(initial: str, final: str) -> str:
    written = _SPELLED.get(final, final)
    if initial in {"j", "q", "x"} and written.startswith("v"):
        written = "u" + written[1:]
    return initial + written


MANDARIN: dict[str, tuple[str, ...]] = {
    **{syllable: (final,) for syllable, final in _ALONE.items()},
    **{
        _spelling(initial, final): (initial, final)
        for initial, finals in _WITH_INITIAL.items()
        for final in finals.split()
    },
}
"""Toneless pinyin syllable (`v` for ü after n and l, `u` after j, q, x, y) -> its sounds."""

SYLLABLES: dict[str, tuple[str, ...]] = dict(sorted({**MANDARIN, **FOREIGN}.items()))
"""Every word of the recogniser -> its sounds."""

UNIT_INDEX = {unit: index for index, unit in enumerate(UNITS)}


def units_of(syllables: list[str]) -> list[int]:
    """Return the indices into `UNITS` of the sounds of `syllables`; raises KeyError for an unknown one."""
    return [UNIT_INDEX[unit] for syllable in syllables for unit in SYLLABLES[syllable]]
