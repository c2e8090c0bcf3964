"""Augmentation keeps what it should keep."""

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the training extra is not installed")

from models.training.asr import augment
from models.training.asr.features import RATE, log_mel, mel_matrix


def tone(hertz: float, seconds: float = 1.0) -> np.ndarray:
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE).astype(np.float32)


def loudest(sound: np.ndarray) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(sound))) * RATE / len(sound))


@pytest.mark.parametrize("speed", [0.85, 1.0, 1.18])
def test_speed_moves_pitch_and_length(speed: float) -> None:
    played = augment.speed_and_colour(tone(1000), speed, None)
    assert len(played) == pytest.approx(RATE / speed, abs=2)
    assert loudest(played) == pytest.approx(1000 * speed, rel=0.01)
    assert np.std(played) == pytest.approx(np.std(tone(1000)), rel=0.05)


def test_a_microphone_colours() -> None:
    flat, dull = np.ones(129), np.linspace(1, 0, 129)
    bright = tone(6000)
    assert np.std(augment.speed_and_colour(bright, 1.0, dull)) < 0.5 * np.std(
        augment.speed_and_colour(bright, 1.0, flat),
    )


@pytest.mark.parametrize("decibels", [-3.0, 0.0, 12.0])
def test_signal_to_noise(decibels: float) -> None:
    rng = np.random.default_rng(0)
    speech, noise = (0.1 * rng.standard_normal(RATE).astype(np.float32) for _ in range(2))
    added = augment.at_snr(speech, noise, decibels) - speech
    assert 10 * np.log10(np.mean(speech**2) / np.mean(added**2)) == pytest.approx(decibels, abs=1)


def test_rooms_and_levels_stay_finite_and_keep_the_length() -> None:
    rng = np.random.default_rng(0)
    for _ in range(30):
        sound = augment.reverberate(tone(440), augment.room(rng))
        loud = augment.level(rng, sound, 1.0)
        assert len(loud) == RATE
        assert np.isfinite(loud).all()
        assert np.abs(loud).max() < 33_000


def test_digital_silence_gets_a_floor() -> None:
    loud = augment.level(np.random.default_rng(0), np.zeros(RATE, np.float32), 0.0)
    assert np.std(loud) > 0.1


def test_the_seed_decides() -> None:
    one, two = (augment.mask(np.random.default_rng(3), np.eye(100, 40, dtype=np.float32), 1.0) for _ in range(2))
    assert np.array_equal(one, two)


def test_warp_moves_a_tone_down() -> None:
    bins = [int(np.argmax(log_mel(10_000 * tone(2000), warp).mean(axis=0))) for warp in (0.85, 1.0, 1.2)]
    assert bins == sorted(bins)
    assert bins[0] < bins[1] < bins[2]
    assert np.isfinite(mel_matrix(1.22)).all()


def test_features_are_those_of_kaldi() -> None:
    knf = pytest.importorskip("kaldi_native_fbank", reason="the training extra is not installed")
    options = knf.FbankOptions()
    options.frame_opts.dither = 0
    options.mel_opts.num_bins, options.mel_opts.low_freq, options.mel_opts.high_freq = 40, 20, -400
    sound = (1000 * np.random.default_rng(0).standard_normal(RATE)).astype(np.float32)
    theirs = knf.OnlineFbank(options)
    theirs.accept_waveform(RATE, sound.tolist())
    expected = np.stack([theirs.get_frame(i) for i in range(theirs.num_frames_ready)])
    assert np.abs(log_mel(sound) - expected).max() < 1e-3
