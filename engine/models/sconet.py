"""ScoNet and ScoNet-MT (MICCAI 2024, arXiv 2407.05726): one network, trained with two different losses.

Must not know labels, losses, devices or files.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from engine.models.configs import ScoNetConfig
from engine.models.layers import (
    HorizontalPooling,
    ResNet9,
    SeparateLinear,
    SeparateNecks,
    initialise,
    temporal_pool,
)


class Outputs(NamedTuple):
    """What a gait network says.

    Attributes:
        embeddings: float [N, C, P]: what the triplet loss compares.
        logits: float [N, classes, P]: cosines in [-1, 1]; multiply by 16 before a softmax.
    """

    embeddings: Tensor
    logits: Tensor


class ScoNet(nn.Module):
    """Frames -> ResNet9 -> maximum over time -> horizontal strips -> embeddings -> cosines."""

    def __init__(self, config: ScoNetConfig) -> None:
        super().__init__()
        self.config = config
        self.backbone = ResNet9(config.in_channels, config.channels)
        self.strips = HorizontalPooling(config.parts)
        self.embed = SeparateLinear(config.parts, config.channels[3], config.embedding)
        self.necks = SeparateNecks(config.parts, config.embedding, config.classes)
        initialise(self)

    def forward(self, silhouettes: Tensor, lengths: Tensor | None = None) -> Outputs:
        """Judge N sequences.

        Args:
            silhouettes: float [N, T, 64, 44] in [0, 1], or [N, T, C, 64, 44] for C input channels.
            lengths: Frames of each sequence, int [N], where they differ; frames beyond are not
                looked at, not even by batch normalisation. None: all T.
        """
        return self.head(self.pool(silhouettes, lengths))

    def pool(self, silhouettes: Tensor, lengths: Tensor | None = None) -> Tensor:
        """Give the features' maximum over time, float [N, C, 16, 11]; arguments as `forward`.

        The maximum of two chunks' pooled features is that of the chunks joined.
        """
        frames = silhouettes.unsqueeze(2) if silhouettes.ndim == 4 else silhouettes
        if lengths is None:
            counts = [frames.shape[1]] * frames.shape[0]
            packed = frames.flatten(0, 1)
        else:
            counts = [int(length) for length in lengths]
            packed = torch.cat([one[:count] for one, count in zip(frames, counts, strict=True)])
        return temporal_pool(self.backbone(packed), counts)

    def head(self, pooled: Tensor) -> Outputs:
        """Judge from features pooled over time, float [N, C, 16, 11]."""
        embeddings = self.embed(self.strips(pooled))
        return Outputs(embeddings, self.necks(embeddings))
