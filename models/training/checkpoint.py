"""How far a training is, in one file, so that a broken one goes on where it stopped."""

from dataclasses import dataclass
from pathlib import Path

import torch


@dataclass(frozen=True)
class Checkpoint:
    """A net in training, its running average and its optimiser, kept in `file`."""

    file: Path
    net: torch.nn.Module
    average: torch.nn.Module
    optimiser: torch.optim.Optimizer

    def load(self) -> tuple[int, float]:
        """Bring the parts to where they were; returns steps and seconds so far, zero where nothing was kept."""
        if not self.file.is_file():
            return 0, 0.0
        # Onto the processor: each part then copies to where it lies.
        saved = torch.load(self.file, weights_only=True, map_location="cpu")
        self.net.load_state_dict(saved["net"])
        self.average.load_state_dict(saved["average"])
        self.optimiser.load_state_dict(saved["optimiser"])
        return saved["step"], saved["seconds"]

    def save(self, step: int, seconds: float) -> None:
        """Write everything so that a cut never leaves half a file."""
        state = {"net": self.net.state_dict(), "average": self.average.state_dict()}
        state |= {"optimiser": self.optimiser.state_dict(), "step": step, "seconds": seconds}
        part = self.file.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.file)
