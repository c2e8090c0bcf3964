"""Written tokens to syllables: hanzi by pypinyin, letters and English words as Chinese people say them."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from pypinyin import lazy_pinyin

from intents.phonetics.english import speak
from intents.phonetics.letters import DIGITS, SYMBOLS, spell
from intents.phonetics.syllables import encode, known

_ODD = {"n": "en", "ng": "en", "m": "mu", "hm": "heng", "hng": "heng", "ê": "ei", "lue": "lve", "nue": "nve", "eng": "en"}

POLYPHONES: dict[str, tuple[str, ...]] = {
    "长": ("chang", "zhang"), "重": ("zhong", "chong"), "行": ("xing", "hang"), "乐": ("le", "yue"), "薄": ("bo", "bao"),
    "血": ("xue", "xie"), "壳": ("ke", "qiao"), "盛": ("sheng", "cheng"), "量": ("liang",), "朝": ("chao", "zhao"),
    "调": ("tiao", "diao"), "大": ("da", "dai"), "参": ("can", "shen"), "藏": ("cang", "zang"), "单": ("dan", "shan"),
    "弹": ("dan", "tan"), "削": ("xiao", "xue"), "色": ("se", "shai"), "露": ("lu", "lou"), "熟": ("shu", "shou"),
    "绿": ("lv",), "剥": ("bo", "bao"), "给": ("gei", "ji"), "解": ("jie", "xie"), "曲": ("qu",), "仔": ("zai", "zi"),
    "拗": ("ao", "niu"), "芥": ("jie", "gai"), "咖": ("ka", "ga"), "蛤": ("ge", "ha"), "臭": ("chou", "xiu"), "尾": ("wei", "yi"),
    "系": ("xi", "ji"), "轧": ("zha", "ya"), "率": ("lv", "shuai"), "宿": ("su", "xiu"), "度": ("du", "duo"),
    "便": ("bian", "pian"), "奇": ("qi", "ji"), "屏": ("ping", "bing"), "核": ("he", "hu"), "扁": ("bian", "pian"),
    "传": ("chuan", "zhuan"), "卡": ("ka", "qia"), "石": ("shi", "dan"), "角": ("jiao", "jue"), "车": ("che", "ju"),
    "都": ("dou", "du"), "还": ("hai", "huan"), "得": ("de", "dei"), "地": ("di", "de"), "呢": ("ne", "ni"),
}  # fmt: skip
"""Characters whose other reading people do use in the names of goods; pypinyin's choice comes first."""


def _plain(syllable: str) -> str:
    return syllable if known(syllable) else _ODD.get(syllable, "")


@lru_cache(maxsize=4_000)
def _hanzi(text: str) -> tuple[str, ...]:
    syllables = lazy_pinyin(text, errors=lambda rest: ["" for _ in rest])
    if len(syllables) != len(text):
        syllables = [lazy_pinyin(character, errors=lambda _: [""])[0] for character in text]
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
    return tuple(
        encode((next(hanzi),)) if _is_hanzi(token) else encode(_said(token)) for token in tokens
    )


def syllables(tokens: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the syllables of each token in letters."""
    hanzi = iter(_hanzi("".join(token for token in tokens if _is_hanzi(token))))
    return tuple((next(hanzi),) if _is_hanzi(token) else _said(token) for token in tokens)


def _cardinal(digits: str) -> str | None:
    from intents.numerals.zh import cardinal

    return cardinal(int(digits)) if len(digits) < 5 and not digits.startswith("0") else None


def _ways(token: str, said: tuple[str, ...]) -> list[tuple[str, ...]]:
    if token.isascii() and token.isdigit():
        ways = [said]
        spoken = _cardinal(token)
        if spoken and len(token) > 1:
            ways.insert(0 if len(token) < 4 else 1, _hanzi(spoken))
        if "1" in token:
            ways.append(tuple(DIGITS[digit][1 if digit == "1" else 0] for digit in token))
        return ways
    if token.isascii() and token[0].isalpha():
        ways = [said]
        for variant in (0, 1):
            spelled = tuple(spell(token, variant))
            if len(token) <= 5 and spelled not in ways:
                ways.append(spelled)
        return ways
    if token in POLYPHONES:
        return [said, *((other,) for other in POLYPHONES[token] if (other,) != said)]
    return [said]


def pronunciations(tokens: Sequence[str], most: int = 6) -> list[tuple[str, ...]]:
    """Return how the tokens may be said, likeliest first, at most `most` ways."""
    ways = [_ways(token, said) for token, said in zip(tokens, syllables(tokens), strict=True)]
    # One departure from the likeliest reading at a time keeps a code of many letters from exploding.
    first = tuple(way[0] for way in ways)
    chosen = [first]
    open_places = [place for place, way in enumerate(ways) if len(way) > 1]
    if len(open_places) <= 2:
        chosen += [way for way in product(*ways) if way != first]
    else:
        for number in (1, 2):
            chosen.append(tuple(way[min(number, len(way) - 1)] for way in ways))
        chosen += [
            tuple(way[1] if place == spot else way[0] for place, way in enumerate(ways)) for spot in open_places
        ]
    spoken: list[tuple[str, ...]] = []
    for way in chosen:
        flat = tuple(syllable for part in way for syllable in part if syllable)
        if flat and flat not in spoken:
            spoken.append(flat)
    return spoken[:most]
