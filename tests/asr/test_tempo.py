"""Faster and slower at the same pitch."""

import numpy as np
import pytest

from asr.resample import RATE
from asr.tempo import tempo


def tone(hertz: float, seconds: float = 1.0) -> np.ndarray:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE).astype(np.float32)


def spectrum(sound: np.ndarray) -> np.ndarray:
    return np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2


@pytest.mark.parametrize("factor", [0.4, 1.0, 1.3, 1.6])
def test_the_pitch_stays(factor: float) -> None:
    played = tempo(tone(200, 2.0), factor)
    assert len(played) == pytest.approx(2 * RATE / factor, rel=0.05)
    assert np.argmax(spectrum(played)) * RATE / len(played) == pytest.approx(200, rel=0.02)
    assert np.std(played[RATE // 4 : -RATE // 4]) == pytest.approx(np.std(tone(200)), rel=0.1)


def test_what_is_too_short_for_a_window_stays_as_it_is() -> None:
    short = tone(200, 0.08)
    assert tempo(short, 2.0) is short
