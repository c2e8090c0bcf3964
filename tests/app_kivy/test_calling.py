"""Called by name: only the wake word net hears before the word, and our own voice is never taken for the person's."""

import queue
import threading

import numpy as np
import pytest

from app_kivy.senses.calling import Calls, Echoes, Guarded
from asr.errors import MicrophoneMissingError
from asr.resample import RATE
from asr.sources.memory import MemorySource
from asr.utterance import SpeechHealth, Utterance
from models.stamp import ModelStamp

BLOCK = RATE // 10
CALL = 0.9
"""Level of the block that stands for the word."""


class Wake:
    """Hears the word where the sound is loud."""

    def __init__(self):
        self.heard = 0
        self.resets = 0
        self.tail = np.zeros(0, np.float32)

    def feed(self, samples):
        self.heard += len(samples)
        return float(np.abs(samples).max()) > 0.8

    def reset(self):
        self.resets += 1


class Ears:
    """Understands a sentence at each block of half loudness, and notes all that it was given."""

    def __init__(self):
        self.given = []

    def stream(self, source):
        seconds = 0.0
        for block in source.blocks():
            self.given.append(float(np.abs(block).max()))
            seconds += len(block) / RATE
            if 0.4 < self.given[-1] < 0.6:
                health = SpeechHealth(10.0, 0.4, 0.0, None)
                yield Utterance("是", 0.9, (), seconds - 0.1, seconds, health, ModelStamp("test", "1"))


def sound(*levels):
    return np.concatenate([np.full(BLOCK, level, np.float32) for level in levels])


class Told:
    def __init__(self):
        self.queue = queue.Queue()

    def __call__(self, name):
        return lambda *what: self.queue.put((name, *what))

    def get(self):
        return self.queue.get(timeout=20)


@pytest.fixture
def told():
    return Told()


def call(told, levels, *, speaking=lambda: False, loud=lambda level: None, source=None, ears=None):
    ears, wake = ears or Ears(), Wake()
    calls = Calls(
        ears,
        source or MemorySource(sound(*levels), block_s=0.1),
        lambda: wake,
        speaking=speaking,
        loud=loud,
        woke=told("woke"),
        slept=told("slept"),
        heard=told("heard"),
        failed=told("failed"),
    )
    return calls, ears, wake


def test_before_the_word_the_ears_hear_nothing(told):
    calls, ears, wake = call(told, [0.5, 0.5, 0.5])
    calls.join()
    assert ears.given == []
    assert wake.heard == 3 * BLOCK
    assert told.queue.empty()


def test_after_the_word_a_sentence_is_heard_with_its_clip(told):
    calls, ears, _ = call(told, [0.1, CALL, 0.1, 0.5, 0.1])
    assert told.get() == ("woke",)
    name, utterance, clip, over_voice = told.get()
    assert (name, utterance.text, over_voice) == ("heard", "是", False)
    assert clip.startswith(b"RIFF")
    calls.answered(understood=True)
    calls.join()
    assert max(ears.given) < 0.8


def test_the_ears_wait_for_the_answer_and_then_listen_for_what_comes_next(told):
    calls, ears, _ = call(told, [CALL, 0.5, 0.1, 0.5])
    assert told.get() == ("woke",)
    told.get()
    before = len(ears.given)
    learned = []
    calls.between(lambda: learned.append(len(ears.given)))
    calls.answered(understood=True)
    told.get()
    # What the ears listen for was changed on their own thread, before the next sound.
    assert learned == [before]
    calls.answered(understood=True)
    calls.join()


def test_nobody_is_listened_to_for_ever(told):
    calls, ears, wake = call(told, [CALL, *[0.1] * 120])
    assert told.get() == ("woke",)
    assert told.get() == ("slept",)
    calls.join()
    assert len(ears.given) < 100
    assert wake.resets >= 1


def test_our_own_voice_calls_nobody(told):
    calls, ears, _ = call(told, [CALL] * 5, speaking=lambda: True)
    calls.join()
    assert ears.given == []
    assert told.queue.empty()


def test_what_is_heard_over_our_voice_is_marked(told):
    speaking = threading.Event()
    calls, _, _ = call(told, [CALL, 0.1, 0.5, 0.1], speaking=speaking.is_set, loud=lambda level: speaking.set())
    assert told.get() == ("woke",)
    assert told.get()[-1] is True
    calls.answered(understood=False)
    calls.join()


def test_an_echo_lasts_a_little_longer_than_the_voice():
    speaking = iter([True, *[False] * 30])
    echoes = Echoes(MemorySource(sound(*[0.1] * 30), block_s=0.1), lambda: next(speaking), lambda: None)
    list(echoes.blocks())
    assert echoes.over(0.3, 0.4)
    assert not echoes.over(1.0, 1.5)


def test_the_net_forgets_what_it_heard_while_we_spoke():
    wake = Wake()
    assert not Guarded(wake, lambda: True).feed(sound(CALL))
    assert (wake.resets, wake.heard) == (1, 0)


@pytest.mark.parametrize("error", [MicrophoneMissingError("unplugged"), LookupError("no such model")])
def test_what_is_missing_is_told(told, error):
    class Broken(MemorySource):
        def blocks(self):
            raise error
            yield

    call(told, [], source=Broken(sound(0.1)))
    assert told.get() == ("failed", error)


def test_the_microphone_is_let_go(told):
    source = MemorySource(sound(*[0.1] * 3))
    calls, _, _ = call(told, [], source=source)
    calls.stop()
    calls.join()
    assert source._closed


class NameHearing(Ears):
    """Takes the name itself for a sentence, as ears do when quiet follows it."""

    def stream(self, source):
        seconds = 0.0
        for block in source.blocks():
            before, seconds = seconds, seconds + len(block) / RATE
            health = SpeechHealth(10.0, 0.4, 0.0, None)
            if not block.any():
                yield Utterance("", 0.0, (), before - 1.0, before, health, ModelStamp("test", "1"))
            elif 0.4 < float(np.abs(block).max()) < 0.6:
                yield Utterance("是", 0.9, (), seconds - 0.1, seconds, health, ModelStamp("test", "1"))


def test_a_name_said_again_is_no_sentence(told):
    calls, _, _ = call(told, [CALL, *[0.1] * 20, CALL, *[0.1] * 20, 0.5], ears=NameHearing())
    assert [told.get(), told.get()] == [("woke",), ("woke",)]
    name, utterance, *_ = told.get()
    assert (name, utterance.text) == ("heard", "是")
    calls.answered(understood=True)
    calls.join()
