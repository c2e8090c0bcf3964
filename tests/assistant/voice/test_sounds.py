"""The three tones are sound files, short, and different from each other."""

import io
import wave
from array import array
from itertools import pairwise

import pytest

from assistant.voice.sounds import RATE, Sound, tone


def samples_of(wav):
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


@pytest.mark.parametrize("sound", Sound)
def test_a_tone_is_short_audible_and_never_clipped(sound):
    samples = samples_of(tone(sound))
    assert 0.1 < len(samples) / RATE < 0.6
    assert 8_000 < max(samples) < 32_767
    assert abs(samples[0]) < 200


def test_the_tones_differ():
    assert len({tone(sound) for sound in Sound}) == len(Sound)


def test_done_rises_and_refused_falls():
    def crossings(samples):
        return sum(before < 0 <= after for before, after in pairwise(samples)) / len(samples)

    for sound, rises in ((Sound.DONE, True), (Sound.REFUSED, False)):
        samples = [one for one in samples_of(tone(sound)) if one]
        half = len(samples) // 2
        assert (crossings(samples[half:]) > crossings(samples[:half])) is rises
