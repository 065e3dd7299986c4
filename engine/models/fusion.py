"""Ways to join two representations of a walk: gates from an asymmetry vector, attention between streams.

Must not know labels, losses, devices or files.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.models.configs import PAV_SHAPE

SQUEEZE = 16
"""Attention between streams works on so many times fewer channels."""


class PavGates(nn.Module):
    """PAV-guided attention: a gate for each channel and one for each body height, both in (0, 1).

    Source: DRF (arXiv 2509.00872), layers as in a public reimplementation: sigmoid(linear 24 -> C) and
    sigmoid(linear interpolation from 8 pairs to the heights of a 1x1 convolution 3 -> 1).
    """

    def __init__(self, channels: int, heights: int) -> None:
        super().__init__()
        pairs, features = PAV_SHAPE
        self.heights = heights
        self.channel = nn.Linear(pairs * features, channels)
        self.body = nn.Conv1d(features, 1, kernel_size=1)

    def forward(self, pav: Tensor) -> tuple[Tensor, Tensor]:
        """Map vectors float [N, 8, 3] to gates float [N, C] and [N, heights]."""
        channel = torch.sigmoid(self.channel(pav.flatten(1)))
        along = functional.interpolate(
            self.body(pav.transpose(1, 2)), size=self.heights, mode="linear", align_corners=False
        )
        return channel, torch.sigmoid(along[:, 0])


class AttentionFusion(nn.Module):
    """Attention between two streams: for each channel and place, how much of either.

    Source: SkeletonGait++ (AAAI 2024, arXiv 2311.13444); parity with its reference is tested.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        inner = max(1, channels // SQUEEZE)
        self.mix = nn.Sequential(
            nn.Conv2d(2 * channels, inner, kernel_size=1, bias=False),
            nn.BatchNorm2d(inner),
            nn.ReLU(),
            nn.Conv2d(inner, inner, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(inner),
            nn.ReLU(),
            nn.Conv2d(inner, 2 * channels, kernel_size=1, bias=False),
        )

    def weights(self, first: Tensor, second: Tensor) -> Tensor:
        """Return the share of each stream, float [M, 2, C, H, W]; they sum to 1 over the streams."""
        scores = self.mix(torch.cat([first, second], dim=1))
        return torch.softmax(scores.unflatten(1, (2, first.shape[1])), dim=1)

    def forward(self, first: Tensor, second: Tensor) -> Tensor:
        """Join features of two streams, each float [M, C, H, W]."""
        weights = self.weights(first, second)
        return first * weights[:, 0] + second * weights[:, 1]
