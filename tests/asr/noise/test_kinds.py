"""Properties of every kind of generated noise."""

import numpy as np
import pytest

from asr.noise import KINDS
from asr.noise.voices import voices_in_hall

RATE = 16_000


def share_of_power(sound: np.ndarray, low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(power[(hertz >= low) & (hertz < high)].sum() / power.sum())


def test_there_are_thirteen_kinds() -> None:
    assert len(KINDS) == 13


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seconds", [0.5, 3.0])
def test_length_type_and_level(kind: str, seconds: float) -> None:
    for seed in range(3):
        sound = KINDS[kind](np.random.default_rng(seed), seconds, RATE)
        assert sound.dtype == np.float32
        assert sound.shape == (int(seconds * RATE),)
        assert np.isfinite(sound).all()
        assert np.max(np.abs(sound)) == pytest.approx(1.0, abs=1e-3)
        assert abs(float(sound.mean())) < 1e-3


@pytest.mark.parametrize("kind", KINDS)
def test_the_seed_decides(kind: str) -> None:
    first, again, other = (KINDS[kind](np.random.default_rng(seed), 1.5, RATE) for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert abs(np.corrcoef(first, other)[0, 1]) < 0.5


@pytest.mark.parametrize(
    ("kind", "low", "high", "least"),
    [
        ("forklift horn", 250, 5000, 0.9),
        ("reversing beeper", 600, 6000, 0.9),
        ("diesel engine", 10, 1000, 0.5),
        ("ventilation", 20, 1500, 0.6),
        ("compressed air", 400, 8000, 0.8),
        ("tape gun", 400, 8000, 0.7),
        ("voices and PA", 70, 4000, 0.7),
        ("dropped pallet", 40, 1500, 0.6),
    ],
)
def test_power_lies_where_the_machine_makes_it(kind: str, low: float, high: float, least: float) -> None:
    shares = [share_of_power(KINDS[kind](np.random.default_rng(seed), 3.0, RATE), low, high) for seed in range(5)]
    assert np.mean(shares) > least


@pytest.mark.parametrize(
    ("kind", "steady"),
    [
        ("ventilation", True),
        ("conveyor", True),
        ("metal impact", False),
        ("dropped pallet", False),
        ("tape gun", False),
        ("scanner and alarms", False),
    ],
)
def test_steady_noise_is_steady_and_events_stand_out(kind: str, *, steady: bool) -> None:
    crest = []
    for seed in range(5):
        sound = KINDS[kind](np.random.default_rng(seed), 4.0, RATE)
        power = np.mean(sound.reshape(-1, 800) ** 2, axis=1)
        crest.append(np.percentile(power, 99) / np.mean(power))
    assert (float(np.median(crest)) < 2.2) is steady


def test_a_bar_rings_above_its_lowest_mode_only() -> None:
    sound = KINDS["metal impact"](np.random.default_rng(3), 3.0, RATE)
    assert share_of_power(sound, 0, 100) < 0.05


def test_talkers_can_be_recordings() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE).astype(np.float32)
    sound = voices_in_hall(np.random.default_rng(1), 2.0, RATE, [tone])
    assert share_of_power(sound, 900, 1100) > 0.8
