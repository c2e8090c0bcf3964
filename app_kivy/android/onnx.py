"""Nets through the AAR of ONNX Runtime (`ai.onnxruntime`), under the names of its Python package; float32 only.

The eyes and the wake word ask for `onnxruntime.InferenceSession`; on a phone they get this one.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

from app_kivy.android.java import as_bytes, cast, java

Floats = npt.NDArray[np.float32]


class SessionOptions:
    """What a session may be told; as the package's."""

    intra_op_num_threads = 1
    inter_op_num_threads = 1
    log_severity_level = 3

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        """What else it is told, by the name that ONNX Runtime knows it by."""

    def add_session_config_entry(self, name: str, value: str) -> None:
        """Tell it one thing more."""
        self.entries[name] = value


class InferenceSession:
    """A net of a file. Raises Java's `OrtException` for a file that is none."""

    def __init__(self, path: str, sess_options: SessionOptions | None = None, **_: object) -> None:
        """Load it; it always runs on the CPU, whatever else is asked for."""
        self._environment = java("ai.onnxruntime.OrtEnvironment").getEnvironment()
        options = java("ai.onnxruntime.OrtSession$SessionOptions")()
        told = sess_options or SessionOptions()
        options.setIntraOpNumThreads(told.intra_op_num_threads)
        for entry in told.entries.items():
            options.addConfigEntry(*entry)
        self._session = self._environment.createSession(path, options)
        self._names = list(self._session.getInputNames().toArray())

    def get_inputs(self) -> list[SimpleNamespace]:
        """Return the inputs, each with its `name`."""
        return [SimpleNamespace(name=name) for name in self._names]

    def run(self, names: Sequence[str] | None, given: Mapping[str, Any]) -> list[Floats]:
        """Return all outputs for arrays of any shape by the inputs' names; `names` must be None."""
        assert names is None
        inputs, tensors = java("java.util.HashMap")(), []
        try:
            for name, values in given.items():
                tensors.append(_tensor(self._environment, values))
                inputs.put(name, tensors[-1])
            results = self._session.run(inputs)
            try:
                return [_array(results.get(place)) for place in range(results.size())]
            finally:
                results.close()
        finally:
            for tensor in tensors:
                tensor.close()


def open_graph(path: Path) -> Callable[[Floats], Floats]:
    """Return the net of a file with one input and one output; it takes and returns arrays of any shape."""
    session = InferenceSession(str(path))
    name = session.get_inputs()[0].name
    return lambda values: session.run(None, {name: values})[0]


def _tensor(environment: Any, values: Any) -> Any:
    # A bytearray crosses into Java in one piece, anything else number by number.
    content = bytearray(np.ascontiguousarray(values, "<f4").tobytes())
    order = java("java.nio.ByteOrder").LITTLE_ENDIAN
    floats = java("java.nio.ByteBuffer").wrap(content).order(order).asFloatBuffer()
    return java("ai.onnxruntime.OnnxTensor").createTensor(environment, floats, list(np.shape(values)))


def _array(output: Any) -> Floats:
    """Copy a tensor out of Java: it is gone when its result is closed."""
    # Java declares an interface that has neither buffer nor shape.
    tensor = cast("ai.onnxruntime.OnnxTensor", output)
    shape = tuple(cast("ai.onnxruntime.TensorInfo", tensor.getInfo()).getShape())
    content = as_bytes(tensor.getByteBuffer().array())
    return np.frombuffer(content, "<f4").reshape(shape).copy()
