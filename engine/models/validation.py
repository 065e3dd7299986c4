"""The report of an evaluation, and the step from a research model to a validated one.

Must not know how figures are computed (`engine.evaluation`), nor torch or ONNX Runtime.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from engine.core.classes import ClassName
from engine.core.errors import ModelError
from engine.core.files import sha256_of
from engine.core.frozen_model import FrozenModel
from engine.core.text import text
from engine.models.cards import (
    ONNX_FILE,
    REPORT_FILE,
    WEIGHTS_FILE,
    Evaluation,
    Metric,
    ModelCard,
    Validation,
    WeightFile,
)
from engine.models.configs import SCALE
from engine.models.evaluation_details import Details, EvaluatedModel, OverFolds

SCHEMA: Final = "scolioapp.evaluation/2"
"""Written; the first version, which had no details, is still read."""

CARD_FIGURES: Final = (
    "accuracy",
    "precision",
    "recall",
    "f1",
    "positive_sensitivity",
    "positive_specificity",
    "abnormal_sensitivity",
    "abnormal_specificity",
)
"""Figures of a report that a card repeats."""

MAX_BYTES: Final = 1 << 20

_Date = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class _Strict(FrozenModel):
    model_config = ConfigDict(populate_by_name=True)


class EvaluatedData(_Strict):
    """What it was evaluated on.

    Attributes:
        description: In the words of who ran it, or the folder's name.
        partition: Name of the partition file, or "" where all sequences were taken.
        by_subject: Whether a subject map said whose each sequence is; else each counts as a person.
        part: The test set of the partition, all sequences, or the held-out people of all folds.
    """

    description: str
    simulated: bool
    partition: str = ""
    by_subject: bool
    part: Literal["test", "all", "folds"] | None = None


class EvaluationReport(_Strict):
    """An evaluation as data; ``report.json`` of a model folder.

    Attributes:
        format: Name and version of this format.
        people: Number of people, or of sequences where no subject map told them apart.
        left_out: Sequences in which the network saw nothing; the figures are without them.
        metrics: Figures with their 95 % intervals; those that nobody counts for are left out.
        date: Day of the evaluation, ISO 8601.
        details: Tables and curves, or None in reports of the first version.
        folds: The folds of a cross-validation apart from each other, or None; such a report is about the
            networks of all folds, and so about no model that could be declared validated by it.
    """

    format: Literal["scolioapp.evaluation/1", "scolioapp.evaluation/2"] = Field(
        default=SCHEMA, alias="schema"
    )
    model: EvaluatedModel
    data: EvaluatedData
    people: int = Field(ge=1)
    sequences: int = Field(ge=1)
    left_out: int = Field(default=0, ge=0)
    counts: Mapping[ClassName, int]
    metrics: Mapping[str, Metric] = Field(min_length=1)
    date: _Date
    program: str
    details: Details | None = None
    folds: OverFolds | None = None

    @model_validator(mode="after")
    def _of_its_version(self) -> Self:
        model, new = self.model, self.format == SCHEMA
        told: list[object] = [self.details, self.data.part]
        if self.folds is None:
            told += [model.scale, model.thresholds]
        if any((one is not None) != new for one in told):
            raise ValueError(f"a report {self.format} has other fields")
        if (self.data.part == "folds") != (self.folds is not None):
            raise ValueError("the folds stand together with the part of the data")
        if self.folds is not None and model.sha256:
            raise ValueError("a report over folds names the weights of each fold, and no others")
        if self.details is not None:
            sizes = {len(self.details.confusion), *map(len, self.details.confusion)}
            if sizes != {len(model.class_order)}:
                raise ValueError("the confusion matrix does not fit the classes")
        return self

    def to_json(self) -> str:
        """Return the text of the file."""
        return self.model_dump_json(indent=2, by_alias=True) + "\n"

    @property
    def evaluation(self) -> Evaluation:
        """What a card says of it."""
        how = "" if self.data.by_subject else " By sequence, leakage possible."
        data = self.data.description
        if self.folds is not None:
            simulated = "simulated " if self.data.simulated else ""
            data = (
                f"Out-of-fold {simulated}people of {len(self.folds.models)} folds, each judged by the one "
                "network that never saw them; the ensemble itself was not measured."
            )
        return Evaluation(
            data=data + how,
            people=self.people,
            sequences=self.sequences,
            metrics={name: self.metrics[name] for name in CARD_FIGURES if name in self.metrics},
        )

    def check_about(self, card: ModelCard) -> None:
        """Check that this is about exactly the weights of ``card``, read in the same way.

        Raises:
            ModelError: It is about others.
        """
        weights: tuple[WeightFile, ...] = (WEIGHTS_FILE, ONNX_FILE)
        same = all(card.sha256.get(name) == self.model.sha256.get(name) for name in weights)
        if not same or self.model.class_order != card.class_order:
            raise ModelError(
                text(
                    "The evaluation report is about different weights, or a different class "
                    "order, from those of “{model}”.",
                    model=card.name,
                ),
                text("Evaluate this model itself: scolioapp evaluate."),
            )
        read_alike = (scale_of(card), card.thresholds)
        if self.format == SCHEMA and (self.model.scale, self.model.thresholds) != read_alike:
            raise ModelError(
                text(
                    "“{model}” has been calibrated, or given other thresholds, since it was "
                    "evaluated.",
                    model=card.name,
                ),
                text("Evaluate it again: scolioapp evaluate."),
            )


def scale_of(card: ModelCard) -> float:
    """Return the factor between cosines and probabilities."""
    return card.calibration.scale if card.calibration is not None else SCALE


def read_report(path: Path) -> EvaluationReport:
    """Read an evaluation report.

    Raises:
        ModelError: The file cannot be read, or is not such a report.
    """
    return parse_report(report_content(path), path.name)


def report_content(path: Path) -> bytes:
    """Read the bytes of a report, unless they are far too many.

    Raises:
        ModelError: The file cannot be read, or is too large.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as failure:
        raise ModelError(
            text("“{name}” could not be read: {why}.", name=path.name, why=failure.strerror or ""),
            text("Choose a report written by “scolioapp evaluate”."),
        ) from failure
    if len(content) > MAX_BYTES:
        raise _no_report(path.name)
    return content


def parse_report(content: bytes, name: str) -> EvaluationReport:
    """Read the bytes of a report called ``name``; see `read_report`."""
    try:
        return EvaluationReport.model_validate_json(content, strict=True)
    except ValidationError as failure:
        raise _no_report(name) from failure


def _no_report(name: str) -> ModelError:
    return ModelError(
        text("“{name}” is not an evaluation report.", name=name),
        text("Choose a report written by “scolioapp evaluate”."),
    )


def validated_card(
    card: ModelCard, report: EvaluationReport, *, sha256: str, by: str, on: datetime.date
) -> ModelCard:
    """Return the card of a model that somebody declares validated.

    Raises:
        ModelError: The model is a demonstration, the report is about other weights or about simulated
            walkers, or the name is missing.
    """
    if card.status == "demo":
        raise ModelError(
            text("“{model}” is a demonstration model and cannot be validated.", model=card.name),
            text("Validate a model that was trained on people."),
        )
    report.check_about(card)
    if report.data.simulated:
        raise ModelError(
            text(
                "The evaluation report is about simulated walkers, which cannot validate anything."
            ),
            text("Evaluate the model on recordings of people."),
        )
    name = " ".join(by.split())
    if not 2 <= len(name) <= 200:
        raise ModelError(
            text(
                "“{name}” is not the name of a person who can declare the model validated.",
                name=name[:40],
            ),
            text("Give your full name."),
        )
    changes = {
        "status": "validated",
        "evaluation": report.evaluation,
        "validation": Validation(by=name, on=on.isoformat()),
        "sha256": {**card.sha256, REPORT_FILE: sha256},
    }
    # Built anew, so that everything in the card still agrees.
    return ModelCard.model_validate(dict(card) | changes)


def weights_hashes(folder: Path, card: ModelCard) -> dict[WeightFile, str]:
    """Return the hashes of the weight files that are in a folder, for a report."""
    names: tuple[WeightFile, ...] = (WEIGHTS_FILE, ONNX_FILE)
    return {name: sha256_of(folder / name) for name in names if name in card.sha256}
