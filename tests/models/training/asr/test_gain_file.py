"""The denoiser's way into its file and back."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the net is trained with torch (extra `train`)")
pytest.importorskip("onnx", reason="the net is stored with onnx (extra `train`)")

from asr.denoise import Denoiser as Quiet  # noqa: E402
from asr.net.features import log_mel  # noqa: E402
from models.training.asr import gain_file  # noqa: E402
from models.training.asr.denoiser import DEEPEST, Denoiser  # noqa: E402


@pytest.fixture
def denoiser() -> Denoiser:
    torch.manual_seed(0)
    net = Denoiser().eval()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    return net


def test_what_is_written_is_read(denoiser: Denoiser, tmp_path: Path) -> None:
    gain_file.write(denoiser, tmp_path / "gain.onnx")
    again = Denoiser().eval()
    gain_file.read(tmp_path / "gain.onnx", again)
    features = 11 + 3 * torch.randn(1, 200, 40)
    with torch.no_grad():
        assert torch.allclose(again(features), denoiser(features), atol=0.1)
    assert (tmp_path / "gain.onnx").stat().st_size < 300_000


def test_the_clerk_runs_it_without_torch(denoiser: Denoiser, tmp_path: Path) -> None:
    gain_file.write(denoiser, tmp_path / "gain.onnx")
    sound = 0.1 * np.random.default_rng(0).standard_normal(16_000).astype(np.float32)
    quiet = Quiet(tmp_path / "gain.onnx").quieten(sound)
    with torch.no_grad():
        gains = denoiser(torch.from_numpy(log_mel(sound))[None])[0].numpy()
    assert -DEEPEST <= gains.min() < gains.max() <= 0
    assert np.abs(log_mel(quiet) - log_mel(sound) - gains).mean() < 0.2
