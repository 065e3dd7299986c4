"""Two models on the same people: paired bootstrap of differences, and McNemar's exact test.

Must not know networks or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from engine.core.progress import Cancel
from engine.evaluation.evaluation_tables import as_metrics
from engine.evaluation.labelled_sample import Sample, SampleFigures, figures_of
from engine.evaluation.metrics import Floats
from engine.evaluation.resampling import ROUNDS, resample_figures
from engine.models.evaluation_details import EvaluatedModel, Paired

COMPARED: Final = (
    "accuracy",
    "f1",
    "abnormal_sensitivity",
    "abnormal_specificity",
    "positive_roc_area",
    "abnormal_roc_area",
)
"""Figures whose difference is reported."""


def mcnemar(only_first: int, only_second: int) -> float:
    """Return the two-sided p of McNemar's exact test: a binomial test of the sequences that one has right.

    Returns:
        p in (0, 1]; 1 where the two are never apart (McNemar 1947; exact form: Fagerland et al. 2013).
    """
    from scipy.stats import binomtest

    apart = only_first + only_second
    return float(binomtest(only_first, apart, 0.5).pvalue) if apart else 1.0


def compare_models(
    this: Sample,
    other: Sample,
    *,
    model: EvaluatedModel,
    rounds: int = ROUNDS,
    cancel: Cancel | None = None,
) -> Paired:
    """Compare two models on the same sequences, in the same order.

    Args:
        this: What one model said.
        other: What the other one said.
        model: The other one.
        rounds: Bootstrap resamples; each draws the same people for both.
        cancel: Checked between blocks of resamples.

    Raises:
        ValueError: The samples are not of the same sequences.
        CancelledError: ``cancel`` was set.
    """
    if _truth(this) != _truth(other) or this.people != other.people:
        raise ValueError("two models are compared on the same sequences")
    one, two = SampleFigures(this), SampleFigures(other)

    def differences(weights: Floats) -> dict[str, Floats]:
        first, second = one(weights), two(weights)
        return {name: first[name] - second[name] for name in COMPARED}

    right, also = this.answers == this.truth, other.answers == other.truth
    only_this, only_other = int(np.sum(right & ~also)), int(np.sum(also & ~right))
    seconds = figures_of(other, rounds=rounds, cancel=cancel)
    return Paired(
        other=model,
        sequences=len(this),
        people=len(set(this.people)),
        metrics=as_metrics({name: seconds[name] for name in COMPARED}),
        differences=as_metrics(
            resample_figures(differences, this.people, rounds=rounds, cancel=cancel)
        ),
        only_this_right=only_this,
        only_other_right=only_other,
        p=mcnemar(only_this, only_other),
    )


def _truth(sample: Sample) -> Sequence[str]:
    """Return the true classes by name: two models may number them differently."""
    return [sample.class_order[number] for number in sample.truth]
