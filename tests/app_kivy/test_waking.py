"""Waiting for the word: one callback at most, the same microphone goes on, and it can be stopped."""

import numpy as np
import pytest

from app_kivy.senses.waking import Waking
from asr.errors import MicrophoneMissingError
from asr.resample import RATE
from asr.sources.memory import MemorySource
from asr.wake.port import STEP
from asr.wake.wake import Sensitivity, Wake

SOUND = np.repeat(np.arange(1, 11, dtype=np.float32) / 1000, STEP)


class Scripted:
    def __init__(self, *scores):
        self.scores, self.next = scores, 0

    def score(self, _step):
        self.next += 1
        return self.scores[self.next - 1] if self.next <= len(self.scores) else 0.0

    def reset(self):
        self.next = 0


class Broken(MemorySource):
    def blocks(self):
        raise MicrophoneMissingError("unplugged")
        yield


def listened(source, *scores, stop=False):
    calls, errors = [], []
    waking = Waking(Wake(Scripted(*scores), Sensitivity(0.5, 0.5, 1)), source, called=calls.append, failed=errors.append)
    if stop:
        waking.stop()
    waking.join()
    return calls, errors


@pytest.mark.parametrize("block", [STEP, 3 * STEP, 1600])
def test_what_is_said_behind_the_word_goes_on_from_the_same_microphone(block):
    calls, errors = listened(MemorySource(SOUND, block_s=block / RATE), 0, 0, 0.9)
    assert (len(calls), errors) == (1, [])
    assert np.array_equal(np.concatenate(list(calls[0].blocks())), SOUND[3 * STEP :])


def test_nobody_calls():
    assert listened(MemorySource(SOUND)) == ([], [])


def test_a_microphone_that_fails_is_told():
    calls, errors = listened(Broken(SOUND))
    assert (calls, [type(error) for error in errors]) == ([], [MicrophoneMissingError])


def test_after_a_stop_nothing_is_told():
    class Slow(MemorySource):
        def blocks(self):
            while not self._closed:
                pass
            yield from ()

    assert listened(Slow(SOUND), 0.9, stop=True) == ([], [])
