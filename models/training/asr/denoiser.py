"""A small net that turns down what is not speech, band by band, before the recogniser listens.

The recogniser sees a third of a second to either side. This one runs over the whole utterance in both directions, so
that it knows what the noise sounds like. It learns two things at once: the gain that would leave clean speech, and
whatever helps the recogniser (its gradient passes through).
"""

import torch
from torch import nn

BANDS = 40
DEEPEST = 4.6
"""The most it turns a band down, natural logarithm of the power (20 dB)."""
_MEAN, _SCALE = 11.0, 4.0
"""Of log-mel frames in int16 range, about."""


class Denoiser(nn.Module):
    """Log-mel frames -> log gains, from -`DEEPEST` to 0."""

    def __init__(self, width: int = 80) -> None:
        super().__init__()
        self.enter = nn.Linear(BANDS, width)
        self.memory = nn.GRU(width, width, num_layers=2, bidirectional=True, batch_first=True)
        self.leave = nn.Linear(2 * width, BANDS)
        nn.init.constant_(self.leave.bias, -3.0)

    def forward(self, log_mel: torch.Tensor) -> torch.Tensor:
        """[batch, frames, 40] -> [batch, frames, 40]."""
        seen = torch.relu(self.enter((log_mel - _MEAN) / _SCALE))
        return -DEEPEST * torch.sigmoid(self.leave(self.memory(seen)[0]))


def ideal(noisy: torch.Tensor, clean: torch.Tensor) -> torch.Tensor:
    """Return the gain that would leave clean speech, of log-mel frames."""
    return (clean - noisy).clamp(-DEEPEST, 0.0)
