"""Letters and digits as Chinese people say them, in syllables of the recogniser."""

LETTERS: dict[str, tuple[str, ...]] = {
    "a": ("ei",),
    "b": ("bi",),
    "c": ("sei", "xi"),
    "d": ("di",),
    "e": ("yi",),
    "f": ("ai fu", "e f_"),
    "g": ("ji",),
    "h": ("ei chi", "ai qu"),
    "i": ("ai",),
    "j": ("jie", "zhei"),
    "k": ("kai", "kei"),
    "l": ("ai lou", "e l_"),
    "m": ("ai mu", "e m_"),
    "n": ("en",),
    "o": ("ou",),
    "p": ("pi",),
    "q": ("kou", "qiu"),
    "r": ("a", "a er"),
    "s": ("ai si", "ei s_"),
    "t": ("ti",),
    "u": ("you",),
    "v": ("wei", "vi"),
    "w": ("da bu liu", "da bo liu"),
    "x": ("ai ke si", "ai k_ s_"),
    "y": ("wai",),
    "z": ("zei", "zi"),
}
"""Letter to its ways of being said, commonest first."""

DIGITS: dict[str, tuple[str, ...]] = {
    "0": ("ling", "dong"),
    "1": ("yi", "yao"),
    "2": ("er", "liang"),
    "3": ("san",),
    "4": ("si",),
    "5": ("wu",),
    "6": ("liu",),
    "7": ("qi", "guai"),
    "8": ("ba",),
    "9": ("jiu", "gou"),
}
"""Digit to its ways of being said; the second one is that of the radio (幺两拐勾洞)."""

SYMBOLS: dict[str, tuple[str, ...]] = {
    "+": ("jia",),
    "-": ("gang",),
    "/": ("xie gang",),
    "%": ("bai fen hao",),
    "&": ("he",),
    "#": ("jing",),
    ".": ("dian",),
    "*": ("xing",),
    "×": ("cheng",),
    "°": ("du",),
    "μ": ("miu",),
    "ω": ("ou mu",),
}
"""Signs that are said, where they are said at all."""


def spell(word: str, variant: int = 0) -> list[str]:
    """Return the syllables of `word`, letter by letter and digit by digit; unknown signs are left out."""
    syllables: list[str] = []
    for character in word.lower():
        ways = LETTERS.get(character) or DIGITS.get(character)
        if ways:
            syllables += ways[min(variant, len(ways) - 1)].split()
    return syllables
