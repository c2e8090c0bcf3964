"""The shipped word, from recordings to call: voices that training never heard, with the second look and without."""

from pathlib import Path

import numpy as np
import pytest

from asr.recogniser import Decoding
from asr.resample import RATE
from asr.sources.file import read
from asr.wake.verify import Strictness, Verifier, settings
from asr.wake.wake import open_second_look, open_wake
from models import registry

RECORDINGS = Path(__file__).parent / "recordings"
CALLS = sorted(RECORDINGS.glob("call-*.flac"))
OTHERS = sorted(RECORDINGS.glob("other-*.flac"))


@pytest.fixture(scope="module", params=[True, False], ids=["second look", "net alone"])
def wake(request):
    return open_wake(verified=request.param)


def among_quiet(path):
    """Return a recording as a microphone in a quiet room hears it."""
    sound = np.pad(read(path), (int(2.2 * RATE), RATE))
    return (sound + np.random.default_rng(1).normal(0, 1e-4, len(sound))).astype(np.float32)


def woken(wake, sound, block=480):
    wake.reset()
    return [start / RATE for start in range(0, len(sound), block) if wake.feed(sound[start : start + block])]


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_a_stranger_wakes_it_once_when_the_word_is_out(wake, path):
    sound = among_quiet(path)
    calls = woken(wake, sound)
    assert len(calls) == 1
    assert len(sound) / RATE - 1.5 < calls[0] < len(sound) / RATE - 0.3


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_what_is_nearly_the_word_does_not_wake_it(path):
    assert woken(open_wake(), among_quiet(path)) == []


def test_noise_and_silence_wake_nobody(wake):
    rng = np.random.default_rng(3)
    noise = np.concatenate([np.zeros(5 * RATE), rng.normal(0, 0.1, 10 * RATE)]).astype(np.float32)
    assert woken(wake, noise) == []


@pytest.fixture(scope="module")
def look():
    return open_second_look(settings(registry.load("wake").folder))


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_a_call_right_behind_other_speech_is_heard(path):
    before = np.pad(read(OTHERS[0])[-int(0.6 * RATE) :], (2 * RATE, RATE // 2))
    assert len(woken(open_wake(), np.concatenate([before, read(path), np.zeros(RATE, np.float32)]))) == 1


def test_the_recogniser_hears_no_word_in_noise(look):
    assert not look(np.random.default_rng(4).normal(0, 0.05, 2 * RATE).astype(np.float32))


def test_where_nothing_is_recognised_nothing_is_alike():
    class Deaf:
        stamp = None

        def set_grammar(self, grammar):
            self.grammar = grammar
            return ()

        def decode(self, samples):
            return Decoding(())

    deaf = Deaf()
    verifier = Verifier(deaf, ("ni", "hao"), Strictness(0.0, 0.5))
    assert deaf.grammar["rules"]["word"] == [[["nihao", "ni hao"]]]
    assert not verifier(np.zeros(RATE, np.float32))
