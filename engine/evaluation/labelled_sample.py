"""What a network said about people whose class is known, and every figure that follows from it.

Must not know networks, files or how figures are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.core.classes import ClassName, Outcome
from engine.core.progress import Cancel
from engine.evaluation.areas import Ranking, pr_area, roc_area
from engine.evaluation.metrics import (
    GROUPS,
    Floats,
    Labels,
    cells,
    class_numbers,
    count_figures,
    counted_by_figure,
    members,
    predict_classes,
    share,
)
from engine.evaluation.reliability import ReliabilityBins, binary_brier, brier
from engine.evaluation.resampling import ROUNDS, Interval, resample_figures, widen_shares
from engine.inference.outcome import outcome_of, probabilities_of
from engine.models.cards import Thresholds
from engine.models.evaluation_details import GroupName

OUTCOMES = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Reading:
    """How cosines are read: as probabilities, and as outcomes.

    Attributes:
        scale: Factor between cosines and probabilities.
    """

    class_order: tuple[ClassName, ...]
    scale: float
    thresholds: Thresholds


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """N judged sequences.

    Attributes:
        truth: True class numbers, int64 [N].
        answers: Class numbers by the decision rule, int64 [N].
        probabilities: float64 [N, classes], summing to 1.
        outcomes: Places in `OUTCOMES` by the outcome rule, int64 [N].
        people: Who each sequence is of, N.
    """

    class_order: tuple[ClassName, ...]
    truth: Labels
    answers: Labels
    probabilities: Floats
    outcomes: Labels
    people: tuple[str, ...]

    @classmethod
    def of(
        cls,
        logits: NDArray[np.floating],
        labels: Sequence[str],
        people: Sequence[str],
        reading: Reading,
    ) -> Sample:
        """Read what a network said.

        Args:
            logits: Cosines, float [N, classes, P].
            labels: True class names, N.
            people: Who each sequence is of, N.
            reading: How to read it.

        Raises:
            ValueError: There is no sequence, a cosine is not a number, or a label has no output.
        """
        if not len(logits) or not np.isfinite(logits).all():
            raise ValueError("a sample holds sequences, and finite cosines of them")
        order = reading.class_order
        said = [probabilities_of(one, order, scale=reading.scale) for one in logits]
        outcomes = [OUTCOMES.index(outcome_of(one, reading.thresholds)) for one in said]
        return cls(
            class_order=order,
            truth=class_numbers(labels, order),
            answers=predict_classes(logits),
            probabilities=np.array([[one[name] for name in order] for one in said]),
            outcomes=np.array(outcomes, dtype=np.int64),
            people=tuple(people),
        )

    def __len__(self) -> int:
        """Count sequences."""
        return len(self.truth)

    def part(self, chosen: NDArray[np.int64]) -> Sample:
        """Return some of the sequences."""
        return Sample(
            class_order=self.class_order,
            truth=self.truth[chosen],
            answers=self.answers[chosen],
            probabilities=self.probabilities[chosen],
            outcomes=self.outcomes[chosen],
            people=tuple(self.people[number] for number in chosen),
        )

    def is_in(self, group: GroupName) -> NDArray[np.bool_]:
        """Tell who is of a group, bool [N]."""
        return np.asarray(members(self.class_order, GROUPS[group])[self.truth])

    def probability_of(self, group: GroupName) -> Floats:
        """Return the probability of a group, float64 [N]."""
        wanted = members(self.class_order, GROUPS[group])
        return np.asarray(np.clip(self.probabilities[:, wanted].sum(axis=1), 0.0, 1.0))

    def ranking(self, group: GroupName) -> Ranking:
        """Rank the sequences by the probability of a group."""
        return Ranking.of(self.probability_of(group), self.is_in(group))


class SampleFigures:
    """All figures of a sample, computed for many resamples at once; see `engine.evaluation.resampling`.

    By name, besides those of `count_figures`: ``<group>_roc_area``, ``<group>_pr_area`` (average
    precision), ``<group>_ece`` and ``<group>_brier`` of the probability of ``positive`` and of
    ``abnormal``; ``ece`` of the probability of the answer and ``brier`` over all classes; and of the outcome
    rule ``rule_sensitivity`` and ``rule_specificity`` (features, or borderline ones, reported; none
    reported; an inconclusive recording is right in neither) and ``rule_inconclusive``, the share of these.
    """

    def __init__(self, sample: Sample) -> None:
        self._sample = sample
        self._cells = cells(sample.truth, sample.answers, len(sample.class_order))
        self._rankings = {name: sample.ranking(name) for name in GROUPS}
        self._binned = {
            name: ReliabilityBins.of(sample.probability_of(name), sample.is_in(name))
            for name in GROUPS
        }
        top = sample.probabilities.max(axis=1)
        self._answer = ReliabilityBins.of(top, sample.probabilities.argmax(axis=1) == sample.truth)

    def __call__(self, weights: Floats) -> dict[str, Floats]:
        """Compute the figures of weights float64 [B, N], each float64 [B]."""
        sample = self._sample
        classes = len(sample.class_order)
        counts = (weights @ self._cells).reshape(-1, classes, classes)
        figures = count_figures(counts, sample.class_order)
        for name in GROUPS:
            true, false = self._rankings[name].counts(weights)
            figures[f"{name}_roc_area"] = roc_area(true, false)
            figures[f"{name}_pr_area"] = pr_area(true, false)
        for name, binned in self._binned.items():
            figures[f"{name}_ece"] = binned.error(weights)
            figures[f"{name}_brier"] = binary_brier(binned.predicted, sample.is_in(name), weights)
        figures["ece"] = self._answer.error(weights)
        figures["brier"] = brier(sample.probabilities, sample.truth, weights)
        return figures | self._rule(weights)

    def _rule(self, weights: Floats) -> dict[str, Floats]:
        abnormal = self._sample.is_in("abnormal").astype(np.float64)

        def is_(*wanted: Outcome) -> Floats:
            places = [OUTCOMES.index(one) for one in wanted]
            return np.isin(self._sample.outcomes, places).astype(np.float64)

        reported = is_(Outcome.DETECTED, Outcome.BORDERLINE)
        passed = is_(Outcome.NOT_DETECTED)
        return {
            "rule_sensitivity": share(weights @ (reported * abnormal), weights @ abnormal),
            "rule_specificity": share(
                weights @ (passed * (1.0 - abnormal)), weights @ (1.0 - abnormal)
            ),
            "rule_inconclusive": share(weights @ is_(Outcome.INCONCLUSIVE), weights.sum(axis=1)),
        }


def figures_of(
    sample: Sample, *, rounds: int = ROUNDS, cancel: Cancel | None = None
) -> dict[str, Interval]:
    """Return every figure of a sample with its 95 % interval by person.

    Raises:
        CancelledError: ``cancel`` was set.
    """
    found = resample_figures(SampleFigures(sample), sample.people, rounds=rounds, cancel=cancel)
    abnormal = sample.is_in("abnormal")
    counted = counted_by_figure(sample.truth, sample.class_order) | {
        "rule_sensitivity": abnormal,
        "rule_specificity": ~abnormal,
        "rule_inconclusive": np.ones_like(abnormal),
    }
    return widen_shares(found, counted, sample.people)
