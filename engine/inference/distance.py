"""How far a recording lies from what a network was trained on.

Source: deep nearest neighbours (Sun et al., ICML 2022): the distance to the k-th nearest training
sequence among the directions of the embeddings, here averaged over the parts. It needs no assumption
about how the data is distributed, and is honest only about what the embeddings see.
Must not know: networks, runtimes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.core.errors import ModelError
from engine.core.explanation import Distance
from engine.core.text import text
from engine.models.cards import REFERENCE_FILE, ModelCard, Reference, verified_file
from engine.runtime.weights import read_weights, write_weights

NEIGHBOURS: Final = 5
PERCENTILE: Final = 99.0
MOST: Final = 256
"""Training sequences that a model folder keeps, at most."""

_NAME = "embeddings"


@dataclass(frozen=True, slots=True, eq=False)
class KnownSequences:
    """The training sequences that a model folder brings.

    Attributes:
        directions: Embeddings of length 1, float32 [M, E, P].
    """

    directions: NDArray[np.float32]
    reference: Reference

    def distance(self, embeddings: NDArray[np.floating]) -> Distance:
        """Say how far one recording lies, from its embeddings float [E, P]."""
        value = float(
            _distances(_directions(embeddings[None]), self.directions, self.reference.neighbours)[0]
        )
        threshold = self.reference.threshold
        return Distance(value=value, threshold=threshold, unlike=value > threshold)


@dataclass(frozen=True, slots=True, eq=False)
class KnownMembers:
    """The training sequences of each member of an ensemble.

    Attributes:
        members: Those of each, K.
    """

    members: tuple[KnownSequences, ...]
    reference: Reference

    def distance(self, embeddings: NDArray[np.floating]) -> Distance:
        """Say how far one recording lies, from its embeddings float [K x E, P].

        Each member measures in shares of its own threshold, and the median of these shares counts: a
        recording is unlike the training data where most members say so.
        """
        parts = np.split(embeddings, len(self.members))
        found = [known.distance(part) for known, part in zip(self.members, parts, strict=True)]
        value = float(np.median([one.value / one.threshold for one in found]))
        threshold = self.reference.threshold
        return Distance(value=value, threshold=threshold, unlike=value > threshold)


def read_known(folder: Path, card: ModelCard) -> KnownSequences | KnownMembers | None:
    """Read what a model folder brings; None where it brings nothing.

    Raises:
        ModelError: The file was changed, or does not fit the network.
    """
    if card.reference is None:
        return None
    arrays = read_weights(verified_file(folder, card, REFERENCE_FILE))
    if card.network.members == 1:
        return _known(arrays.get(_NAME), card.reference, card)
    found = []
    for number in range(card.network.members):
        limits = arrays.get(f"{number}.limits")
        if limits is None or limits.shape != (2,) or not (limits > 0).all():
            raise _unfit_error(card)
        neighbours, threshold = int(limits[0]), float(limits[1])
        own = card.reference.model_copy(update={"neighbours": neighbours, "threshold": threshold})
        found.append(_known(arrays.get(f"{number}.{_NAME}"), own, card))
    return KnownMembers(tuple(found), card.reference)


def _known(kept: NDArray[Any] | None, reference: Reference, card: ModelCard) -> KnownSequences:
    shape = (card.network.embedding, card.network.parts)
    if kept is None or kept.shape[1:] != shape or not 1 <= reference.neighbours <= len(kept):
        raise _unfit_error(card)
    return KnownSequences(_directions(kept.astype(np.float32)), reference)


def _unfit_error(card: ModelCard) -> ModelError:
    return ModelError(
        text("The training reference of “{model}” does not fit its network.", model=card.name),
        text("Do not use this model. Restore the folder from its source."),
    )


def ensemble_reference(known: Sequence[KnownSequences]) -> Reference:
    """Return the card's entry about the training sequences of an ensemble's members."""
    return Reference(
        neighbours=min(one.reference.neighbours for one in known),
        # In shares of each member's own.
        threshold=1.0,
        sequences=sum(one.reference.sequences for one in known),
        data="validation sequences of each member; the median over the members counts",
    )


def write_references(path: Path, known: Sequence[KnownSequences]) -> None:
    """Write the training sequences of the members of an ensemble as ``reference.safetensors``.

    Raises:
        OSError: The file cannot be written.
    """
    arrays: dict[str, NDArray[Any]] = {}
    for number, one in enumerate(known):
        limits = [one.reference.neighbours, one.reference.threshold]
        arrays[f"{number}.{_NAME}"] = one.directions.astype(np.float16)
        arrays[f"{number}.limits"] = np.array(limits, np.float32)
    write_weights(path, arrays)


def write_reference(path: Path, embeddings: NDArray[np.floating]) -> None:
    """Write embeddings of training sequences, float [M, E, P], as ``reference.safetensors``.

    Raises:
        OSError: The file cannot be written.
    """
    write_weights(path, {_NAME: _directions(embeddings).astype(np.float16)})


def reference_of(
    training: NDArray[np.floating], others: NDArray[np.floating], *, data: str
) -> Reference:
    """Find the distance beyond which a recording is unlike the training data.

    Args:
        training: Embeddings that the model folder keeps, float [M, E, P].
        others: Embeddings of sequences that training did not see, float [N, E, P].
        data: What those are.

    Returns:
        For the card.
    """
    neighbours = min(NEIGHBOURS, len(training))
    # As they will be read again.
    kept = _directions(_directions(training).astype(np.float16).astype(np.float32))
    distances = _distances(_directions(others), kept, neighbours)
    return Reference(
        neighbours=neighbours,
        threshold=round(float(np.percentile(distances, PERCENTILE)), 6),
        sequences=len(others),
        data=data,
    )


def _directions(embeddings: NDArray[np.floating]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    return np.asarray(embeddings / np.maximum(lengths, 1e-12), dtype=np.float32)


def _distances(
    ours: NDArray[np.float32], known: NDArray[np.float32], neighbours: int
) -> NDArray[np.float64]:
    """Return 1 - mean cosine over the parts to the k-th nearest known sequence, float64 [N]."""
    parts = ours.shape[-1]
    cosines = (
        ours.reshape(len(ours), -1).astype(np.float64) @ known.reshape(len(known), -1).T / parts
    )
    return np.asarray(1.0 - np.sort(cosines, axis=1)[:, -neighbours])
