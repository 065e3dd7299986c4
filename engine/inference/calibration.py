"""Fits how cosines are read on people that training did not see: as probabilities, and as outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName
from engine.models.cards import Thresholds

LARGEST_SCALE = 200.0
_WIDEST_BAND = 0.49


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

    found = minimize_scalar(loss, bounds=(0.0, np.log(LARGEST_SCALE)), method="bounded")
    return float(np.exp(found.x))


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """By what rule thresholds are fitted.

    Attributes:
        sensitivity: Share of positive and neutral people, in (0, 1], who shall lie at or above the threshold
            at least, before the band: the highest threshold that does so. None: that of the largest sum of
            sensitivity and specificity (Youden 1950).
        inconclusive: Largest share of the sequences, in [0, 0.5), of which nothing is concluded.
    """

    sensitivity: float | None = None
    inconclusive: float = 0.05

    def __str__(self) -> str:
        """Say the rule, for a card."""
        first = (
            "largest sensitivity plus specificity"
            if self.sensitivity is None
            else f"sensitivity of at least {100 * self.sensitivity:g} %"
        )
        return f"{first}; at most {100 * self.inconclusive:g} % inconclusive"


def fit_thresholds(
    probabilities: NDArray[np.float64],
    truth: NDArray[np.int64],
    class_order: Sequence[ClassName],
    rule: ThresholdRule,
    *,
    former: Thresholds,
) -> Thresholds:
    """Fit the thresholds of the outcome rule.

    ``abnormal`` tells negative from the rest, by the rule. ``positive`` tells positive from neutral among
    these two by Youden's index; where one of the two is missing, it stays. The band is the widest around
    ``abnormal`` that holds no more than the share ``rule.inconclusive`` of the sequences.

    Args:
        probabilities: float64 [N, classes].
        truth: Class numbers, int64 [N].
        class_order: Class of each column.
        rule: The rule.
        former: Thresholds so far.

    Raises:
        ValueError: Nobody is negative, or nobody is anything else.
    """
    names = np.array([str(name) for name in class_order])
    wanted = np.isin(names, [ClassName.NEUTRAL, ClassName.POSITIVE])
    abnormal, said = wanted[truth], probabilities[:, wanted].sum(axis=1)
    if abnormal.all() or not abnormal.any():
        raise ValueError("thresholds take negative people and others")
    if rule.sensitivity is None:
        threshold = _youden(said, abnormal)
    else:
        threshold = _sensitive(said, abnormal, rule.sensitivity)
    share = probabilities[:, names == ClassName.POSITIVE].sum(axis=1)
    share = np.divide(share, said, out=np.zeros_like(said), where=said > 0)
    is_positive = names[truth] == ClassName.POSITIVE
    positive = former.positive
    if 0 < is_positive.sum() < abnormal.sum():
        positive = _youden(share[abnormal], is_positive[abnormal])
    return Thresholds(
        abnormal=min(1.0, threshold),
        positive=min(1.0, positive),
        inconclusive_band=_band(said, threshold, rule.inconclusive),
    )


def _candidates(scores: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the places between neighbouring scores, and how far apart these are."""
    known = np.unique(scores)
    if len(known) == 1:
        return known, np.zeros(1)
    middles = (known[:-1] + known[1:]) / 2
    # Between two numbers that lie next to each other there is no third.
    return np.where(middles > known[:-1], middles, known[1:]), np.diff(known)


def _youden(scores: NDArray[np.float64], inside: NDArray[np.bool_]) -> float:
    """Return the threshold of the largest sensitivity + specificity; of several, in the widest gap."""
    places, gaps = _candidates(scores)
    sensitivity = _share_from(np.sort(scores[inside]), places)
    specificity = 1.0 - _share_from(np.sort(scores[~inside]), places)
    index = np.round(sensitivity + specificity, 12)
    best = np.flatnonzero(index == index.max())
    return float(places[best[np.argmax(gaps[best])]])


def _sensitive(scores: NDArray[np.float64], inside: NDArray[np.bool_], sensitivity: float) -> float:
    """Return the highest threshold that reports at least this share of those inside."""
    places, _ = _candidates(scores)
    reached = _share_from(np.sort(scores[inside]), places) >= sensitivity - 1e-12
    return float(places[reached].max() if reached.any() else scores.min())


def _share_from(ordered: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of scores, in rising order, that are at least as high as each place."""
    return np.asarray(1.0 - np.searchsorted(ordered, places, side="left") / len(ordered))


def _band(scores: NDArray[np.float64], threshold: float, most: float) -> float:
    """Return the widest band within which lie no more than this share of the scores."""
    count = int(most * len(scores) + 1e-9)
    if count == 0:
        return 0.0
    return float(min(np.sort(np.abs(scores - threshold))[count], _WIDEST_BAND))
