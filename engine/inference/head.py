"""The last layers of a gait network in numpy: what a pooled feature map says, and what it depends on.

The layers behind the temporal maximum are small; computed here, an answer can be explained and probed
where torch is not installed. Must not know: frames, files, runtimes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ModelError
from engine.core.text import text
from engine.models.configs import NetworkSizes

_NORM_EPSILON = 1e-5
_LEAST_LENGTH = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """Horizontal pooling, separate linear maps, gates, necks, cosines.

    Attributes:
        embed: float64 [P, C, E].
        scale: Factor of the normalisation before the cosines, float64 [E, P].
        shift: Shift of it, float64 [E, P].
        centres: Class centres of length 1, float64 [P, E, classes].
    """

    embed: NDArray[np.float64]
    scale: NDArray[np.float64]
    shift: NDArray[np.float64]
    centres: NDArray[np.float64]

    @classmethod
    def of(cls, weights: Mapping[str, NDArray[Any]], sizes: NetworkSizes) -> Head:
        """Take the head out of a network's weights.

        Raises:
            ModelError: An array of it is missing or has another shape.
        """
        check_shapes(weights, _shapes(sizes))
        by_part = (sizes.embedding, sizes.parts)

        def norm(name: str) -> NDArray[np.float64]:
            return np.asarray(weights[f"necks.norm.{name}"], np.float64).reshape(by_part)

        scale = norm("weight") / np.sqrt(norm("running_var") + _NORM_EPSILON)
        centres = np.asarray(weights["necks.weight"], np.float64)
        lengths = np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), _LEAST_LENGTH)
        return cls(
            embed=np.asarray(weights["embed.weight"], np.float64),
            scale=scale,
            shift=norm("bias") - norm("running_mean") * scale,
            centres=centres / lengths,
        )

    @property
    def parts(self) -> int:
        """Number of strips P."""
        return len(self.embed)

    def logits(
        self, pooled: NDArray[np.floating], gate: NDArray[np.floating] | None = None
    ) -> NDArray[np.float64]:
        """Judge pooled features.

        Args:
            pooled: float [..., C, 16, 11].
            gate: What each embedding is multiplied with, float [E, P], or None.

        Returns:
            Cosines, float64 [..., classes, P].
        """
        directions, _ = self._directions(self.embeddings(pooled, gate))
        return np.asarray(np.einsum("...ep,pek->...kp", directions, self.centres))

    @property
    def members(self) -> int:
        """Number of networks: one."""
        return 1

    def evidence(
        self,
        pooled: NDArray[np.floating],
        logits: NDArray[np.floating],
        gate: NDArray[np.floating] | None = None,
    ) -> NDArray[np.float64]:
        """Return the contribution of each part to the answer, float64 [classes, P]: the given cosines."""
        return np.asarray(logits, np.float64)

    def embeddings(
        self, pooled: NDArray[np.floating], gate: NDArray[np.floating] | None = None
    ) -> NDArray[np.float64]:
        """Return embeddings float64 [..., E, P] of pooled features float [..., C, 16, 11]."""
        strips = self._strips(pooled)
        features = strips.mean(axis=-1) + strips.max(axis=-1)
        embedded = np.einsum("...cp,pce->...ep", features, self.embed)
        return np.asarray(embedded if gate is None else embedded * gate)

    def gradient(
        self,
        pooled: NDArray[np.floating],
        wanted: NDArray[np.float64],
        gate: NDArray[np.floating] | None = None,
    ) -> NDArray[np.float64]:
        """Return the gradient of a weighted sum of the cosines with respect to the pooled features.

        Args:
            pooled: float [C, 16, 11].
            wanted: Weight of each cosine, float64 [classes, P].
            gate: As for `logits`.

        Returns:
            float64 [C, 16, 11].
        """
        strips = self._strips(pooled)
        directions, lengths = self._directions(self.embeddings(pooled, gate))
        towards = np.einsum("kp,pek->ep", wanted, self.centres)
        along = (directions * towards).sum(axis=0, keepdims=True)
        behind = (towards - directions * along) / lengths * self.scale
        if gate is not None:
            behind = behind * gate
        on_strip = np.einsum("ep,pce->cp", behind, self.embed)
        highest = strips == strips.max(axis=-1, keepdims=True)
        shares = highest / highest.sum(axis=-1, keepdims=True) + 1.0 / strips.shape[-1]
        return np.asarray(on_strip[..., None] * shares).reshape(pooled.shape)

    def _strips(self, pooled: NDArray[np.floating]) -> NDArray[np.float64]:
        shape = (*pooled.shape[:-2], self.parts, -1)
        return np.asarray(pooled, np.float64).reshape(shape)

    def _directions(
        self, embeddings: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        normed = embeddings * self.scale + self.shift
        lengths = np.maximum(np.linalg.norm(normed, axis=-2, keepdims=True), _LEAST_LENGTH)
        return normed / lengths, lengths


def _shapes(sizes: NetworkSizes) -> dict[str, tuple[int, ...]]:
    wanted: dict[str, tuple[int, ...]] = {
        "embed.weight": (sizes.parts, sizes.channels[3], sizes.embedding),
        "necks.weight": (sizes.parts, sizes.embedding, sizes.classes),
    }
    for name in ("weight", "bias", "running_mean", "running_var"):
        wanted[f"necks.norm.{name}"] = (sizes.embedding * sizes.parts,)
    return wanted


def check_shapes(
    weights: Mapping[str, NDArray[Any]], wanted: Mapping[str, tuple[int, ...]]
) -> None:
    """Check that arrays are there, each of its shape.

    Raises:
        ModelError: One is missing or has another shape.
    """
    for name, shape in wanted.items():
        if name not in weights or weights[name].shape != shape:
            raise ModelError(
                text(
                    "The weights have no {name} of shape {shape}.",
                    name=name,
                    shape=str(list(shape)),
                ),
                text("Check that the file belongs to this kind of network."),
            )
