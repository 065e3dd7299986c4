"""ScoNet (MICCAI 2024, arXiv 2407.05726): silhouettes, trained with cross-entropy alone.

Must not know labels, losses, devices or files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from torch import Tensor

from engine.models.configs import FRAME_CHANNELS, NetworkConfig
from engine.models.layers import ResNet9
from engine.models.network import GaitNetwork, Inputs


class ScoNet(GaitNetwork):
    """Frames -> ResNet9 -> maximum over time -> horizontal strips -> embeddings -> cosines."""

    uses_triplet: ClassVar[bool] = False

    def _build(self, config: NetworkConfig) -> None:
        (seen,) = config.frame_inputs
        self.backbone = ResNet9(FRAME_CHANNELS[seen], config.channels)

    def features(self, inputs: Inputs) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Return the features of every frame, float [frames, C, 16, 11]."""
        (seen,) = self.config.frame_inputs
        return self.backbone(inputs.packed(seen)), {}
