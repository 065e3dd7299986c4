"""Several networks of the same sizes as one: their class probabilities are averaged.

Everything about it has the shape of a single network, so that runners, precisions and packs need nothing of
their own: features, pooled features and embeddings are those of the members one after the other, along the
channels; the logits are the logarithm of the mean probability, centred and divided by 16, the same for every
part, so that the ordinary reading (softmax of 16 x their mean) gives the mean of the members' probabilities.
They are no cosines. An asymmetry vector comes in by the ranges of all members' training people together, and
is brought to each member's own; a cell that is unknown in a walk is there the middle of the ranges together.
Must not know labels, losses, devices or files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.models.configs import PAV_SHAPE, SCALE, NetworkConfig
from engine.models.network import GaitNetwork, Inputs, Outputs

LEAST_PROBABILITY = 1e-12
"""A mean probability below counts as this much: its logarithm is finite."""


class Ensemble(GaitNetwork):
    """Members of the same sizes; see the module.

    Args:
        config: Their sizes, with ``members`` their number.

    Attributes:
        scales: Factor between cosines and probabilities of each, float32 [K].
        ranges: What brings the shared asymmetry vector to each member's own: factor, shift, and where it is
            unknown there (then it is 0.5), float32 [K, 3, 8, 3].
    """

    head_layers: ClassVar[frozenset[str]] = frozenset({"scales", "ranges"})
    scales: Tensor
    ranges: Tensor

    def __init__(
        self, config: NetworkConfig, build: Callable[[NetworkConfig], GaitNetwork]
    ) -> None:
        nn.Module.__init__(self)
        self.config = config
        self.members = nn.ModuleList(build(config.of_member) for _ in range(config.members))
        self.register_buffer("scales", torch.full((config.members,), SCALE))
        neutral = torch.tensor([1.0, 0.0, 0.0]).reshape(3, 1, 1).expand(3, *PAV_SHAPE)
        self.register_buffer("ranges", neutral.repeat(config.members, 1, 1, 1))

    @property
    def networks(self) -> list[GaitNetwork]:
        """The members."""
        return [member for member in self.members if isinstance(member, GaitNetwork)]

    def trunk(self) -> list[nn.Module]:
        """Return the layers of all members that see every frame."""
        return [layer for member in self.networks for layer in member.trunk()]

    def features(self, inputs: Inputs) -> tuple[Tensor, Mapping[str, Tensor]]:
        """Return the features of every frame, float [frames, K x C, 16, 11], and what can be looked at."""
        found = [
            member.features(
                Inputs(inputs.silhouettes, inputs.maps, self._pav(inputs.pav, k), inputs.lengths)
            )
            for k, member in enumerate(self.networks)
        ]
        return torch.cat([features for features, _ in found], dim=1), _join_outputs(
            [seen for _, seen in found]
        )

    def head(self, pooled: Tensor, pav: Tensor | None = None) -> Outputs:
        """Judge from features pooled over time, float [N, K x C, 16, 11]."""
        parts = torch.split(pooled, self.config.channels[3], dim=1)
        said = [
            member.head(part, self._pav(pav, k))
            for k, (member, part) in enumerate(zip(self.networks, parts, strict=True))
        ]
        shares = [
            torch.softmax(self.scales[k] * one.logits.float().mean(dim=2), dim=1)
            for k, one in enumerate(said)
        ]
        logs = torch.stack(shares).mean(dim=0).clamp_min(LEAST_PROBABILITY).log()
        scores = (logs - logs.mean(dim=1, keepdim=True)) / SCALE
        return Outputs(
            torch.cat([one.embeddings for one in said], dim=1),
            scores.unsqueeze(2).expand(-1, -1, self.config.parts),
            _join_outputs([one.visuals for one in said]),
        )

    def _pav(self, pav: Tensor | None, k: int) -> Tensor | None:
        """Bring the shared asymmetry vector to the ranges of one member."""
        if pav is None:
            return None
        factor, shift, unknown = self.ranges[k].to(pav.dtype)
        own: Tensor = (pav * factor + shift).clamp(0, 1) * (1 - unknown) + 0.5 * unknown
        return own


def _join_outputs(seen: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Put what can be looked at of the members one after the other."""
    return {name: torch.cat([one[name] for one in seen], dim=1) for name in seen[0]}


def shared_ranges(ranges: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the ranges of the asymmetry vector that hold those of all members, float64 [8, 3, 2].

    Args:
        ranges: Those of each member, float64 [8, 3, 2]; a cell without width is unknown to it.
    """
    low = np.stack([np.where(_known(one), one[..., 0], np.inf) for one in ranges]).min(axis=0)
    high = np.stack([np.where(_known(one), one[..., 1], -np.inf) for one in ranges]).max(axis=0)
    there = np.isfinite(low)[..., None]
    return np.where(there, np.stack([low, high], axis=-1), 0.0)


def member_ranges(shared: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the map of a vector by ``shared`` to one by ``own``, float32 [3, 8, 3]; see `Ensemble`."""
    known = _known(own)
    width = np.where(known, own[..., 1] - own[..., 0], 1.0)
    factor = np.where(known, (shared[..., 1] - shared[..., 0]) / width, 0.0)
    shift = np.where(known, (shared[..., 0] - own[..., 0]) / width, 0.0)
    return np.stack([factor, shift, ~known]).astype(np.float32)


def _known(ranges: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(ranges[..., 1] > ranges[..., 0])
