"""Written models are read by the stock `vosk` package."""

import json
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest
import vosk

from models import registry
from models.training.asr import hclr, kaldi_format
from models.training.asr.syllables import UNIT_INDEX, UNITS

RATE = 16_000
vosk.SetLogLevel(-1)


def read_cm(written: bytes) -> np.ndarray:
    """Read a CM matrix as Kaldi documents it, to check the writer."""
    assert written[:3] == b"CM "
    low, span, rows, columns = struct.unpack("<ffii", written[3:19])
    knots = np.frombuffer(written, "<u2", 4 * columns, 19).reshape(columns, 4) * span / 65535 + low
    codes = np.frombuffer(written, np.uint8, rows * columns, 19 + 8 * columns).reshape(columns, rows)
    return np.stack([np.interp(codes[c], [0, 64, 192, 255], knots[c]) for c in range(columns)], axis=1)


@pytest.mark.parametrize("shape", [(64, 30), (9, 5), (8, 1)])
def test_eight_bits_keep_a_matrix(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(1).standard_normal(shape) * np.linspace(0.1, 2, shape[1])
    error = np.abs(read_cm(kaldi_format.matrix(values)) - values)
    assert (error.max(axis=0) < 0.02 * np.ptp(values, axis=0) + 1e-3).all()


def test_sixteen_bits_keep_more() -> None:
    values = np.random.default_rng(1).standard_normal((6, 7))
    written = kaldi_format.matrix(values, "CM2")
    low, span = struct.unpack("<ff", written[4:12])
    read = np.frombuffer(written, "<u2", 42, 20).reshape(6, 7) * span / 65535 + low
    assert np.abs(read - values).max() < span / 60_000


def test_a_constant_column_is_allowed() -> None:
    values = np.concatenate((np.zeros((8, 1)), np.arange(8.0)[:, None]), axis=1)
    assert np.abs(read_cm(kaldi_format.matrix(values)) - values).max() < 0.05


def loudness_net(unit: str) -> bytes:
    """A net that says `unit` while it is loud and blank otherwise."""
    weights, bias = np.zeros((len(UNITS), 40)), np.full(len(UNITS), -30.0)
    weights[UNIT_INDEX[unit]] = 1 / 40
    bias[UNIT_INDEX[unit]], bias[0] = -12.0, 0.0
    components = [
        ("head", kaldi_format.affine_over_time(weights, bias, [0], "FM")),
        ("log", kaldi_format.activation("LogSoftmaxComponent", len(UNITS))),
    ]
    config = [
        "input-node name=input dim=40",
        "component-node name=head component=head input=input",
        "component-node name=log component=log input=head",
        "output-node name=output input=log objective=linear",
    ]
    return kaldi_format.network(config, components)


@pytest.mark.parametrize(("unit", "syllable"), [("a", "a"), ("i", "yi"), ("van", "yuan"), ("er", "er")])
def test_vosk_hears_what_the_written_net_says(tmp_path: Path, unit: str, syllable: str) -> None:
    shutil.copytree(registry.load("hearing").folder, tmp_path / "model")
    model = kaldi_format.acoustic_model(hclr.phones().model(), loudness_net(unit), 0, np.zeros(len(UNITS)))
    (tmp_path / "model" / "am" / "final.mdl").write_bytes(model)
    rng = np.random.default_rng(0)
    sound = 2 * rng.standard_normal(2 * RATE)
    for at in (0.3, 0.9, 1.5):
        sound[int(at * RATE) : int((at + 0.2) * RATE)] += 5000 * rng.standard_normal(int(0.2 * RATE))
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(tmp_path / "model")), RATE)
    recogniser.SetWords(True)
    recogniser.AcceptWaveform(np.rint(sound).astype("<i2").tobytes())
    heard = json.loads(recogniser.FinalResult())
    assert heard["text"] == " ".join([syllable] * 3)
    for word, at in zip(heard["result"], (0.3, 0.9, 1.5), strict=True):
        assert word["start"] == pytest.approx(at, abs=0.1)
