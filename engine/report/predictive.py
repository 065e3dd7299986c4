"""What an answer is worth where it is given: predictive values at a prevalence.

A test set holds far more people with features than a school does, so the share of right answers there
says little about the share here. Must not know how the figures are shown, nor where the prevalence
comes from.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.core.result import EvaluationFacts, Interval


@dataclass(frozen=True, slots=True)
class PredictiveValues:
    """Predictive values of "positive or neutral", each with an interval.

    Attributes:
        prevalence: Share of people with features, in (0, 1).
        ppv: Share of people with features among those for whom features are reported.
        npv: Share of people without among those for whom none are reported.
    """

    prevalence: float
    ppv: Interval
    npv: Interval


def predictive_values(report: EvaluationFacts, prevalence: float) -> PredictiveValues:
    """Work out predictive values at a prevalence by Bayes' rule (Altman and Bland, BMJ 1994;309:102).

    With sensitivity ``a``, specificity ``b`` and prevalence ``p``::

        PPV = a p / (a p + (1 - b) (1 - p))        NPV = b (1 - p) / (b (1 - p) + (1 - a) p)

    Both rise with ``a`` and with ``b``. Their intervals are the values at the lower ends and at the upper
    ends of the report's two 95 % intervals. The two are estimated from different people and so are
    independent; an interval between such corners adds the two errors instead of their squares, and so
    covers at least 95 %. The prevalence is taken as given.

    Args:
        report: Sensitivity and specificity with their intervals.
        prevalence: Share of people with features, in (0, 1).

    Returns:
        Values in [0, 1]; 0 where nobody would be counted at all.

    Raises:
        ValueError: The prevalence is not between 0 and 1.
    """
    if not 0.0 < prevalence < 1.0:
        raise ValueError(f"prevalence must lie between 0 and 1, not {prevalence}")
    a, b = report.sensitivity, report.specificity
    corners = ((a.value, b.value), (a.low, b.low), (a.high, b.high))
    ppv = (_ppv(sensitivity, specificity, prevalence) for sensitivity, specificity in corners)
    npv = (_ppv(specificity, sensitivity, 1.0 - prevalence) for sensitivity, specificity in corners)
    return PredictiveValues(prevalence, _interval(*ppv), _interval(*npv))


def _ppv(sensitivity: float, specificity: float, prevalence: float) -> float:
    """Return the PPV; with the two figures exchanged and 1 - prevalence it is the NPV."""
    right = sensitivity * prevalence
    reported = right + (1.0 - specificity) * (1.0 - prevalence)
    return right / reported if reported > 0.0 else 0.0


def _interval(value: float, low: float, high: float) -> Interval:
    return Interval(value=value, low=low, high=high)
