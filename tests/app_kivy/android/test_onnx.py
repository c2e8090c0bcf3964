"""Nets through Java: the same numbers as ONNX Runtime gives, and everything is let go."""

import types

import numpy as np
import pytest

from app_kivy.android import onnx
from models import registry


class Buffer:
    def __init__(self, values):
        self.values = values

    def get(self, target):
        target[:] = self.values


class Tensor:
    """`OnnxTensor`: what Java would hold."""

    def __init__(self, values, shape):
        self.array = np.array(values, np.float32).reshape(shape)
        self.closed = False

    def getInfo(self):  # noqa: N802
        return types.SimpleNamespace(getShape=lambda: list(self.array.shape))

    def getFloatBuffer(self):  # noqa: N802
        return Buffer(self.array.ravel().tolist())

    def close(self):
        self.closed = True


class HashMap(dict):
    def put(self, key, value):
        self[key] = value


@pytest.fixture
def java(monkeypatch):
    """Java's side, run by ONNX Runtime's Python package."""
    onnxruntime = pytest.importorskip("onnxruntime", reason="stands in for the AAR")
    made, results = [], []

    class Session:
        def __init__(self, path):
            self.real = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])

        def getInputNames(self):  # noqa: N802
            names = [one.name for one in self.real.get_inputs()]
            return types.SimpleNamespace(toArray=lambda: names)

        def run(self, inputs):
            value = self.real.run(None, {name: tensor.array for name, tensor in inputs.items()})[0]
            made.append(Tensor(value.ravel(), value.shape))
            results.append(types.SimpleNamespace(closed=False))
            result = results[-1]
            return types.SimpleNamespace(get=lambda at: made[-1], close=lambda: setattr(result, "closed", True))

    def create(environment, buffer, shape):
        made.append(Tensor(buffer.values, shape))
        return made[-1]

    classes = {
        "ai.onnxruntime.OrtEnvironment": types.SimpleNamespace(
            getEnvironment=lambda: types.SimpleNamespace(createSession=Session)
        ),
        "java.nio.FloatBuffer": types.SimpleNamespace(wrap=Buffer),
        "ai.onnxruntime.OnnxTensor": types.SimpleNamespace(createTensor=create),
        "java.util.HashMap": HashMap,
    }
    monkeypatch.setattr(onnx, "java", classes.__getitem__)
    return types.SimpleNamespace(tensors=made, results=results)


@pytest.mark.skipif("wake" not in registry.names(), reason="no wake word has been trained yet")
def test_a_net_gives_what_onnx_runtime_gives(java):
    from asr.wake.graphs import open_graph

    file = registry.load("wake").path("mel.onnx")
    sound = np.random.default_rng(1).normal(0, 500, (1, 1760)).astype(np.float32)
    assert np.array_equal(onnx.open_graph(file)(sound), open_graph(file)(sound))
    assert java.tensors[0].closed
    assert java.results[0].closed
