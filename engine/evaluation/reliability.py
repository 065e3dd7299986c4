"""Whether probabilities mean what they say: reliability bins, ECE, Brier score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.metrics import Labels, share

BINS = 10

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ReliabilityBins:
    """Sequences by tenths of a probability.

    Attributes:
        marks: Which bin each lies in, float64 [N, bins].
        predicted: The probability, float64 [N].
        observed: Whether it came true, float64 [N].
    """

    marks: Floats
    predicted: Floats
    observed: Floats

    @classmethod
    def of(cls, predicted: Floats, observed: NDArray[np.bool_]) -> ReliabilityBins:
        """Put sequences into ten bins of equal width, the upper edge belonging to each.

        Args:
            predicted: Probability in [0, 1], float64 [N].
            observed: Whether it came true, bool [N].
        """
        edges = np.linspace(0.0, 1.0, BINS + 1)[1:-1]
        marks = np.zeros((len(predicted), BINS))
        marks[np.arange(len(predicted)), np.searchsorted(edges, predicted)] = 1.0
        return cls(marks, predicted, observed.astype(np.float64))

    def counts(self, weights: Floats) -> Floats:
        """Count sequences of each bin, float64 [B, bins], of weights [B, N]."""
        return weights @ self.marks

    def mean_predicted(self, weights: Floats) -> Floats:
        """Return the mean probability of each bin, float64 [B, bins]; NaN where nobody is."""
        return share(weights @ (self.marks * self.predicted[:, None]), self.counts(weights))

    def share_observed(self, weights: Floats) -> Floats:
        """Return the share that came true in each bin, float64 [B, bins]; NaN where nobody is."""
        return share(weights @ (self.marks * self.observed[:, None]), self.counts(weights))

    def error(self, weights: Floats) -> Floats:
        """Return the expected calibration error, float64 [B] (Guo et al. 2017): mean distance of the two."""
        distance = np.abs(weights @ (self.marks * (self.predicted - self.observed)[:, None]))
        return share(distance.sum(axis=1), weights.sum(axis=1))


def brier(probabilities: Floats, truth: Labels, weights: Floats) -> Floats:
    """Return the Brier score over all classes, float64 [B], 0 to 2 (Brier 1950).

    Args:
        probabilities: float64 [N, classes].
        truth: Class numbers, int64 [N].
        weights: float64 [B, N].
    """
    off = probabilities.copy()
    off[np.arange(len(truth)), truth] -= 1.0
    return share(weights @ np.square(off).sum(axis=1), weights.sum(axis=1))


def binary_brier(predicted: Floats, observed: NDArray[np.bool_], weights: Floats) -> Floats:
    """Return the Brier score of one probability, float64 [B], 0 to 1, of weights [B, N]."""
    return share(weights @ np.square(predicted - observed), weights.sum(axis=1))
