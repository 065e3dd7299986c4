"""What all gait networks have in common: named outputs, chunks of frames, the head.

Frames -> features of each frame -> maximum over time -> horizontal strips -> embeddings -> cosines. What
differs between networks stands in their own files: what they see, and how they join it.
Must not know labels, losses, devices or files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import torch
from torch import Tensor, nn

from engine.models.configs import NetworkConfig
from engine.models.layers import (
    HorizontalPooling,
    SeparateLinear,
    SeparateNecks,
    initialise,
    temporal_pool,
)


@dataclass(frozen=True, slots=True)
class Outputs:
    """What a gait network says.

    Attributes:
        embeddings: float [N, C, P]: what the triplet loss compares.
        logits: float [N, classes, P]: cosines in [-1, 1]; multiply by 16 before a softmax.
        visuals: What a person can look at: the ``silhouettes`` [N, T, 64, 44] and ``maps``
            [N, T, 2, 64, 44] as they came in; for PAV-guided attention ``channel_gate`` [N, C] and
            ``body_gate`` [N, P or rows], both in (0, 1); for attention between two streams
            ``stream_weights`` [frames, 2, rows], silhouettes before maps, which sum to 1.
    """

    embeddings: Tensor
    logits: Tensor
    visuals: Mapping[str, Tensor] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a gait network is given; what it does not take is None.

    Attributes:
        silhouettes: float [N, T, 64, 44] in [0, 1].
        maps: float [N, T, 2, 64, 44] in [0, 1].
        pav: float [N, 8, 3] in [0, 1].
        lengths: Frames of each sequence, where they differ: N numbers.
    """

    silhouettes: Tensor | None = None
    maps: Tensor | None = None
    pav: Tensor | None = None
    lengths: Tensor | None = None

    def packed(self, name: str) -> Tensor:
        """Return the frames of one input, those of all sequences one after the other: [frames, C, H, W]."""
        whole: Tensor | None = getattr(self, name)
        if whole is None:
            raise ValueError(f"the network takes {name}, and none were given")
        frames = whole.unsqueeze(2) if name == "silhouettes" else whole
        if self.lengths is None:
            return frames.flatten(0, 1)
        return torch.cat([one[:count] for one, count in zip(frames, self.counts, strict=True)])

    @property
    def counts(self) -> list[int]:
        """Return the number of frames of each sequence."""
        if self.lengths is not None:
            return [int(length) for length in self.lengths]
        first = self.silhouettes if self.silhouettes is not None else self.maps
        if first is None:
            raise ValueError("a network was given no frames")
        return [first.shape[1]] * first.shape[0]

    def asymmetry(self) -> Tensor:
        """Return the asymmetry vector, float [N, 8, 3]."""
        if self.pav is None:
            raise ValueError("the network takes pav, and none was given")
        return self.pav


class GaitNetwork(nn.Module):
    """A network of the table; see `engine.models.registry`.

    Attributes:
        uses_triplet: Whether it trains with a triplet loss beside the cross-entropy.
        head_layers: Names of the layers that see pooled features only.
    """

    uses_triplet: ClassVar[bool] = True
    head_layers: ClassVar[frozenset[str]] = frozenset({"strips", "embed", "necks"})

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self._build(config)
        self.strips = HorizontalPooling(config.parts)
        self.embed = SeparateLinear(config.parts, config.channels[3], config.embedding)
        self.necks = SeparateNecks(config.parts, config.embedding, config.classes)
        initialise(self)

    def _build(self, config: NetworkConfig) -> None:
        """Make the layers before the horizontal strips."""
        raise NotImplementedError

    def forward(
        self,
        silhouettes: Tensor | None = None,
        *,
        maps: Tensor | None = None,
        pav: Tensor | None = None,
        lengths: Tensor | None = None,
    ) -> Outputs:
        """Judge N sequences.

        Args:
            silhouettes: float [N, T, 64, 44] in [0, 1], for networks that take them.
            maps: Skeleton maps, float [N, T, 2, 64, 44] in [0, 1], for networks that take them.
            pav: Asymmetry vectors, float [N, 8, 3] in [0, 1], for networks that take them.
            lengths: Frames of each sequence, int [N], where they differ; frames beyond are not
                looked at, not even by batch normalisation. None: all T.

        Raises:
            ValueError: What the network takes was not given.
        """
        inputs = Inputs(silhouettes, maps, pav, lengths)
        features, seen = self.features(inputs)
        outputs = self.head(temporal_pool(features, inputs.counts), pav)
        looked_at: dict[str, Tensor] = {
            name: value
            for name, value in (("silhouettes", silhouettes), ("maps", maps))
            if name in self.config.frame_inputs and value is not None
        }
        return Outputs(outputs.embeddings, outputs.logits, {**looked_at, **seen, **outputs.visuals})

    def trunk(self) -> list[nn.Module]:
        """Return the layers that see every frame."""
        return [layer for name, layer in self.named_children() if name not in self.head_layers]

    def features(self, inputs: Inputs) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Return the features of every frame, float [frames, C, 16, 11], and what can be looked at."""
        raise NotImplementedError

    def pool(self, inputs: Inputs) -> Tensor:
        """Return the features' maximum over time, float [N, C, 16, 11].

        The maximum of two chunks' pooled features is that of the chunks joined.
        """
        return temporal_pool(self.features(inputs)[0], inputs.counts)

    def head(self, pooled: Tensor, pav: Tensor | None = None) -> Outputs:
        """Judge from features pooled over time, float [N, C, 16, 11]."""
        embeddings = self.embed(self.strips(pooled))
        return Outputs(embeddings, self.necks(embeddings))


def repeat_per_frame(values: Tensor, counts: Sequence[int]) -> Tensor:
    """Repeat what belongs to each of N sequences for each of its frames: [N, ...] -> [frames, ...]."""
    return values.repeat_interleave(torch.tensor(counts, device=values.device), dim=0)
