"""The acoustic net: factorised TDNN on log-mel frames of 10 ms, one output every 30 ms."""

import torch
from torch import nn
from torch.nn import functional

from models.training.asr.korean import BYPASS, KoreanNet
from models.training.asr.syllables import UNITS

CONTEXT = 34
"""Frames of 10 ms that a net of fifteen layers sees on either side."""


class FactorisedLayer(nn.Module):
    """Down to a bottleneck over {-d, 0}, up again over {0, d}, ReLU, scale and shift, bypass.

    `offset` is in frames of its input, `stride` 3 where it hands on every third frame only.
    """

    def __init__(self, width: int, bottleneck: int, offset: int, stride: int = 1) -> None:
        super().__init__()
        taps = 2 if offset else 1
        self.offset, self.stride, self.bottleneck = offset, stride, bottleneck
        self.down = nn.Parameter(torch.empty(taps * bottleneck, width))
        self.up = nn.Linear(taps * bottleneck, width)
        self.scale = nn.Parameter(torch.ones(width))
        self.shift = nn.Parameter(torch.zeros(width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """[batch, frames, width] -> [batch, (frames - 2 * offset) / stride, width]."""
        if self.offset == 0:
            return self._finish(functional.linear(x, self.down), x)
        d, n = self.offset, self.bottleneck
        z = functional.linear(x, self.down)
        h = z[:, :-d, :n] + z[:, d:, n:]
        pair = torch.cat((h[:, :-d], h[:, d:]), dim=2)[:, :: self.stride]
        return self._finish(pair, x[:, d:-d][:, :: self.stride])

    def _finish(self, bottleneck: torch.Tensor, bypass: torch.Tensor) -> torch.Tensor:
        return torch.relu(self.up(bottleneck)) * self.scale + self.shift + BYPASS * bypass


class AcousticNet(nn.Module):
    """Log-mel frames -> log-probabilities of the units (index 0 the blank) every 30 ms."""

    def __init__(self, width: int = 768, bottleneck: int = 64, depth: int = 14) -> None:
        super().__init__()
        self.register_buffer("front", torch.zeros(120, 120))
        self.first = nn.Linear(120, width)
        self.first_scale = nn.Parameter(torch.ones(width))
        self.first_shift = nn.Parameter(torch.zeros(width))
        offsets = [(1, 1), (1, 1), (1, 3), (0, 1), *[(1, 1)] * (depth - 4)]
        self.layers = nn.ModuleList(FactorisedLayer(width, bottleneck, d, s) for d, s in offsets)
        self.head = nn.Linear(width, len(UNITS))

    @property
    def context(self) -> int:
        """Frames of 10 ms that the net sees on either side."""
        return 4 + 3 * (len(self.layers) - 4)

    def forward(self, log_mel: torch.Tensor) -> torch.Tensor:
        """[batch, 2 * context + 3 * n - 2, 40] -> [batch, n, units]; the caller repeats the edge frames."""
        x = torch.cat((log_mel[:, :-2], log_mel[:, 1:-1], log_mel[:, 2:]), dim=2)
        x = functional.linear(x, self.front)
        x = torch.relu(self.first(x)) * self.first_scale + self.first_shift
        for layer in self.layers:
            x = layer(x)
        return functional.log_softmax(self.head(x).float(), dim=2)

    def groups(self) -> dict[str, list[nn.Parameter]]:
        """Return the parameters from the ear to the mouth: `first`, `lower` (four layers), `upper`, `head`."""
        return {
            "first": [*self.first.parameters(), self.first_scale, self.first_shift],
            "lower": [p for layer in self.layers[:4] for p in layer.parameters()],
            "upper": [p for layer in self.layers[4:] for p in layer.parameters()],
            "head": list(self.head.parameters()),
        }


def from_korean(korean: KoreanNet, depth: int = 14) -> AcousticNet:
    """Return a net whose lower layers are the Korean ones and whose head is new."""
    net = AcousticNet(width=korean.first.shape[0], bottleneck=korean.layers[0].down.shape[0], depth=depth)

    def put(parameter: torch.Tensor, value) -> None:
        parameter.copy_(torch.as_tensor(value, dtype=torch.float32))

    with torch.no_grad():
        put(net.front, korean.front)
        put(net.first.weight, korean.first)
        put(net.first.bias, korean.first_bias)
        put(net.first_scale, korean.first_scale)
        put(net.first_shift, korean.first_shift)
        for mine, theirs in zip(net.layers, korean.layers[:depth], strict=True):
            n, width = theirs.down.shape[0], korean.first.shape[0]
            taps = theirs.down.shape[1] // width
            put(mine.down, theirs.down.reshape(n, taps, width).transpose(1, 0, 2).reshape(taps * n, width))
            put(mine.up.weight, theirs.up)
            put(mine.up.bias, theirs.bias)
            put(mine.scale, theirs.scale)
            put(mine.shift, theirs.shift)
        nn.init.normal_(net.head.weight, std=0.02)
        nn.init.zeros_(net.head.bias)
    return net
