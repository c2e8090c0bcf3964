"""Push-to-talk: one press, one sentence, and the microphone is let go whatever happens."""

import io
import queue
import wave

import numpy as np
import pytest

from app_kivy.senses.listening import LONGEST_S, Listening, Tap
from app_kivy.senses.sampling import Sampling
from asr.errors import MicrophoneMissingError
from asr.resample import RATE
from asr.sources.memory import MemorySource
from asr.utterance import SpeechHealth, SpeechProblem, Utterance
from models.stamp import ModelStamp


def utterance(text, start=0.2, end=0.6):
    health = SpeechHealth(10.0, 0.4, 0.0, None if text else SpeechProblem.SILENCE)
    return Utterance(text, 0.9, (), start, end, health, ModelStamp("test", "1"))


class Ears:
    """Says what it is told to after so many blocks."""

    def __init__(self, text=None, after=3):
        self.text, self.after = text, after
        self.heard_whole = None

    def stream(self, source):
        for number, _ in enumerate(source.blocks(), 1):
            if self.text and number == self.after:
                yield utterance(self.text)

    def hear(self, sound):
        self.heard_whole = sound
        return utterance("", 0.0, len(sound) / RATE)


class Endless(MemorySource):
    """A microphone into which nobody speaks."""

    def blocks(self):
        while not self._closed:
            yield np.zeros(RATE, np.float32)


class Unplugged(MemorySource):
    def blocks(self):
        raise MicrophoneMissingError("unplugged")
        yield


def listen(ears, source):
    results, levels = queue.Queue(), []
    listening = Listening(
        ears,
        source,
        loud=levels.append,
        heard=lambda what, clip: results.put((what, clip)),
        failed=results.put,
    )
    return listening, results, levels


def sine(seconds, loudness=0.5):
    return (loudness * np.sin(np.arange(int(seconds * RATE)) * 0.1)).astype(np.float32)


def test_one_sentence_ends_it_and_its_clip_is_cut_out():
    source = MemorySource(sine(3))
    _, results, levels = listen(Ears("入库三箱"), source)
    what, clip = results.get(timeout=20)
    assert what.text == "入库三箱"
    assert source._closed
    with wave.open(io.BytesIO(clip)) as file:
        assert (file.getframerate(), file.getnchannels()) == (RATE, 1)
        # Only what had come in by then can be in the clip: the end of speech and its margin, or less.
        assert 0.2 < file.getnframes() / RATE <= 0.9
    assert -10 < levels[0] < -8


def test_who_says_nothing_is_told_so():
    ears = Ears()
    _, results, _ = listen(ears, MemorySource(sine(1)))
    what, _ = results.get(timeout=20)
    assert what.health.problem is SpeechProblem.SILENCE
    assert len(ears.heard_whole) == RATE


def test_the_second_press_ends_the_sentence():
    listening, results, _ = listen(Ears(), Endless(sine(1)))
    listening.stop()
    assert results.get(timeout=20)[0].text == ""


def test_nobody_is_listened_to_for_ever():
    ears = Ears()
    _, results, _ = listen(ears, Endless(sine(1)))
    results.get(timeout=60)
    assert len(ears.heard_whole) / RATE <= LONGEST_S + 2


def test_a_missing_microphone_is_told():
    _, results, _ = listen(Ears(), Unplugged(sine(1)))
    assert isinstance(results.get(timeout=20), MicrophoneMissingError)


def test_a_noise_sample_is_as_long_as_wanted():
    done = queue.Queue()
    Sampling(MemorySource(sine(3)), 2 * RATE, loud=lambda _: None, done=done.put, failed=done.put)
    assert len(done.get(timeout=20)) == 2 * RATE


def test_a_noise_sample_without_a_microphone_fails():
    done = queue.Queue()
    Sampling(Unplugged(sine(1)), RATE, loud=lambda _: None, done=pytest.fail, failed=done.put)
    assert isinstance(done.get(timeout=20), MicrophoneMissingError)


def test_silence_has_a_level():
    levels = []
    list(Tap(MemorySource(np.zeros(RATE, np.float32)), levels.append).blocks())
    assert levels == pytest.approx([-100.0] * len(levels))
