"""One stage of training: ultralytics' trainer, with the forward pass in bfloat16 and the loss in float32."""

from pathlib import Path
from typing import Any

import torch
from ultralytics.models.yolo.detect import DetectionTrainer
from ultralytics.nn.tasks import DetectionModel

from models.training.precision import halved

NET = "yolo11n.yaml"
COMMON = {
    "amp": False,  # the built-in one would also compute the loss in bfloat16
    "plots": False,
    "workers": 0,
    "cache": "ram",
    "deterministic": False,
    "pretrained": False,
    "val": False,
    "cos_lr": True,
    "optimizer": "AdamW",
    "batch": 16,
    "nbs": 16,  # an optimizer step a batch
    "weight_decay": 0.01,
    "hsv_h": 0.02,
    "degrees": 5.0,
    "flipud": 0.05,
    "exist_ok": True,
    "device": "cpu",
}


class HalfModel(DetectionModel):
    """The net, which computes in bfloat16 while it is trained: half the time on processors that know it."""

    def loss(self, batch: dict[str, Any], preds: Any = None) -> Any:
        """Return what `DetectionModel.loss` returns, its predictions made in bfloat16."""
        if preds is None and self.training:
            with halved():
                preds = self.forward(batch["img"].contiguous(memory_format=torch.channels_last))
            preds = _float32(preds)
        return super().loss(batch, preds)


class Trainer(DetectionTrainer):
    """Trains a `HalfModel`, laid out in memory the way that is fastest on a processor."""

    def get_model(self, cfg: Any = None, weights: Any = None, verbose: bool = True) -> HalfModel:
        """Return a fresh net, or one with the weights of an earlier stage."""
        model = HalfModel(cfg, nc=self.data["nc"], ch=self.data["channels"], verbose=verbose)
        if weights:
            model.load(weights)
        return model.to(memory_format=torch.channels_last)


def train_stage(folder: Path, name: str, data: Path, start: Path | None, options: dict[str, Any]) -> Path:
    """Train from the weights of `start`, or from scratch; go on where it was broken off; return the checkpoint."""
    last = folder / name / "weights" / "last.pt"
    done = folder / name / "done"
    if done.is_file():
        return last
    overrides = COMMON | {"model": NET, "data": str(data), "project": str(folder.resolve()), "name": name} | options
    if start:
        overrides |= {"pretrained": str(start)}
    if last.is_file():
        overrides |= {"resume": str(last)}
    trainer = Trainer(overrides=overrides)
    trainer.train()
    done.touch()
    return last


def _float32(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.float()
    if isinstance(value, dict):
        return {key: _float32(inner) for key, inner in value.items()}
    return type(value)(_float32(inner) for inner in value)
