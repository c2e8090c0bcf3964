"""A word from its pinyin, and what sounds nearly like it but never is it."""

import numpy as np
import pytest

from models.training.wake import spell

WORD = ["ni3", "hao3", "xiao3", "er4"]


def test_a_word_is_its_syllables():
    assert spell.syllables("ni3hao3xiao3er4") == WORD


@pytest.mark.parametrize("written", ["", "nihao", "ni3hao", "3ni", "ni6", "xyz1", "你好"])
def test_what_is_no_pinyin_is_refused(written):
    with pytest.raises(spell.UnknownSyllableError, match="pinyin"):
        spell.syllables(written)


@pytest.mark.parametrize("word", [WORD, ["tian1", "mao1"], ["xiao3", "gou3", "xiao3", "gou3"]])
def test_nothing_near_holds_the_word(word):
    rng = np.random.default_rng(1)
    toneless = [syllable[:-1] for syllable in word]
    for _ in range(400):
        said = [syllable[:-1] for syllable in spell.near(rng, word)]
        # 小儿科 has the word's sounds in other tones, on purpose.
        if "ke" not in said and "duo" not in said:
            assert all(said[at : at + len(toneless)] != toneless for at in range(len(said)))


def test_third_tones_change_before_third_tones():
    rng = np.random.default_rng(1)
    said = {"".join(spell.sandhi(rng, WORD)) for _ in range(200)}
    assert "ni2hao2xiao3er4" in said
    assert all(one.endswith("xiao3er4") for one in said)
