"""The stream: blocks of any size, one call a word, the second look, and what is kept for the ears."""

import numpy as np
import pytest

from asr.resample import RATE
from asr.sources.memory import MemorySource
from asr.wake.calling import Called
from asr.wake.port import STEP
from asr.wake.wake import REFRACTORY_S, Sensitivity, Wake

SURE = Sensitivity(threshold=0.5, sure=0.5, steps=2)
DOUBTFUL = Sensitivity(threshold=0.5, sure=0.95, steps=2)


class Scripted:
    """A net that says what it is told, step by step."""

    def __init__(self, scores=()):
        self.scores = list(scores)
        self.steps = []
        self.resets = 0

    def score(self, step):
        assert step.shape == (STEP,)
        assert step.dtype == np.int16
        self.steps.append(step)
        return self.scores[len(self.steps) - 1] if len(self.steps) <= len(self.scores) else 0.0

    def reset(self):
        self.resets += 1


def numbered(steps):
    """Return sound in which every step is another constant."""
    return np.repeat(np.arange(1, steps + 1, dtype=np.float32) / 1000, STEP)


def calls(wake, sound, block):
    """Return after how many samples the wake word was noticed."""
    starts = range(0, len(sound), block)
    return [start + block for start in starts if wake.feed(sound[start : start + block])]


@pytest.mark.parametrize("block", [1, 160, 480, 1280, 1600, 5000])
def test_steps_are_the_same_however_the_sound_is_cut(block):
    net = Scripted()
    calls(Wake(net, SURE), numbered(6), block)
    assert [int(step[0]) for step in net.steps] == [round(number / 1000 * 32767) for number in range(1, 7)]
    assert all((step == step[0]).all() for step in net.steps)


@pytest.mark.parametrize(
    ("scores", "steps"),
    [
        ([0, 0, 0.9, 0, 0, 0], []),
        ([0, 0.9, 0.9, 0, 0, 0], [3]),
        ([0, 0.3, 0.8, 0, 0, 0], [3]),
        ([0.9, 0.9, 0.9, 0.9, 0.9, 0.9], [2]),
        ([0] * 6, []),
    ],
)
def test_a_call_is_a_mean_over_steps_and_comes_once(scores, steps):
    assert calls(Wake(Scripted(scores), SURE), numbered(6), STEP) == [STEP * step for step in steps]


def test_a_second_word_is_heard_after_the_refractory_time():
    silent = int(REFRACTORY_S * RATE / STEP) + 1
    scores = [0.9, 0.9, *[0.0] * silent, 0.9, 0.9]
    assert len(calls(Wake(Scripted(scores), SURE), numbered(len(scores)), STEP)) == 2


def test_what_follows_the_word_is_not_lost():
    wake = Wake(Scripted([0.9, 0.9]), SURE)
    sound = numbered(5)
    assert wake.feed(sound)
    assert np.array_equal(wake.tail, sound[2 * STEP :])


def test_the_second_look_sees_the_end_of_the_word_and_may_refuse():
    seen = []

    def look(sound):
        seen.append(sound)
        return len(seen) > 1

    wake = Wake(Scripted([0.9] * 6), DOUBTFUL, look)
    sound = numbered(6)
    assert calls(wake, sound, STEP) == [3 * STEP]
    assert np.array_equal(seen[0], sound[: 2 * STEP])
    assert np.array_equal(seen[1], sound[: 3 * STEP])


def test_what_the_net_is_sure_of_needs_no_second_look():
    asked = []
    wake = Wake(Scripted([0.97, 0.97]), DOUBTFUL, lambda sound: bool(asked.append(len(sound))))
    assert calls(wake, numbered(2), STEP) == [2 * STEP]
    assert asked == []


def test_without_a_second_look_the_net_must_be_sure():
    assert calls(Wake(Scripted([0.9] * 6), DOUBTFUL), numbered(6), STEP) == []


def test_what_is_refused_again_and_again_is_left_alone():
    asked = []
    wake = Wake(Scripted([0.9] * 15), DOUBTFUL, lambda sound: bool(asked.append(len(sound))))
    assert calls(wake, numbered(15), STEP) == []
    assert (len(asked), wake.refused) == (8, 1)


def test_little_is_kept_however_long_it_listens():
    wake = Wake(Scripted(), SURE)
    for _ in range(300):
        wake.feed(np.zeros(STEP, np.float32))
    assert len(wake._kept) <= 3 * RATE


def test_samples_out_of_range_do_not_wrap_around():
    net = Scripted()
    Wake(net, SURE).feed(np.array([2.0, -2.0] * (STEP // 2), np.float32))
    assert (net.steps[0].max(), net.steps[0].min()) == (32767, -32768)


def passed_on(called):
    return [block for block in called.blocks() if np.any(block)]


def test_only_what_follows_the_word_reaches_the_ears_and_only_for_a_while():
    events = []
    net = Scripted([0, 0.9, 0.9])
    source = MemorySource(numbered(20), block_s=STEP / RATE)
    called = Called(source, Wake(net, SURE), woke=lambda: events.append("woke"), slept=lambda: events.append("slept"),
                    awake_s=4 * STEP / RATE)  # fmt: skip
    heard = np.concatenate(passed_on(called))
    assert np.array_equal(heard, numbered(20)[3 * STEP : 7 * STEP])
    assert events == ["woke", "slept"]
    assert len(net.steps) == 20
    assert net.resets == 2


def test_an_answer_needs_no_second_call():
    net = Scripted([0.9, 0.9])
    called = Called(MemorySource(numbered(12), block_s=STEP / RATE), Wake(net, SURE), awake_s=3 * STEP / RATE)
    heard = []
    for block in called.blocks():
        if np.any(block):
            heard.append(block)
            if len(heard) == 2:
                called.stay()
    assert len(heard) == 5


def test_the_end_of_the_talk_is_silence_in_which_one_may_still_stay():
    net = Scripted([0.9, 0.9])
    called = Called(MemorySource(numbered(9), block_s=STEP / RATE), Wake(net, SURE), awake_s=2 * STEP / RATE)
    stayed = heard = 0
    for block in called.blocks():
        heard += bool(np.any(block))
        if not np.any(block) and not stayed:
            stayed += 1
            called.stay()
    assert heard == 2 + 2
    assert not called.awake


def test_who_calls_again_is_begun_with_anew():
    events = []
    steps = 40
    net = Scripted([0.9, 0.9] + [0] * 25 + [0.9, 0.9])
    called = Called(MemorySource(numbered(steps), block_s=1.5 * STEP / RATE), Wake(net, SURE),
                    woke=lambda: events.append(len(net.steps)))  # fmt: skip
    given = list(called.blocks())
    heard = np.concatenate(given)
    assert events == [2, 29]
    silence = int(1.2 * RATE)
    (at,) = (index for index, block in enumerate(given) if len(block) == silence and not np.any(block))
    before = sum(len(block) for block in given[:at])
    # Nothing is lost or heard twice; the quiet stands where the name ended.
    assert np.array_equal(np.delete(heard, slice(before, before + silence)), numbered(steps)[2 * STEP :])
    assert before == 27 * STEP
    name_ends = before / RATE
    assert called.named(name_ends - 0.8, name_ends + 0.1)
    assert not called.named(name_ends - 4.0, name_ends - 2.0)
    assert not called.named(name_ends + 1.2, name_ends + 3.0)
