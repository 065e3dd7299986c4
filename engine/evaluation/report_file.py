"""Evaluates a model on a dataset in the Scoliosis1K layout and says so in a file.

The file names the exact weights, so that it can declare these and no others validated (see
`engine.models.validation`). Must not know windows, or how figures are shown.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import engine
from engine.core.errors import DatasetError, SequenceError
from engine.core.progress import Cancel, Progress, Stage, check
from engine.core.progress import report as tell
from engine.core.text import text
from engine.datasets.partitions import read_partition
from engine.datasets.scoliosis1k import (
    RATE,
    SILHOUETTES,
    Entry,
    read_index,
    read_keypoints,
    read_silhouettes,
    read_subjects,
)
from engine.evaluation import metrics
from engine.inference.predictor import Predictor, load_predictor
from engine.models.cards import Metric, ModelCard
from engine.models.validation import (
    EvaluatedData,
    EvaluatedModel,
    EvaluationReport,
    weights_hashes,
)

SIMULATED = "simulated.json"
"""A dataset that holds this file is one of simulated walkers."""


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """What a model is to be evaluated on.

    Attributes:
        folder: A dataset in the Scoliosis1K layout.
        partition: OpenGait's partition file, of which the test set is taken; None: all sequences.
        subjects: CSV with the columns ``id`` and ``subject``; None: the dataset's own, if it has one.
        description: What the data is, in words; "": the folder's name.
    """

    folder: Path
    partition: Path | None = None
    subjects: Path | None = None
    description: str = ""

    @property
    def simulated(self) -> bool:
        """Whether the walkers were simulated."""
        # The folder of silhouettes alone may have been given.
        inside = self.folder.resolve()
        places = [inside, inside.parent] if inside.name == SILHOUETTES else [inside]
        return any((place / SIMULATED).exists() for place in places)

    def entries(self, *, cancel: Cancel | None = None) -> tuple[Entry, ...]:
        """List the sequences to be judged, each with its subject where one is known.

        Raises:
            DatasetError: The folder or a file cannot be used, or lacks a sequence of the test set.
        """
        found = {entry.id: entry for entry in read_index(self.folder, cancel=cancel)}
        if self.subjects is not None:
            subjects = read_subjects(self.subjects)
            found = {id: replace(one, subject=subjects.get(id)) for id, one in found.items()}
        if self.partition is None:
            return tuple(found.values())
        wanted = [id.zfill(5) for id in read_partition(self.partition)[1]]
        missing = [id for id in wanted if id not in found]
        if missing or not wanted:
            raise DatasetError(
                text(
                    "The dataset lacks {count} sequences of the test set, such as {id}.",
                    count=len(missing),
                    id=missing[0] if missing else "…",
                ),
                text("Choose the partition file that belongs to this dataset."),
            )
        return tuple(found[id] for id in dict.fromkeys(wanted))


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """What networks see of a sequence of a dataset."""

    silhouettes: NDArray[np.uint8]
    keypoints: NDArray[np.float32]
    seconds: NDArray[np.float64]


def evaluate(
    folder: Path,
    data: EvaluationSet,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> EvaluationReport:
    """Have a model judge each sequence of a dataset, and compute its figures.

    Intervals are by person where a subject map says whose each sequence is. Sequences in which the
    network sees nothing are left out, and counted in the report.

    Args:
        folder: A model folder.
        data: What it is evaluated on.
        progress: Told the share of the sequences done.
        cancel: Checked before every chunk of frames.

    Raises:
        ModelError: The model cannot be used.
        DatasetError: The dataset cannot be used, or holds a class that the model does not know.
        CancelledError: ``cancel`` was set.
    """
    predictor = load_predictor(folder)
    entries = data.entries(cancel=cancel)
    _check_classes(entries, predictor.card)
    judged: dict[Entry, NDArray[np.float32]] = {}
    for number, entry in enumerate(entries):
        check(cancel)
        tell(progress, Stage.EVALUATE, number / len(entries))
        logits = _judged(predictor, entry, cancel)
        if logits is not None:
            judged[entry] = logits
    if not judged:
        raise DatasetError(
            text("In no sequence of “{name}” does the network see anybody.", name=data.folder.name),
            text("Choose another dataset."),
        )
    tell(progress, Stage.DONE, 1.0)
    return _report(folder, predictor.card, data, judged, left_out=len(entries) - len(judged))


def _check_classes(entries: Iterable[Entry], card: ModelCard) -> None:
    unknown = {entry.class_name for entry in entries} - set(card.class_order)
    if unknown:
        raise DatasetError(
            text(
                "The dataset has the class “{name}”, which the model “{model}” does not know.",
                name=sorted(unknown)[0],
                model=card.name,
            ),
            text("Choose another model or dataset."),
        )


def _judged(
    predictor: Predictor, entry: Entry, cancel: Cancel | None
) -> NDArray[np.float32] | None:
    """Give the cosines [classes, P] for one sequence, or None where the network sees nothing in it."""
    silhouettes = read_silhouettes(entry)
    frames = len(silhouettes)
    keypoints = np.zeros((frames, 17, 3), np.float32)
    if predictor.card.inputs != ("silhouettes",):
        keypoints = read_keypoints(entry)
        if len(keypoints) != frames:
            raise DatasetError(
                text("Sequence {id} has {poses} poses and {frames} silhouettes.",
                     id=entry.id, poses=len(keypoints), frames=frames),
                text("Restore its files."),
            )  # fmt: skip
    walk = _Walk(silhouettes, keypoints, np.arange(frames) / RATE)
    try:
        return predictor.predict(walk, explain=False, cancel=cancel).logits
    except SequenceError:
        return None


def _report(
    folder: Path,
    card: ModelCard,
    data: EvaluationSet,
    judged: Mapping[Entry, NDArray[np.float32]],
    *,
    left_out: int,
) -> EvaluationReport:
    entries = list(judged)
    labels = [entry.class_name for entry in entries]
    people = [entry.person for entry in entries]
    figures = metrics.report(
        np.stack(list(judged.values())), labels, people, class_order=card.class_order
    )
    return EvaluationReport(
        model=EvaluatedModel(
            name=card.name,
            version=card.version,
            kind=card.kind,
            class_order=card.class_order,
            sha256=weights_hashes(folder, card),
        ),
        data=EvaluatedData(
            description=_described(data),
            simulated=data.simulated,
            partition="" if data.partition is None else data.partition.name,
            by_subject=all(entry.subject is not None for entry in entries),
        ),
        people=len(set(people)),
        sequences=len(entries),
        left_out=left_out,
        counts=Counter(labels),
        metrics=_metrics(figures),
        date=datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        program=f"ScolioApp {engine.__version__}",
    )


def _described(data: EvaluationSet) -> str:
    words = data.description.strip() or data.folder.resolve().name
    if data.partition is not None:
        words += f", test set of {data.partition.name}"
    return words + (", simulated walkers." if data.simulated else ".")


def _metrics(figures: Mapping[str, Sequence[float]]) -> dict[str, Metric]:
    """Leave out figures that nobody counts for, such as the sensitivity without a positive person."""
    return {
        name: Metric(**dict(zip(("value", "low", "high"), np.round(one, 4).tolist(), strict=True)))
        for name, one in figures.items()
        if np.isfinite(one).all()
    }
