"""The losses of ScoNet-MT: cross-entropy over parts and the batch-all triplet loss.

Must not know networks, data or devices.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from engine.models.configs import SCALE


class TripletTerms(NamedTuple):
    """The batch-all triplet loss, part by part.

    Attributes:
        per_part: Mean of the non-zero terms of each part, float [P].
        nonzero: Number of non-zero terms of each part, float [P].
    """

    per_part: Tensor
    nonzero: Tensor

    @property
    def loss(self) -> Tensor:
        """Mean over the parts, float scalar."""
        return self.per_part.mean()


def cross_entropy(
    logits: Tensor,
    labels: Tensor,
    *,
    scale: float = SCALE,
    smoothing: float = 0.1,
    weights: Tensor | None = None,
) -> Tensor:
    """Cross-entropy in which every part is a sample of its own.

    Args:
        logits: Cosines, float [N, classes, P].
        labels: Class numbers, int64 [N].
        scale: Factor before the softmax.
        smoothing: Label smoothing (Szegedy et al. 2016).
        weights: Weight of each class, float [classes], or None for all the same.
    """
    repeated = labels.unsqueeze(1).expand(-1, logits.shape[2])
    return functional.cross_entropy(
        logits * scale, repeated, weight=weights, label_smoothing=smoothing
    )


def _distances(vectors: Tensor) -> Tensor:
    """Give Euclidean distances float [P, N, N] of float [P, N, C].

    The gradient at 0 is 0, and not infinite: that of relu is, whatever comes from behind.
    """
    left = vectors.square().sum(dim=2).unsqueeze(2)
    right = vectors.square().sum(dim=2).unsqueeze(1)
    gram = vectors @ vectors.transpose(1, 2)
    return functional.relu(left + right - 2 * gram).sqrt()


def triplet(embeddings: Tensor, labels: Tensor, *, margin: float = 0.2) -> TripletTerms:
    """Batch-all triplet loss (Hermans et al. 2017), for each part on its own.

    Every (anchor, positive, negative) of the batch counts; the mean is taken over those that are
    not yet zero, which keeps the solved ones from drowning the rest.

    Args:
        embeddings: float [N, C, P].
        labels: What makes two sequences alike, int64 [N].
        margin: How much farther a negative should be than a positive.
    """
    distances = _distances(embeddings.permute(2, 0, 1).contiguous().float())
    same = labels.unsqueeze(0) == labels.unsqueeze(1)
    violation = (distances.unsqueeze(3) - distances.unsqueeze(2) + margin).clamp_min(0)
    valid = same.unsqueeze(2) & ~same.unsqueeze(1)
    violation = torch.where(valid, violation, 0.0)
    nonzero = (violation > 0).sum(dim=(1, 2, 3)).float()
    total = violation.sum(dim=(1, 2, 3))
    return TripletTerms(total / nonzero.clamp_min(1), nonzero)
