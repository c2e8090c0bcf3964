"""The syllables and their sounds."""

import pytest

from models import registry
from models.training.asr.syllables import FOREIGN, MANDARIN, SYLLABLES, UNITS, units_of


@pytest.mark.parametrize(
    ("syllables", "sounds"),
    [
        (["ru", "ku"], "r u k u"),
        (["zi", "zhi", "ji"], "z ii zh iii j i"),
        (["yuan", "juan", "lv", "nve"], "van j van l v n ve"),
        (["xi", "an"], "x i an"),
        (["xian"], "x ian"),
        (["er", "wu", "yi"], "er u i"),
        (["s_", "tao", "p_"], "s t ao p"),
    ],
)
def test_sounds_of_syllables(syllables: list[str], sounds: str) -> None:
    assert [UNITS[i] for i in units_of(syllables)] == sounds.split()


def test_no_two_syllables_sound_the_same() -> None:
    assert len(set(SYLLABLES.values())) == len(SYLLABLES)


def test_blank_is_no_sound_of_a_syllable() -> None:
    assert UNITS[0] == "<blank>"
    assert all(sound in UNITS[1:] for sounds in SYLLABLES.values() for sound in sounds)


def test_counts_stand_in_the_card() -> None:
    assert (len(UNITS), len(MANDARIN), len(FOREIGN)) == (61, 412, 14)


def test_the_shipped_list_is_this_one() -> None:
    listed = registry.load("hearing").path("syllables.txt").read_text(encoding="utf-8").split()
    assert listed == list(SYLLABLES)
