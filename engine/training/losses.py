"""The losses of ScoNet-MT: cross-entropy over parts and the batch-all triplet loss, and their sum.

As in ScoNet-MT (MICCAI 2024, arXiv 2407.05726), whose published recipe is OpenGait's: scale 16, label
smoothing 0.1, margin 0.2, both losses with weight 1. Class weights are those of DRF (MICCAI 2025, arXiv
2509.00872). Must not know networks, data or devices.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from engine.models.configs import SCALE
from engine.runs.training_config import Losses


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
        weights: Weight of each class, float [classes], or None for all the same. With weights it is the
            weighted mean: the sum over samples of weight times loss, by the sum of the weights of their
            classes; a batch of one class is not made more or less important.

    Returns:
        float scalar.
    """
    repeated = labels.unsqueeze(1).expand(-1, logits.shape[2])
    return functional.cross_entropy(
        logits * scale, repeated, weight=weights, label_smoothing=smoothing
    )


def _distances(vectors: Tensor) -> Tensor:
    """Return Euclidean distances float [P, N, N] of float [P, N, C].

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

    Returns:
        Both figures, part by part; 0 with a gradient of 0 where no term is above it.
    """
    wide = embeddings.float() if embeddings.dtype.itemsize < 4 else embeddings
    distances = _distances(wide.permute(2, 0, 1).contiguous())
    same = labels.unsqueeze(0) == labels.unsqueeze(1)
    violation = (distances.unsqueeze(3) - distances.unsqueeze(2) + margin).clamp_min(0)
    valid = same.unsqueeze(2) & ~same.unsqueeze(1)
    violation = torch.where(valid, violation, 0.0)
    nonzero = (violation > 0).sum(dim=(1, 2, 3)).float()
    total = violation.sum(dim=(1, 2, 3))
    return TripletTerms(total / nonzero.clamp_min(1), nonzero)


class Terms(NamedTuple):
    """What a network learns from in one step.

    Attributes:
        total: Weighted sum of both losses, float scalar.
        entropy: Cross-entropy, not yet weighted.
        triplet: Triplet loss, not yet weighted; 0 for a network without one.
        nonzero: Number of its terms that are not zero, mean of the parts.
    """

    total: Tensor
    entropy: Tensor
    triplet: Tensor
    nonzero: Tensor


def losses_of(
    logits: Tensor,
    embeddings: Tensor | None,
    classes: Tensor,
    groups: Tensor,
    settings: Losses,
    *,
    weights: Tensor | None = None,
) -> Terms:
    """Return the loss of a network: L = entropy_weight L_ce + triplet_weight L_triplet.

    Args:
        logits: Cosines, float [N, classes, P].
        embeddings: float [N, C, P], or None for a network that trains without a triplet loss.
        classes: Class numbers, int64 [N].
        groups: What the triplet loss holds together, person or class, int64 [N].
        settings: Scale, smoothing, margin and the weight of each loss.
        weights: Weight of each class in the cross-entropy, float [classes], or None.
    """
    entropy = cross_entropy(
        logits, classes, scale=settings.scale, smoothing=settings.smoothing, weights=weights
    )
    weighted = settings.entropy_weight * entropy
    if embeddings is None:
        nothing = torch.zeros((), device=logits.device)
        return Terms(weighted, entropy, nothing, nothing)
    terms = triplet(embeddings, groups, margin=settings.margin)
    total = settings.triplet_weight * terms.loss + weighted
    return Terms(total, entropy, terms.loss, terms.nonzero.mean())
