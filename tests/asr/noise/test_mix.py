"""Mixing at a stated ratio."""

import numpy as np
import pytest

from asr.noise import mix_at_snr, speech_level

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("snr", [20.0, 10.0, 5.0, 0.0, -5.0])
def test_ratio_is_met(snr: float) -> None:
    speech = (0.02 * RNG.standard_normal(32_000)).astype(np.float32)
    noise = RNG.standard_normal(32_000).astype(np.float32)
    added = mix_at_snr(speech, noise, snr) - speech
    assert 10 * np.log10(speech_level(speech) / np.mean(added**2)) == pytest.approx(snr, abs=0.2)


def test_pauses_do_not_count_as_speech() -> None:
    loud = (0.1 * RNG.standard_normal(16_000)).astype(np.float32)
    with_pauses = np.concatenate((np.zeros(48_000, np.float32), loud))
    assert speech_level(with_pauses) == pytest.approx(speech_level(loud), rel=0.05)


def test_short_noise_is_repeated_and_the_sum_does_not_clip() -> None:
    speech = np.full(16_000, 0.9, np.float32)
    mixed = mix_at_snr(speech, np.array([1, -1], np.float32), 0.0)
    assert mixed.shape == speech.shape
    assert np.max(np.abs(mixed)) <= 1.0


def test_no_noise_is_an_error() -> None:
    with pytest.raises(ValueError, match="no noise"):
        mix_at_snr(np.ones(10, np.float32), np.zeros(0, np.float32), 5.0)
