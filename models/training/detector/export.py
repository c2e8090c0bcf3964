"""From a checkpoint to what ships: ONNX with int8 weights and activations, its settings and `model.toml`."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from models.training.detector.dataset import SIDE
from models.training.detector.describe import FILES
from vision.detector.boxes import letterbox
from vision.picture import Image

OPSET = 17
_HEAD = "/model.23/"
_CONVOLUTIONS = ("cv2.", "cv3.")


class _Pictures(CalibrationDataReader):
    """What the ranges of activations are measured on."""

    def __init__(self, images: Iterable[Image], name: str) -> None:
        self._left: Iterator[Image] = iter(images)
        self._name = name

    def get_next(self) -> dict[str, Any] | None:
        image = next(self._left, None)
        return None if image is None else {self._name: letterbox(image, SIDE)[0]}


def export(checkpoint: Path, out: Path, calibration: Iterable[Image], thresholds: dict[str, float]) -> None:
    """Write the net of an ultralytics checkpoint (its averaged weights) into `out`."""
    loaded = torch.load(checkpoint, map_location="cpu", weights_only=False)
    model = (loaded.get("ema") or loaded["model"]).float().eval()
    export_net(model, out / FILES[0], calibration)
    settings = {"side": SIDE, "thresholds": thresholds}
    (out / FILES[1]).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def export_net(model: Any, file: Path, calibration: Iterable[Image]) -> None:
    """Write a detection net as ONNX, quantised.

    Source: issue and card. Everything is int8 but the tail of the head (reshape, concatenation, sums over bins,
    sigmoid): quantised, it finds nothing.
    """
    model = model.fuse()
    head = model.model[-1]
    head.export, head.format, head.dynamic = True, "onnx", False
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            model,
            (torch.zeros(1, 3, SIDE, SIDE),),
            str(plain),
            opset_version=OPSET,
            input_names=["pixels"],
            output_names=["found"],
            dynamo=False,
        )
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        names = [node.name for node in onnx.load_model(prepared).graph.node]
        tail = [name for name in names if _HEAD in name and not any(part in name for part in _CONVOLUTIONS)]
        quantize_static(
            str(prepared),
            str(file),
            _Pictures(calibration, "pixels"),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            calibrate_method=CalibrationMethod.MinMax,
            nodes_to_exclude=tail,
        )
