"""The outcome rule: ordered classes, and a band in which nothing is concluded."""

import numpy as np
import pytest

from engine.core.classes import ClassName, Outcome
from engine.inference.outcome import outcome_of, probabilities_of
from engine.models.cards import Thresholds


@pytest.mark.parametrize(
    ("negative", "neutral", "positive", "outcome"),
    [
        (0.9, 0.05, 0.05, Outcome.NOT_DETECTED),
        (0.1, 0.7, 0.2, Outcome.BORDERLINE),
        (0.1, 0.2, 0.7, Outcome.DETECTED),
        (0.52, 0.0, 0.48, Outcome.INCONCLUSIVE),
        (0.48, 0.27, 0.25, Outcome.INCONCLUSIVE),
        (0.0, 0.49, 0.51, Outcome.DETECTED),
        (0.44, 0.3, 0.26, Outcome.BORDERLINE),
    ],
)
def test_rule(negative, neutral, positive, outcome):
    shares = dict(zip(ClassName, (negative, neutral, positive), strict=True))
    assert outcome_of(shares, Thresholds()) is outcome


def test_probabilities_follow_the_class_order():
    logits = np.array([[0.1, 0.3], [0.5, 0.7], [-0.2, 0.0]], dtype=np.float32)
    order = (ClassName.NEGATIVE, ClassName.POSITIVE, ClassName.NEUTRAL)
    shares = probabilities_of(logits, order, scale=16)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares[ClassName.POSITIVE] == pytest.approx(1 / (1 + np.exp(-6.4) + np.exp(-11.2)))
    flat = probabilities_of(logits, order, scale=1)
    assert flat[ClassName.POSITIVE] < shares[ClassName.POSITIVE]
