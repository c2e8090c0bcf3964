"""Train the acoustic net with CTC, from the Korean layers up; picks up where it stopped."""

import copy
import json
import math
import os
import signal
import time
from dataclasses import dataclass
from multiprocessing import Process, Queue, Value
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from threading import Event

import numpy as np
import torch
from torch.nn import functional

from models.training.asr.compose import Composer, Example
from models.training.asr.start import from_model, korean_net
from models.training.checkpoint import Checkpoint
from models.training.precision import halved

RATES = {"first": 5e-6, "lower": 1e-4, "upper": 3e-4, "head": 1e-3}
"""Peak learning rates; higher ones wreck the folded lower layers."""
RAMP = 3000
"""Steps until examples are augmented as strongly as they ever are; a tenth of them where the net hears already."""
STRONGEST = 0.75
"""At full strength so many examples drown that clean speech is learnt more slowly than noise is shrugged off."""
FROZEN = 400
"""Steps during which `first` and `lower` do not move; none where the net hears already."""
LOWER_EVERY = 4
"""After that they learn in every fourth step only: they run at 10 ms and cost as much as all the others."""
TAUGHT = 0.5
"""Share of the loss that is what the net that training started from says of the same without its noise, frame by frame.

CTC alone must guess in noise which frame holds what (teacher and student on parallel data: Li et al. 2014, 2017).
"""
_POOL = 240


def strength_at(step: int, *, hears: bool) -> float:
    """Return how strongly to augment: from clean single words up in 600 steps, then slowly to `STRONGEST`.

    Full augmentation from the start stays on the plateau of CTC, where everything is blank; a net that `hears` already
    has left it behind.
    """
    if hears:
        return min(STRONGEST, 0.5 + (STRONGEST - 0.5) * 10 * step / RAMP)
    return min(STRONGEST, step / 600, 0.4 + (STRONGEST - 0.4) * step / RAMP)


def batches(examples: list[Example], frames: int, rng: np.random.Generator) -> list[list[Example]]:
    """Group examples of like length into batches of at most `frames` padded frames, in random order."""
    found, batch = [], []
    for example in sorted(examples, key=lambda e: len(e.features)):
        if batch and len(example.features) * (len(batch) + 1) > frames:
            found.append(batch)
            batch = []
        batch.append(example)
    found.append(batch)
    rng.shuffle(found)
    return found


def collate(batch: list[Example], margin: int) -> tuple[np.ndarray, ...]:
    """Return features and quiet ones [b, frames, 40] with repeated edges, lengths in outputs, units, their counts."""
    outputs = [-(-len(e.features) // 3) for e in batch]
    frames = 3 * max(outputs) - 2 + 2 * margin

    def padded(some: list[np.ndarray]) -> np.ndarray:
        return np.stack(
            [np.pad(one, ((margin, frames - margin - len(one)), (0, 0)), mode="edge") for one in some]
        ).astype(np.float16)

    return (
        padded([e.features for e in batch]),
        padded([e.quiet for e in batch]),
        np.array(outputs),
        np.concatenate([e.units for e in batch]),
        np.array([len(e.units) for e in batch]),
    )


@dataclass(frozen=True)
class Feed:
    """Makes batches in a process of its own."""

    work: Path
    noise: Path
    frames: int
    """Most padded frames of a batch."""
    margin: int
    """Of the net, in frames."""
    seed: int
    hears: bool
    """Whether the net was trained before."""

    def run(self, queue: Queue, step: Synchronized) -> None:
        """Fill `queue` for ever; `step` says how far training is."""
        os.nice(2)
        with np.load(self.work / "noise.npz") as pool:
            generated = {kind: list(pool[kind].astype(np.float32)) for kind in pool.files}
        composer = Composer(self.work, self.noise, generated)
        rng = np.random.default_rng(self.seed)
        while True:
            strength = strength_at(step.value, hears=self.hears)
            for batch in batches([composer.example(rng, strength) for _ in range(_POOL)], self.frames, rng):
                queue.put(collate(batch, self.margin))


class Training:
    """The net, its optimiser, its running average, and how far it is."""

    def __init__(self, work: Path, start: Path | None, depth: int, hours: float) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.net = (from_model(start, depth) if start else korean_net(depth)).to(self.device)
        self.average = copy.deepcopy(self.net)
        self.teacher = copy.deepcopy(self.net).eval() if start else None
        self.frozen = 0 if start else FROZEN
        self.optimiser = torch.optim.AdamW(
            [{"params": p, "lr": RATES[name], "name": name} for name, p in self.net.groups().items()],
            betas=(0.9, 0.98),
            weight_decay=1e-4,
        )
        self.hours = hours
        self.log = work / "log.jsonl"
        self.checkpoint = Checkpoint(work / "checkpoint.pt", self.net, self.average, self.optimiser)
        self.step, self.seconds = self.checkpoint.load()

    def save(self) -> None:
        """Keep how far it is."""
        self.checkpoint.save(self.step, self.seconds)

    def learn(self, batch: tuple[np.ndarray, ...]) -> float:
        """Take one step on what `collate` returns; returns the loss a unit."""
        features, quiet, lengths, units, counts = (torch.from_numpy(part) for part in batch)
        progress = min(1.0, self.seconds / (self.hours * 3600))
        warm = min(1.0, (self.step + 1) / 150)
        shape = warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress**1.5)))
        frozen = self.step < self.frozen or self.step % LOWER_EVERY > 0
        for group in self.optimiser.param_groups:
            group["lr"] = RATES[group["name"]] * shape
            if group["name"] in {"first", "lower"}:
                for parameter in group["params"]:
                    parameter.requires_grad_(not frozen)
        with halved(self.device.type):
            scores = self.net(features.to(self.device).float())
        loss = _ctc(scores, lengths, units, counts)
        if self.teacher:
            with torch.no_grad(), halved(self.device.type):
                told = self.teacher(quiet.to(self.device).float())
            # Only who hears better can teach.
            better = TAUGHT * (_ctc(told, lengths, units, counts) < loss.detach())
            loss = (1 - better) * loss + better * _apart(scores, told, lengths)
        per_unit = loss.sum() / int(counts.sum())
        self.optimiser.zero_grad(set_to_none=True)
        per_unit.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 2.0)
        self.optimiser.step()
        self.step += 1
        decay = min(0.998, self.step / (self.step + 20))
        with torch.no_grad():
            mine = dict(self.net.named_parameters())
            names = list(mine)
            averaged = dict(self.average.named_parameters())
            torch._foreach_lerp_([averaged[n] for n in names], [mine[n] for n in names], 1 - decay)
        return float(per_unit.detach())


def _ctc(scores: torch.Tensor, lengths: torch.Tensor, units: torch.Tensor, counts: torch.Tensor) -> torch.Tensor:
    """Return the loss of each example, [b]."""
    by_time = scores.transpose(0, 1)
    return functional.ctc_loss(by_time, units.to(scores.device), lengths, counts, reduction="none", zero_infinity=True)


def _apart(scores: torch.Tensor, told: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """Return how far `scores` [b, n, units] are from those of the teacher, summed over the frames of each example."""
    apart = functional.kl_div(scores, told, reduction="none", log_target=True).sum(dim=2)
    inside = torch.arange(apart.shape[1])[None] < lengths[:, None]
    return (apart * inside.to(apart.device)).sum(dim=1)


def train(work: Path, noise: Path, start: Path | None, depth: int, hours: float, frames: int, seed: int) -> None:
    """Train for `hours` of wall-clock time in all, over however many starts; from the model `start` if there is one."""
    torch.set_num_threads(1)
    training = Training(work, start, depth, hours)
    queue, step = Queue(maxsize=40), Value("i", training.step)
    feed = Feed(work, noise, frames, training.net.margin, seed + training.step, hears=start is not None)
    worker = Process(target=feed.run, args=(queue, step), daemon=True)
    worker.start()
    asked_to_stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: asked_to_stop.set())
    losses, waited, since = [], 0.0, time.monotonic()
    last = since
    while training.seconds < hours * 3600 and not asked_to_stop.is_set():
        asked = time.monotonic()
        batch = queue.get(timeout=300)
        waited += time.monotonic() - asked
        losses.append(training.learn(batch))
        step.value = training.step
        now = time.monotonic()
        training.seconds += now - last
        last = now
        if training.step % 50 == 0:
            entry = {"step": training.step, "loss": round(float(np.mean(losses)), 4)}
            entry |= {"seconds": round(training.seconds), "waited": round(waited / (now - since), 3)}
            entry |= {"per_step": round((now - since) / len(losses), 3)}
            with training.log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(entry) + "\n")
            print(entry, flush=True)
            losses, waited, since = [], 0.0, now
        if training.step % 250 == 0:
            training.save()
    training.save()
    worker.terminate()
