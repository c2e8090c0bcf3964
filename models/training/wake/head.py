"""The head: sixteen embeddings in, one probability out. Trained with the mistakes it makes brought up more often."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional

from models.training.labels.weights import store_int8
from models.training.wake.features import LOOKED_AT
from models.training.wake.windows import OTHER, WORD, Windows

DIMENSIONS = 96
_RATE = 2e-3
_BATCH = 512
_WORDS_A_BATCH = 160
_RESCORED_EVERY = 250
_SMOOTHING = 0.02
"""Labels are this far from certain: a few scenes are mislabelled, and sure nets are wrong surely."""


class Head(nn.Module):
    """Two convolutions over time and a dense layer; the features are normalised inside, so that it takes them raw."""

    def __init__(self, mean: np.ndarray, deviation: np.ndarray, channels: int = 40) -> None:
        super().__init__()
        self.register_buffer("mean", torch.as_tensor(mean, dtype=torch.float32))
        self.register_buffer("scale", torch.as_tensor(1 / deviation, dtype=torch.float32))
        self.first = nn.Conv1d(DIMENSIONS, channels, 3, padding=1)
        self.second = nn.Conv1d(channels, channels, 3, padding=1)
        self.norms = nn.ModuleList(nn.BatchNorm1d(channels) for _ in range(2))
        self.dense = nn.Linear(channels * LOOKED_AT, 48)
        self.last = nn.Linear(48, 1)
        self.dropout = nn.Dropout(0.3)

    def logits(self, windows: torch.Tensor) -> torch.Tensor:
        """Return [n] for windows [n, 16, 96]."""
        hidden = ((windows - self.mean) * self.scale).transpose(1, 2)
        hidden = functional.relu(self.norms[0](self.first(hidden)))
        hidden = functional.relu(self.norms[1](self.second(self.dropout(hidden))))
        hidden = functional.relu(self.dense(self.dropout(hidden.flatten(1))))
        return self.last(self.dropout(hidden)).squeeze(1)

    def forward(self, windows: torch.Tensor) -> torch.Tensor:
        """Return probabilities [n, 1]."""
        return torch.sigmoid(self.logits(windows))[:, None]


@dataclass
class Drawing:
    """Draws windows for batches: words by chance, the rest by how wrong the head is about them."""

    windows: Windows
    rng: np.random.Generator

    def __post_init__(self) -> None:
        self.words = np.flatnonzero(self.windows.label == WORD)
        self.others = np.flatnonzero(self.windows.label == OTHER)
        self.weights = np.ones(len(self.others)) / len(self.others)

    def rescore(self, head: Head) -> float:
        """Look at all others anew; return the share of them that the head takes for the word."""
        scores = scored(head, self.windows, self.others)
        weights = 0.01 + scores
        self.weights = weights / weights.sum()
        return float(np.mean(scores > 0.5))

    def batch(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Return windows [n, 16, 96] and labels [n]."""
        words = self.words[self.rng.integers(len(self.words), size=_WORDS_A_BATCH)]
        others = self.others[
            np.concatenate(
                (
                    self.rng.choice(len(self.others), (_BATCH - _WORDS_A_BATCH) // 2, p=self.weights),
                    self.rng.integers(len(self.others), size=(_BATCH - _WORDS_A_BATCH) // 2),
                ),
            )
        ]
        chosen = self.windows.take(np.concatenate([words, others]))
        chosen = chosen + self.rng.normal(0, 0.6, chosen.shape).astype(np.float32)
        label = np.zeros(len(chosen), np.float32)
        label[: len(words)] = 1
        return torch.from_numpy(chosen), torch.from_numpy(label)


def scored(head: Head, windows: Windows, which: np.ndarray) -> np.ndarray:
    """Return the probabilities of windows, [n]."""
    head.eval()
    with torch.no_grad():
        parts = [
            head(torch.from_numpy(windows.take(which[start : start + 4096])))[:, 0].numpy()
            for start in range(0, len(which), 4096)
        ]
    head.train()
    return np.concatenate(parts) if parts else np.zeros(0)


def train(windows: Windows, steps: int, seed: int) -> Head:
    """Return a trained head: the mean of the nets of the second half of its training."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    sample = windows.steps[rng.integers(len(windows.steps), size=20_000)].astype(np.float32)
    head = Head(sample.mean(axis=0), sample.std(axis=0) + 1e-3)
    drawing = Drawing(windows, rng)
    optimiser = torch.optim.AdamW(head.parameters(), lr=_RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps, pct_start=0.1)
    mean = torch.optim.swa_utils.AveragedModel(head, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    began, losses = time.monotonic(), []
    for step in range(1, steps + 1):
        batch, label = drawing.batch()
        loss = functional.binary_cross_entropy_with_logits(
            head.logits(batch), label * (1 - 2 * _SMOOTHING) + _SMOOTHING
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        mean.update_parameters(head)
        losses.append(loss.item())
        if step % _RESCORED_EVERY == 0:
            wrong = drawing.rescore(head)
            print(
                f"{step} loss {np.mean(losses[-200:]):.3f} others > 0.5: {wrong:.5f} {time.monotonic() - began:.0f} s"
            )
    torch.optim.swa_utils.update_bn((drawing.batch()[0] for _ in range(40)), mean)
    return mean.module.eval()


def export(head: Head, path: Path) -> None:
    """Write the head as ONNX with int8 weights: [1, 16, 96] → [1, 1]."""
    torch.onnx.export(
        head, (torch.zeros(1, LOOKED_AT, DIMENSIONS),), str(path), input_names=["features"], output_names=["word"],
        opset_version=17, dynamo=False, dynamic_axes={"features": {0: "n"}, "word": {0: "n"}},
    )  # fmt: skip
    onnx.save_model(store_int8(onnx.load_model(path)), path)
