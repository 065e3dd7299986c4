"""The layers that gait networks are made of: backbone, pooling, one linear map for each part.

Axis letters: N sequences, T frames, C channels, H rows, W columns, P parts.
Must not know labels, losses, devices or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional


def conv3x3(inputs: int, outputs: int, stride: int = 1) -> nn.Conv2d:
    """Make a 3x3 convolution that keeps the size at stride 1, without bias."""
    return nn.Conv2d(inputs, outputs, kernel_size=3, stride=stride, padding=1, bias=False)


PLAIN_CHANNELS = 16
"""From so many input channels on, torch's own strided 1x1 convolution is safe to learn with."""


class StridedPointwise(nn.Conv2d):
    """A strided 1x1 convolution without bias; below 16 input channels it picks the places itself.

    The backward pass of torch 2.13 on processors (float32, oneDNN, kernel 1, stride 2, channels last, fewer
    than 16 input channels) writes outside its memory. To take every second row and column first and convolve
    them without a stride gives the same numbers. Whoever lifts this, on a later torch, makes
    `PLAIN_CHANNELS` 1 and runs tests/engine/models/test_small_layers.py.
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__(inputs, outputs, kernel_size=1, stride=stride, bias=False)

    def forward(self, frames: Tensor) -> Tensor:
        """Map float [N, C, H, W] to float [N, C', H / stride, W / stride]."""
        if self.in_channels >= PLAIN_CHANNELS:
            return super().forward(frames)
        rows, columns = self.stride
        return functional.conv2d(frames[..., ::rows, ::columns], self.weight)


class BasicBlock(nn.Module):
    """Two 3x3 convolutions with a shortcut around them (He et al. 2016, figure 5 left).

    The shortcut is a strided 1x1 convolution where size or channels change.
    """

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = conv3x3(inputs, outputs, stride)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = conv3x3(outputs, outputs)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                StridedPointwise(inputs, outputs, stride), nn.BatchNorm2d(outputs)
            )

    def forward(self, frames: Tensor) -> Tensor:
        """Map float [N, C, H, W] to float [N, C', H / stride, W / stride]."""
        inner = functional.relu(self.norm1(self.conv1(frames)))
        inner = self.norm2(self.conv2(inner))
        return functional.relu(inner + self.shortcut(frames))


def late_stages(channels: Sequence[int]) -> nn.Sequential:
    """Make the second to fourth stage of the backbone; strides 2, 2, 1."""
    return nn.Sequential(
        *(
            BasicBlock(inputs, outputs, stride)
            for inputs, outputs, stride in zip(channels[:3], channels[1:], (2, 2, 1), strict=True)
        )
    )


class EarlyLayers(nn.Module):
    """The backbone's beginning: a stem and the first stage, at full size."""

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.stem = nn.Sequential(conv3x3(in_channels, channels), nn.BatchNorm2d(channels))
        self.stage = BasicBlock(channels, channels, 1)

    def forward(self, frames: Tensor) -> Tensor:
        """Map frames float [N, C, 64, 44] to features float [N, C', 64, 44]."""
        return cast(Tensor, self.stage(functional.relu(self.stem(frames))))


class ResNet9(nn.Module):
    """Backbone: a stem and four stages of one block; strides 1, 2, 2, 1; no max-pool."""

    def __init__(self, in_channels: int, channels: Sequence[int]) -> None:
        super().__init__()
        self.stem = nn.Sequential(conv3x3(in_channels, channels[0]), nn.BatchNorm2d(channels[0]))
        first = BasicBlock(channels[0], channels[0], 1)
        self.stages = nn.Sequential(first, *late_stages(channels))

    def forward(self, frames: Tensor) -> Tensor:
        """Map frames float [N, C, 64, 44] in [0, 1] to features float [N, C', 16, 11]."""
        return cast(Tensor, self.stages(functional.relu(self.stem(frames))))


def temporal_pool(features: Tensor, lengths: Sequence[int]) -> Tensor:
    """Take the maximum over the frames of each sequence.

    Args:
        features: Features of all frames, one sequence after the other, float [sum of T, C, H, W].
        lengths: Frames T of each of the N sequences.

    Returns:
        float [N, C, H, W].
    """
    if len(set(lengths)) == 1:
        if features.is_contiguous(memory_format=torch.channels_last):
            # As they lie in memory: faster, and what comes after, backwards too, finds the layout it expects.
            places = features.permute(0, 2, 3, 1)
            largest = places.reshape(len(lengths), lengths[0], -1).max(dim=1).values
            return largest.reshape(len(lengths), *places.shape[1:]).permute(0, 3, 1, 2)
        return features.reshape(len(lengths), lengths[0], *features.shape[1:]).max(dim=1).values
    parts = torch.split(features, list(lengths))
    return torch.stack([one.max(dim=0).values for one in parts])


class HorizontalPooling(nn.Module):
    """Cut a feature map into P horizontal strips; each becomes its mean plus its maximum.

    Source: horizontal pyramid matching (Fu et al. 2019), one scale only.
    """

    def __init__(self, parts: int) -> None:
        super().__init__()
        self.parts = parts

    def forward(self, features: Tensor) -> Tensor:
        """Map float [N, C, H, W] to float [N, C, P]; P divides H."""
        strips = features.reshape(*features.shape[:2], self.parts, -1)
        return strips.mean(dim=3) + strips.max(dim=3).values


class SeparateLinear(nn.Module):
    """A linear map of its own for each part, without bias."""

    def __init__(self, parts: int, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(parts, inputs, outputs))

    def forward(self, features: Tensor) -> Tensor:
        """Map float [N, C, P] to float [N, C', P]."""
        return features.permute(2, 0, 1).matmul(self.weight).permute(1, 2, 0)


class SeparateNecks(nn.Module):
    """Batch normalisation, then cosines to the class centres of each part.

    Source: BNNeck (Luo et al. 2019), one for each part, with normalised class weights.
    """

    def __init__(self, parts: int, inputs: int, classes: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(inputs * parts)
        self.weight = nn.Parameter(torch.empty(parts, inputs, classes))

    def forward(self, embeddings: Tensor) -> Tensor:
        """Map embeddings float [N, C, P] to cosines float [N, classes, P] in [-1, 1]."""
        normed = self.norm(embeddings.flatten(1)).reshape(embeddings.shape)
        by_part = normed.permute(2, 0, 1).contiguous()
        directions = functional.normalize(by_part, dim=2)
        cosines = directions.matmul(functional.normalize(self.weight, dim=1))
        return cosines.permute(1, 2, 0)


def initialise(network: nn.Module) -> None:
    """Draw starting weights: Xavier-uniform for maps, N(1, 0.02) for norm scales, zero for shifts."""
    for module in network.modules():
        if isinstance(module, nn.Conv1d | nn.Conv2d | nn.Linear):
            nn.init.xavier_uniform_(module.weight)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            nn.init.normal_(module.weight, 1.0, 0.02)
            nn.init.zeros_(module.bias)
        elif isinstance(module, SeparateLinear | SeparateNecks):
            nn.init.xavier_uniform_(module.weight)
