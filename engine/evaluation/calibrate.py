"""Fits calibration and thresholds of a model on the validation part of a dataset, into its card.

Never on the test part: what was fitted on people is not tested on them. Must not know windows.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine.core.classes import ClassName
from engine.core.errors import DatasetError
from engine.core.progress import Cancel, Progress, Stage
from engine.core.progress import report as tell
from engine.core.text import text
from engine.datasets.partitions import Partition, check_named, read_parts, split_entries
from engine.datasets.scoliosis1k import Entry
from engine.evaluation.labelled_sample import Reading, Sample
from engine.evaluation.prediction import PredictedEntries, predict_entries
from engine.evaluation.report_file import EvaluationSet
from engine.inference.calibration import ThresholdRule, fit_scale, fit_thresholds
from engine.library.recalibration import check_recalibrated, recalibrate
from engine.models.cards import Calibration, ModelCard, Thresholds

VALIDATION_SHARE: Final = 0.15
TEST_SHARE: Final = 0.2
"""Shares that training keeps for validation and for test unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class CalibrationRequest:
    """What is fitted, and on whom.

    Attributes:
        data: The dataset; its partition says who was kept for validation.
        rule: How thresholds are fitted; None: they stay.
        seed: Where the partition has no validation part, or there is none: the seed with which training
            cut one, or split the dataset.
        share: With the seed: the share of people that training kept for validation.
        test_share: Likewise for test, where there is no partition.
    """

    data: EvaluationSet
    rule: ThresholdRule | None = field(default_factory=ThresholdRule)
    seed: int | None = None
    share: float = VALIDATION_SHARE
    test_share: float = TEST_SHARE


@dataclass(frozen=True, slots=True)
class CalibrationResult:
    """What was done.

    Attributes:
        people: Number of people, or of sequences where no subject map told them apart.
        left_out: Sequences in which the network saw nobody.
    """

    before: ModelCard
    after: ModelCard
    sequences: int
    people: int
    left_out: int


def calibrate(
    folder: Path,
    request: CalibrationRequest,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> CalibrationResult:
    """Fit the scale, and thresholds where asked, on validation people, and write them into the card.

    Args:
        folder: A model folder of the user that is not validated.
        request: What is fitted, and on whom.
        progress: Told the share of the sequences done.
        cancel: Checked before every chunk of frames.

    Raises:
        ModelError: The model came with the program, is validated, or cannot be used.
        DatasetError: The dataset or its partition cannot be used; the validation part is not known, holds
            somebody of another part, or lacks the classes that are told apart.
        OutputError: The folder cannot be written.
        CancelledError: ``cancel`` was set; the folder is as it was.
    """
    before = check_recalibrated(folder)
    entries = validation_entries(request, cancel=cancel)
    _check_classes(entries)
    name = request.data.folder.name
    judged = predict_entries(folder, entries, name=name, progress=progress, cancel=cancel)
    _check_classes(judged.entries)
    calibration, thresholds = _fit(judged, request)
    after = recalibrate(folder, calibration, thresholds, cancel=cancel)
    tell(progress, Stage.DONE, 1.0)
    return CalibrationResult(
        before=before,
        after=after,
        sequences=len(judged.entries),
        people=len({entry.person for entry in judged.entries}),
        left_out=judged.left_out,
    )


def validation_entries(
    request: CalibrationRequest, *, cancel: Cancel | None = None
) -> tuple[Entry, ...]:
    """List the sequences that were kept for validation.

    Raises:
        DatasetError: Who they are is not known, some are missing, or somebody stands in another part, too.
    """
    listed = request.data.listed(cancel=cancel)
    parts = _parts(request, tuple(listed.values()))
    check_named(parts.validation, listed)
    found = tuple(listed[id] for id in dict.fromkeys(parts.validation))
    _check_apart(found, [listed[id] for id in (*parts.train, *parts.test) if id in listed])
    return found


def _parts(request: CalibrationRequest, entries: tuple[Entry, ...]) -> Partition:
    """Return the parts of a partition, cut as training cuts them where its file does not say."""
    partition, seed = request.data.partition, request.seed
    parts = None if partition is None else read_parts(partition)
    if parts is not None and parts.validation:
        if seed is not None:
            raise DatasetError(
                text(
                    "“{name}” has its own validation part.",
                    name=partition.name if partition else "",
                ),
                text("Leave the seed out."),
            )
        return Partition(*(tuple(id.zfill(5) for id in ids) for ids in _sides(parts)))
    if seed is None:
        raise DatasetError(
            text("It is not known who was set aside for validation."),
            text("Give the partition used in training, or the seed and shares of its split."),
        )
    return split_entries(
        entries, seed=seed, validation=request.share, test=request.test_share, partition=partition
    )


def _sides(parts: Partition) -> tuple[tuple[str, ...], ...]:
    return parts.train, parts.validation, parts.test


def _check_apart(validation: Iterable[Entry], others: Iterable[Entry]) -> None:
    """Refuse people who stand in training or in test, too."""
    elsewhere = {entry.person: entry.id for entry in others}
    for entry in validation:
        if entry.person in elsewhere:
            raise DatasetError(
                text(
                    "The person in validation sequence {id} is also in another part, {other}.",
                    id=entry.id,
                    other=elsewhere[entry.person],
                ),
                text("Split the dataset by person: scolioapp dataset split."),
            )


def _check_classes(entries: Iterable[Entry]) -> None:
    found = {entry.class_name for entry in entries}
    if ClassName.NEGATIVE not in found or len(found) < 2:
        raise DatasetError(
            text(
                "The validation part contains only {classes}, so there is nothing to tell apart.",
                classes=tuple(sorted(found)) or "-",
            ),
            text("Choose a partition whose validation part has negative people and others."),
        )


def _fit(judged: PredictedEntries, request: CalibrationRequest) -> tuple[Calibration, Thresholds]:
    card, sample = judged.card, judged.sample()
    scale = round(fit_scale(judged.logits, sample.truth), 3)
    calibration = Calibration(
        scale=scale,
        fitted_on=_description(judged, request),
        thresholds_by="" if request.rule is None else str(request.rule),
    )
    if request.rule is None:
        return calibration, card.thresholds
    reread = Sample.of(
        judged.logits,
        [entry.class_name for entry in judged.entries],
        sample.people,
        Reading(card.class_order, scale, card.thresholds),
    )
    thresholds = fit_thresholds(
        reread.probabilities, reread.truth, card.class_order, request.rule, former=card.thresholds
    )
    return calibration, thresholds


def _description(judged: PredictedEntries, request: CalibrationRequest) -> str:
    """Say on whom, for the card."""
    data, known = request.data, all(entry.subject is not None for entry in judged.entries)
    people = len({entry.person for entry in judged.entries})
    words = f"{len(judged.entries)} validation sequences"
    words += f" of {people} people" if known else " (by sequence, leakage possible)"
    words += f" of {data.description.strip() or data.folder.resolve().name}"
    if data.partition is not None:
        words += f", {data.partition.name}"
    if data.simulated:
        words += ", simulated walkers"
    return f"{words}, {datetime.datetime.now(tz=datetime.UTC).date().isoformat()}"
