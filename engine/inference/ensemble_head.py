"""The last layers of an ensemble in numpy, so that its answers are explained like those of one network.

The probabilities of the members are averaged, and the logarithm of an average is no sum over the parts of
the body. What is explained is therefore the mean of the members' log-odds, which is one: its sign is nearly
always that of the answer, its size not exactly. Must not know: frames, files, runtimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.inference.head import Head, check_shapes
from engine.models.configs import SCALE, NetworkSizes

_LEAST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """The heads of all members; what is known of them lies one after the other along the channels.

    Attributes:
        heads: The heads, K.
        scales: Factor between cosines and probabilities of each, float64 [K].
    """

    heads: tuple[Head, ...]
    scales: NDArray[np.float64]

    @classmethod
    def of(cls, weights: Mapping[str, NDArray[Any]], sizes: NetworkSizes) -> Heads:
        """Take the heads out of an ensemble's weights.

        Raises:
            ModelError: An array is missing or has another shape.
        """
        check_shapes(weights, {"scales": (sizes.members,)})
        return cls(
            tuple(Head.of(_inside(weights, k), sizes) for k in range(sizes.members)),
            np.asarray(weights["scales"], np.float64),
        )

    @property
    def members(self) -> int:
        """Number of networks K."""
        return len(self.heads)

    @property
    def parts(self) -> int:
        """Number of strips P."""
        return self.heads[0].parts

    def logits(
        self, pooled: NDArray[np.floating], gate: NDArray[np.floating] | None = None
    ) -> NDArray[np.float64]:
        """Judge pooled features float [..., K x C, 16, 11]; see `engine.models.ensemble` for the answer.

        Returns:
            float64 [..., classes, P].
        """
        means = [
            scale * cosines.mean(axis=-1)
            for scale, cosines in zip(self.scales, self._cosines(pooled, gate), strict=True)
        ]
        shares = np.mean([_softmax(one) for one in means], axis=0)
        logs = np.log(np.maximum(shares, _LEAST))
        scores = (logs - logs.mean(axis=-1, keepdims=True)) / SCALE
        return np.repeat(scores[..., None], self.parts, axis=-1)

    def evidence(
        self,
        pooled: NDArray[np.floating],
        logits: NDArray[np.floating],
        gate: NDArray[np.floating] | None = None,
    ) -> NDArray[np.float64]:
        """Return the contribution of each part: the mean of the members' cosines, by their scales.

        Args:
            pooled: float [K x C, 16, 11].
            logits: The answer itself, which is no sum over the parts and not looked at.
            gate: What embeddings are multiplied with, float [K x E, P], or None.

        Returns:
            float64 [classes, P].
        """
        weighed = [
            scale / SCALE * cosines
            for scale, cosines in zip(self.scales, self._cosines(pooled, gate), strict=True)
        ]
        return np.asarray(np.mean(weighed, axis=0))

    def gradient(
        self,
        pooled: NDArray[np.floating],
        wanted: NDArray[np.float64],
        gate: NDArray[np.floating] | None = None,
    ) -> NDArray[np.float64]:
        """Return the gradient of a weighted sum of `evidence` with respect to the pooled features.

        Args:
            pooled: float [K x C, 16, 11].
            wanted: Weight of each number, float64 [classes, P].
            gate: As for `evidence`.

        Returns:
            float64 [K x C, 16, 11].
        """
        return np.concatenate(
            [
                head.gradient(part, wanted * scale / (SCALE * self.members), own)
                for head, part, own, scale in zip(
                    self.heads, self._split(pooled, -3), self._gates(gate), self.scales, strict=True
                )
            ]
        )

    def _cosines(
        self, pooled: NDArray[np.floating], gate: NDArray[np.floating] | None
    ) -> list[NDArray[np.float64]]:
        parts, gates = self._split(pooled, -3), self._gates(gate)
        return [
            head.logits(part, own) for head, part, own in zip(self.heads, parts, gates, strict=True)
        ]

    def _split(self, values: NDArray[np.floating], axis: int) -> list[NDArray[np.floating]]:
        return np.split(values, self.members, axis=axis)

    def _gates(self, gate: NDArray[np.floating] | None) -> list[NDArray[np.floating]] | list[None]:
        return [None] * self.members if gate is None else self._split(gate, 0)


def head_of(weights: Mapping[str, NDArray[Any]], sizes: NetworkSizes) -> Head | Heads:
    """Take the head, or those of all members, out of a network's weights.

    Raises:
        ModelError: An array of it is missing or has another shape.
    """
    return Heads.of(weights, sizes) if sizes.members > 1 else Head.of(weights, sizes)


def _inside(weights: Mapping[str, NDArray[Any]], k: int) -> dict[str, NDArray[Any]]:
    """Return the weights of one member by their own names."""
    prefix = f"members.{k}."
    return {
        name.removeprefix(prefix): array
        for name, array in weights.items()
        if name.startswith(prefix)
    }


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))
