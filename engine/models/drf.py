"""DRF, the Dual Representation Framework (MICCAI 2025, arXiv 2509.00872): skeleton maps and asymmetry.

The trunk is that of ScoNet-MT on skeleton maps; PAV-guided attention gates the embeddings before the
necks, without a residual, and the triplet loss compares the gated ones. Layers follow the description
of a public reimplementation, as the paper's own are not published. Must not know labels, losses, devices
or files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from torch import Tensor

from engine.models.configs import FRAME_CHANNELS, NetworkConfig
from engine.models.fusion import PavGates
from engine.models.layers import ResNet9
from engine.models.network import GaitNetwork, Inputs, Outputs


class DRF(GaitNetwork):
    """Maps -> ResNet9 -> maximum -> strips -> embeddings x channel gate x body gate -> cosines."""

    uses_triplet: ClassVar[bool] = True
    head_layers: ClassVar[frozenset[str]] = GaitNetwork.head_layers | {"gates"}

    def _build(self, config: NetworkConfig) -> None:
        self.backbone = ResNet9(FRAME_CHANNELS["maps"], config.channels)
        self.gates = PavGates(config.embedding, config.parts) if config.takes_pav else None

    def features(self, inputs: Inputs) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Return the features of every frame, float [frames, C, 16, 11]."""
        return self.backbone(inputs.packed("maps")), {}

    def head(self, pooled: Tensor, pav: Tensor | None = None) -> Outputs:
        """Judge from features pooled over time, float [N, C, 16, 11], and vectors [N, 8, 3]."""
        if self.gates is None:
            return super().head(pooled)
        channel, body = self.gates(Inputs(pav=pav).asymmetry())
        embeddings = self.embed(self.strips(pooled)) * channel[:, :, None] * body[:, None, :]
        seen = {"channel_gate": channel, "body_gate": body}
        return Outputs(embeddings, self.necks(embeddings), seen)
