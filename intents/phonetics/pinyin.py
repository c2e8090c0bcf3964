"""Written tokens to syllables: hanzi by pypinyin, letters and English words as Chinese people say them."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import Any

from intents.phonetics.english import speak
from intents.phonetics.letters import DIGITS, SYMBOLS, spell
from intents.phonetics.syllables import encode, known

_ODD = {
    "n": "en",
    "ng": "en",
    "m": "mu",
    "hm": "heng",
    "hng": "heng",
    "ê": "ei",
    "lue": "lve",
    "nue": "nve",
    "eng": "en",
}

POLYPHONES: dict[str, tuple[str, ...]] = {
    "长": ("chang", "zhang"), "重": ("zhong", "chong"), "行": ("xing", "hang"), "乐": ("le", "yue"), "薄": ("bo",
    "bao"),
    "血": ("xue", "xie"), "壳": ("ke", "qiao"), "盛": ("sheng", "cheng"), "量": ("liang",), "朝": ("chao", "zhao"),
    "调": ("tiao", "diao"), "大": ("da", "dai"), "参": ("can", "shen"), "藏": ("cang", "zang"), "单": ("dan", "shan"),
    "弹": ("dan", "tan"), "削": ("xiao", "xue"), "色": ("se", "shai"), "露": ("lu", "lou"), "熟": ("shu", "shou"),
    "绿": ("lv",), "剥": ("bo", "bao"), "给": ("gei", "ji"), "解": ("jie", "xie"), "曲": ("qu",), "仔": ("zai", "zi"),
    "拗": ("ao", "niu"), "芥": ("jie", "gai"), "咖": ("ka", "ga"), "蛤": ("ge", "ha"), "臭": ("chou", "xiu"),
    "尾": ("wei", "yi"),
    "系": ("xi", "ji"), "轧": ("zha", "ya"), "率": ("lv", "shuai"), "宿": ("su", "xiu"), "度": ("du", "duo"),
    "便": ("bian", "pian"), "奇": ("qi", "ji"), "屏": ("ping", "bing"), "核": ("he", "hu"), "扁": ("bian", "pian"),
    "传": ("chuan", "zhuan"), "卡": ("ka", "qia"), "石": ("shi", "dan"), "角": ("jiao", "jue"), "车": ("che", "ju"),
    "都": ("dou", "du"), "还": ("hai", "huan"), "得": ("de", "dei"), "地": ("di", "de"), "呢": ("ne", "ni"),
}  # fmt: skip
"""Characters whose other reading people do use in the names of goods; pypinyin's choice comes first."""


def _plain(syllable: str) -> str:
    return syllable if known(syllable) else _ODD.get(syllable, "")


def _nothing(rest: str) -> Any:
    """Give characters without a reading an empty one each."""
    return [""] * len(rest)


@lru_cache(maxsize=4_000)
def _hanzi(text: str) -> tuple[str, ...]:
    # Its 47,000 phrases take a fifth of a second to load, which a window that opens need not wait for.
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(text, errors=_nothing)
    if len(syllables) != len(text):
        syllables = [lazy_pinyin(character, errors=_nothing)[0] for character in text]
    return tuple(_plain(syllable) for syllable in syllables)


def _is_hanzi(token: str) -> bool:
    return len(token) == 1 and "\u3400" <= token <= "\u9fff"


def _said(token: str) -> tuple[str, ...]:
    if token.isascii() and token.isdigit():
        return tuple(DIGITS[digit][0] for digit in token)
    if token.isascii() and token[0].isalpha():
        return speak(token)
    return tuple(SYMBOLS.get(token, ("",))[0].split()) if token != "-" else ()


def syllables_of_tokens(tokens: Sequence[str]) -> tuple[str, ...]:
    """Return the encoded syllables of each token."""
    hanzi = iter(_hanzi("".join(token for token in tokens if _is_hanzi(token))))
    return tuple(encode((next(hanzi),)) if _is_hanzi(token) else encode(_said(token)) for token in tokens)


def syllables(tokens: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the syllables of each token in letters."""
    hanzi = iter(_hanzi("".join(token for token in tokens if _is_hanzi(token))))
    return tuple((next(hanzi),) if _is_hanzi(token) else _said(token) for token in tokens)


def _cardinal(digits: str) -> str | None:
    from intents.numerals.zh import cardinal

    return cardinal(int(digits)) if len(digits) < 5 and not digits.startswith("0") else None


def _number(digits: str, style: int) -> tuple[str, ...]:
    """Say digits as a number (style 0), one by one (1), or as on the radio (2)."""
    spoken = _cardinal(digits) if style == 0 and len(digits) > 1 else None
    if spoken:
        return _hanzi(spoken)
    return tuple(DIGITS[digit][1 if style == 2 and digit == "1" else 0] for digit in digits)


def _latin(token: str, style: int) -> tuple[str, ...]:
    """Say letters as a word (style 0), or spelled in one of two ways."""
    return speak(token) if style == 0 or len(token) > 5 else tuple(spell(token, style - 1))


def pronunciations(tokens: Sequence[str], most: int = 8) -> list[tuple[str, ...]]:
    """Return how the tokens may be said, likeliest first, at most `most` ways."""
    plain = syllables(tokens)
    numbers = any(token.isascii() and token.isdigit() for token in tokens)
    letters = any(token.isascii() and token[0].isalpha() for token in tokens)
    found: dict[tuple[str, ...], None] = {}
    for letter_style, number_style in product(range(3 if letters else 1), range(3 if numbers else 1)):
        parts = list(plain)
        for place, token in enumerate(tokens):
            if token.isascii() and token.isdigit():
                parts[place] = _number(token, number_style)
            elif token.isascii() and token[0].isalpha():
                parts[place] = _latin(token, letter_style)
        found[tuple(syllable for part in parts for syllable in part if syllable)] = None
    for place, token in enumerate(tokens):
        for other in POLYPHONES.get(token, ()):
            parts = [*plain[:place], (other,), *plain[place + 1 :]]
            found[tuple(syllable for part in parts for syllable in part if syllable)] = None
    return [said for said in found if said][:most]
