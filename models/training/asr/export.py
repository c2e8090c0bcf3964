"""Write the trained net as a directory that the stock `vosk` package loads."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch

from asr.fst import ARC, Fst
from models.training.asr import hclr, kaldi_format
from models.training.asr.net import FAST_LAYERS, AcousticNet
from models.training.asr.start import from_model
from models.training.asr.syllables import FOREIGN, SYLLABLES, UNIT_INDEX, UNITS

FBANK = "--num-mel-bins=40\n--low-freq=20\n--high-freq=-400\n--dither=0\n"
MODEL = """--min-active=200
--max-active=3000
--beam=13.0
--lattice-beam=6.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
--endpoint.silence-phones=9999
"""
START_SHARE = 0.6
"""Of the model that training went on from in the weights; chosen on development speakers, see the card."""
FREE_SYLLABLE = 0.5
"""Cost of a syllable in the free loop of `Gr.fst`."""


def averaged(work: Path, start: Path | None) -> AcousticNet:
    """Return the running average of training, mixed with the model that it went on from.

    The late net knows the people of training by heart; a step back hears strangers better
    (Wortsman et al. 2022, Robust fine-tuning of zero-shot models).
    """
    state = torch.load(work / "checkpoint.pt", weights_only=True, map_location="cpu")["average"]
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    net = AcousticNet(state["first.weight"].shape[0], state["layers.3.down"].shape[0], layers)
    if start is not None:
        before = from_model(start, layers).state_dict()
        state = {name: START_SHARE * before[name] + (1 - START_SHARE) * late for name, late in state.items()}
    net.load_state_dict(state)
    return net.eval()


class _Part(NamedTuple):
    name: str
    weights: np.ndarray
    bias: np.ndarray
    offsets: list[int]
    """In frames of 10 ms."""
    behind: str
    """What follows."""
    past: float = 0.0
    """Share of the layer's input that is added to it."""


def _parts(net: AcousticNet) -> list[_Part]:
    """Return every affine part."""
    array = {name: value.detach().double().numpy() for name, value in net.state_dict().items()}
    first = array["first.weight"] @ array["front"]
    parts = [_Part("tdnn1", first, array["first.bias"], [-1, 0, 1], "relu")]
    for i, layer in enumerate(net.layers):
        taps = len(array[f"layers.{i}.down"]) // layer.bottleneck
        down = np.concatenate(np.split(array[f"layers.{i}.down"], taps), axis=1)
        offset = layer.offset * (3 if i > FAST_LAYERS else 1)
        up, bias = array[f"layers.{i}.up.weight"], array[f"layers.{i}.up.bias"]
        parts.append(_Part(f"tdnnf{i + 2}.down", down, np.zeros(0), [-offset, 0][2 - taps :], ""))
        parts.append(_Part(f"tdnnf{i + 2}.up", up, bias, [0, offset][:taps], "relu", layer.bypass))
    parts.append(_Part("head", array["head.weight"], array["head.bias"], [0], "log-softmax"))
    return parts


def network(net: AcousticNet) -> bytes:
    """Return the net as Kaldi's Nnet3."""
    config, components = ["input-node name=input dim=40"], []

    def node(name: str, written: bytes, source: str) -> str:
        components.append((name, written))
        config.append(f"component-node name={name} component={name} input={source}")
        return name

    before = "input"
    bypass = ""
    for name, weights, bias, offsets, behind, past in _parts(net):
        coding = "CM2" if name == "tdnn1" else "CM"
        here = node(name, kaldi_format.affine_over_time(weights, bias, offsets, coding), before)
        width = len(weights)
        if behind == "relu":
            here = node(f"{name}.relu", kaldi_format.activation("RectifiedLinearComponent", width), here)
        if past:
            here = node(f"{name}.sum", kaldi_format.identity(width), f"Sum(Scale({past}, {bypass}), {here})")
        if behind == "log-softmax":
            here = node(f"{name}.log", kaldi_format.activation("LogSoftmaxComponent", width), here)
        if behind == "relu":
            bypass = here
        before = here
    config.append(f"output-node name=output input={before} objective=linear")
    return kaldi_format.network(config, components)


def free_loop(words: dict[str, int]) -> Fst:
    """Return a grammar of any Mandarin syllables in any order."""
    labels = [number for syllable, number in words.items() if syllable not in FOREIGN]
    arcs = np.array([(0, label, label, FREE_SYLLABLE, 0) for label in labels], ARC)
    return Fst(arcs, np.zeros(1, np.float32))


def export(net: AcousticNet, log_priors: np.ndarray, target: Path, *, model_conf: str = MODEL) -> None:
    """Write the model directory `target`; `log_priors` is [units], what is subtracted from the net's scores."""
    for folder in ("am", "conf", "graph/phones"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    known = hclr.phones()
    assert len(log_priors) == len(UNITS)
    model = kaldi_format.acoustic_model(known.model(), network(net), net.context, log_priors)
    (target / "am" / "final.mdl").write_bytes(model)
    (target / "conf" / "fbank.conf").write_text(FBANK, encoding="utf-8")
    (target / "conf" / "model.conf").write_text(model_conf, encoding="utf-8")
    words = hclr.build(target / "graph" / "HCLr.fst")
    table = ["<eps> 0", *(f"{word} {n}" for word, n in sorted(words.items(), key=lambda pair: pair[1]))]
    table.append(f"#0 {max(words.values()) + 1}")
    (target / "graph" / "words.txt").write_text("".join(f"{line}\n" for line in table), encoding="utf-8")
    (target / "graph" / "disambig_tid.int").write_text("", encoding="utf-8")
    (target / "graph" / "phones" / "word_boundary.int").write_text(known.word_boundary(), encoding="utf-8")
    free_loop(words).write(target / "graph" / "Gr.fst")
    (target / "syllables.txt").write_text("".join(f"{s}\n" for s in SYLLABLES), encoding="utf-8")
    # `asr.net` adapts the net to a person and must know what each syllable is made of.
    lines = (f"{s} {' '.join(str(UNIT_INDEX[unit]) for unit in units)}\n" for s, units in SYLLABLES.items())
    (target / "units.txt").write_text("".join(lines), encoding="utf-8")
