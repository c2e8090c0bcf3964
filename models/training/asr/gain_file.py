"""The denoiser as ONNX with weights of 8 bits, and back."""

import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import nn

from models.training.asr.denoiser import BANDS, Denoiser

_OPSET = 17
_SMALLEST = 1000
"""Values of a tensor that is worth storing at 8 bits."""
_GATES = "rzn"
"""Of PyTorch's GRU; ONNX has them in another order."""
_ONNX_GATES = "zrn"


def write(denoiser: Denoiser, target: Path) -> None:
    """Write `log_mel` [1, frames, 40] -> `gains`, the same shape."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            denoiser.cpu().eval(),
            (torch.zeros(1, 50, BANDS),),
            str(plain),
            opset_version=_OPSET,
            input_names=["log_mel"],
            output_names=["gains"],
            dynamic_axes={"log_mel": {1: "frames"}, "gains": {1: "frames"}},
            dynamo=False,
        )
        model = onnx.load(str(plain))
    _shrink(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def read(file: Path, denoiser: Denoiser) -> None:
    """Put the weights of `file`, which `write` wrote, into `denoiser`."""
    graph = onnx.load(str(file)).graph
    held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            whole, scale = held[node.input[0]], held[node.input[1]]
            held[node.output[0]] = whole * scale.reshape([1, -1] + [1] * (whole.ndim - 2))
    matrices = [held[node.input[1]] for node in graph.node if node.op_type == "MatMul"]
    biases = [held[name] for node in graph.node if node.op_type == "Add" for name in node.input if name in held]
    layers = [[held[name] for name in node.input[1:4]] for node in graph.node if node.op_type == "GRU"]
    with torch.no_grad():
        for linear, weights, bias in zip((denoiser.enter, denoiser.leave), matrices, biases, strict=True):
            linear.weight.copy_(torch.tensor(weights.T))
            linear.bias.copy_(torch.tensor(bias))
        for number, layer in enumerate(layers):
            _fill(denoiser.memory, number, layer)


def _fill(memory: nn.GRU, number: int, layer: list[np.ndarray]) -> None:
    entering, repeating, biases = layer
    for direction, suffix in enumerate(("", "_reverse")):
        parts = dict(zip(("weight_ih", "weight_hh"), (entering[direction], repeating[direction]), strict=True))
        parts |= dict(zip(("bias_ih", "bias_hh"), np.split(biases[direction], 2), strict=True))
        for name, value in parts.items():
            gates = dict(zip(_ONNX_GATES, np.split(value, 3), strict=True))
            mine = np.concatenate([gates[gate] for gate in _GATES])
            getattr(memory, f"{name}_l{number}{suffix}").copy_(torch.tensor(mine))


def _shrink(graph: onnx.GraphProto) -> None:
    """Store the large tensors at 8 bits, a scale an output."""
    nodes = []
    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < _SMALLEST:
            continue
        others = tuple(axis for axis in range(values.ndim) if axis != 1)
        scale = (np.abs(values).max(axis=others) / 127 + 1e-12).astype(np.float32)
        spread = scale.reshape([1, -1] + [1] * (values.ndim - 2))
        name = tensor.name
        graph.initializer.remove(tensor)
        stored = {"whole": np.rint(values / spread).astype(np.int8), "scale": scale}
        graph.initializer.extend(numpy_helper.from_array(value, f"{name}.{part}") for part, value in stored.items())
        nodes.append(helper.make_node("DequantizeLinear", [f"{name}.whole", f"{name}.scale"], [name], axis=1))
    for node in reversed(nodes):
        graph.node.insert(0, node)
