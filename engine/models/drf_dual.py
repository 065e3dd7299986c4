"""DRF with two streams: silhouettes and skeleton maps, early layers apart, the rest shared.

Each stream has a stem and one residual stage of its own. They are joined by attention (as SkeletonGait++
joins its streams, AAAI 2024), by PAV-guided attention (the gates say how much of each channel and body
height comes from the maps, the rest comes from the silhouettes), or by their plain mean. Must not know
labels, losses, devices or files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from torch import Tensor

from engine.models.configs import FRAME_CHANNELS, FRAME_HEIGHT, NetworkConfig
from engine.models.fusion import AttentionFusion, PavGates
from engine.models.layers import EarlyLayers, late_stages
from engine.models.network import GaitNetwork, Inputs, repeat_per_frame


class DualDRF(GaitNetwork):
    """Two early streams -> joined -> three shared stages -> maximum -> strips -> cosines."""

    uses_triplet: ClassVar[bool] = True

    def _build(self, config: NetworkConfig) -> None:
        width = config.channels[0]
        self.silhouette_stream = EarlyLayers(FRAME_CHANNELS["silhouettes"], width)
        self.map_stream = EarlyLayers(FRAME_CHANNELS["maps"], width)
        self.attention = AttentionFusion(width) if config.fusion == "attention" else None
        self.gates = PavGates(width, FRAME_HEIGHT) if config.takes_pav else None
        self.stages = late_stages(config.channels)

    def features(self, inputs: Inputs) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Return the features of every frame, float [frames, C, 16, 11], and the gates or weights."""
        shapes = self.silhouette_stream(inputs.packed("silhouettes"))
        bones = self.map_stream(inputs.packed("maps"))
        joined, seen = self._join(shapes, bones, inputs)
        return self.stages(joined), seen

    def _join(
        self, shapes: Tensor, bones: Tensor, inputs: Inputs
    ) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Join features of both streams, float [frames, C, 64, 44]."""
        if self.attention is not None:
            weights = self.attention.weights(shapes, bones)
            joined = shapes * weights[:, 0] + bones * weights[:, 1]
            return joined, {"stream_weights": weights.mean(dim=(2, 4))}
        if self.gates is None:
            return (shapes + bones) / 2, {}
        channel, body = self.gates(inputs.asymmetry())
        share = repeat_per_frame(channel[:, :, None, None] * body[:, None, :, None], inputs.counts)
        joined = share * bones + (1 - share) * shapes
        return joined, {"channel_gate": channel, "body_gate": body}
