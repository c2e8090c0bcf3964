"""The acoustic net: factorised TDNN on log-mel frames of 10 ms, one output every 30 ms."""

import copy

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from models.training.asr.korean import BYPASS, KoreanNet
from models.training.asr.syllables import UNITS

DROPOUT = 0.1
"""Of every layer's own part, in training."""
FAST_LAYERS = 3
"""Layers that run every 10 ms; the third hands on every third frame."""
_FAST_CONTEXT = 4
"""Frames of 10 ms that these see on either side, with the three that are put together first."""
KOREAN = 14
"""Layers of the net that training started from; those that come to them see further."""
_FAR = ((11, 7), (8, 16), (5, 11))
"""Where each of these is put in, one after the other, and its offset in frames of 30 ms.

A syllable read slowly takes a second; what hums all the time is known by what is between the words.
"""
DEEPEST = KOREAN + len(_FAR)
_FAINT = 0.01
"""Deviation of its first weights: at zero a ReLU learns nothing."""


class FactorisedLayer(nn.Module):
    """Down to a bottleneck over {-d, 0}, up again over {0, d}, ReLU, bypass.

    `offset` is in frames of its input, `stride` 3 where it hands on every third frame only, `bypass` the share of its
    input that goes past it.
    """

    def __init__(self, width: int, bottleneck: int, offset: int, stride: int = 1, bypass: float = BYPASS) -> None:
        super().__init__()
        taps = 2 if offset else 1
        self.offset, self.stride, self.bottleneck, self.bypass = offset, stride, bottleneck, bypass
        self.down = nn.Parameter(torch.empty(taps * bottleneck, width))
        self.up = nn.Linear(taps * bottleneck, width)

    @property
    def far(self) -> bool:
        """Whether it looks further than the Korean ones."""
        return self.offset > 1

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
        heard = functional.dropout(torch.relu(self.up(bottleneck)), DROPOUT, training=self.training)
        return torch.add(heard, bypass, alpha=self.bypass)


class AcousticNet(nn.Module):
    """Log-mel frames -> log-probabilities of the units (index 0 the blank) every 30 ms.

    What it has beyond `KOREAN` layers sees further.
    """

    def __init__(self, width: int = 768, bottleneck: int = 64, depth: int = KOREAN) -> None:
        super().__init__()
        self.register_buffer("front", torch.zeros(120, 120))
        self.first = nn.Linear(120, width)
        offsets = [(1, 1), (1, 1), (1, 3), (0, 1), *[(1, 1)] * (min(depth, KOREAN) - 4)]
        layers = [FactorisedLayer(width, bottleneck, d, s) for d, s in offsets]
        for place, offset in _FAR[: max(0, depth - KOREAN)]:
            layers.insert(place, FactorisedLayer(width, bottleneck, offset, bypass=1.0))
        self.layers = nn.ModuleList(layers)
        self.head = nn.Linear(width, len(UNITS))
        self._repeats, beyond = _edge_repeats([layer.offset for layer in layers[FAST_LAYERS:]])
        self.margin = _FAST_CONTEXT + 3 * beyond
        """Frames of 10 ms by which the caller repeats the edges of a sound; those the net sees beyond it repeats."""

    @property
    def context(self) -> int:
        """Frames of 10 ms that the net sees on either side."""
        return _FAST_CONTEXT + 3 * sum(layer.offset for layer in self.layers[FAST_LAYERS:])

    def forward(self, log_mel: torch.Tensor) -> torch.Tensor:
        """[batch, 2 * margin + 3 * n - 2, 40] -> [batch, n, units]; the caller repeats the edge frames."""
        x = torch.cat((log_mel[:, :-2], log_mel[:, 1:-1], log_mel[:, 2:]), dim=2)
        x = torch.relu(self.first(functional.linear(x, self.front)))
        for layer in self.layers[:FAST_LAYERS]:
            x = layer(x)
        for layer, times in zip(self.layers[FAST_LAYERS:], self._repeats, strict=True):
            before, after = (edge.expand(-1, times, -1) for edge in (x[:, :1], x[:, -1:]))
            x = layer(torch.cat((before, x, after), dim=1) if times else x)
        return functional.log_softmax(self.head(x).float(), dim=2)

    def groups(self) -> dict[str, list[nn.Parameter]]:
        """Return the parameters from the ear to the mouth: `first`, `lower` (the layers at 10 ms), `upper`, `head`.

        A layer that sees further begins from nothing, as the head once did, and is among the last.
        """
        upper = self.layers[FAST_LAYERS:]
        return {
            "first": list(self.first.parameters()),
            "lower": [p for layer in self.layers[:FAST_LAYERS] for p in layer.parameters()],
            "upper": [p for layer in upper if not layer.far for p in layer.parameters()],
            "head": [p for part in (*(layer for layer in upper if layer.far), self.head) for p in part.parameters()],
        }


def _edge_repeats(offsets: list[int]) -> tuple[list[int], int]:
    """Return how often each layer's input repeats its edges, and the frames of 30 ms needed beyond them at the first.

    Where nothing but a repeated edge is seen, every frame is like the next: it need not be computed again and again.
    """
    times, beyond = [], 0
    for place in reversed(range(len(offsets))):
        wanted = beyond + offsets[place]
        # From here on outwards a frame sees only what is repeated.
        constant = -(-_FAST_CONTEXT // 3) + sum(offsets[:place])
        beyond = min(wanted, constant)
        times.insert(0, wanted - beyond)
    return times, beyond


def widened(net: AcousticNet) -> AcousticNet:
    """Return a net of one layer more, which says what `net` says until it is trained.

    Raises `ValueError` for one that lacks Korean layers or is as deep as can be.
    """
    if not KOREAN <= len(net.layers) < DEEPEST:
        raise ValueError(f"a net of {len(net.layers)} layers cannot be widened, only one of {KOREAN} to {DEEPEST - 1}")
    wide = AcousticNet(net.head.in_features, net.layers[0].bottleneck, len(net.layers) + 1)
    place, _ = _FAR[len(net.layers) - KOREAN]
    added = wide.layers[place]
    chance = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for weights in (added.down, added.up.weight):
            weights.normal_(std=_FAINT, generator=chance)
        added.up.bias.zero_()
    for name in ("front", "first", "head"):
        setattr(wide, name, copy.deepcopy(getattr(net, name)))
    for number, layer in enumerate(net.layers):
        wide.layers[number + (number >= place)] = copy.deepcopy(layer)
    return wide


def from_korean(korean: KoreanNet, depth: int = KOREAN) -> AcousticNet:
    """Return a net whose lower layers are the Korean ones and whose head is new.

    Their batch normalisation is folded in: a positive scale commutes with ReLU and moves into the weights before it;
    the sum of the shifts is carried along and moved into the bias of whoever reads it.
    """
    width, bottleneck = korean.first.shape[0], korean.layers[0].down.shape[0]
    net = AcousticNet(width, bottleneck, depth)

    def put(parameter: torch.Tensor, value: np.ndarray) -> None:
        parameter.copy_(torch.as_tensor(value, dtype=torch.float32))

    with torch.no_grad():
        put(net.front, korean.front)
        put(net.first.weight, korean.first * korean.first_scale[:, None])
        put(net.first.bias, korean.first_bias * korean.first_scale)
        carried = korean.first_shift
        for mine, theirs in zip(net.layers, korean.layers[:depth], strict=True):
            taps = theirs.down.shape[1] // width
            down = theirs.down.reshape(bottleneck, taps, width).transpose(1, 0, 2)
            heard = sum(tap @ carried for tap in down)
            put(mine.down, down.reshape(taps * bottleneck, width))
            put(mine.up.weight, theirs.up * theirs.scale[:, None])
            put(mine.up.bias, (theirs.bias + theirs.up @ np.tile(heard, taps)) * theirs.scale)
            carried = theirs.shift + BYPASS * carried
        nn.init.normal_(net.head.weight, std=0.02)
        nn.init.zeros_(net.head.bias)
    return net
