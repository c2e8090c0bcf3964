"""Nets through Java: the same numbers as ONNX Runtime gives, and everything is let go."""

import types

import numpy as np
import pytest

from app_kivy.android import onnx
from models import registry


class Bytes:
    """`ByteBuffer` and `FloatBuffer`: bytes with an order."""

    def __init__(self, content):
        # What is no bytearray crosses into Java number by number.
        assert isinstance(content, bytearray)
        self.content = bytes(content)

    def order(self, order):
        assert order == "little"
        return self

    def asFloatBuffer(self):  # noqa: N802
        return np.frombuffer(self.content, "<f4")

    def array(self):
        return types.SimpleNamespace(tostring=lambda: self.content)


class Tensor:
    """`OnnxTensor`: what Java would hold."""

    def __init__(self, values, shape):
        self.array = np.array(values, np.float32).reshape(shape)
        self.closed = False

    def getInfo(self):  # noqa: N802
        return types.SimpleNamespace(getShape=lambda: list(self.array.shape))

    def getByteBuffer(self):  # noqa: N802
        return Bytes(bytearray(self.array.tobytes()))

    def close(self):
        self.closed = True


class HashMap(dict):
    def put(self, key, value):
        self[key] = value


@pytest.fixture
def java(monkeypatch):
    """Java's side, run by ONNX Runtime's Python package."""
    onnxruntime = pytest.importorskip("onnxruntime", reason="stands in for the AAR")
    made, results, casts = [], [], []

    class SessionOptions:
        def __init__(self):
            self.real = onnxruntime.SessionOptions()

        def setIntraOpNumThreads(self, threads):  # noqa: N802
            self.real.intra_op_num_threads = threads

        def addConfigEntry(self, name, value):  # noqa: N802
            self.real.add_session_config_entry(name, value)

    class Session:
        def __init__(self, path, options):
            self.real = onnxruntime.InferenceSession(path, options.real, providers=["CPUExecutionProvider"])

        def getInputNames(self):  # noqa: N802
            names = [one.name for one in self.real.get_inputs()]
            return types.SimpleNamespace(toArray=lambda: names)

        def run(self, inputs):
            values = self.real.run(None, {name: tensor.array for name, tensor in inputs.items()})
            outputs = [Tensor(value, value.shape) for value in values]
            made.extend(outputs)
            results.append(types.SimpleNamespace(closed=False))
            return types.SimpleNamespace(
                size=lambda: len(outputs),
                get=outputs.__getitem__,
                close=lambda result=results[-1]: setattr(result, "closed", True),
            )

    def create(environment, buffer, shape):
        made.append(Tensor(buffer, shape))
        return made[-1]

    def cast(name, thing):
        casts.append(name)
        return thing

    classes = {
        "ai.onnxruntime.OrtEnvironment": types.SimpleNamespace(
            getEnvironment=lambda: types.SimpleNamespace(createSession=Session)
        ),
        "ai.onnxruntime.OrtSession$SessionOptions": SessionOptions,
        "java.nio.ByteBuffer": types.SimpleNamespace(wrap=Bytes),
        "java.nio.ByteOrder": types.SimpleNamespace(LITTLE_ENDIAN="little"),
        "ai.onnxruntime.OnnxTensor": types.SimpleNamespace(createTensor=create),
        "java.util.HashMap": HashMap,
    }
    monkeypatch.setattr(onnx, "java", classes.__getitem__)
    monkeypatch.setattr(onnx, "cast", cast)
    return types.SimpleNamespace(tensors=made, results=results, casts=casts)


@pytest.mark.skipif("wake" not in registry.names(), reason="no wake word has been trained yet")
def test_a_net_gives_what_onnx_runtime_gives(java):
    from asr.wake.graphs import open_graph

    file = registry.load("wake").path("mel.onnx")
    sound = np.random.default_rng(1).normal(0, 500, (1, 1760)).astype(np.float32)
    assert np.array_equal(onnx.open_graph(file)(sound), open_graph(file)(sound))
    assert java.tensors[0].closed
    assert java.results[0].closed
    # Java says `OnnxValue` and `ValueInfo`, which have neither numbers nor shape.
    assert java.casts == ["ai.onnxruntime.OnnxTensor", "ai.onnxruntime.TensorInfo"]


@pytest.mark.skipif("detector" not in registry.names(), reason="the model is not trained yet")
def test_the_detector_finds_the_same_through_java(java, monkeypatch):
    import sys

    from tests.app_kivy.conftest import EXAMPLES
    from vision.detector.finder import Finder
    from vision.sources.picture import read

    image = read(EXAMPLES / "pictures" / "gs1-carton.jpg")
    here = Finder()(image).candidates
    monkeypatch.setitem(sys.modules, "onnxruntime", onnx)
    there = Finder()(image).candidates
    assert here == there
    assert len(java.results) == 3, "the picture, its mirror image, and the picture from farther away"


@pytest.mark.skipif("label-text" not in registry.names(), reason="the model is not trained yet")
def test_labels_read_the_same_through_java(java, monkeypatch):
    import sys

    from tests.app_kivy.conftest import EXAMPLES
    from vision.sources.picture import read
    from vision.text.reader import TextReader

    image = read(EXAMPLES / "pictures" / "torn-label.jpg")
    here = TextReader()(image, thorough=False)
    monkeypatch.setitem(sys.modules, "onnxruntime", onnx)
    there = TextReader()(image, thorough=False)
    assert [line.text for line in here] == [line.text for line in there]
    assert here
