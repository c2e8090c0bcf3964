"""The net and its export; needs torch, which the run time never has."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is only in the training environment")

import torch
import vosk

from models import registry
from models.training.asr import hclr, kaldi_format
from models.training.asr.decode import Decoder, closed, numbers
from models.training.asr.export import network
from models.training.asr.features import log_mel
from models.training.asr.net import DEEPEST, KOREAN, AcousticNet, widened
from models.training.asr.syllables import UNITS
from models.training.asr.train import batches, collate, strength_at

RATE = 16_000
vosk.SetLogLevel(-1)


def random_net(depth: int = 6) -> AcousticNet:
    torch.manual_seed(0)
    net = AcousticNet(width=32, bottleneck=8, depth=depth)
    for parameter in net.parameters():
        torch.nn.init.normal_(parameter, std=0.15)
    net.front.copy_(0.1 * torch.eye(120))
    return net.eval()


def scores_of(net: AcousticNet, sound: np.ndarray) -> np.ndarray:
    """What `net` says of log-mel frames [frames, 40]: [frames / 3 rounded up, units]."""
    after = -(-len(sound) // 3) * 3 - 2 - len(sound) + net.margin
    padded = np.pad(sound, ((net.margin, after), (0, 0)), mode="edge")
    with torch.no_grad():
        return net(torch.from_numpy(padded)[None])[0].double().numpy()


@pytest.mark.parametrize("outputs", [1, 2, 17])
def test_one_output_every_three_frames(outputs: int) -> None:
    net = random_net()
    scores = net(torch.zeros(2, 2 * net.margin + 3 * outputs - 2, 40))
    assert scores.shape == (2, outputs, len(UNITS))
    assert torch.allclose(scores.exp().sum(dim=2), torch.ones(2, outputs), atol=1e-4)


@pytest.mark.parametrize("depth", range(KOREAN, DEEPEST))
def test_a_widened_net_sees_further_and_says_the_same(depth: int) -> None:
    net = random_net(depth)
    wide = widened(net).eval()
    sound = np.random.default_rng(0).standard_normal((61, 40)).astype(np.float32)
    assert np.allclose(np.exp(scores_of(wide, sound)), np.exp(scores_of(net, sound)), atol=0.01)
    assert wide.context > net.context
    assert {id(p) for group in wide.groups().values() for p in group} == {id(p) for p in wide.parameters()}


@pytest.mark.parametrize("frames", [31, 32, 33])
@pytest.mark.parametrize("depth", [6, *range(KOREAN, DEEPEST + 1)])
def test_repeating_an_edge_inside_the_net_is_repeating_it_before(depth: int, frames: int) -> None:
    net = random_net(depth)
    sound = np.random.default_rng(1).standard_normal((frames, 40)).astype(np.float32)
    outputs = -(-net.context // 3)
    longer = np.pad(sound, ((3 * outputs, 3 * outputs), (0, 0)), mode="edge")
    assert np.allclose(scores_of(net, longer)[outputs:-outputs], scores_of(net, sound), atol=1e-4)


@pytest.mark.parametrize("depth", [KOREAN - 2, DEEPEST])
def test_what_lacks_korean_layers_or_is_deepest_is_not_widened(depth: int) -> None:
    with pytest.raises(ValueError, match=str(depth)):
        widened(random_net(depth))


def best_path(scores: np.ndarray, unit: int) -> float:
    """Log-likelihood of the best way to say one sound with blanks around it."""
    inside, blank = np.cumsum(scores[:, unit]), np.cumsum(scores[:, 0])
    gain = np.concatenate(([0.0], inside - blank))
    return float(blank[-1] + max(gain[j] - gain[:j][gain[:j].argmin()] for j in range(1, len(gain))))


@pytest.mark.parametrize(
    ("syllable", "unit", "depth"), [("a", "a", 6), ("yi", "i", 6), ("er", "er", 6), ("a", "a", DEEPEST)]
)
def test_vosk_scores_as_torch_does(tmp_path: Path, syllable: str, unit: str, depth: int) -> None:
    net = random_net(depth)
    shutil.copytree(registry.load("hearing").folder, tmp_path / "model")
    model = kaldi_format.acoustic_model(hclr.phones().model(), network(net), net.context, np.zeros(len(UNITS)))
    (tmp_path / "model" / "am" / "final.mdl").write_bytes(model)
    decoder = Decoder(tmp_path / "model", tmp_path / "strict", closed([(syllable,)], numbers(tmp_path / "model")))
    sound = np.rint(1000 * np.random.default_rng(0).standard_normal(RATE))
    features = log_mel(sound)
    outputs = -(-len(features) // 3)
    scores = scores_of(net, features)
    recogniser = vosk.KaldiRecognizer(decoder.model, RATE)
    recogniser.SetMaxAlternatives(1)
    recogniser.AcceptWaveform(sound.astype("<i2").tobytes())
    (heard,) = json.loads(recogniser.FinalResult())["alternatives"]
    assert heard["text"].strip() == syllable
    assert len(scores) == outputs
    assert heard["confidence"] == pytest.approx(best_path(scores, UNITS.index(unit)), rel=0.01)


def test_augmentation_ramps_up() -> None:
    strengths = [strength_at(step, hears=False) for step in range(0, 5000, 100)]
    assert strengths[0] == 0
    assert strengths == sorted(strengths)
    assert strengths[-1] == strengths[-2] <= 1


def test_batches_hold_everything_once_and_are_padded_with_their_edges() -> None:
    from models.training.asr.compose import Example

    rng = np.random.default_rng(0)
    sounds = [rng.standard_normal((n, 40)).astype(np.float32) for n in range(30, 90, 3)]
    examples = [Example(sound, sound - 1, np.arange(1, 4)) for sound in sounds]
    found = batches(examples, 300, rng)
    assert sum(len(batch) for batch in found) == len(examples)
    assert all(max(len(e.features) for e in batch) * len(batch) <= 300 for batch in found)
    features, quiet, lengths, units, counts = collate(found[0], 10)
    assert np.allclose(features - 1, quiet, atol=0.02)
    assert features.shape[1] == 3 * lengths.max() - 2 + 20
    assert np.array_equal(features[0, 0], features[0, 10])
    assert counts.sum() == len(units)
