"""Words that are read aloud are cut out one by one."""

import numpy as np

from asr.aloud import words
from asr.resample import RATE
from asr.sources.memory import MemorySource
from tests.asr import voice


def test_each_word_comes_by_itself():
    word = voice.surrounded(voice.speech(), before=0.4, after=0.8)
    cut = list(words(MemorySource(np.concatenate([word, word, word]))))
    assert len(cut) == 3
    assert all(0.2 < len(one) / RATE < len(word) / RATE for one in cut)


def test_silence_holds_no_word():
    assert list(words(MemorySource(np.zeros(2 * RATE, np.float32)))) == []
