"""What synthetic speakers say, as pinyin with tones: sentences of the warehouse, and random syllables."""

import tomllib
from pathlib import Path

import numpy as np
from pypinyin import Style, lazy_pinyin

from models.training.asr.syllables import MANDARIN

_TABLES = tomllib.loads(Path(__file__).with_name("warehouse.toml").read_text(encoding="utf-8"))
GOODS: list[str] = _TABLES["goods"].split()
QUALITIES: list[str] = _TABLES["qualities"].split()
UNITS: list[str] = _TABLES["units"].split()
_LISTS = {"g": GOODS, "q": QUALITIES, "u": UNITS}
_SENTENCES = _TABLES["sentences"].split()
LETTERS: dict[str, str] = _TABLES["letters"]
ENGLISH: dict[str, list[str]] = _TABLES["english"]
"""Word -> Kokoro's phonemes, and the nearest syllables."""

_DIGITS = "零一二三四五六七八九"
_RADIO = {0: "dong4", 1: "yao1", 2: "liang3", 7: "guai3", 9: "gou1"}


def pinyin(hanzi: str) -> list[str]:
    """Return the syllables of `hanzi` with tone digits, 5 for none."""
    return lazy_pinyin(hanzi, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)


def bare(toned: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return pinyin without its tone digits."""
    return tuple(syllable.rstrip("12345") for syllable in toned)


def number(value: int) -> str:
    """Return 0 … 999 in hanzi as it is said; from 1,000 on digit by digit, as codes are."""
    if value < 10:
        return _DIGITS[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    if value >= 1000:
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    hundreds, rest = divmod(value, 100)
    if not rest:
        return _DIGITS[hundreds] + "百"
    if rest < 10:
        return f"{_DIGITS[hundreds]}百零{_DIGITS[rest]}"
    return f"{_DIGITS[hundreds]}百{_DIGITS[rest // 10]}十{_DIGITS[rest % 10] if rest % 10 else ''}"


def _amount(rng: np.random.Generator) -> list[str]:
    if rng.random() < 0.12:
        return pinyin("两" if rng.random() < 0.5 else "半")
    return pinyin(number(int(10 ** rng.uniform(0, 3.3))))


def _code(rng: np.random.Generator, letters: int, digits: int) -> list[str]:
    spelled = [LETTERS[letter] for letter in rng.choice(list(LETTERS), letters)]
    said = [syllable for word in spelled for syllable in word.split()]
    for digit in rng.integers(0, 10, digits):
        plain = pinyin(_DIGITS[digit])[0]
        said.append(_RADIO.get(int(digit), plain) if rng.random() < 0.25 else plain)
    return said


def _slot(rng: np.random.Generator, slot: str) -> list[str]:
    if slot == "n":
        return _amount(rng)
    if slot == "p":
        return _code(rng, 1, int(rng.integers(1, 5)))
    if slot == "c":
        return _code(rng, int(rng.integers(1, 5)), int(rng.integers(0, 5)))
    before = rng.choice(_LISTS["q"]) if slot == "g" and rng.random() < 0.3 else ""
    return pinyin(before + rng.choice(_LISTS[slot]))


def command(rng: np.random.Generator) -> list[str]:
    """Return a random sentence of the warehouse."""
    said: list[str] = []
    sentence = rng.choice(_SENTENCES)
    while sentence:
        if sentence[0] == "{":
            said, sentence = said + _slot(rng, sentence[1]), sentence[3:]
        else:
            plain, brace, rest = sentence.partition("{")
            said, sentence = said + pinyin(plain), brace + rest
    return said


def anything(rng: np.random.Generator) -> list[str]:
    """Return two to six random syllables of random tones: what names of goods may hold."""
    chosen = rng.choice(list(MANDARIN), int(rng.integers(2, 7)))
    return [f"{syllable}{rng.integers(1, 5)}" for syllable in chosen]
