"""English words in the nearest syllables that a Chinese speaker uses for them.

A table for the words that goods carry most often, simple spelling rules for the rest. The rules aim at being
found, not at being pretty: the same rules run over the catalogue and over what was typed.
"""

import re
from functools import lru_cache

from intents.phonetics.letters import spell
from intents.phonetics.syllables import known

_WORDS = {
    "type": "tai pu", "usb": "you ei si bi", "wifi": "wai fai", "arduino": "a du yi nou", "uno": "wu nou",
    "coca": "kou ka", "cola": "kou la", "coke": "kou k_", "pepsi": "pai pu xi", "sprite": "s_ pu lai t_",
    "nescafe": "nei s_ ka fei", "oreo": "ao li ou", "dove": "da fu", "logitech": "luo ji tai k_", "mini": "mi ni",
    "max": "mai k_ s_", "pro": "pu rou", "plus": "pu la s_", "air": "ai er", "phone": "feng", "iphone": "ai feng",
    "pad": "pai d_", "ipad": "ai pai d_", "apple": "ai po", "box": "bao k_ s_", "cable": "kei bo", "milk": "mi er k_",
    "tea": "ti", "coffee": "kao fei", "water": "wo te", "super": "su po", "new": "niu", "red": "rui d_", "bull": "bu",
    "lipton": "li pu dun", "nike": "nai kei", "adidas": "a di da s_", "bluetooth": "bu lu tu s_", "mate": "mei t_",
    "micro": "mai ke rou", "flash": "fu lai shi", "black": "bu lai k_", "white": "wai t_", "green": "ge lin",
    "blue": "bu lu", "gold": "gou d_", "power": "pao er", "smart": "si ma t_", "home": "hong",
    "kit": "kei t_", "card": "ka d_", "mouse": "mao s_", "motor": "mou te", "sensor": "sen se",
    "raspberry": "rua s_ bei rui",
    "pi": "pai", "nano": "nei nou", "zero": "zi rou", "one": "wan", "two": "tu", "three": "s_ rui",
    "nivea": "ni wei ya",
    "oppo": "ou pou", "vivo": "wei wo", "huawei": "hua wei", "xiaomi": "xiao mi", "lenovo": "lian xiang",
    "philips": "fei li pu", "sony": "suo ni", "bosch": "bo shi", "lego": "le gao", "tesla": "te s_ la",
    "jeans": "jin s_", "shirt": "she t_", "cream": "ke lin", "soap": "sou pu", "switch": "si wei chi", "hub": "ha bu",
}  # fmt: skip

_SPELLED = re.compile(r"[^aeiouy]+|led|hdmi|usb|esp|tf|sim|gps|rfid|aa+|uv|ic|io|ai|iot|vga|dvi|hepa|abs|pe|pvc")
_CONSONANTS = {
    "sh": "sh", "ch": "ch", "th": "s", "ph": "f", "ck": "k", "wh": "w", "qu": "k", "tch": "ch", "gh": "g", "zh": "zh",
    "b": "b", "c": "k", "d": "d", "f": "f", "g": "g", "h": "h", "j": "j", "k": "k", "l": "l", "m": "m", "n": "n",
    "p": "p", "q": "q", "r": "r", "s": "s", "t": "t", "v": "v", "w": "w", "x": "x", "y": "y", "z": "z",
}  # fmt: skip
_VOWELS = {
    "ee": "i", "ea": "i", "oo": "u", "ou": "ao", "ow": "ao", "ai": "ei", "ay": "ei", "ei": "ei", "ey": "i", "oa": "ou",
    "oi": "uo", "oy": "uo", "au": "ao", "aw": "ao", "ie": "i", "ue": "u", "ui": "ui", "ew": "iu", "eu": "iu",
    "io": "iou",
    "ia": "ia", "a": "a", "e": "e", "i": "i", "o": "ou", "u": "u", "y": "i",
}  # fmt: skip
_CHUNK = re.compile(
    r"(tch|sh|ch|th|ph|ck|wh|qu|gh|zh|[bcdfghj-np-tv-z])?"
    r"(ee|ea|oo|ou|ow|ai|ay|ei|ey|oa|oi|oy|au|aw|ie|ue|ui|ew|eu|io|ia|[aeiouy])?(ng|n(?![aeiouy]))?",
)
_FALLBACKS = {
    "fi": "fei", "si": "xi", "wi": "wei", "vi": "vi", "ki": "kei", "gi": "ji", "hi": "xi", "zi": "zi", "shi": "xi",
    "chi": "qi", "we": "wei", "ve": "wei", "fe": "fei", "be": "bai", "pe": "pei", "wu": "wu", "yu": "you", "ye": "ye",
    "va": "wa", "vou": "wo", "wou": "wo", "bou": "bo", "you": "you", "ja": "jia", "jou": "jiu", "je": "jie",
    "ju": "zhu",
    "qa": "ka", "xa": "sha", "xi": "xi", "ya": "ya", "yi": "yi", "ri": "rui", "ra": "la", "ruo": "ruo", "rei": "lei",
}  # fmt: skip
_LONE = {"b": "bu", "h": "", "j": "ji", "q": "ku", "r": "er", "v": "f_", "w": "wu", "x": "k_ s_", "y": "yi", "z": "zi"}
_LONE |= {"ch": "chi", "sh": "shi", "zh": "zhi"}


def _open_syllable(initial: str, final: str, coda: str) -> list[str]:  # noqa: PLR0911  # one case after another
    if coda:
        closed = {"a": "an", "e": "en", "i": "in", "ou": "ong", "u": "un", "ao": "ang", "ei": "en"}.get(final, "")
        nasal = closed[:-2] + "ing" if coda == "ng" and closed == "in" else closed
        if closed and known(initial + nasal):
            return [initial + nasal]
        return [*_open_syllable(initial, final, ""), "n_"]
    if not initial:
        alone = {"i": "yi", "u": "wu", "ia": "ya", "iu": "you", "iou": "you", "uo": "wo", "ui": "wei"}
        return [alone.get(final, final)]
    syllable = initial + final
    if syllable in _FALLBACKS:
        return [_FALLBACKS[syllable]]
    if known(syllable):
        return [syllable]
    for other in (
        ({"e": "ei", "a": "ai", "ou": "uo", "iou": "iao", "ia": "a", "ui": "u", "uo": "ou", "iu": "u"}).get(final, ""),
        "i",
        "u",
        "a",
    ):
        if other and known(initial + other):
            return [initial + other]
    return [*_LONE.get(initial, initial + "_").split(), final] if known(final) else []


@lru_cache(maxsize=20_000)
def speak(word: str) -> tuple[str, ...]:
    """Return the syllables of an English word or an abbreviation, lower case."""
    listed = _WORDS.get(word)
    if listed:
        return tuple(syllable for syllable in listed.split() if known(syllable))
    if len(word) <= 1 or _SPELLED.fullmatch(word):
        return tuple(spell(word))
    stem = word[:-1] if len(word) > 3 and word.endswith("e") and word[-2] not in "aeiou" else word
    stem = re.sub(r"([bcdfghj-np-tv-z])\1", r"\1", re.sub(r"c(?=[eiy])", "s", stem))
    syllables: list[str] = []
    for consonant, vowel, coda in _CHUNK.findall(stem):
        initial = _CONSONANTS.get(consonant, "")
        if vowel:
            syllables += _open_syllable(initial, _VOWELS[vowel], coda)
        else:
            lone = _LONE.get(initial, f"{initial}_" if initial else "")
            syllables += [*lone.split(), *(["n_"] if coda else [])]
    return tuple(syllable for syllable in syllables if known(syllable)) or tuple(spell(word))
