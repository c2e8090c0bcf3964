"""Turning down what is not speech."""

from pathlib import Path

import numpy as np
import pytest

from asr.denoise import FILE, filtered, quietener
from asr.errors import RecogniserMissingError
from asr.net.features import BANDS, log_mel

NOISE = 0.1 * np.random.default_rng(0).standard_normal(16_123).astype(np.float32)


def test_nothing_turned_down_leaves_everything() -> None:
    assert filtered(NOISE, np.zeros((3, BANDS), np.float32)) == pytest.approx(NOISE, abs=1e-6)


def test_the_recogniser_then_sees_the_gains() -> None:
    features = log_mel(NOISE)
    slowly = np.sin(np.arange(len(features)) / 20)[:, None] ** 2
    gains = (-3 * slowly * np.linspace(0, 1, BANDS)).astype(np.float32)
    seen = log_mel(filtered(NOISE, gains))
    assert np.abs(seen - features - gains).mean() < 0.05


@pytest.mark.parametrize("samples", [0, 1, 399, 400, 401])
def test_short_stretches(samples: int) -> None:
    assert len(filtered(NOISE[:samples], np.zeros((1, BANDS), np.float32))) == samples


def test_a_model_without_a_denoiser_hears_what_there_is(tmp_path: Path) -> None:
    assert quietener(tmp_path)(NOISE) is NOISE


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no net")
    with pytest.raises(RecogniserMissingError, match=FILE):
        quietener(tmp_path)
