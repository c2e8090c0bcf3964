"""Train the recogniser of print further on worn labels; it goes on saying of whole ones what it said.

Loss: CTC of the damaged strip, and the divergence from the net as it was, frame by frame, of the whole one (learning
without forgetting, Li and Hoiem 2016). The mean of old and new weights ships (Wortsman et al., "Robust fine-tuning of
zero-shot models", 2022).
"""

import copy
import itertools
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from torch.nn import functional

from models.training.checkpoint import Checkpoint
from models.training.labels.net import OnnxNet
from models.training.labels.render import system_fonts
from models.training.labels.strips import Strip, of_labels, of_photos
from models.training.precision import halved
from vision.text.detector import Detector
from vision.text.recogniser import HEIGHT, NARROWEST, STEP, Recogniser

BATCH = 12
RATE = 1e-4
"""Peak; four times as much forgets faster than it learns."""
KEEP = 1.0
"""Weight of the divergence from what the net said before."""
_POOL = 16
"""Batches that are drawn together, so that each holds strips of like length."""
_PHOTOS = 0.3
"""Share of strips from photos."""
_WIDEST = 720


class Tuning:
    """The net, the net as it was published, the optimiser, the running average, and how far training is."""

    def __init__(
        self,
        model: onnx.ModelProto,
        characters: Sequence[str],
        run: Path,
        hours: float,
        start: dict[str, torch.Tensor] | None = None,
    ) -> None:
        torch.manual_seed(1)
        self.net = OnnxNet(model)
        self.before = copy.deepcopy(self.net).eval()
        if start:
            self.net.load_state_dict(start)
        self.average = copy.deepcopy(self.net)
        self.characters = characters
        self._numbers = {character: number for number, character in enumerate(["", *characters, " "])}
        self._moving = [parameter for parameter in self.net.parameters() if parameter.requires_grad]
        self._optimiser = torch.optim.AdamW(self._moving, lr=RATE, weight_decay=1e-4)
        self.hours = hours
        self._checkpoint = Checkpoint(run / "checkpoint.pt", self.net, self.average, self._optimiser)
        self.step, self.seconds = self._checkpoint.load()

    def save(self) -> None:
        """Keep how far it is."""
        self._checkpoint.save(self.step, self.seconds)

    def learn(self, whole: torch.Tensor, damaged: torch.Tensor, texts: Sequence[str]) -> tuple[float, float]:
        """Take one step on strips [n, 3, 48, width]; returns the loss a character of reading and of keeping."""
        units = torch.tensor([self._numbers[character] for text in texts for character in text])
        counts = torch.tensor([len(text) for text in texts])
        self._optimiser.param_groups[0]["lr"] = RATE * _shape(self.step, self.seconds / (self.hours * 3600))
        with halved():
            said = self.net(torch.cat([damaged, whole]).contiguous(memory_format=torch.channels_last))
            with torch.no_grad():
                told = self.before(whole.contiguous(memory_format=torch.channels_last))
        frames = torch.full((len(texts),), said.shape[1])
        reading = functional.ctc_loss(said[: len(texts)].transpose(0, 1), units, frames, counts, zero_infinity=True)
        apart = functional.kl_div(said[len(texts) :], told, reduction="none", log_target=True).sum(dim=(1, 2))
        keeping = (apart / counts).mean()
        self._optimiser.zero_grad(set_to_none=True)
        (reading + KEEP * keeping).backward()
        torch.nn.utils.clip_grad_norm_(self._moving, 5.0)
        self._optimiser.step()
        self.step += 1
        with torch.no_grad():
            for mean, mine in zip(self.average.parameters(), self.net.parameters(), strict=True):
                if mine.requires_grad:
                    mean.lerp_(mine, 1 - min(0.998, self.step / (self.step + 20)))
        return float(reading.detach()), float(keeping.detach())


def averaged(checkpoint: Path) -> dict[str, torch.Tensor]:
    """Return the running average that a checkpoint holds."""
    weights: dict[str, torch.Tensor] = torch.load(checkpoint, weights_only=True)["average"]
    return weights


def halfway(net: OnnxNet, other: dict[str, torch.Tensor]) -> None:
    """Move what `net` has learnt halfway to the weights of another run."""
    with torch.no_grad():
        for name, mine in net.named_parameters():
            if mine.requires_grad:
                mine.lerp_(other[name], 0.5)


def tune(training: Tuning, find: Detector, read: Recogniser, photos: Sequence[Path]) -> OnnxNet:
    """Return the averaged net when the hours of `training` are over; `find` and `read` make its examples."""
    torch.set_num_threads(1)
    rng = random.Random(f"worn labels {training.step}")
    labels = of_labels(rng, find, read, training.characters, system_fonts())
    batches = _batches(rng, labels, of_photos(rng, photos, find, read))
    last, losses = time.monotonic(), []
    while training.seconds < training.hours * 3600:
        losses.append(training.learn(*next(batches)))
        now = time.monotonic()
        training.seconds, last = training.seconds + now - last, now
        if training.step % 50 == 0:
            print(training.step, round(training.seconds), np.round(np.mean(losses, axis=0), 4).tolist(), flush=True)
            losses.clear()
            training.save()
    training.save()
    return training.average


def _shape(step: int, progress: float) -> float:
    return min(1.0, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


def _batches(
    rng: random.Random, labels: Iterator[Strip], photos: Iterator[Strip]
) -> Iterator[tuple[torch.Tensor, torch.Tensor, list[str]]]:
    while True:
        drawn = itertools.islice(labels, BATCH * _POOL)
        pool = [next(photos, one) if rng.random() < _PHOTOS else one for one in drawn]
        pool.sort(key=lambda strip: strip.whole.shape[1] / strip.whole.shape[0])
        groups = [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
        rng.shuffle(groups)
        for group in groups:
            middle = group[len(group) // 2].whole
            wide = middle.shape[1] / middle.shape[0] * HEIGHT * rng.uniform(0.8, 1.1)
            width = int(np.clip(round(wide / STEP) * STEP, NARROWEST, _WIDEST))
            yield (
                _pixels([strip.whole for strip in group], width),
                _pixels([strip.damaged for strip in group], width),
                [strip.text for strip in group],
            )


def _pixels(strips: Sequence[np.ndarray], width: int) -> torch.Tensor:
    """Return strips as the recogniser is given them, [n, 3, 48, width]."""
    small = np.stack([cv2.resize(strip, (width, HEIGHT), interpolation=cv2.INTER_LINEAR) for strip in strips])
    return torch.from_numpy(small.astype(np.float32).transpose(0, 3, 1, 2) / 127.5 - 1)
