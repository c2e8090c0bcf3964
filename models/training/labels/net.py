"""An ONNX graph of simple operators as a PyTorch net that can be trained, and its weights back in the graph.

Knows the operators of PP-OCR's recogniser, opset 11, and no more.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

_MOVES = ("conv2d", "linear", "batch_norm", "p2o")
"""Beginnings of the names of what is learnt; the other tensors are constants of the graph."""


class OnnxNet(nn.Module):
    """The graph, computed node by node; the last node, a softmax, is a log-softmax here."""

    def __init__(self, model: onnx.ModelProto) -> None:
        super().__init__()
        self._model = model
        self._input, self._output = model.graph.input[0].name, model.graph.output[0].name
        self.learnt = nn.ParameterDict()
        self._names: dict[str, str] = {}
        for tensor in model.graph.initializer:
            value = torch.from_numpy(numpy_helper.to_array(tensor).copy())
            name = tensor.name.replace(".", "-")
            self._names[tensor.name] = name
            fixed = not value.is_floating_point() or not tensor.name.startswith(_MOVES) or _running(tensor.name)
            self.learnt[name] = nn.Parameter(value, requires_grad=not fixed)
        self._nodes = [(node.op_type, list(node.input), node.output[0], _options(node)) for node in model.graph.node]

    def forward(self, pixels: Tensor) -> Tensor:
        """Return log-probabilities [n, columns, characters + 2] of strips [n, 3, 48, width], -1 to 1."""
        known: dict[str, Tensor] = {self._input: pixels}
        for kind, inputs, output, options in self._nodes:
            values = [known[name] if name in known else self.learnt[self._names[name]] for name in inputs]
            known[output] = _OPERATORS[kind](values, options)
        return known[self._output]

    def graph(self, others: dict[str, Tensor], share: float) -> onnx.ModelProto:
        """Return the model with `share` of the present weights and the rest of `others`, a `state_dict`."""
        model = onnx.ModelProto()
        model.CopyFrom(self._model)
        mine = self.state_dict()
        for tensor in model.graph.initializer:
            key = f"learnt.{self._names[tensor.name]}"
            if self.learnt[self._names[tensor.name]].requires_grad:
                mixed = share * mine[key] + (1 - share) * others[key]
                tensor.CopyFrom(numpy_helper.from_array(mixed.numpy().astype(np.float32), tensor.name))
        return model


def _options(node: onnx.NodeProto) -> dict[str, Any]:
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def _running(name: str) -> bool:
    """Return whether a tensor is the mean or the variance of a batch normalisation."""
    return name.startswith("batch_norm") and name.endswith(("w_1", "w_2"))


def _convolved(values: list[Tensor], options: dict[str, Any]) -> Tensor:
    top, left, *_ = options["pads"]
    return functional.conv2d(*values, stride=options["strides"], padding=(top, left), groups=options["group"])


def _normalised(values: list[Tensor], options: dict[str, Any]) -> Tensor:
    scaled, scale, bias, mean, variance = values
    return functional.batch_norm(scaled, mean, variance, scale, bias, False, 0.0, options["epsilon"])


_OPERATORS: dict[str, Callable[[list[Tensor], dict[str, Any]], Tensor]] = {
    "Add": lambda values, _: values[0] + values[1],
    "AveragePool": lambda values, options: functional.avg_pool2d(*values, options["kernel_shape"], options["strides"]),
    "BatchNormalization": _normalised,
    "Conv": _convolved,
    "Div": lambda values, _: values[0] / values[1],
    "Erf": lambda values, _: torch.erf(values[0]),
    "HardSigmoid": lambda values, options: (options["alpha"] * values[0] + options["beta"]).clamp(0, 1),
    "Identity": lambda values, _: values[0],
    "MatMul": lambda values, _: values[0] @ values[1],
    "Mul": lambda values, _: values[0] * values[1],
    "ReduceMean": lambda values, options: values[0].mean(dim=options["axes"], keepdim=bool(options["keepdims"])),
    "Relu": lambda values, _: values[0].relu(),
    "Softmax": lambda values, options: values[0].log_softmax(dim=options["axis"]),
    "Squeeze": lambda values, options: values[0].squeeze(options["axes"][0]),
    "Transpose": lambda values, options: values[0].permute(options["perm"]),
    "Unsqueeze": lambda values, options: values[0].unsqueeze(options["axes"][0]),
}
