"""One report over the folds of a cross-validation: pooled answers, and how much the folds differ.

Every person is judged once, by the network of their fold, which never saw them; the answers of all folds are
read each by the calibration of its own network and pooled. Mean and standard deviation over folds say how
much the figures move with the people that are trained and judged on; as folds share most of their training
people, the deviation is no confidence interval (Bengio and Grandvalet, JMLR 2004). Must not know how networks
are trained.
"""

from __future__ import annotations

import csv
import datetime
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import engine
from engine.core.files import written_beside
from engine.core.progress import Cancel
from engine.evaluation.answers import COLUMNS, answer_row
from engine.evaluation.evaluation_tables import as_metrics, details_of
from engine.evaluation.labelled_sample import Sample, SampleFigures, figures_of
from engine.evaluation.people import Traits
from engine.evaluation.prediction import reading_of
from engine.evaluation.report_file import EvaluationSet
from engine.evaluation.resampling import ROUNDS
from engine.models.cards import ModelCard
from engine.models.evaluation_details import EvaluatedModel, FoldFigure, FoldModel, OverFolds
from engine.models.validation import EvaluatedData, EvaluationReport
from engine.report.prevalence import DEFAULT_PREVALENCE
from engine.runs.held_out import HeldOut

_DIGITS = 4


@dataclass(frozen=True, slots=True, eq=False)
class FoldAnswers:
    """What the network of one fold said of the people that were held out of it.

    Attributes:
        sample: The same, read by the card's calibration and thresholds.
    """

    card: ModelCard
    held_out: HeldOut
    sample: Sample

    @classmethod
    def of(cls, card: ModelCard, held_out: HeldOut) -> FoldAnswers:
        """Read what a network said by its card."""
        rows = held_out.rows
        cosines = np.array([row.cosines for row in rows], np.float64)[:, :, None]
        sample = Sample.of(
            cosines,
            [row.class_name for row in rows],
            [row.person for row in rows],
            reading_of(card),
        )
        return cls(card, held_out, sample)


def evaluate_folds(
    folds: Sequence[FoldAnswers],
    *,
    name: str,
    data: EvaluatedData,
    seed: int,
    dataset: EvaluationSet | None = None,
    rounds: int = ROUNDS,
    cancel: Cancel | None = None,
) -> EvaluationReport:
    """Compute the report over folds.

    Args:
        folds: The answers, in order of the folds.
        name: Name of the run. The report names the weights of each fold, and is about no single model: it can
            declare none validated.
        data: On whom.
        seed: Seed of the folds.
        dataset: Where sex and age of the people may be told, or None.
        rounds: Bootstrap resamples.
        cancel: Checked between blocks of resamples.

    Raises:
        DatasetError: The dataset cannot be read.
        CancelledError: ``cancel`` was set.
    """
    sample, card = _pool([fold.sample for fold in folds]), folds[0].card
    figures = as_metrics(figures_of(sample, rounds=rounds, cancel=cancel))
    return EvaluationReport(
        model=EvaluatedModel(
            name=name, version=card.version, kind=card.kind, class_order=card.class_order, sha256={}
        ),
        data=data,
        people=len(set(sample.people)),
        sequences=len(sample),
        left_out=sum(fold.held_out.left_out for fold in folds),
        counts=Counter(row.class_name for fold in folds for row in fold.held_out.rows),
        metrics=figures,
        date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        program=f"ScolioApp {engine.__version__}",
        details=details_of(
            sample,
            _traits(folds, dataset),
            figures,
            prevalence=DEFAULT_PREVALENCE,
            data=data.description,
            rounds=rounds,
            cancel=cancel,
        ),
        folds=OverFolds(
            seed=seed,
            models=tuple(_model(fold) for fold in folds),
            figures=figures_over([fold.sample for fold in folds]),
        ),
    )


def figures_over(samples: Sequence[Sample]) -> dict[str, FoldFigure]:
    """Return each figure of each fold, with mean and standard deviation (n - 1) over the folds that have it.

    A figure that fewer than two folds have is left out.
    """
    each = [SampleFigures(sample)(np.ones((1, len(sample)))) for sample in samples]
    found = {}
    for name in each[0]:
        values = np.array([figures[name][0] for figures in each], np.float64)
        there = values[np.isfinite(values)]
        if len(there) < 2:
            continue
        found[name] = FoldFigure(
            mean=round(float(there.mean()), _DIGITS),
            deviation=round(float(there.std(ddof=1)), _DIGITS),
            values=tuple(
                round(float(one), _DIGITS) if np.isfinite(one) else None for one in values
            ),
        )
    return found


def _pool(samples: Sequence[Sample]) -> Sample:
    return Sample(
        class_order=samples[0].class_order,
        truth=np.concatenate([one.truth for one in samples]),
        answers=np.concatenate([one.answers for one in samples]),
        probabilities=np.concatenate([one.probabilities for one in samples]),
        outcomes=np.concatenate([one.outcomes for one in samples]),
        people=tuple(itertools.chain.from_iterable(one.people for one in samples)),
    )


def _model(fold: FoldAnswers) -> FoldModel:
    return FoldModel(
        name=fold.card.name,
        sha256=fold.card.sha256,
        people=len(set(fold.sample.people)),
        sequences=len(fold.sample),
    )


def _traits(folds: Sequence[FoldAnswers], dataset: EvaluationSet | None) -> tuple[Traits, ...]:
    ids = [row.id for fold in folds for row in fold.held_out.rows]
    known: Mapping[str, Traits] = {}
    if dataset is not None:
        entries = dataset.listed()
        listed = [entries[id] for id in dict.fromkeys(ids) if id in entries]
        known = dict(zip((one.id for one in listed), dataset.traits(listed), strict=True))
    return tuple(known.get(id, Traits()) for id in ids)


def write_fold_answers(folds: Sequence[FoldAnswers], path: Path) -> None:
    """Write one line for each judged sequence, with the fold that judged it; beside and renamed.

    Raises:
        OutputError: The file cannot be written.
    """
    with written_beside(path) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow([*COLUMNS, "fold"])
        for fold, answers in enumerate(folds, start=1):
            for number, row in enumerate(answers.held_out.rows):
                subject = "" if row.person == row.id else row.person
                said = answer_row(answers.sample, number, id=row.id, subject=subject)
                rows.writerow([*said, fold])
