"""ROC and precision-recall curves of weighted sequences, for many sets of weights at once.

scikit-learn computes the same for one set of weights at a time (the tests compare the two); an interval
takes thousands, and the same sorting serves them all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.evaluation.metrics import share

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Sequences by falling score, those of equal scores together.

    Attributes:
        order: Sequence numbers by falling score, int64 [N].
        ends: Last place of each distinct score in that order, int64 [M].
        inside: Whether each sequence in that order is of the group, float64 [N].
    """

    order: NDArray[np.int64]
    ends: NDArray[np.int64]
    inside: Floats

    @classmethod
    def of(cls, scores: Floats, inside: NDArray[np.bool_]) -> Ranking:
        """Rank sequences.

        Args:
            scores: Higher means more likely of the group, float64 [N].
            inside: Whether each is, bool [N].
        """
        order = np.argsort(-scores, kind="stable").astype(np.int64)
        falls = np.flatnonzero(np.diff(scores[order]))
        ends = np.append(falls, len(scores) - 1).astype(np.int64)
        return cls(order, ends, inside[order].astype(np.float64))

    def counts(self, weights: Floats) -> tuple[Floats, Floats]:
        """Count true and false positives at each threshold, float64 [B, M + 1], from nobody to all.

        Args:
            weights: How often each sequence counts, float64 [B, N].
        """
        sorted_weights = weights[:, self.order]
        none = np.zeros((len(weights), 1))
        true = np.cumsum(sorted_weights * self.inside, axis=1)[:, self.ends]
        false = np.cumsum(sorted_weights * (1.0 - self.inside), axis=1)[:, self.ends]
        return np.hstack([none, true]), np.hstack([none, false])


def roc_area(true: Floats, false: Floats) -> Floats:
    """Return the area under the ROC curve, trapezoids, float64 [B]; NaN with everybody on one side."""
    area = (np.diff(false) * (true[:, 1:] + true[:, :-1])).sum(axis=1) / 2.0
    return share(area, true[:, -1] * false[:, -1])


def pr_area(true: Floats, false: Floats) -> Floats:
    """Return the average precision, float64 [B]: the area under steps, as scikit-learn computes it."""
    precision = _precision(true, false)
    steps = (np.diff(true) * precision[:, 1:]).sum(axis=1)
    one_sided = (true[:, -1] == 0) | (false[:, -1] == 0)
    return np.where(one_sided, np.nan, share(steps, true[:, -1]))


def _precision(true: Floats, false: Floats) -> Floats:
    return np.nan_to_num(share(true, true + false), nan=0.0)


def roc_points(true: Floats, false: Floats) -> tuple[Floats, Floats]:
    """Return false-positive rate and sensitivity [M + 1] of one set of weights (the first)."""
    return share(false[0], np.full_like(false[0], false[0, -1])), share(
        true[0], np.full_like(true[0], true[0, -1])
    )


def pr_points(true: Floats, false: Floats) -> tuple[Floats, Floats]:
    """Return recall and precision [M] of one set of weights (the first), from the highest score on."""
    recall = share(true[0], np.full_like(true[0], true[0, -1]))
    return recall[1:], _precision(true, false)[0, 1:]


def roc_band(true: Floats, false: Floats, places: Floats) -> Floats:
    """Return the sensitivity at false-positive rates, float64 [B, places]; NaN with one side only."""
    rows = []
    for up, along in zip(true, false, strict=True):
        if up[-1] == 0 or along[-1] == 0:
            rows.append(np.full(len(places), np.nan))
        else:
            rows.append(np.interp(places, along / along[-1], up / up[-1]))
    return np.stack(rows)


def pr_band(true: Floats, false: Floats, places: Floats) -> Floats:
    """Return the precision where each recall is first reached, float64 [B, places]; NaN likewise."""
    precision = _precision(true, false)
    rows = []
    for up, along, right in zip(true, false, precision, strict=True):
        if up[-1] == 0 or along[-1] == 0:
            rows.append(np.full(len(places), np.nan))
        else:
            first = np.searchsorted(up / up[-1], places - 1e-12)
            rows.append(right[np.minimum(first, len(right) - 1)])
    return np.stack(rows)
