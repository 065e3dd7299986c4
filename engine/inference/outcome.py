"""From class probabilities to one of four outcomes.

The classes are ordered (negative, neutral, positive), and so is the rule:

1. ``abnormal`` = P(neutral) + P(positive). Within ``inconclusive_band`` of the threshold ``abnormal``
   nothing is concluded.
2. Below it: no such features. Above it: the share P(positive) / ``abnormal`` decides between features
   and borderline features.

So a recording torn between negative and the rest is repeated, and one torn between neutral and positive
still gets an answer: both ask for an examination. Accuracy is reported by the largest probability, as
in the literature; the two can differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName, Outcome
from engine.models.cards import Thresholds


def probabilities_of(
    logits: NDArray[np.floating], class_order: Sequence[ClassName], *, scale: float
) -> dict[ClassName, float]:
    """Return class probabilities: softmax of ``scale`` x the mean cosine over the parts.

    Args:
        logits: Cosines, float [classes, P].
        class_order: Class of each row.
        scale: 16, or what calibration found.

    Returns:
        Probability of each class in [0, 1]; they sum to 1.
    """
    scores = scale * logits.mean(axis=1, dtype=np.float64)
    weights = np.exp(scores - scores.max())
    shares = weights / weights.sum()
    return {name: float(share) for name, share in zip(class_order, shares, strict=True)}


def outcome_of(probabilities: Mapping[ClassName, float], thresholds: Thresholds) -> Outcome:
    """Return the outcome; the module's docstring states the rule."""
    positive = probabilities.get(ClassName.POSITIVE, 0.0)
    abnormal = positive + probabilities.get(ClassName.NEUTRAL, 0.0)
    if abs(abnormal - thresholds.abnormal) < thresholds.inconclusive_band:
        return Outcome.INCONCLUSIVE
    if abnormal < thresholds.abnormal:
        return Outcome.NOT_DETECTED
    if positive >= thresholds.positive * abnormal:
        return Outcome.DETECTED
    return Outcome.BORDERLINE
