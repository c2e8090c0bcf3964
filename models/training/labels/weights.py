"""Store the weights of an ONNX model as int8 while it still computes in float.

Each large float initialiser becomes int8 with one scale an output channel, followed by Cast and Mul, which ONNX
Runtime folds back to float when it loads the model: a quarter of the bytes at the same speed, and nothing but the
rounding of the weights is lost.
"""

import numpy as np
import onnx
from onnx import helper, numpy_helper

_SMALLEST = 1024
"""Elements below which a tensor is left as it is: biases and norms cost nothing and matter most."""


def store_int8(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with its large float weights rounded to int8; inputs, outputs and operators stay."""
    graph = model.graph
    axes = _channel_axes(graph)
    kept, added = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < _SMALLEST or values.ndim < 2:
            kept.append(tensor)
            continue
        axis = axes.get(tensor.name, 0)
        others = tuple(index for index in range(values.ndim) if index != axis)
        scale = (np.abs(values).max(axis=others, keepdims=True) / 127).astype(np.float32)
        scale[scale == 0] = 1
        rounded = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        kept += [
            numpy_helper.from_array(rounded, f"{tensor.name}.int8"),
            numpy_helper.from_array(scale, f"{tensor.name}.scale"),
        ]
        added += [
            helper.make_node("Cast", [f"{tensor.name}.int8"], [f"{tensor.name}.float"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Mul", [f"{tensor.name}.float", f"{tensor.name}.scale"], [tensor.name]),
        ]
    nodes = [*added, *graph.node]
    del graph.initializer[:], graph.node[:], graph.value_info[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    model.doc_string = ""
    for node in graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    return model


def _channel_axes(graph: onnx.GraphProto) -> dict[str, int]:
    """Return the axis of output channels for each weight: first of a convolution, last of a product."""
    axes = {}
    for node in graph.node:
        if node.op_type == "Conv":
            axes[node.input[1]] = 0
        elif node.op_type == "ConvTranspose":
            axes[node.input[1]] = 1
        elif node.op_type in {"MatMul", "Gemm"}:
            transposed = any(attribute.name == "transB" and attribute.i for attribute in node.attribute)
            for name in node.input[:2]:
                axes[name] = 0 if transposed else -1
    shapes = {tensor.name: len(tensor.dims) for tensor in graph.initializer}
    return {name: axis % shapes[name] for name, axis in axes.items() if name in shapes}
