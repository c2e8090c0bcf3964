"""Read the net that ships back into a checkpoint, to train it further on a machine that has nothing else."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from ultralytics.nn.tasks import DetectionModel

from models.training.detector.export import SIDE
from models.training.detector.train import NET
from vision.detector.boxes import letterbox
from vision.picture import Image


def checkpoint(shipped: Path, target: Path, classes: int, pictures: list[Image]) -> Path:
    """Write the weights of `shipped` (ONNX, int8) as a checkpoint of ultralytics, as exactly as their 8 bits allow.

    The normalisation was folded into the convolutions. Training needs it back: each gets the mean and the spread of
    `pictures` as its own, and a scale and a shift that undo them, so that the net computes what it did.
    """
    net = DetectionModel(NET, nc=classes, verbose=False).float().eval()
    weights = _weights(shipped)
    with torch.no_grad():
        for name, module in net.named_modules():
            if isinstance(module, nn.Conv2d) and f"{name}.weight" in weights:
                module.weight.copy_(weights[f"{name}.weight"])
                if module.bias is not None:
                    module.bias.copy_(weights[f"{name}.bias"])
        hooks = [
            module.register_forward_pre_hook(_unfold(weights[f"{name.removesuffix('bn')}conv.bias"]))
            for name, module in net.named_modules()
            if isinstance(module, nn.BatchNorm2d)
        ]
        net(torch.from_numpy(np.concatenate([letterbox(picture, SIDE)[0] for picture in pictures])))
    for hook in hooks:
        hook.remove()
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": net, "ema": None, "epoch": -1, "train_args": {}}, target)
    return target


def _unfold(bias: torch.Tensor) -> Any:
    def before(module: nn.BatchNorm2d, entered: tuple[torch.Tensor, ...]) -> None:
        mean, variance = entered[0].mean(dim=(0, 2, 3)), entered[0].var(dim=(0, 2, 3))
        module.running_mean.copy_(mean)
        module.running_var.copy_(variance)
        module.weight.copy_((variance + module.eps).sqrt())
        module.bias.copy_(mean + bias)

    return before


def _weights(shipped: Path) -> dict[str, torch.Tensor]:
    """Return name -> weight or bias of every convolution."""
    graph = onnx.load(str(shipped)).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    quantised = {node.output[0]: node.input for node in graph.node if node.op_type == "DequantizeLinear"}

    def value(name: str) -> np.ndarray:
        if name not in quantised:
            return stored[name]
        whole, scale, zero = (stored[part] for part in quantised[name])
        spread = [-1] + [1] * (whole.ndim - 1)
        return (whole.astype(np.float32) - zero.reshape(spread)) * scale.reshape(spread)

    found = {}
    for node in graph.node:
        if node.op_type == "Conv":
            name = node.input[1].partition(".weight")[0]
            for part, held in zip(("weight", "bias"), node.input[1:], strict=False):
                found[f"{name}.{part}"] = torch.from_numpy(np.array(value(held), np.float32))
    return found
