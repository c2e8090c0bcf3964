"""Nets through the AAR of ONNX Runtime (`ai.onnxruntime`): one input, one output, float32."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from app_kivy.android.java import java

Floats = npt.NDArray[np.float32]


def open_graph(path: Path) -> Callable[[Floats], Floats]:
    """Return the net of a file; it takes and returns arrays of any shape."""
    environment = java("ai.onnxruntime.OrtEnvironment").getEnvironment()
    session = environment.createSession(str(path))
    name = next(iter(session.getInputNames().toArray()))

    def run(values: Floats) -> Floats:
        flat = java("java.nio.FloatBuffer").wrap(values.astype(np.float32).ravel().tolist())
        tensor = java("ai.onnxruntime.OnnxTensor").createTensor(environment, flat, list(values.shape))
        inputs = java("java.util.HashMap")()
        inputs.put(name, tensor)
        try:
            results = session.run(inputs)
            try:
                return _array(results.get(0))
            finally:
                results.close()
        finally:
            tensor.close()

    return run


def _array(output: Any) -> Floats:
    """Copy a tensor out of Java: it is gone when its result is closed."""
    shape = tuple(output.getInfo().getShape())
    values = [0.0] * int(np.prod(shape))
    output.getFloatBuffer().get(values)
    return np.array(values, np.float32).reshape(shape)
