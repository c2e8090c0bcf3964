"""What is emitted can be heard: the syllables are those of the recogniser."""

from pathlib import Path

import pytest

from intents.phonetics.confusions import skeleton, syllable_cost
from intents.phonetics.english import speak
from intents.phonetics.letters import DIGITS, LETTERS, SYMBOLS
from intents.phonetics.pinyin import pronunciations
from intents.phonetics.syllables import SYLLABLES, decode, encode, known
from intents.tokens import sentence

ROOT = Path(__file__).parents[3]


def test_the_list_is_the_recognisers() -> None:
    assert tuple((ROOT / "models/hearing/syllables.txt").read_text("utf-8").split()) == SYLLABLES


def test_letters_digits_and_signs_can_be_said() -> None:
    ways = [way for table in (LETTERS, DIGITS, SYMBOLS) for listed in table.values() for way in listed]
    assert [syllable for way in ways for syllable in way.split() if not known(syllable)] == []


@pytest.mark.parametrize(
    "word", ["arduino", "usb", "samsung", "chocolate", "kingston", "x", "qqq", "rhythm", "philips"]
)
def test_english_words_can_be_said(word: str) -> None:
    assert speak(word)
    assert all(map(known, speak(word)))


def test_codes_come_back() -> None:
    assert decode(encode(SYLLABLES)) == SYLLABLES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("huang", "wang"), ("fan", "huan"), ("nan", "lan"), ("zhi", "zi"), ("shi", "si"), ("fu", "hu")),
        *(("rou", "lou"), ("an", "ang"), ("ben", "beng"), ("xin", "xing"), ("guo", "ge")),
    ],
)
def test_accents_cost_little_and_meet_in_the_index(one: str, other: str) -> None:
    assert 0 < syllable_cost(one, other) <= 0.3
    assert skeleton(encode([one])) == skeleton(encode([other]))


def test_different_syllables_do_not_meet() -> None:
    assert syllable_cost("huang", "jin") == 1.0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("长城葡萄酒", "chang cheng pu tao jiu"), ("5号电池", "wu hao dian chi"), ("绿豆", "lv dou"), ("USB数据线",
        "you ei si bi shu ju xian"),
        ("STM32F407", "ai si ti ai mu san er ai fu si ling qi"), ("A7-12", "ei qi yao er"),
    ],
)  # fmt: skip
def test_pronunciations(name: str, said: str) -> None:
    assert tuple(said.split()) in pronunciations(sentence(name).tokens)
