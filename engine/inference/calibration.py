"""Fits the factor between cosines and probabilities on people that training did not see."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def fit_scale(logits: NDArray[np.floating], truth: NDArray[np.int64]) -> float:
    """Fit the scale of softmax(scale x mean cosine) by likelihood (Guo et al. 2017, temperature).

    Args:
        logits: Cosines, float [N, classes, P], of a validation set.
        truth: Class numbers, int64 [N].

    Returns:
        A scale in [1, 200].
    """
    from scipy.optimize import minimize_scalar
    from scipy.special import log_softmax

    means = logits.mean(axis=2, dtype=np.float64)
    rows = np.arange(len(truth))

    def loss(log_scale: float) -> float:
        return float(-log_softmax(np.exp(log_scale) * means, axis=1)[rows, truth].mean())

    found = minimize_scalar(loss, bounds=(0.0, np.log(200.0)), method="bounded")
    return float(np.exp(found.x))
