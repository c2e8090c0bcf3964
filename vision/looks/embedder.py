"""From pictures to vectors whose angle says how alike two products look: a net, `models/looks`."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from models import registry
from models.registry import Model
from models.stamp import ModelStamp
from vision.looks.preparing import batch, squared
from vision.picture import Image

Vectors: TypeAlias = npt.NDArray[np.float32]
"""[n, dimensions], of length one."""


class Embedder:
    """The embedding net. Loading takes a tenth of a second."""

    def __init__(self, model: Model | None = None, threads: int = 1) -> None:
        """Load `models/looks`, or another model of its form.

        Raises `ModelMissingError` or `ModelDamagedError` of `models.registry`.
        """
        model = model or registry.load("looks")
        self.stamp: ModelStamp = model.stamp
        self._session = _session(model.path("looks.onnx"), threads)
        self._input = self._session.get_inputs()[0].name

    def __call__(self, images: list[Image]) -> Vectors:
        """Return a vector for each BGR picture."""
        return np.concatenate(
            [self._session.run(None, {self._input: batch([squared(image)])})[0] for image in images]
        ).astype(np.float32)


def _session(path: Any, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
