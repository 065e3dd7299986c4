"""Tables and curves of an evaluation, as its report holds them.

Must not know networks, or how they are drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName, Outcome
from engine.core.progress import Cancel
from engine.core.result import EvaluationFacts
from engine.core.result import Interval as ResultInterval
from engine.evaluation.areas import pr_band, pr_points, roc_band, roc_points
from engine.evaluation.labelled_sample import OUTCOMES, Sample, figures_of
from engine.evaluation.metrics import GROUPS, Floats, confusion_matrix
from engine.evaluation.people import AGE_BANDS, UNKNOWN, Traits
from engine.evaluation.reliability import ReliabilityBins
from engine.evaluation.resampling import ROUNDS, Interval, ends, resample_spread, widen
from engine.models.cards import Metric
from engine.models.evaluation_details import (
    Curve,
    Details,
    GroupDetails,
    GroupName,
    Paired,
    Predictive,
    ReliabilityBin,
    Subgroup,
)
from engine.report.predictive import predictive_values

_PLACES: Final = np.linspace(0.0, 1.0, 51)
_MOST_POINTS: Final = 300
_DIGITS: Final = 4
_SEXES: Final = ("female", "male", "other")
_BY: Final[tuple[tuple[Literal["sex", "age"], tuple[str, ...]], ...]] = (
    ("sex", (*_SEXES, UNKNOWN)),
    ("age", (*AGE_BANDS, UNKNOWN)),
)
_SUBGROUP_FIGURES: Final = (
    "accuracy",
    "positive_sensitivity",
    "positive_specificity",
    "abnormal_sensitivity",
    "abnormal_specificity",
    "positive_roc_area",
    "abnormal_roc_area",
)


def as_metrics(figures: Mapping[str, Interval]) -> dict[str, Metric]:
    """Round figures for a report, leaving out those that nobody counts for."""
    return {
        name: Metric(
            **dict(zip(("value", "low", "high"), np.round(one, _DIGITS).tolist(), strict=True))
        )
        for name, one in figures.items()
        if np.isfinite(one).all()
    }


def details_of(  # noqa: PLR0913  # what a report is made of
    sample: Sample,
    traits: Sequence[Traits],
    metrics: Mapping[str, Metric],
    *,
    prevalence: float,
    data: str,
    paired: Paired | None = None,
    rounds: int = ROUNDS,
    cancel: Cancel | None = None,
) -> Details:
    """Compute the tables and curves of a report.

    Args:
        sample: The answers.
        traits: Sex and age of the person of each answer.
        metrics: The figures of the sample.
        prevalence: Share of people with features, in (0, 1), for the predictive values.
        data: On whom, in words.
        paired: The comparison with another model, or None.
        rounds: Bootstrap resamples.
        cancel: Checked between blocks of resamples.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    people = len(set(sample.people))
    return Details(
        confusion=confusion_of(sample),
        outcomes=outcomes_of(sample),
        groups={
            group: group_details(sample, group, rounds=rounds, cancel=cancel) for group in GROUPS
        },
        predictive=predictive_of(metrics, prevalence, data=data, people=people),
        subgroups=subgroups_of(sample, traits, rounds=rounds, cancel=cancel),
        comparison=paired,
    )


def confusion_of(sample: Sample) -> tuple[tuple[int, ...], ...]:
    """Count sequences, [true class][class answered]."""
    counts = confusion_matrix(sample.truth, sample.answers, classes=len(sample.class_order))
    return tuple(tuple(row) for row in counts.tolist())


def outcomes_of(sample: Sample) -> dict[ClassName, dict[Outcome, int]]:
    """Count outcomes of each true class."""
    found: dict[ClassName, dict[Outcome, int]] = {}
    for number, name in enumerate(sample.class_order):
        counted = Counter(sample.outcomes[sample.truth == number].tolist())
        found[name] = {outcome: counted[place] for place, outcome in enumerate(OUTCOMES)}
    return found


def group_details(
    sample: Sample, group: GroupName, *, rounds: int = ROUNDS, cancel: Cancel | None = None
) -> GroupDetails:
    """Draw up the curves of a group, each with its 95 % band by person.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    inside, ranking = sample.is_in(group), sample.ranking(group)
    binned = ReliabilityBins.of(sample.probability_of(group), inside)
    both = 0 < inside.sum() < len(sample)

    def bands(weights: Floats) -> dict[str, Floats]:
        found = {"observed": binned.share_observed(weights)}
        if both:
            true, false = ranking.counts(weights)
            found |= {"roc": roc_band(true, false, _PLACES), "pr": pr_band(true, false, _PLACES)}
        return found

    found = resample_spread(bands, sample.people, rounds=rounds, cancel=cancel)
    roc, pr = None, None
    if both:
        true, false = ranking.counts(np.ones((1, len(sample))))
        roc = _curve(roc_points(true, false), found["roc"])
        pr = _curve(pr_points(true, false), found["pr"])
    return GroupDetails(
        share=float(inside.mean()),
        roc=roc,
        pr=pr,
        reliability=_bins(sample, binned, found["observed"]),
    )


def _curve(points: tuple[Floats, Floats], band: Floats) -> Curve:
    x, y = (_round(one) for one in _thin(*points))
    if len(x) < 2:
        # One score for all: a point, drawn as a line of no length.
        x, y = (x[0], x[0]), (y[0], y[0])
    low, high = ends(band)
    return Curve(x=x, y=y, band_x=_round(_PLACES), low=_round(low), high=_round(high))


def _round(values: Floats) -> tuple[float, ...]:
    return tuple(np.round(np.clip(values, 0.0, 1.0), _DIGITS).tolist())


def _thin(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Leave out points in the middle of straight pieces, then evenly what is still too many."""
    turns = np.ones(len(x), dtype=bool)
    ahead = np.diff(np.stack([x, y]), axis=1)
    turns[1:-1] = np.abs(ahead[0, :-1] * ahead[1, 1:] - ahead[1, :-1] * ahead[0, 1:]) > 1e-12
    kept = np.flatnonzero(turns)
    if len(kept) > _MOST_POINTS:
        kept = kept[np.linspace(0, len(kept) - 1, _MOST_POINTS).round().astype(int)]
    return x[kept], y[kept]


def _bins(sample: Sample, binned: ReliabilityBins, observed: Floats) -> tuple[ReliabilityBin, ...]:
    everybody = np.ones((1, len(binned.predicted)))
    counts, said = binned.counts(everybody)[0], binned.mean_predicted(everybody)[0]
    came, people = binned.share_observed(everybody)[0], np.asarray(sample.people)
    low, high = ends(observed)
    found = []
    for place in np.flatnonzero(counts):
        share = float(came[place])
        reach = Interval(
            share, float(np.fmin(low[place], share)), float(np.fmax(high[place], share))
        )
        reach = widen(reach, len(np.unique(people[binned.marks[:, place] > 0])))
        found.append(
            ReliabilityBin(
                count=int(counts[place]),
                predicted=min(1.0, round(float(said[place]), _DIGITS)),
                observed=round(share, _DIGITS),
                low=round(reach.low, _DIGITS),
                high=round(reach.high, _DIGITS),
            )
        )
    return tuple(found)


def predictive_of(
    metrics: Mapping[str, Metric], prevalence: float, *, data: str, people: int
) -> dict[GroupName, Predictive]:
    """Work out predictive values of each group whose sensitivity and specificity are known.

    Args:
        metrics: Figures of the report.
        prevalence: Share of people of the group, in (0, 1).
        data: What they were measured on.
        people: On how many people.
    """
    found: dict[GroupName, Predictive] = {}
    for group in GROUPS:
        pair = [metrics.get(f"{group}_{name}") for name in ("sensitivity", "specificity")]
        a, b = (None if one is None else ResultInterval(**one.model_dump()) for one in pair)
        if a is None or b is None:
            continue
        facts = EvaluationFacts(
            data=data, people=people, sensitivity=a, specificity=b, signed_by=""
        )
        values = predictive_values(facts, prevalence)
        found[group] = Predictive(
            prevalence=prevalence, ppv=_metric(values.ppv), npv=_metric(values.npv)
        )
    return found


def _metric(one: ResultInterval) -> Metric:
    return Metric(
        value=round(one.value, _DIGITS), low=round(one.low, _DIGITS), high=round(one.high, _DIGITS)
    )


def subgroups_of(
    sample: Sample, traits: Sequence[Traits], *, rounds: int = ROUNDS, cancel: Cancel | None = None
) -> tuple[Subgroup, ...]:
    """Compute figures by sex and by age; nothing where neither is known of anybody.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    found = []
    for by, names in _BY:
        told = np.array([one.of(by) for one in traits])
        if (told == UNKNOWN).all():
            continue
        for name in names:
            chosen: NDArray[np.int64] = np.flatnonzero(told == name)
            if not len(chosen):
                continue
            part = sample.part(chosen)
            figures = figures_of(part, rounds=rounds, cancel=cancel)
            wanted = {each: figures[each] for each in _SUBGROUP_FIGURES}
            found.append(
                Subgroup(
                    by=by,
                    name=name,
                    people=len(set(part.people)),
                    sequences=len(part),
                    metrics=as_metrics(wanted),
                )
            )
    return tuple(found)
