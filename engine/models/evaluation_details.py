"""What an evaluation report holds beside its figures: tables and curves to be drawn.

Reports come from strangers, too: numbers are finite, lengths agree, and lists end somewhere. Must not
know how anything here is computed (`engine.evaluation`) or drawn (`engine.report`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from engine.core.classes import ClassName, Outcome
from engine.core.frozen_model import FrozenModel
from engine.models.cards import Metric, Sha256, Thresholds, Unit, WeightFile
from engine.models.configs import MOST_MEMBERS

GroupName = Literal["positive", "abnormal"]
"""What is told from the rest: positive, or positive and neutral together."""

Number = Annotated[float, Field(allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]
Units = Annotated[tuple[Unit, ...], Field(max_length=1000)]
Kept = Annotated[str, Field(max_length=60)]


class _Strict(FrozenModel):
    model_config = ConfigDict(populate_by_name=True)


class EvaluatedModel(_Strict):
    """Which model was evaluated.

    Attributes:
        scale: Factor between cosines and probabilities, or None in reports of the first version and over
            folds, where each network has its own.
        thresholds: Thresholds of the outcome rule, likewise.
    """

    name: str
    version: str
    kind: str
    class_order: tuple[ClassName, ...]
    sha256: Mapping[WeightFile, Sha256]
    scale: Number | None = None
    thresholds: Thresholds | None = None


class Curve(_Strict):
    """A curve with its 95 % band, by bootstrap over people.

    Attributes:
        x: Places, in drawing order.
        band_x: Places of the band.
        low: Lower edge of the band.
        high: Upper edge of the band.
    """

    x: Units
    y: Units
    band_x: Units = ()
    low: Units = ()
    high: Units = ()

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if len(self.x) != len(self.y) or len(self.x) < 2:
            raise ValueError("a curve has as many places as values, and at least two")
        if not len(self.band_x) == len(self.low) == len(self.high):
            raise ValueError("a band has as many places as edges")
        return self


class ReliabilityBin(_Strict):
    """Sequences whose probability lies in one tenth.

    Attributes:
        predicted: Mean of their probabilities.
        observed: Share of them that are of the group.
        low: Lower end of the 95 % interval of that share, by bootstrap over people.
        high: Upper end.
    """

    count: int = Field(ge=1)
    predicted: Unit
    observed: Unit
    low: Unit
    high: Unit


class GroupDetails(_Strict):
    """How well one group is told from the rest.

    Attributes:
        share: Share of the sequences that are of the group.
        roc: False-positive rate against sensitivity, or None where everybody is on one side.
        pr: Recall against precision, likewise.
        reliability: Bins that hold somebody, by probability.
    """

    share: Unit
    roc: Curve | None
    pr: Curve | None
    reliability: Annotated[tuple[ReliabilityBin, ...], Field(max_length=20)]


class Subgroup(_Strict):
    """Figures of a part of the people.

    Attributes:
        name: ``female`` or ``male``; ages as ``<10``, ``10-12``, ``13-15``, ``>=16``; ``other``; ``unknown``.
        metrics: Figures; those that nobody counts for are left out.
    """

    by: Literal["sex", "age"]
    name: Kept
    people: int = Field(ge=1)
    sequences: int = Field(ge=1)
    metrics: Mapping[Kept, Metric]


class Predictive(_Strict):
    """Predictive values of a group at a prevalence; see `engine.report.predictive`.

    Attributes:
        prevalence: Share of people of the group, in (0, 1).
        ppv: Share of the group among those of whom it is said.
        npv: Share of the rest among those of whom it is not said.
    """

    prevalence: Annotated[float, Field(gt=0, lt=1)]
    ppv: Metric
    npv: Metric


class Paired(_Strict):
    """The same sequences judged by another model.

    Attributes:
        other: Which.
        sequences: Sequences that both judged.
        differences: This model minus the other, resampled together (paired bootstrap over people).
        only_this_right: Sequences that only this model has right.
        only_other_right: Sequences that only the other one has right.
        p: Two-sided p of McNemar's exact test: that the two counts differ by chance.
    """

    other: EvaluatedModel
    sequences: int = Field(ge=1)
    people: int = Field(ge=1)
    metrics: Mapping[Kept, Metric]
    differences: Mapping[Kept, Metric]
    only_this_right: Count
    only_other_right: Count
    p: Unit


class Details(_Strict):
    """Everything of a report that is more than a figure.

    Attributes:
        confusion: Sequences, [true class][class answered], both in the model's order of classes.
        outcomes: Sequences of each true class by what the outcome rule says of them.
        predictive: Predictive values by group, where sensitivity and specificity are known.
        subgroups: Figures by sex and age, where the subject map tells them.
        comparison: With another model, where one was named.
    """

    confusion: tuple[tuple[Count, ...], ...]
    outcomes: Mapping[ClassName, Mapping[Outcome, Count]]
    groups: Mapping[GroupName, GroupDetails]
    predictive: Mapping[GroupName, Predictive]
    subgroups: Annotated[tuple[Subgroup, ...], Field(max_length=50)] = ()
    comparison: Paired | None = None


class FoldFigure(_Strict):
    """A figure over the folds of a cross-validation.

    Attributes:
        mean: Mean over the folds that have it.
        deviation: Their standard deviation, n - 1; it is no confidence interval.
        values: That of each fold, or None where nobody of the fold counts for it.
    """

    mean: Number
    deviation: Annotated[Number, Field(ge=0)]
    values: Annotated[tuple[Number | None, ...], Field(min_length=2, max_length=MOST_MEMBERS)]


class FoldModel(_Strict):
    """The network of one fold.

    Attributes:
        people: People that were held out of it and judged by it.
    """

    name: str
    sha256: Mapping[WeightFile, Sha256]
    people: int = Field(ge=1)
    sequences: int = Field(ge=1)


class OverFolds(_Strict):
    """What the folds of a cross-validation show apart from each other.

    Attributes:
        seed: Seed of who is in which fold.
        figures: Their figures, by name.
    """

    seed: Count
    models: Annotated[tuple[FoldModel, ...], Field(min_length=2, max_length=MOST_MEMBERS)]
    figures: Mapping[Kept, FoldFigure]

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if any(len(one.values) != len(self.models) for one in self.figures.values()):
            raise ValueError("a figure has a value for each fold")
        return self
