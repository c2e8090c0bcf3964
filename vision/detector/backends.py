"""The two ways to run the net: ONNX Runtime, and OpenCV where that is not installed."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from vision.detector.detection import Backend


class OnnxRuntime:
    """Runs the net in ONNX Runtime: the faster one. Raises `ImportError` where it is not installed."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Without it, x86 processors that lack VNNI add products of 8 bits in 16, which overflow: scores are off by 0.2.
        options.add_session_config_entry("session.x64quantprecision", "1")
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._name = self._session.get_inputs()[0].name

    def __call__(self, pixels: Any) -> Any:
        """Run the net, see `Backend`."""
        return self._session.run(None, {self._name: np.ascontiguousarray(pixels, np.float32)})[0][0]


class OpenCv:
    """Runs the net in OpenCV's own engine, on as many threads as OpenCV is set to use."""

    def __init__(self, path: Path) -> None:
        self._net = cv2.dnn.readNetFromONNX(str(path))

    def __call__(self, pixels: Any) -> Any:
        """Run the net, see `Backend`."""
        self._net.setInput(np.ascontiguousarray(pixels, np.float32))
        return np.asarray(self._net.forward())[0]


def open_backend(path: Path, threads: int = 1) -> Backend:
    """Return the better of the backends that this machine has."""
    try:
        return OnnxRuntime(path, threads)
    except ImportError:
        return OpenCv(path)
